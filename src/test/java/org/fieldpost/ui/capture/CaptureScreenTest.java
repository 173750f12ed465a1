package org.fieldpost.ui.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.event.Event;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.kit.Theme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Fx.class)
class CaptureScreenTest {
    private @Nullable CaptureStage stage;
    private Stage window;

    @BeforeEach
    void openWindow() {
        window = new Stage();
    }

    @AfterEach
    void close() {
        window.close();
        if (stage != null) {
            stage.close();
        }
    }

    private CaptureStage stage(Path folder, Locale locale) {
        stage = new CaptureStage(folder, locale);
        Screenshots.scene(
                stage.screen.node(),
                Theme.LIGHT,
                locale.getLanguage().equals("ar")
                        ? NodeOrientation.RIGHT_TO_LEFT
                        : NodeOrientation.LEFT_TO_RIGHT);
        window.setScene(stage.screen.node().getScene());
        window.show();
        window.requestFocus();
        return stage;
    }

    /** Opens a draft with the answers of a sample. */
    private static void openSample(CaptureStage stage, String form, String name) {
        var draft =
                CaptureStage.elsewhere(
                        () -> stage.sample.draft(form, stage.answers(form, name), ""));
        stage.screen.shown(new CaptureRequest.Resume(draft));
    }

    private static void section(CaptureStage stage, String name) {
        all(stage, ".section-button").stream()
                .map(Button.class::cast)
                .filter(button -> button.getAccessibleText().startsWith(name))
                .findFirst()
                .orElseThrow()
                .fire();
        stage.screen.node().applyCss();
        stage.screen.node().layout();
    }

    private static java.util.List<Node> all(CaptureStage stage, String selector) {
        return java.util.List.copyOf(stage.screen.node().lookupAll(selector));
    }

    private static void press(CaptureStage stage, KeyCode code, boolean control) {
        Node target = stage.screen.node().getScene().getFocusOwner();
        Event.fireEvent(
                target == null ? stage.screen.node() : target,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false));
    }

    private static String words(CaptureStage stage, String selector) {
        return ((Label) stage.screen.node().lookup(selector)).getText();
    }

    @Test
    void a_new_form_opens_with_the_keyboard_in_its_first_question(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        stage.screen.shown(new CaptureRequest.Start("household_survey", null));
        Screenshots.shoot("capture-new-light", stage.screen.node().getScene());
        assertEquals("Household survey", words(stage, ".capture-title"));
    }

    @Test
    void the_header_tells_the_truth_from_the_first_look_on(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        stage.screen.shown(new CaptureRequest.Start("household_survey", null));
        assertEquals("nothing typed yet", words(stage, ".saved"));
        assertEquals(java.util.List.of(), stage.way.remembered);
        openSample(stage, "household_survey", "diallo");
        assertTrue(words(stage, ".saved").startsWith("saved "), words(stage, ".saved"));
        assertEquals(1, stage.way.remembered.size(), "coming back means this draft");
    }

    @Test
    void the_members_are_rows_edited_in_their_place(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        openSample(stage, "household_survey", "diallo");
        section(stage, "Members");
        Screenshots.bothThemes("capture-members", stage.screen.node());
        assertEquals(5, all(stage, ".repeat-line").size());
    }

    @Test
    void photos_show_when_and_where_they_were_taken(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        openSample(stage, "household_survey", "diallo");
        stage.toChoose.add(stage.photo("household_survey", "diallo-1.jpg"));
        stage.toChoose.add(stage.photo("household_survey", "diallo-2.jpg"));
        section(stage, "Dwelling");
        all(stage, ".drop-zone .button").forEach(button -> ((Button) button).fire());
        stage.screen.node().layout();
        ((javafx.scene.control.ScrollPane) all(stage, ".page-scroll").getFirst()).setVvalue(1);
        Screenshots.bothThemes("capture-photos", stage.screen.node());
        assertFalse(all(stage, ".photo-tile").isEmpty());
    }

    @Test
    void finishing_too_early_lists_what_is_left_and_leads_there(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        stage.screen.shown(new CaptureRequest.Start("household_survey", null));
        press(stage, KeyCode.ENTER, true);
        Screenshots.bothThemes("capture-finish", stage.screen.node());
        assertFalse(all(stage, ".problem-button").isEmpty());
        ((Button) all(stage, ".problem-button").getFirst()).fire();
        assertTrue(all(stage, ".problem-button").isEmpty(), "the panel went");
        Screenshots.shoot("capture-errors-light", stage.screen.node().getScene());
    }

    @Test
    void what_is_typed_right_after_the_page_is_turned_is_not_lost(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        openSample(stage, "household_survey", "diallo");
        for (int page = 0; page < 6; page++) {
            press(stage, KeyCode.PAGE_DOWN, true);
        }
        // All in one go, before the next frame is drawn.
        press(stage, KeyCode.ENTER, false);
        var field =
                assertInstanceOf(TextField.class, stage.screen.node().getScene().getFocusOwner());
        field.selectAll();
        for (var letter : List.of("9", "3", "0")) {
            Event.fireEvent(
                    field,
                    new KeyEvent(
                            KeyEvent.KEY_TYPED,
                            letter,
                            "",
                            KeyCode.UNDEFINED,
                            false,
                            false,
                            false,
                            false));
        }
        assertEquals("930", field.getText());
    }

    @Test
    void control_g_goes_to_a_question_by_its_words(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        openSample(stage, "household_survey", "diallo");
        press(stage, KeyCode.G, true);
        var search =
                assertInstanceOf(TextField.class, stage.screen.node().getScene().getFocusOwner());
        assertTrue(search.getSkin() != null, "the first letter may come before the next frame");
        Screenshots.shoot("capture-goto-light", stage.screen.node().getScene());
        assertEquals(1, all(stage, ".goto-card").size());
        press(stage, KeyCode.G, true);
        assertEquals(1, all(stage, ".goto-card").size(), "asked for twice it stands once");
        press(stage, KeyCode.ESCAPE, false);
        assertEquals(0, all(stage, ".goto-card").size());
    }

    @Test
    void arabic_runs_from_right_to_left(@TempDir Path folder) {
        var stage = stage(folder, Locale.of("ar"));
        openSample(stage, "household_survey", "diallo");
        stage.screen.node().applyCss();
        Screenshots.shoot("capture-ar", stage.screen.node().getScene());
        assertTrue(all(stage, ".question").size() > 5);
    }

    @Test
    void arabic_rows_run_from_right_to_left(@TempDir Path folder) {
        var stage = stage(folder, Locale.of("ar"));
        openSample(stage, "household_survey", "diallo");
        section(stage, "الأفراد");
        Screenshots.shoot("capture-members-ar", stage.screen.node().getScene());
    }

    @Test
    void a_form_that_is_not_there_is_refused_with_a_way_back(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        stage.screen.shown(new CaptureRequest.Start("no_such_form", null));
        Screenshots.shoot("capture-refused-light", stage.screen.node().getScene());
        assertEquals(1, all(stage, ".empty-state").size());
    }

    @Test
    void other_forms_look_right_too(@TempDir Path folder) {
        var stage = stage(folder, Locale.ENGLISH);
        for (String form : stage.sample.forms.codes()) {
            stage.screen.shown(new CaptureRequest.Start(form, null));
            Screenshots.shoot("capture-" + form, stage.screen.node().getScene());
        }
        assertEquals(4, stage.sample.forms.codes().size());
    }
}
