package org.fieldpost.ui.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.kernel.Background;
import org.fieldpost.kernel.Json;
import org.fieldpost.testing.ElsewhereBackground;
import org.fieldpost.testing.Fx;
import org.fieldpost.testing.SampleFrame;
import org.fieldpost.testing.SampleProfile;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.kit.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Fx.class)
class FormsScreenTest {
    private final SampleFrame way = new SampleFrame();
    private SampleProfile sample;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        sample = elsewhere(() -> new SampleProfile(folder));
    }

    @AfterEach
    void close() throws Exception {
        elsewhere(
                () -> {
                    sample.close();
                    return sample;
                });
    }

    private static <T> T elsewhere(java.util.concurrent.Callable<T> work) throws Exception {
        var outcome = new java.util.concurrent.FutureTask<>(work);
        Thread.ofVirtual().start(outcome);
        return outcome.get();
    }

    private FormsScreen screen(Locale locale) {
        var frame = way.frame(locale, sample.clock, new ElsewhereBackground());
        return new FormsScreen(frame, sample.profile, sample.ids);
    }

    private void fill() throws Exception {
        elsewhere(
                () -> {
                    sample.withForms().submit("household_survey", "diallo");
                    sample.submit("household_survey", "sarr");
                    return sample.draft("household_survey", Json.object(), "Sow, Ndiambel 017");
                });
    }

    @Test
    void the_catalogue_shows_drafts_on_top_and_forms_below() throws Exception {
        fill();
        var screen = screen(Locale.ENGLISH);
        Screenshots.bothThemes("forms", screen.node());
        assertEquals(1, screen.node().lookupAll(".draft-line").size());
        assertEquals(4, screen.node().lookupAll(".form-card").size());
    }

    @Test
    void enter_starts_the_form_that_has_the_keyboard() throws Exception {
        fill();
        var screen = screen(Locale.ENGLISH);
        Screenshots.scene(screen.node(), Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT);
        screen.shown(null);
        var focused = screen.node().getScene().getFocusOwner();
        Event.fireEvent(
                focused,
                new KeyEvent(
                        KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        assertEquals(1, way.trips.size());
        assertTrue(way.trips.getFirst().argument() instanceof CaptureRequest.Start);
    }

    @Test
    void the_keyboard_goes_to_the_first_form_as_soon_as_the_forms_are_read() throws Exception {
        fill();
        assertEquals("Building damage assessment", focusedOnceRead(new Button("Search")));
    }

    @Test
    void what_the_person_types_elsewhere_while_the_forms_are_read_keeps_the_keyboard()
            throws Exception {
        fill();
        var field = new TextField();
        field.setAccessibleText("Search everything");
        assertEquals("Search everything", focusedOnceRead(field));
    }

    /** What has the keyboard after the forms were read, when {@code elsewhere} had it before. */
    private String focusedOnceRead(Control elsewhere) {
        var late = new ArrayDeque<Runnable>();
        var frame = way.frame(Locale.ENGLISH, sample.clock, new LateBackground(late));
        var screen = new FormsScreen(frame, sample.profile, sample.ids);
        var scene =
                Screenshots.scene(
                        new VBox(elsewhere, screen.node()),
                        Theme.LIGHT,
                        NodeOrientation.LEFT_TO_RIGHT);
        elsewhere.requestFocus();
        screen.shown(null);
        assertSame(elsewhere, scene.getFocusOwner(), "nothing is read yet");
        late.remove().run();
        screen.close();
        return String.valueOf(scene.getFocusOwner().getAccessibleText());
    }

    /** Answers when the test says so. */
    private record LateBackground(Deque<Runnable> late) implements Background {
        @Override
        public <T> void run(
                Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
            late.add(() -> new ElsewhereBackground().run(work, done, failed));
        }

        @Override
        public void onScreen(Runnable action) {
            late.add(action);
        }
    }

    @Test
    void the_keyboard_stays_on_a_form_whose_figures_change() throws Exception {
        fill();
        var frame = way.frame(Locale.ENGLISH, sample.clock, new ElsewhereBackground());
        var model =
                new FormsViewModel(
                        sample.profile,
                        frame.background(),
                        sample.ids,
                        frame.clock(),
                        Locale.ENGLISH);
        var view = new FormsView(model, frame);
        Screenshots.scene(view.node(), Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT);
        model.shown();
        view.focusFirst();
        var scene = view.node().getScene();
        var down =
                new KeyEvent(
                        KeyEvent.KEY_PRESSED, "", "", KeyCode.DOWN, false, false, false, false);
        Event.fireEvent(scene.getFocusOwner(), down);
        var before = scene.getFocusOwner();
        assertEquals("Household survey", before.getAccessibleText());
        elsewhere(() -> sample.submit("household_survey", "diallo"));
        model.refresh();
        assertNotSame(before, scene.getFocusOwner(), "drawn anew");
        assertEquals("Household survey", scene.getFocusOwner().getAccessibleText());
        model.close();
    }

    @Test
    void discarding_asks_first() throws Exception {
        fill();
        var screen = screen(Locale.ENGLISH);
        Screenshots.scene(screen.node(), Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT);
        press(screen, "Discard");
        Screenshots.shoot("forms-discard-light", screen.node().getScene());
        press(screen, "Discard");
        assertEquals(0, screen.node().lookupAll(".draft-line").size());
        assertEquals(List.of(), way.trips);
    }

    private static void press(FormsScreen screen, String words) {
        screen.node().lookupAll(".draft-line .button").stream()
                .map(Button.class::cast)
                .filter(button -> button.getText().equals(words))
                .toList()
                .forEach(Button::fire);
        screen.node().applyCss();
    }

    @Test
    void without_forms_it_says_where_they_come_from() {
        var screen = screen(Locale.ENGLISH);
        Screenshots.scene(screen.node(), Theme.LIGHT, NodeOrientation.LEFT_TO_RIGHT);
        Screenshots.shoot("forms-empty-light", screen.node().getScene());
        ((Button) screen.node().lookup(".empty-state .button")).fire();
        assertEquals(List.of(new SampleFrame.Trip("sync", null)), way.trips);
    }

    @Test
    void arabic_runs_from_right_to_left() throws Exception {
        fill();
        var screen = screen(Locale.of("ar"));
        Screenshots.scene(screen.node(), Theme.LIGHT, NodeOrientation.RIGHT_TO_LEFT);
        Screenshots.shoot("forms-ar", screen.node().getScene());
    }
}
