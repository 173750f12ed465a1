package org.fieldpost.ui.capture.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.RepeatQuestion;
import org.fieldpost.testing.Fx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fx.class)
class RepeatAndPhotoRowsTest {
    private static final String MEMBERS =
            """
            "members": {"type": "array", "title": "Members", "maxItems": 120, "items": {
              "type": "object", "properties": {
                "name": {"type": "string", "title": "Name"},
                "age": {"type": "integer", "title": "Age"}}}},
            "after": {"type": "string", "title": "After"}
            """;
    private static final AnswerPath PATH = AnswerPath.parse("/members");

    @Test
    void f3_adds_a_row_and_puts_the_keyboard_into_it() {
        try (var page = PageStage.of(MEMBERS)) {
            page.go("/members");
            page.press(KeyCode.F3);
            page.type("Awa");
            page.press(KeyCode.F3);
            page.type("Ibra");
            assertEquals("\"Awa\"", page.answerText("/members/0/name"));
            assertEquals("\"Ibra\"", page.answerText("/members/1/name"));
            var cells = page.all("/members", Label.class).stream().map(Label::getText).toList();
            assertTrue(cells.containsAll(List.of("Awa", "Ibra")), cells.toString());
        }
    }

    @Test
    void typing_in_a_row_keeps_the_field_it_is_typed_into() {
        try (var page = PageStage.of(MEMBERS)) {
            page.go("/members");
            page.press(KeyCode.F3);
            var field = page.focused();
            page.type("Awa Diallo");
            assertEquals(field, page.focused());
            assertEquals("Awa Diallo", ((TextField) field).getText());
        }
    }

    @Test
    void f4_deletes_the_row_and_it_can_be_brought_back() {
        try (var page = PageStage.of(MEMBERS)) {
            page.go("/members");
            for (String name : List.of("Awa", "Ibra", "Penda")) {
                page.press(KeyCode.F3);
                page.type(name);
            }
            page.page.goTo(AnswerPath.parse("/members/1/name"));
            page.press(KeyCode.F4);
            assertEquals("\"Penda\"", page.answerText("/members/1/name"));
            var rows =
                    new RepeatViewModel(
                            page.sheet, (RepeatQuestion) page.sheet.question(PATH), PATH);
            assertEquals(2, rows.lines().size());
            var shown = page.all("/members", RepeatLine.class);
            assertEquals(2, shown.size());
        }
    }

    @Test
    void a_removed_row_is_brought_back_with_all_its_answers() {
        var sheet = Sheets.bundled("household_survey", "diallo", java.util.Locale.ENGLISH);
        var rows = new RepeatViewModel(sheet, (RepeatQuestion) sheet.question(PATH), PATH);
        var before = sheet.value(PATH);
        rows.remove(rows.lines().get(2).key());
        assertEquals(4, rows.rowCount());
        assertNotNull(rows.undoProperty().get());
        rows.undo();
        assertEquals(before, sheet.value(PATH));
        assertNull(rows.undoProperty().get());
    }

    @Test
    void of_many_rows_a_page_of_fifty_is_drawn() {
        var sheet = Sheets.of(MEMBERS, "");
        for (int i = 0; i < 120; i++) {
            sheet.addRow(PATH);
        }
        var rows = new RepeatViewModel(sheet, (RepeatQuestion) sheet.question(PATH), PATH);
        assertEquals(RepeatViewModel.PAGE_ROWS, rows.lines().size());
        assertEquals(3, rows.pages());
        assertFalse(rows.canAdd(), "120 is the most");
        rows.openIndex(110);
        assertEquals(2, rows.pageProperty().get());
        assertEquals(AnswerPath.parse("/members/110"), rows.openPath());
    }

    @Test
    void going_to_an_answer_inside_a_row_opens_the_row() {
        try (var page = PageStage.of(MEMBERS)) {
            page.sheet.addRow(PATH);
            page.sheet.addRow(PATH);
            assertTrue(page.page.goTo(AnswerPath.parse("/members/1/age")));
            page.type("34");
            assertEquals("34", page.answerText("/members/1/age"));
        }
    }

    @Test
    void photos_dropped_are_attached_in_order_and_the_answer_names_them() {
        var photos =
                """
                "photos": {"type": "array", "title": "Photos", "maxItems": 2, "items":
                  {"type": "string", "format": "uri-reference", "contentMediaType": "image/jpeg"}}
                """;
        try (var page = PageStage.of(photos)) {
            var editor = (PhotoEditor) page.row("/photos").editor();
            editor.take(List.of(Path.of("a.jpg"), Path.of("b.jpg"), Path.of("c.jpg")));
            assertEquals(2, Objects.requireNonNull(page.answer("/photos")).size());
            assertEquals(2, page.all("/photos", PhotoTile.class).size());
            var words = page.all("/photos", Label.class).stream().map(Label::getText).toList();
            assertTrue(
                    words.stream().anyMatch(w -> w.startsWith("At most 2 photos fit")),
                    words.toString());
        }
    }

    @Test
    void a_photo_that_is_refused_says_why_and_changes_nothing() {
        var photo =
                "\"photo\": {\"type\": \"string\", \"title\": \"Photo\", \"format\": \"uri-reference\","
                        + " \"contentMediaType\": \"image/jpeg\"}";
        try (var page =
                PageStage.withPhotos(photo, p -> p.refusal = Optional.of("This is no picture."))) {
            ((PhotoEditor) page.row("/photo").editor()).take(List.of(Path.of("notes.txt")));
            assertNull(page.answer("/photo"));
            var words = page.all("/photo", Label.class).stream().map(Label::getText).toList();
            assertTrue(words.contains("This is no picture."), words.toString());
        }
    }

    @Test
    void the_place_of_a_photo_is_taken_over() {
        var where = "\"where\": {\"$ref\": \"urn:fieldpost:geopoint\", \"title\": \"Where\"}";
        try (var page =
                PageStage.withPhotos(
                        where,
                        p ->
                                p.position =
                                        Optional.of(
                                                new org.fieldpost.submission.Position(
                                                        12.5, -1.25, null, 8.0)))) {
            page.all("/where", javafx.scene.control.Button.class).getFirst().fire();
            assertEquals(
                    "{\"latitude\":12.5,\"longitude\":-1.25,\"accuracy\":8}",
                    page.answerText("/where"));
        }
    }
}
