package org.fieldpost.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text of a form is there in English, French and Arabic; nothing is translated that is not there. */
class FormTranslationsTest {
    static List<FormFolder> forms() {
        return FormFolder.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_text_is_translated_and_every_translation_has_its_text(FormFolder form) {
        var texts = new TreeMap<String, String>();
        texts.put("/title", form.schema().path("title").asText());
        form.questions().forEach((pointer, schema) -> schemaTexts(pointer, schema, texts));
        form.document().at("/ui/elements").forEach(page -> layoutTexts(page, texts));
        form.translations("en")
                .properties()
                .forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        texts.forEach((key, text) -> assertFalse(text.isBlank(), key));
        for (var language : List.of("fr", "ar")) {
            var keys = new TreeSet<String>();
            form.translations(language).fieldNames().forEachRemaining(keys::add);
            assertEquals(texts.keySet(), keys, language);
        }
    }

    private static void schemaTexts(String pointer, JsonNode schema, Map<String, String> texts) {
        texts.put(pointer + "/title", schema.path("title").asText());
        if (schema.has("description")) {
            texts.put(pointer + "/description", schema.path("description").asText());
        }
        for (var base : List.of("", "/items")) {
            var choices = schema.at(base + "/oneOf");
            for (int i = 0; i < choices.size(); i++) {
                texts.put(
                        pointer + base + "/oneOf/" + i + "/title",
                        choices.path(i).path("title").asText());
            }
        }
    }

    private static void layoutTexts(JsonNode element, Map<String, String> texts) {
        if (element.has("label")) {
            texts.put(element.path("i18n").asText() + ".label", element.path("label").asText());
        }
        element.path("elements").forEach(child -> layoutTexts(child, texts));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_message_in_the_logic_is_a_known_text(FormFolder form) {
        var used = new TreeSet<String>();
        form.logic().path("fields").forEach(field -> used.add(field.path("message").asText()));
        form.logic().path("rules").forEach(rule -> used.add(rule.path("message").asText()));
        used.remove("");
        var known = new TreeSet<String>();
        form.translations("en").fieldNames().forEachRemaining(known::add);
        assertEquals(known, used);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_constraint_never_fails_without_a_word(FormFolder form) {
        form.logic()
                .path("fields")
                .properties()
                .forEach(
                        entry ->
                                assertEquals(
                                        entry.getValue().has("constraint"),
                                        entry.getValue().has("message"),
                                        entry.getKey()));
        for (var rule : form.logic().path("rules")) {
            assertTrue(List.of("error", "warning").contains(rule.path("severity").asText()));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void the_name_is_there_in_each_language_and_arabic_is_written_in_arabic(FormFolder form) {
        for (var language : List.of("en", "fr", "ar")) {
            assertFalse(form.document().at("/name/" + language).asText().isBlank());
            assertFalse(form.document().at("/description/" + language).asText().isBlank());
        }
        form.translations("ar")
                .properties()
                .forEach(
                        entry ->
                                assertTrue(
                                        entry.getValue()
                                                .asText()
                                                .codePoints()
                                                .anyMatch(FormTranslationsTest::isArabic),
                                        entry.getKey()));
        form.translations("fr")
                .properties()
                .forEach(
                        entry ->
                                assertTrue(
                                        entry.getValue()
                                                .asText()
                                                .codePoints()
                                                .noneMatch(FormTranslationsTest::isArabic),
                                        entry.getKey()));
    }

    private static boolean isArabic(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.ARABIC;
    }
}
