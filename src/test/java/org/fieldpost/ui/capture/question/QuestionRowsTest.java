package org.fieldpost.ui.capture.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.testing.Fx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each kind of question, filled by keyboard through the real form session. */
@ExtendWith(Fx.class)
class QuestionRowsTest {
    private static final String NAME_AND_AGE =
            """
            "name": {"type": "string", "title": "Name"},
            "age": {"type": "integer", "title": "Age", "minimum": 0, "maximum": 120}
            """;
    private static final String WATER =
            """
            "name": {"type": "string", "title": "Name"},
            "water": {"type": "string", "title": "Water", "oneOf": [
                {"const": "well", "title": "Well"}, {"const": "tap", "title": "Tap"}]}
            """;

    @Test
    void a_text_is_an_answer_at_each_letter_and_tidied_when_left() {
        try (var page = PageStage.of(NAME_AND_AGE)) {
            page.go("/name");
            page.type(" Awa ");
            assertEquals("\" Awa \"", page.answerText("/name"));
            page.go("/age");
            assertEquals("\"Awa\"", page.answerText("/name"));
            page.go("/name");
            page.type("  ");
            assertNull(page.answer("/name"), "blank is no answer");
        }
    }

    @Test
    void what_is_wrong_is_said_when_the_field_is_left_never_while_typing_and_goes_when_mended() {
        try (var page = PageStage.of(NAME_AND_AGE)) {
            page.go("/age");
            page.type("130");
            assertEquals("", page.error("/age"));
            page.go("/name");
            assertFalse(page.error("/age").isEmpty(), "said once left");
            page.go("/age");
            page.type("13");
            assertEquals("", page.error("/age"), "mended while typing");
        }
    }

    @Test
    void what_is_no_number_is_kept_as_typed_and_said_to_be_none() {
        try (var page = PageStage.of(NAME_AND_AGE)) {
            page.go("/age");
            page.type("twelve");
            page.go("/name");
            assertEquals("\"twelve\"", page.answerText("/age"));
            assertFalse(page.error("/age").isEmpty());
        }
    }

    @Test
    void decimals_stay_exact_and_are_shown_as_the_place_writes_them() {
        var yield =
                "\"yield\": {\"type\": \"number\", \"title\": \"Yield\", \"x-ogc-unit\": \"L/min\"}";
        try (var page = PageStage.of(yield, Locale.FRENCH)) {
            page.go("/yield");
            page.type("0,10");
            assertEquals("0.1", page.answerText("/yield"));
            assertEquals("0,10", ((TextField) page.focused()).getText());
            var unit = page.all("/yield", Label.class).stream().map(Label::getText).toList();
            assertTrue(unit.contains("L/min"), unit.toString());
        }
    }

    @Test
    void y_and_n_answer_yes_and_no_and_backspace_takes_it_back() {
        var works = "\"works\": {\"type\": \"boolean\", \"title\": \"Works?\"}";
        try (var page = PageStage.of(works)) {
            page.go("/works");
            page.type("y");
            assertEquals("true", page.answerText("/works"));
            page.type("n");
            assertEquals("false", page.answerText("/works"));
            assertTrue(page.toggle("/works", "No").isSelected());
            page.press(KeyCode.BACK_SPACE);
            assertNull(page.answer("/works"));
        }
        try (var page = PageStage.of(works, Locale.FRENCH)) {
            page.go("/works");
            page.type("o");
            assertEquals("true", page.answerText("/works"), "oui");
        }
    }

    @Test
    void number_keys_choose_among_a_few_visible_choices() {
        try (var page = PageStage.of(WATER)) {
            assertEquals(2, page.all("/water", RadioButton.class).size());
            page.go("/water");
            page.type("2");
            assertEquals("\"tap\"", page.answerText("/water"));
            page.type("1");
            assertEquals("\"well\"", page.answerText("/water"));
        }
    }

    @Test
    void an_answer_from_elsewhere_is_shown() {
        try (var page = PageStage.of(WATER)) {
            page.sheet.answer(AnswerPath.parse("/water"), TextNode.valueOf("tap"));
            assertTrue(page.toggle("/water", "Tap").isSelected());
        }
    }

    @Test
    void many_choices_are_found_by_typing() {
        try (var page =
                new PageStage(
                        Sheets.bundled("household_survey", "", Locale.ENGLISH),
                        new FolderPhotos())) {
            page.go("/region");
            page.type("ndiam");
            var field = (TypeAhead<?>) page.focused();
            assertTrue(field.isOpen());
            assertEquals(1, field.offered().size());
            page.press(KeyCode.ENTER);
            assertEquals("\"ND\"", page.answerText("/region"));
            assertEquals("Ndiambel", field.getText());
            assertFalse(page.focused().equals(field), "Enter went on");
        }
    }

    @Test
    void a_choice_that_is_not_on_the_list_is_kept_and_said() {
        try (var page =
                new PageStage(
                        Sheets.bundled("household_survey", "", Locale.ENGLISH),
                        new FolderPhotos())) {
            page.go("/region");
            page.type("nowhere at all");
            page.go("/survey_date");
            assertFalse(page.error("/region").isEmpty());
        }
    }

