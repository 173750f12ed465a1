package org.fieldpost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.testing.SampleDesktop;
import org.fieldpost.testing.SampleProfile;
import org.fieldpost.testing.Screenshots;
import org.fieldpost.ui.capture.CaptureScreen;
import org.fieldpost.ui.kit.Density;
import org.fieldpost.ui.shell.ThemeChoice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window over a form whose answers cannot be saved: nothing typed is lost without the person saying so. */
@SuppressWarnings("NullAway.Init") // open() fills the fields
class ClosingTest {
    @TempDir private Path folder;
    private SampleProfile sample;
    private SampleDesktop desktop;

    @BeforeEach
    void open() throws InterruptedException {
        sample = new SampleProfile(folder).withForms();
        desktop = new SampleDesktop(sample, Locale.ENGLISH);
        desktop.go(CaptureScreen.ID, new CaptureRequest.Start("water_point", null));
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    private void type(String text) {
        desktop.act(
                () -> {
                    var field =
                            desktop.scene().getRoot().lookupAll(".text-input").stream()
                                    .filter(node -> node instanceof TextInputControl)
                                    .filter(Node::isVisible)
                                    .map(TextInputControl.class::cast)
                                    .filter(TextInputControl::isEditable)
                                    .findFirst()
                                    .orElseThrow();
                    field.requestFocus();
                    field.setText(text);
                });
    }

    /** Presses the window's own cross; whether the window goes at once. */
    private boolean goes() {
        var stage = (Stage) desktop.scene().getWindow();
        var event = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
        desktop.act(() -> stage.getOnCloseRequest().handle(event));
        return !event.isConsumed();
    }

    private boolean isShown() {
        return desktop.ask(() -> desktop.scene().getWindow().isShowing());
    }

    private String question() {
        var said = new StringBuilder();
        for (var card : desktop.all(".closing-question")) {
            desktop.ask(
                    () -> {
                        card.lookupAll(".label")
                                .forEach(
                                        node -> said.append(((Label) node).getText()).append('\n'));
                        return said;
                    });
        }
        return said.toString();
    }

    private List<String> stored() {
        return sample
                .profile
                .database()
                .read(tx -> sample.profile.tables().drafts().list(tx))
                .stream()
                .map(draft -> draft.data().toString())
                .toList();
    }

    @Test
    void a_window_with_nothing_unsaved_goes_at_once() {
        assertTrue(goes());
    }

    @Test
    void what_is_on_its_way_to_the_disk_is_saved_before_the_window_goes() {
        type("WP-0001");
        assertTrue(goes() || !isShown());
        assertTrue(stored().toString().contains("WP-0001"), stored().toString());
        assertEquals("", question());
    }

    @Test
    void answers_that_cannot_be_saved_keep_the_window_until_the_person_says_to_lose_them() {
        sample.diskFull = true;
        type("WP-0002");
        assertFalse(goes());
        assertTrue(isShown());
        var question = question();
        assertTrue(question.contains("Water point"), question);
        assertTrue(question.contains("could not be written"), question);
        assertEquals("Not saved", verdict());
        assertTrue(
                desktop.ask(
                        () ->
                                desktop.scene().getFocusOwner() instanceof Button b
                                        && b.getText().startsWith("Keep")),
                "a hasty Enter keeps it");
        desktop.press(KeyCode.ESCAPE);
        assertEquals("", question());
        assertTrue(isShown());
        assertFalse(goes(), "asked again");
        desktop.push(".button", "Close and lose it");
        assertFalse(isShown());
    }

    @Test
    void the_bar_does_not_call_it_safe_while_answers_cannot_be_saved() {
        assertEquals("Safe to leave", verdict());
        sample.diskFull = true;
        type("WP-0004");
        desktop.tell(desktop.sync(SyncStatus.State.IDLE, null)); // the next thing that happens
        assertEquals("Not saved", verdict());
        sample.diskFull = false;
        type("WP-0005");
        desktop.tell(desktop.sync(SyncStatus.State.IDLE, null));
        assertEquals("Drafts here", verdict());
    }

    private String verdict() {
        return ((Labeled) desktop.find(".promise-bar .status-chip")).getText();
    }

    @Test
    void trying_again_saves_and_closes_once_there_is_room() {
        sample.diskFull = true;
        type("WP-0003");
        assertFalse(goes());
        desktop.push(".button", "Try to save again");
        assertTrue(question().contains("is not saved"), "still no room");
        sample.diskFull = false;
        desktop.push(".button", "Try to save again");
        assertFalse(isShown());
        assertTrue(stored().toString().contains("WP-0003"), stored().toString());
    }

    @Test
    void another_form_is_not_opened_over_answers_that_cannot_be_saved() {
        sample.diskFull = true;
        type("WP-0004");
        desktop.go(CaptureScreen.ID, new CaptureRequest.Start("tree_inventory", null));
        assertTrue(
                desktop.all(".text-input").stream()
                        .anyMatch(
                                node ->
                                        node instanceof TextInputControl field
                                                && field.getText().equals("WP-0004")));
        sample.diskFull = false;
        desktop.go("forms", null);
        desktop.go(CaptureScreen.ID, new CaptureRequest.Start("tree_inventory", null));
        assertTrue(stored().toString().contains("WP-0004"), stored().toString());
    }

    @Test
    void another_language_is_not_worth_answers_that_cannot_be_saved() {
        sample.diskFull = true;
        type("WP-0006");
        desktop.act(() -> desktop.preferences.languageProperty().set(Locale.FRENCH));
        assertEquals("en", desktop.preferences.languageProperty().get().getLanguage());
        sample.diskFull = false;
        desktop.act(() -> desktop.preferences.languageProperty().set(Locale.FRENCH));
        assertEquals("fr", desktop.preferences.languageProperty().get().getLanguage());
        assertTrue(stored().toString().contains("WP-0006"), stored().toString());
    }

    @Test
    void the_question_is_drawn_in_three_languages_light_and_dark() {
        sample.diskFull = true;
        type("WP-0005");
        assertFalse(goes());
        shoot("closing-en-light");
        desktop.press(KeyCode.ESCAPE);
        desktop.act(() -> desktop.preferences.themeProperty().set(ThemeChoice.DARK));
        assertFalse(goes());
        shoot("closing-en-dark");
        desktop.press(KeyCode.ESCAPE);
        sample.diskFull = false;
        assertTrue(goes() || !isShown());
        for (var language : List.of("fr", "ar")) {
            desktop.dress(Locale.of(language), ThemeChoice.LIGHT, Density.COMFORTABLE);
            desktop.go(CaptureScreen.ID, new CaptureRequest.Start("household_survey", null));
            sample.diskFull = true;
            type("Diallo " + language);
            assertFalse(goes());
            shoot("closing-" + language);
            desktop.press(KeyCode.ESCAPE);
            sample.diskFull = false;
        }
    }

    private void shoot(String name) {
        desktop.act(() -> Screenshots.shoot(name, desktop.scene()));
    }
}
