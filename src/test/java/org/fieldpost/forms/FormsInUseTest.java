package org.fieldpost.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.fieldpost.form.BundledForms;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormEnvironment;
import org.fieldpost.form.FormLint;
import org.fieldpost.form.FormReading;
import org.fieldpost.form.FormSession;
import org.fieldpost.form.Problem;
import org.fieldpost.form.Severity;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bundled forms and their samples, as the program itself reads and judges them. */
class FormsInUseTest {
    private static final BundledForms BUNDLED =
            new BundledForms(FormsInUseTest.class.getClassLoader());

    /** Samples that a supervisor is meant to wonder about, with the rule that makes them. */
    private static final Map<String, List<String>> WARNED =
            Map.of(
                    "damage_assessment/b-0221",
                    List.of("People are still in a building that nobody should enter."));

    static List<String> codes() {
        return BUNDLED.codes();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void the_form_reads_without_a_finding_and_lints_clean(String code) {
        var folder = FormFolder.of(code);
        var reading = FormDocument.parse(folder.document());
        var accepted = assertInstanceOf(FormReading.Accepted.class, reading, reading::toString);
        assertEquals(List.of(), accepted.findings());
        assertEquals(List.of(), FormLint.check(folder.document(), BUNDLED.lists(code)));
        assertEquals(List.of("en", "fr", "ar"), accepted.form().languages());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void every_sample_is_a_finished_submission_without_an_error(String code) {
        var form = BUNDLED.form(code);
        var lists = BUNDLED.lists(code);
        var problems = new TreeMap<String, List<Problem>>();
        FormFolder.of(code)
                .samples()
                .forEach(
                        (name, sample) -> {
                            var session = resumed(form, lists, sample, data(sample));
                            var found = session.validate();
                            if (found.stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
                                problems.put(name, found);
                            }
                            var warnings = found.stream().map(FormsInUseTest::words).toList();
                            var expected = WARNED.getOrDefault(code + "/" + name, List.of());
                            assertEquals(expected.size(), warnings.size(), name + warnings);
                            for (int i = 0; i < expected.size(); i++) {
                                assertTrue(warnings.get(i).startsWith(expected.get(i)), name);
                            }
                        });
        assertEquals(Map.of(), problems);
    }

    private static String words(Problem problem) {
        var own = problem.ownMessage();
        return own == null ? problem.toString() : own.in(Locale.ENGLISH);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void no_sample_holds_an_answer_that_is_not_asked(String code) {
        var form = BUNDLED.form(code);
        var lists = BUNDLED.lists(code);
        FormFolder.of(code)
                .samples()
                .forEach(
                        (name, sample) -> {
                            var session = resumed(form, lists, sample, data(sample));
                            var finished = session.finalised();
                            assertEquals(0, finished.hiddenAnswersLeftOut(), name);
                            assertEquals(sorted(data(sample)), sorted(finished.data()), name);
                            assertFalse(session.summary(Locale.ENGLISH).isBlank(), name);
                        });
    }

    @ParameterizedTest
    @MethodSource("codes")
    void the_calculated_answers_of_a_sample_come_out_again(String code) {
        var form = BUNDLED.form(code);
        var lists = BUNDLED.lists(code);
        var folder = FormFolder.of(code);
        folder.samples()
                .forEach(
                        (name, sample) -> {
                            var stripped = data(sample);
                            int removed = takeCalculatedOff(folder.schema(), stripped);
                            assertTrue(removed > 0, name);
                            var session = resumed(form, lists, sample, stripped);
                            assertEquals(
                                    sorted(data(sample)), sorted(session.finalised().data()), name);
                        });
    }

    private static int takeCalculatedOff(JsonNode schema, JsonNode data) {
        int removed = 0;
        for (var property : schema.path("properties").properties()) {
            var inner = data.path(property.getKey());
            if (property.getValue().path("readOnly").asBoolean()) {
                if (((ObjectNode) data).remove(property.getKey()) != null) {
                    removed++;
                }
            } else if (inner.isObject()) {
                removed += takeCalculatedOff(property.getValue(), inner);
            }
            for (var row : inner) {
                if (inner.isArray() && row.isObject()) {
                    removed += takeCalculatedOff(property.getValue().path("items"), row);
                }
            }
        }
        return removed;
    }

    @ParameterizedTest
    @MethodSource("codes")
    void a_fresh_submission_knows_nothing_but_its_defaults(String code) {
        var form = BUNDLED.form(code);
        var sample = FormFolder.of(code).samples().values().iterator().next();
        var session = FormSession.start(form, BUNDLED.lists(code), at(sample));
        var allowed =
                new HashMap<>(
                        Map.of(
                                "visit_date", "",
                                "survey_date", "",
                                "assessed_at", "",
                                "tree_count", "0",
                                "alive_count", "0",
                                "basal_area_total", "0"));
        session.finalised()
                .data()
                .properties()
                .forEach(
                        answer ->
                                assertTrue(
                                        allowed.containsKey(answer.getKey()),
                                        answer.getKey() + " = " + answer.getValue()));
    }

    private static FormSession resumed(
            FormDocument form, ChoiceLists lists, ObjectNode sample, ObjectNode data) {
        return FormSession.resume(form, data, lists, at(sample));
    }

    /** The world at the moment the sample was recorded. */
    private static FormEnvironment at(ObjectNode sample) {
        var moment = OffsetDateTime.parse(sample.path("recordedAt").asText()).toInstant();
        var random = new SplittableRandom(7);
        return new FormEnvironment(
                () -> moment,
                ZoneOffset.UTC,
                Locale.ENGLISH,
                () -> new UUID(random.nextLong(), random.nextLong()),
                random,
                Map.of());
    }

    private static ObjectNode data(ObjectNode sample) {
        return (ObjectNode) sample.path("data").deepCopy();
    }

    private static String sorted(JsonNode data) {
        return new String(Json.canonicalBytes(data), StandardCharsets.UTF_8);
    }
}