    @Test
    void several_choices_keep_the_order_of_the_form_not_of_the_clicks() {
        var assets =
                """
                "assets": {"type": "array", "title": "Assets", "items": {"type": "string", "oneOf": [
                  {"const": "radio", "title": "Radio"}, {"const": "tv", "title": "TV"},
                  {"const": "bed", "title": "Bed"}]}}
                """;
        try (var page = PageStage.of(assets)) {
            page.go("/assets");
            page.type("3");
            page.type("1");
            assertEquals("[\"radio\",\"bed\"]", page.answerText("/assets"));
            page.all("/assets", CheckBox.class).forEach(check -> check.setSelected(false));
            assertNull(page.answer("/assets"));
        }
    }

    @Test
    void days_times_and_moments_are_typed_freely_and_stored_in_iso() {
        var properties =
                """
                "day": {"type": "string", "format": "date", "title": "Day"},
                "time": {"type": "string", "format": "time", "title": "Time"},
                "moment": {"type": "string", "format": "date-time", "title": "Moment"}
                """;
        try (var page = PageStage.of(properties)) {
            page.go("/day");
            page.type("=");
            page.go("/time");
            page.type("1402");
            page.go("/moment");
            page.type("11/20/2026");
            assertEquals("\"2026-11-20\"", page.answerText("/day"));
            assertEquals("\"14:02\"", page.answerText("/time"));
            assertEquals("\"11/20/2026\"", page.answerText("/moment"), "half a moment is kept");
            page.all("/moment", TextField.class).get(1).setText("9h30");
            assertEquals("\"2026-11-20T09:30:00Z\"", page.answerText("/moment"));
        }
    }

    @Test
    void a_pasted_place_fills_both_fields() {
        var where = "\"where\": {\"$ref\": \"urn:fieldpost:geopoint\", \"title\": \"Where\"}";
        try (var page = PageStage.of(where)) {
            page.go("/where");
            ((TextField) page.focused()).setText("12.3714, -1.5197");
            assertEquals("{\"latitude\":12.3714,\"longitude\":-1.5197}", page.answerText("/where"));
        }
    }

    @Test
    void a_calculated_answer_is_read_live_and_never_typed() {
        var properties =
                """
                "people": {"type": "integer", "title": "People"},
                "litres": {"type": "integer", "title": "Litres", "readOnly": true}
                """;
        var logic = "\"fields\": {\"/properties/litres\": {\"calculate\": \"${people} * 20\"}}";
        try (var page = PageStage.of(properties, logic)) {
            page.go("/people");
            page.type("7");
            var words = page.all("/litres", Label.class).stream().map(Label::getText).toList();
            assertTrue(words.contains("140"), words.toString());
            assertTrue(page.row("/litres").editor() instanceof CalculatedView);
        }
    }

    @Test
    void questions_fold_in_and_out_without_moving_the_keyboard() {
        var properties =
                """
                "works": {"type": "boolean", "title": "Works?"},
                "why": {"type": "string", "title": "Why not?"}
                """;
        var logic = "\"fields\": {\"/properties/why\": {\"relevant\": \"not(${works})\"}}";
        try (var page = PageStage.of(properties, logic)) {
            page.go("/works");
            page.type("y");
            var keyboard = page.focused();
            assertFalse(page.row("/why").isVisible());
            page.type("n");
            assertTrue(page.row("/why").isVisible());
            page.type("y");
            assertSame(keyboard, page.focused());
        }
    }

    @Test
    void what_cannot_be_drawn_is_written_as_json() {
        var odd = "\"odd\": {\"title\": \"Odd\", \"type\": [\"string\", \"object\"]}";
        try (var page = PageStage.of(odd)) {
            var area = page.all("/odd", TextArea.class).getFirst();
            area.setText("{\"a\": 1}");
            assertEquals("{\"a\":1}", page.answerText("/odd"));
        }
    }

    @Test
    void another_submission_is_found_by_its_name() {
        var household =
                "\"household\": {\"type\": \"string\", \"x-reference\": \"household_survey\","
                        + " \"title\": \"Household\"}";
        try (var page = PageStage.of(household)) {
            page.go("/household");
            page.type("awa");
            page.press(KeyCode.ENTER);
            assertEquals("\"id-1\"", page.answerText("/household"));
            page.sheet.answer(AnswerPath.parse("/household"), TextNode.valueOf("id-2"));
        }
    }

    @Test
    void f7_repeats_the_answer_of_the_submission_before() {
        try (var page = PageStage.of(NAME_AND_AGE)) {
            page.sheet.previous(org.fieldpost.kernel.Json.parseObject("{\"age\": 34}"));
            page.go("/age");
            page.press(KeyCode.F7);
            assertEquals(IntNode.valueOf(34), page.answer("/age"));
            assertEquals("34", ((TextField) page.focused()).getText());
        }
    }

    @Test
    void a_doubtful_answer_is_kept_with_a_reason() {
        var rules =
                "\"rules\": [{\"assert\": \"${age} < 100\", \"message\": \"Older than 100?\","
                        + " \"severity\": \"warning\"}]";
        try (var page = PageStage.of(NAME_AND_AGE, rules)) {
            page.go("/age");
            page.type("104");
            page.go("/name");
            var age = page.row("/age").question();
            assertFalse(age.warningProperty().get().isEmpty());
            age.keepDespiteWarning("Birth certificate seen");
            assertEquals("", age.warningProperty().get());
        }
    }

    @Test
    void a_note_is_kept_beside_the_answer() {
        try (var page = PageStage.of(NAME_AND_AGE)) {
            var name = page.row("/name").question();
            name.writeNote("spelling unsure");
            assertEquals("spelling unsure", name.noteProperty().get());
            name.writeNote(" ");
            assertEquals("", name.noteProperty().get());
        }
    }
}
