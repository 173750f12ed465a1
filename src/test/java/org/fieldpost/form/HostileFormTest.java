package org.fieldpost.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldpost.form.FormFixtures.codes;
import static org.fieldpost.form.FormFixtures.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms come by sync and by file, from anybody: each attack has a typed answer, soon. */
class HostileFormTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static FormReading read(JsonNode document) {
        return Assertions.assertTimeoutPreemptively(SOON, () -> FormDocument.parse(document));
    }

    private static FormReading read(String text) {
        return Assertions.assertTimeoutPreemptively(
                SOON, () -> FormDocument.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertRejected(FormReading reading, FindingCode code) {
        assertThat(reading)
                .isInstanceOfSatisfying(
                        FormReading.Rejected.class,
                        rejected -> {
                            assertThat(rejected.findings())
                                    .extracting(Finding::code)
                                    .contains(code);
                            var finding = rejected.findings().getFirst();
                            assertThat(finding.what(Locale.ENGLISH)).isNotBlank();
                            assertThat(finding.remedy(Locale.FRENCH)).isNotBlank();
                        });
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("{", FindingCode.NOT_JSON),
                Arguments.of("", FindingCode.NOT_AN_OBJECT),
                Arguments.of("[]", FindingCode.NOT_AN_OBJECT),
                Arguments.of("{'code': 1e99999, 'code': 2}", FindingCode.NOT_JSON),
                Arguments.of("{'schema': {}}", FindingCode.NO_CODE),
                Arguments.of("{'schema': {}, 'code': 'a'}", FindingCode.NO_VERSION),
                Arguments.of(
                        "{'code': 'a', 'version': '1', 'schema': {}, 'ui': []}",
                        FindingCode.WRONG_SHAPE),
                Arguments.of(
                        "{'$schema': 'https://example.com/mine'}", FindingCode.UNKNOWN_DIALECT),
                Arguments.of(
                        "{'properties': {'a': {'$ref': 'http://169.254.169.254/x'}}}",
                        FindingCode.REMOTE_REF),
                Arguments.of(
                        "{'properties': {'a': {'$ref': 'file:///etc/passwd'}}}",
                        FindingCode.REMOTE_REF),
                Arguments.of(
                        "{'properties': {'a': {'$ref': 'classpath:/x.json'}}}",
                        FindingCode.REMOTE_REF),
                Arguments.of(
                        "{'properties': {'a': {'$ref': '../other.json'}}}", FindingCode.REMOTE_REF),
                Arguments.of(
                        "{'properties': {'a': {'$ref': '#/$defs/none'}}}",
                        FindingCode.UNRESOLVED_REF),
                Arguments.of(
                        "{'$defs': {'a': {'$ref': '#/$defs/b'}, 'b': {'$ref': '#/$defs/a'}}}",
                        FindingCode.REF_LOOP),
                Arguments.of("{'$ref': '#'}", FindingCode.REF_LOOP),
                Arguments.of(
                        "{'properties': {'a': {'pattern': '(?=a)b'}}}",
                        FindingCode.PATTERN_INVALID),
                Arguments.of(
                        "{'properties': {'a': {'pattern': '[a'}}}", FindingCode.PATTERN_INVALID),
                Arguments.of("{'patternProperties': {'(a': {}}}", FindingCode.PATTERN_INVALID),
                Arguments.of("{'properties': {'a': {'minimum': 'x'}}}", FindingCode.INVALID_SCHEMA),
                Arguments.of(
                        "{'pattern': '" + "a".repeat(1_001) + "'}", FindingCode.PATTERN_TOO_LONG),
                Arguments.of("{'a':".repeat(100) + "1" + "}".repeat(100), FindingCode.NOT_JSON),
                Arguments.of("{'a': '" + "x".repeat(1_100_000) + "'}", FindingCode.TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_document_is_rejected_with_its_code(String document, FindingCode code) {
        assertRejected(read(document.replace('\'', '"')), code);
    }

    @Test
    void a_tree_deeper_than_allowed_is_rejected_though_it_did_not_come_as_text() {
        var deep = Json.object();
        ObjectNode at = deep;
        for (int i = 0; i < 5_000; i++) {
            at = at.putObject("properties").putObject("a");
        }
        assertRejected(read(deep), FindingCode.TOO_DEEP);
    }

    @Test
    void too_many_schemas_are_rejected() {
        var wide = Json.object();
        var properties = wide.putObject("properties");
        for (int i = 0; i < 5_001; i++) {
            properties.putObject("p" + i);
        }
        assertRejected(read(wide), FindingCode.TOO_MANY_SCHEMAS);
    }

    @Test
    void references_that_unfold_to_a_billion_questions_are_rejected() {
        var laughs = Json.object();
        var defs = laughs.putObject("$defs");
        for (int i = 0; i < 30; i++) {
            var inner = defs.putObject("d" + i).put("type", "object").putObject("properties");
            inner.putObject("a").put("$ref", "#/$defs/d" + (i + 1));
            inner.putObject("b").put("$ref", "#/$defs/d" + (i + 1));
        }
        defs.putObject("d30").put("type", "string");
        laughs.put("type", "object")
                .putObject("properties")
                .putObject("x")
                .put("$ref", "#/$defs/d0");
        assertRejected(read(laughs), FindingCode.TOO_MANY_SCHEMAS);
    }

    @Test
    void a_schema_that_takes_2_to_the_40_steps_is_given_up() {
        var laughs = Json.object();
        var defs = laughs.putObject("$defs");
        for (int i = 0; i < 40; i++) {
            var all = defs.putObject("d" + i).putArray("allOf");
            all.addObject().put("$ref", "#/$defs/d" + (i + 1));
            all.addObject().put("$ref", "#/$defs/d" + (i + 1));
        }
        defs.putObject("d40").put("maxLength", 3);
        laughs.put("type", "object")
                .putObject("properties")
                .putObject("x")
                .put("$ref", "#/$defs/d0");
        var reading = read(laughs);
        assertThat(reading).isInstanceOf(FormReading.Accepted.class);
        var session = FormFixtures.session(FormFixtures.form(laughs), "{'x': 'y'}");
        var problems = Assertions.assertTimeoutPreemptively(SOON, session::validate);
        assertThat(codes(problems)).contains("too_complex");
    }

    @Test
    void a_schema_that_contains_itself_is_a_form_with_a_json_question() {
        var tree =
                json(
                        """
                        {'type': 'object', 'properties': {'name': {'type': 'string'}, 'child': {'$ref': '#'},
                         'kids': {'type': 'array', 'items': {'$ref': '#/$defs/n'}}},
                         '$defs': {'n': {'type': 'object', 'properties': {'n': {'$ref': '#/$defs/n'},
                          'v': {'type': 'integer'}}}}}""");
        var session =
                FormFixtures.session(
                        FormFixtures.form(tree),
                        "{'child': {'name': 7}, 'kids': [{'n': {'v': 'x'}}]}");
        assertThat(session.form().root().inner().get(1)).isInstanceOf(JsonQuestion.class);
        assertThat(codes(session.validate()))
                .isNotEmpty()
                .allMatch(code -> code.startsWith("type"));
    }

    @Test
    void a_pattern_that_hangs_other_engines_answers_at_once() {
        var form =
                FormFixtures.form(
                        "{'a': {'type': 'string', 'pattern': '^(.*a){20}$'}, 'b': {'type': 'string',"
                                + " 'pattern': '^(a+)+$'}}",
                        "{}");
        var session =
                FormFixtures.session(
                        form,
                        "{'a': '" + "a".repeat(5_000) + "!', 'b': '" + "a".repeat(5_000) + "!'}");
        var problems = Assertions.assertTimeoutPreemptively(SOON, session::validate);
        assertThat(codes(problems)).containsExactly("pattern", "pattern");
    }

    @Test
    void numbers_are_exact_however_large_or_small() {
        var form =
                FormFixtures.form(
                        "{'a': {'type': 'number', 'maximum': 10}, 'b': {'type': 'number', 'multipleOf': 0.01},"
                                + " 'c': {'type': 'number'}}",
                        "{'/properties/c': {'calculate': '${a} * 2'}}");
        var session = FormFixtures.session(form, "{'a': 1e400, 'b': 0.07}");
        assertThat(codes(session.validate())).containsExactly("maximum");
        session.set(FormFixtures.at("/a"), json("9.99999999999999999999"));
        session.set(FormFixtures.at("/b"), json("0.071"));
        assertThat(codes(session.validate())).containsExactly("multipleOf");
        assertThat(session.value(FormFixtures.at("/c"))).isEqualTo(json("19.99999999999999999998"));
    }

    @Test
    void circles_of_logic_are_named_and_do_not_hang() {
        var document =
                FormFixtures.document(
                        "{'a': {'type': 'integer'}, 'b': {'type': 'integer'}, 'c': {'type': 'integer'},"
                                + " 'd': {'type': 'integer'}, 'e': {'type': 'integer'}}",
                        """
                        {'/properties/a': {'calculate': '${b} + 1'}, '/properties/b': {'relevant': '${c} > 0'},
                         '/properties/c': {'calculate': '${a}'}, '/properties/d': {'calculate': '${d} + 1'},
                         '/properties/e': {'calculate': '${a} + 5'}}""");
        var cycles =
                FormLint.check(document, FormFixtures.noLists()).stream()
                        .filter(f -> f.code() == FindingCode.CYCLE)
                        .map(f -> f.what(Locale.ENGLISH))
                        .toList();
        assertThat(cycles).hasSize(2);
        assertThat(cycles.toString())
                .contains("a.calculate", "b.relevant", "c.calculate", "d.calculate -> d.calculate")
                .doesNotContain("e.calculate");
        var session = FormFixtures.session(FormFixtures.form(document), "{'a': 1, 'b': 2}");
        assertThat(session.value(FormFixtures.at("/e"))).isEqualTo(json("6"));
    }

    @Test
    void data_of_any_shape_opens_and_is_kept() {
        var form =
                FormFixtures.form(
                        "{'g': {'type': 'object', 'properties': {'x': {'type': 'string'}}},"
                                + " 'r': {'type': 'array', 'items': {'type': 'object',"
                                + " 'properties': {'y': {'type': 'string'}}}}, 's': {'type': 'string'}}",
                        "{}");
        for (var data :
                new String[] {
                    "{'g': 'text'}",
                    "{'g': []}",
                    "{'r': [1, 2]}",
                    "{'r': {'a': 1}}",
                    "{'s': {'deep': [[[1]]]}}",
                    "{'s': [null]}"
                }) {
            var session = FormFixtures.session(form, data);
            assertThat(session.data()).as(data).isEqualTo(json(data));
            assertThat(session.validate()).as(data).isNotEmpty();
        }
    }

    @Test
    void
            in_a_form_of_a_thousand_questions_with_300_rows_of_20_an_edit_touches_what_depends_on_it() {
        var form = FormFixtures.form(LargeForm.document());
        var session = FormFixtures.session(form, LargeForm.data());
        for (int i = 0; i < 50; i++) {
            var inRow = session.set(FormFixtures.at("/rows/150/v0"), json("" + (1_000 + i)));
            // Of some 7,000 answers: the row's own that follow it, and the sum over all rows.
            assertThat(inRow.answers()).as("answers to paint").hasSizeLessThan(25);
            assertThat(inRow.repeats()).isEmpty();
            var alone = session.set(FormFixtures.at("/q500"), json("" + i));
            assertThat(alone.answers()).as("answers to paint").hasSizeLessThan(5);
            assertThat(session.problems(FormFixtures.at("/rows/150/v0"))).isEmpty();
        }
        assertThat(session.validate()).isEmpty();
    }
}
