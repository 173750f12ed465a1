package org.fieldpost.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldpost.form.FormFixtures.form;
import static org.fieldpost.form.FormFixtures.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document is read as. */
class FormDocumentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'string'} | TextQuestion",
                "{'type': ['string', 'null'], 'pattern': 'a'} | TextQuestion",
                "{'type': 'string', 'format': 'email'} | TextQuestion",
                "{'type': 'integer'} | NumberQuestion",
                "{'type': 'number', 'x-ogc-unit': 'm'} | NumberQuestion",
                "{'type': 'boolean'} | YesNoQuestion",
                "{'enum': ['a', 'b']} | ChoiceQuestion",
                "{'type': 'integer', 'enum': [1, 2]} | ChoiceQuestion",
                "{'type': 'string', 'oneOf': [{'const': 'a'}, {'const': 'b'}]} | ChoiceQuestion",
                "{'type': 'string', 'x-choices': 'towns'} | ChoiceQuestion",
                "{'type': 'array', 'items': {'enum': ['a']}} | MultiChoiceQuestion",
                "{'type': 'array', 'items': {'type': 'string', 'x-choices': 'towns'}} | MultiChoiceQuestion",
                "{'type': 'array', 'x-choices': 'towns'} | MultiChoiceQuestion",
                "{'type': 'string', 'format': 'date'} | DateQuestion",
                "{'type': 'string', 'format': 'time'} | TimeQuestion",
                "{'type': 'string', 'format': 'date-time'} | DateTimeQuestion",
                "{'$ref': 'urn:fieldpost:geopoint'} | GeopointQuestion",
                "{'allOf': [{'$ref': 'urn:fieldpost:geopoint'}], 'title': 'Here'} | GeopointQuestion",
                "{'type': 'string', 'contentMediaType': 'image/jpeg'} | PhotoQuestion",
                "{'type': 'array', 'items': {'type': 'string', 'contentMediaType': 'image/jpeg'}} | PhotoQuestion",
                "{'type': 'object', 'properties': {'x': {'type': 'string'}}} | GroupQuestion",
                "{'properties': {'x': {}}} | GroupQuestion",
                "{'$ref': '#/$defs/person'} | GroupQuestion",
                "{'type': 'array', 'items': {'$ref': '#/$defs/person'}} | RepeatQuestion",
                "{'type': 'null', 'title': 'Read this'} | NoteQuestion",
                "{'type': 'string', 'x-reference': 'water_point'} | ReferenceQuestion",
                "{} | JsonQuestion",
                "{'type': 'object'} | JsonQuestion",
                "{'type': 'array', 'items': {'type': 'number'}} | JsonQuestion",
                "{'type': ['string', 'number']} | JsonQuestion",
                "{'oneOf': [{'type': 'string'}, {'type': 'object'}]} | JsonQuestion",
                "true | JsonQuestion",
            })
    void a_schema_becomes_a_question_of_its_kind(String schema, String kind) {
        var document =
                json(
                        "{'type': 'object', '$defs': {'person': {'type': 'object',"
                                + " 'properties': {'n': {'type': 'string'}}}},"
                                + " 'properties': {'q': "
                                + schema
                                + "}}");
        var question = form(document).root().inner().getFirst();
        assertThat(question.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(question.pointer()).isEqualTo("/properties/q");
    }

    @Test
    void labels_hints_and_limits_are_read_in_every_language() {
        var document =
                FormFixtures.document(
                        """
                        {'people_total': {'type': 'integer', 'description': 'All of them',
                         'exclusiveMinimum': 0, 'maximum': 9, 'minimum': 2}}""",
                        "{}");
        document.set(
                "translations",
                json(
                        "{'fr': {'/properties/people_total/title': 'Personnes',"
                                + " '/properties/people_total/description': 'Toutes'}}"));
        var question = (NumberQuestion) form(document).root().inner().getFirst();
        assertThat(question.label(Locale.ENGLISH)).as("made of the name").isEqualTo("People total");
        assertThat(question.label(Locale.CANADA_FRENCH)).isEqualTo("Personnes");
        assertThat(question.hint(Locale.GERMAN)).isEqualTo("All of them");
        assertThat(question.hint(Locale.FRENCH)).isEqualTo("Toutes");
        assertThat(question.minimum()).isEqualByComparingTo("2");
        assertThat(question.maximum()).isEqualByComparingTo("9");
        assertThat(form(document).languages()).containsExactly("en", "fr");
    }

    @Test
    void what_is_referred_to_keeps_its_own_pointer_logic_and_texts() {
        var document =
                FormFixtures.document(
                        "{'owner': {'$ref': '#/$defs/person', 'title': 'Owner'},"
                                + " 'tenant': {'$ref': '#/$defs/person'}}",
                        "{'/$defs/person/properties/age': {'constraint': '. < 120'},"
                                + " '/properties/tenant/properties/name': {'relevant': '${age} > 3'}}");
        ((ObjectNode) document.path("schema"))
                .set(
                        "$defs",
                        json(
                                "{'person': {'type': 'object', 'title': 'Person',"
                                        + " 'properties': {'name': {'type': 'string'},"
                                        + " 'age': {'type': 'integer', 'maximum': 150}}}}"));
        var form = form(document);
        var owner = form.root().inner().getFirst();
        var tenant = form.root().inner().getLast();
        assertThat(owner.label(Locale.ENGLISH)).isEqualTo("Owner");
        assertThat(tenant.label(Locale.ENGLISH)).isEqualTo("Person");
        assertThat(owner.inner().getFirst().logic().relevant()).isNull();
        assertThat(tenant.inner().getFirst().logic().relevant()).isNotNull();
        assertThat(owner.inner().getLast().pointer()).isEqualTo("/properties/owner/properties/age");
        var session = FormFixtures.session(form, "{'owner': {'age': 151}, 'tenant': {'age': 121}}");
        assertThat(FormFixtures.codes(session.validate()))
                .containsExactly("maximum", "constraint", "constraint");
    }

    @Test
    void pages_come_from_the_layout_with_headings_and_options() {
        var document =
                FormFixtures.document(
                        "{'a': {'type': 'string'}, 'g': {'type': 'object',"
                                + " 'properties': {'b': {'type': 'string'}}}, 'c': {'type': 'string'}}",
                        "{}");
        document.set(
                "ui",
                json(
                        """
                        {'type': 'Categorization', 'elements': [
                          {'type': 'Category', 'label': 'First', 'i18n': 'first', 'elements': [
                             {'type': 'Group', 'label': 'Box', 'elements': [{'type': 'Control',
                              'scope': '#/properties/a', 'options': {'multi': true}}]},
                             {'type': 'HorizontalLayout', 'elements': [{'type': 'Control',
                              'scope': '#/properties/g/properties/b'}]}]},
                          {'type': 'Category', 'label': 'Second', 'elements': [{'type': 'Label',
                           'text': 'Read me'}, {'type': 'Control', 'scope': '#/properties/nope'}]}]}"""));
        document.set("translations", json("{'fr': {'first.label': 'Un'}}"));
        var reading = (FormReading.Accepted) FormDocument.parse(document);
        var sections = reading.form().sections();
        assertThat(sections)
                .extracting(section -> section.label().in(Locale.FRENCH))
                .containsExactly("Un", "Second");
        assertThat(sections.getFirst().questions())
                .extracting(Question::pointer)
                .containsExactly(
                        "/ui/elements/0/elements/0", "/properties/a", "/properties/g/properties/b");
        assertThat((TextQuestion) sections.getFirst().questions().get(1))
                .returns(true, TextQuestion::multiLine);
        assertThat(sections.getLast().questions().getFirst()).isInstanceOf(NoteQuestion.class);
        assertThat(reading.findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.UNKNOWN_SCOPE, FindingCode.NOT_ON_ANY_PAGE);
    }

    @Test
    void without_a_layout_groups_and_repeats_are_pages_and_so_are_the_questions_between() {
        var form =
                form(
                        """
                        {'a': {'type': 'string'}, 'b': {'type': 'string'},
                         'g': {'type': 'object', 'title': 'G', 'properties': {'c': {'type': 'string'}}},
                         'r': {'type': 'array', 'title': 'R', 'items': {'type': 'object',
                          'properties': {'d': {'type': 'string'}}}}, 'e': {'type': 'string'}}""",
                        "{}");
        assertThat(form.sections())
                .extracting(section -> section.label().in(Locale.ENGLISH))
                .containsExactly("Test", "G", "R", "Test");
        assertThat(form.sections())
                .extracting(section -> section.questions().size())
                .containsExactly(2, 1, 1, 1);
        assertThat(form.sections()).extracting(Section::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "http://json-schema.org/draft-07/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-04/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema"
    })
    void a_bare_schema_of_any_dialect_is_a_form(String dialect) {
        var schema =
                (ObjectNode)
                        json(
                                "{'title': 'Site visit', 'type': 'object', 'required': ['a'],"
                                        + " 'definitions': {'n': {'type': 'integer'}},"
                                        + " 'properties': {'a': {'$ref': '#/definitions/n'}}}");
        schema.put("$schema", dialect);
        var form = form(schema);
        assertThat(form.code()).isEqualTo("site_visit");
        assertThat(form.name(Locale.ENGLISH)).isEqualTo("Site visit");
        assertThat(form.sections()).hasSize(1);
        assertThat(FormFixtures.codes(FormFixtures.session(form, "{}").validate()))
                .containsExactly("required");
        assertThat(FormFixtures.codes(FormFixtures.session(form, "{'a': 'x'}").validate()))
                .containsExactly("type.integer");
    }

    @Test
    void the_hash_is_that_of_the_meaning_not_of_the_spelling() {
        var one = form(json("{'type': 'object', 'properties': {'a': {'type': 'string'}}}"));
        var two = form(json("{ 'properties': {'a': {'type': 'string'}}, 'type': 'object'}"));
        assertThat(one.sha256()).isEqualTo(two.sha256());
        one.source().put("type", "array");
        assertThat(one.source().path("type").asText())
                .as("the document cannot be changed")
                .isEqualTo("object");
    }

    @Test
    void the_linter_names_each_fault_where_it_is() {
        var document =
                FormFixtures.document(
                        """
                        {'a': {'type': 'integer', 'title': 'A'}, 'b': {'type': 'string', 'x-choices': 'towns'},
                         '_key': {'type': 'string'},
                         'c': {'oneOf': [{'const': 'x'}, {'const': 'x'}]}, 'o': {}, 'g': {'type': 'object',
                          'properties': {'dup': {'type': 'string'}}},
                         'h': {'type': 'object', 'properties': {'dup': {'type': 'string'}}}}""",
                        """
                        {'/properties/a': {'relevant': '${nope} = 1', 'constraint': '. <', 'relevnt': '1',
                         'calculate': 'frob(1)'},
                         '/properties/zzz': {'relevant': '1'}, '/properties/c': {'relevant': '${dup} = 1'}}""");
        document.set("translations", json("{'fr': {'/properties/b/title': 'B'}}"));
        var findings = FormLint.check(document, FormFixtures.noLists());
        assertThat(findings)
                .extracting(Finding::code)
                .contains(
                        FindingCode.UNKNOWN_QUESTION,
                        FindingCode.BAD_EXPRESSION,
                        FindingCode.UNKNOWN_FUNCTION,
                        FindingCode.UNKNOWN_LOGIC_KEY,
                        FindingCode.UNKNOWN_LOGIC_TARGET,
                        FindingCode.MISSING_CHOICE_LIST,
                        FindingCode.DUPLICATE_CHOICE,
                        FindingCode.RESERVED_NAME,
                        FindingCode.AMBIGUOUS_QUESTION,
                        FindingCode.DRAWN_AS_JSON,
                        FindingCode.MISSING_TRANSLATION);
        assertThat(findings).extracting(Finding::severity).isSorted();
        assertThat(FormLint.hasErrors(findings)).isTrue();
        var unknown =
                findings.stream()
                        .filter(f -> f.code() == FindingCode.UNKNOWN_QUESTION)
                        .findFirst()
                        .orElseThrow();
        assertThat(unknown.where()).isEqualTo("/logic/fields/~1properties~1a/relevant");
        assertThat(unknown.what(Locale.ENGLISH)).isEqualTo("There is no question called nope.");
    }

    @Test
    void every_finding_and_problem_has_its_sentences_in_every_language() {
        for (var code : FindingCode.values()) {
            var finding = Finding.of(code, "/x", "a", "b", "c");
            assertThat(finding.what(Locale.ENGLISH)).as(code.name()).isNotBlank();
            assertThat(finding.remedy(Locale.ENGLISH)).as(code.name()).isNotBlank();
        }
        for (var code :
                List.of(
                        "required",
                        "type.number",
                        "minimum",
                        "choice",
                        "constraint",
                        "rule",
                        "rows",
                        "geopoint",
                        "unheardOf")) {
            for (var locale :
                    List.of(
                            Locale.ENGLISH,
                            Locale.FRENCH,
                            Locale.forLanguageTag("ar"),
                            Locale.JAPANESE)) {
                var problem =
                        new Problem(
                                AnswerPath.ROOT,
                                code,
                                Severity.ERROR,
                                LocalText.of("Q {0} '"),
                                List.of("7"),
                                null);
                assertThat(ProblemMessages.text(problem, locale))
                        .as(code)
                        .isNotBlank()
                        .doesNotContain("''");
            }
        }
    }
}
