package org.fieldpost.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.fieldpost.capture.CaptureRequest;
import org.fieldpost.testing.SampleDay;
import org.fieldpost.testing.SampleDesktop;
import org.fieldpost.testing.SampleProfile;
import org.fieldpost.ui.kit.KeyCaps;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key the sheet (F1) lists for filling a form does what it says, in the real window. */
class KeysTest {
    private static SampleDesktop desktop;
    private static UUID diallo;
    private static UUID sow;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        var sample = new SampleProfile(folder).withForms();
        sample.submit("household_survey", "coly");
        var day = new SampleDay(sample);
        diallo = day.unfinished();
        sow = day.withErrors();
        desktop = new SampleDesktop(sample, Locale.ENGLISH);
    }

    @AfterAll
    static void close() {
        desktop.close();
    }

    @BeforeEach
    void atTheFirstQuestion() {
        desktop.go("forms", null);
        resume(diallo);
    }

    private static void resume(UUID draft) {
        desktop.go("capture", new CaptureRequest.Resume(draft));
        section(0);
    }

    private static void section(int index) {
        desktop.act(() -> ((Button) desktop.all(".section-button").get(index)).fire());
    }

    private static String title() {
        return ((Label) desktop.find(".page-title")).getText();
    }

    private static @Nullable Node owner() {
        return desktop.ask(() -> desktop.scene().getFocusOwner());
    }

    /** The label of the question the keyboard is in. */
    private static String asked() {
        for (@Nullable Node at = owner(); at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("question")) {
                return ((Label) at.lookup(".question-label")).getText();
            }
        }
        return "";
    }

    /** Goes to a question as a person does: Ctrl+G, its words, Enter. */
    private static void goTo(String words) {
        desktop.control(KeyCode.G);
        desktop.act(() -> ((TextField) desktop.scene().getFocusOwner()).setText(words));
        desktop.press(KeyCode.ENTER);
    }

    @Test
    void f1_lists_the_keys_that_are_tested_here_or_by_the_keyboard_flow() {
        desktop.press(KeyCode.F1);
        var listed =
                desktop.all(".key-sheet-column").getLast().lookupAll(".key-caps").stream()
                        .map(caps -> ((KeyCaps) caps).getKeys())
                        .toList();
        desktop.press(KeyCode.ESCAPE);
        assertEquals(
                List.of(
                        "Enter",
                        "Shift+Tab",
                        "Ctrl+PgDn",
                        "Ctrl+PgUp",
                        "Ctrl+G",
                        "1",
                        "Y",
                        "F3",
                        "F4",
                        "F7",
                        "F8",
                        "Ctrl+M",
                        "Ctrl+V",
                        "Ctrl+S",
                        "Ctrl+Enter",
                        "Esc"),
                listed);
    }

    @Test
    void control_page_down_and_up_turn_the_sections() {
        assertEquals("Household", title());
        desktop.control(KeyCode.PAGE_DOWN);
        assertEquals("Members", title());
        desktop.control(KeyCode.PAGE_UP);
        assertEquals("Household", title());
    }

    @Test
    void control_g_goes_by_number_and_by_words_and_escape_leaves_the_keyboard_where_it_was() {
        goTo("28");
        assertEquals("Floor", asked());
        goTo("fuel");
        assertEquals("Main cooking fuel", asked());
        var before = owner();
        desktop.control(KeyCode.G);
        assertNotEquals(before, owner());
        desktop.press(KeyCode.ESCAPE);
        assertEquals(before, owner());
    }

    @Test
    void enter_goes_on() {
        goTo("region");
        desktop.press(KeyCode.ENTER);
        assertEquals("District", asked());
    }

    @Test
    void a_digit_chooses_and_y_and_n_answer() {
        goTo("floor");
        desktop.press(KeyCode.DIGIT1, "1", false, false);
        assertTrue(((RadioButton) owner()).isSelected());
        var first = ((RadioButton) owner()).getText();
        desktop.press(KeyCode.DIGIT2, "2", false, false);
        assertNotEquals(first, ((RadioButton) owner()).getText());
        goTo("agree");
        desktop.press(KeyCode.N, "n", false, false);
        assertEquals("No", ((ToggleButton) owner()).getText());
        assertTrue(((ToggleButton) owner()).isSelected());
        desktop.press(KeyCode.Y, "y", false, false);
        assertEquals("Yes", ((ToggleButton) owner()).getText());
    }

    @Test
    void f3_adds_a_row_f4_deletes_it_and_escape_closes_the_open_one() {
        section(1);
        int rows = desktop.all(".repeat-line").size();
        desktop.press(KeyCode.F3);
        assertEquals(rows + 1, desktop.all(".repeat-line").size());
        assertEquals("Name", asked());
        desktop.press(KeyCode.F4);
        assertEquals(rows, desktop.all(".repeat-line").size());
        desktop.act(() -> desktop.find(".repeat-line").requestFocus());
        desktop.press(KeyCode.ENTER);
        assertFalse(desktop.all(".repeat-panel").isEmpty());
        desktop.press(KeyCode.ESCAPE);
        assertTrue(desktop.all(".repeat-panel").isEmpty());
        assertEquals("Members", title(), "the form is still there");
    }

    @Test
    void f7_repeats_the_answer_of_the_submission_before() {
        goTo("name of the respondent");
        desktop.press(KeyCode.F7);
        assertEquals("Seynabou Coly", ((TextField) owner()).getText());
    }

    @Test
    void f8_goes_from_error_to_error_out_of_the_finish_panel_too() {
        resume(sow);
        desktop.control(KeyCode.ENTER);
        assertFalse(desktop.all(".problem-button").isEmpty());
        desktop.press(KeyCode.F8);
        assertTrue(desktop.all(".problem-button").isEmpty());
        assertEquals("Result of the visit", asked());
        desktop.press(KeyCode.F8);
        assertEquals("Household number in the village", asked());
    }

    @Test
    void control_m_writes_a_note_and_escape_goes_back_to_the_answer() {
        goTo("phone");
        var answer = owner();
        desktop.control(KeyCode.M);
        assertNotEquals(answer, owner());
        desktop.act(() -> ((TextField) desktop.scene().getFocusOwner()).setText("by the son"));
        desktop.press(KeyCode.ESCAPE);
        assertEquals(answer, owner());
        assertTrue(
                desktop.all(".note-line .text-field").stream()
                        .anyMatch(note -> ((TextField) note).getText().equals("by the son")));
    }

    @Test
    void control_s_says_that_it_is_saved() {
        desktop.control(KeyCode.S);
        var said = (Label) desktop.find(".toast .label");
        assertTrue(said.getText().contains("saved"), said.getText());
    }

    @Test
    void control_enter_asks_to_finish_and_escape_goes_back_to_filling_then_to_the_forms() {
        desktop.control(KeyCode.ENTER);
        assertFalse(desktop.all(".overlay-card").isEmpty());
        desktop.press(KeyCode.ESCAPE);
        assertTrue(desktop.all(".overlay-card").isEmpty());
        assertEquals("capture", desktop.shell().navigation().currentProperty().get());
        desktop.press(KeyCode.ESCAPE);
        assertEquals("forms", desktop.shell().navigation().currentProperty().get());
    }

    @Test
    void digits_and_alt_left_lead_through_the_window_from_inside_a_form() {
        desktop.press(KeyCode.DIGIT3, "3", false, true);
        assertEquals("sync", desktop.shell().navigation().currentProperty().get());
        desktop.control(KeyCode.K);
        assertTrue(owner() instanceof TextField);
        desktop.press(KeyCode.ESCAPE);
    }
}
