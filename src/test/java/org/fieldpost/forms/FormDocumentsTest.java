package org.fieldpost.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormDocumentsTest {
    private static final int DOCUMENT_BYTES_MAX = 1 << 20;
    private static final Set<String> LOGIC_KEYS =
            Set.of(
                    "relevant",
                    "calculate",
                    "constraint",
                    "message",
                    "requiredIf",
                    "readOnlyIf",
                    "choiceFilter",
                    "default");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern FILTER_COLUMN = Pattern.compile("^([a-z]+) = ");

    static List<FormFolder> forms() {
        return FormFolder.all();
    }

    @Test
    void the_index_names_the_four_forms() {
        var codes = forms().stream().map(FormFolder::code).toList();
        assertEquals(
                List.of("water_point", "household_survey", "tree_inventory", "damage_assessment"),
                codes);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_document_says_what_it_is_and_keeps_within_the_bounds(FormFolder form) {
        var document = form.document();
        assertEquals(form.code(), document.path("code").asText());
        assertEquals("2026.1", document.path("version").asText());
        assertEquals("1.0", document.path("formSpec").asText());
        assertEquals("en", document.path("defaultLanguage").asText());
        assertEquals(
                "https://json-schema.org/draft/2020-12/schema",
                form.schema().path("$schema").asText());
        assertTrue(Json.canonicalBytes(document).length < DOCUMENT_BYTES_MAX);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void logic_speaks_only_of_questions_that_exist(FormFolder form) {
        var questions = form.questions();
        var names = new HashSet<String>();
        questions.keySet().forEach(pointer -> names.add(last(pointer)));
        form.logic()
                .path("fields")
                .properties()
                .forEach(
                        entry -> {
                            assertTrue(questions.containsKey(entry.getKey()), entry.getKey());
                            entry.getValue()
                                    .fieldNames()
                                    .forEachRemaining(
                                            key -> assertTrue(LOGIC_KEYS.contains(key), key));
                        });
        var unknown = new TreeSet<String>();
        var references = REFERENCE.matcher(Json.write(form.logic()));
        while (references.find()) {
            if (!names.contains(references.group(1))) {
                unknown.add(references.group(1));
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void question_names_are_unique_outside_repeats(FormFolder form) {
        var names = new HashSet<String>();
        for (var pointer : form.questions().keySet()) {
            if (!pointer.contains("/items/")) {
                assertTrue(names.add(last(pointer)), pointer);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_question_stands_on_exactly_one_page(FormFolder form) {
        var scopes = new ArrayList<String>();
        for (var page : form.document().at("/ui/elements")) {
            assertEquals("Category", page.path("type").asText());
            collectScopes(page, "", scopes);
        }
        var expected = new TreeSet<String>();
        form.questions()
                .forEach(
                        (pointer, schema) -> {
                            if (!schema.has("properties")) {
                                expected.add(pointer);
                            }
                        });
        assertEquals(expected, new TreeSet<>(scopes));
        assertEquals(expected.size(), scopes.size(), "a question stands twice");
    }

    private static void collectScopes(JsonNode element, String row, List<String> scopes) {
        var scope = element.path("scope").asText();
        var pointer = row + scope.replaceFirst("^#", "");
        if (!scope.isEmpty()) {
            scopes.add(pointer);
        }
        element.path("elements").forEach(child -> collectScopes(child, row, scopes));
        var detail = element.at("/options/detail");
        if (!detail.isMissingNode()) {
            collectScopes(detail, pointer + "/items", scopes);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void calculated_questions_are_read_only_and_never_required_by_the_schema(FormFolder form) {
        form.questions()
                .forEach(
                        (pointer, schema) -> {
                            var calculated = logicOf(form, pointer).has("calculate");
                            assertEquals(calculated, schema.path("readOnly").asBoolean(), pointer);
                            assertFalse(calculated && required(form, pointer), pointer);
                        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void what_is_asked_under_a_condition_is_not_required_by_the_schema(FormFolder form) {
        for (var pointer : form.questions().keySet()) {
            var conditional = logicOf(form, pointer).has("relevant");
            assertFalse(conditional && required(form, pointer), pointer);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void filters_name_columns_of_their_list(FormFolder form) {
        form.questions()
                .forEach(
                        (pointer, schema) -> {
                            var list = schema.path("x-choices").asText();
                            if (list.isEmpty()) {
                                return;
                            }
                            var source = form.document().at("/choices/" + list);
                            assertFalse(source.isMissingNode(), list);
                            var filter = logicOf(form, pointer).path("choiceFilter").asText();
                            var column = FILTER_COLUMN.matcher(filter);
                            if (column.find()) {
                                var columns = Json.write(source.path("columns"));
                                assertTrue(columns.contains(column.group(1)), filter);
                            }
                        });
    }

    private static JsonNode logicOf(FormFolder form, String pointer) {
        return form.logic().path("fields").path(pointer);
    }

    private static boolean required(FormFolder form, String pointer) {
        var parent = pointer.substring(0, pointer.lastIndexOf("/properties/"));
        for (var name : form.schema().at(parent).path("required")) {
            if (name.asText().equals(last(pointer))) {
                return true;
            }
        }
        return false;
    }

    private static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
