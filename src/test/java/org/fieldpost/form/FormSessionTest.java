package org.fieldpost.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.fieldpost.form.FormFixtures.at;
import static org.fieldpost.form.FormFixtures.codes;
import static org.fieldpost.form.FormFixtures.form;
import static org.fieldpost.form.FormFixtures.json;
import static org.fieldpost.form.FormFixtures.session;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;

/** What happens to one submission while it is filled. */
class FormSessionTest {
    private static final String PUMP =
            """
            {'works': {'type': 'boolean', 'title': 'Does it work?'},
             'litres': {'type': 'number', 'title': 'Litres', 'minimum': 0},
             'seconds': {'type': 'number', 'title': 'Seconds'},
             'yield': {'type': 'number', 'title': 'Yield', 'readOnly': true},
             'note': {'type': 'string', 'title': 'Note'}}""";
    private static final String PUMP_LOGIC =
            """
            {'/properties/litres': {'relevant': '${works}', 'requiredIf': '${works}'},
             '/properties/seconds': {'relevant': '${works}', 'constraint': '. > 0', 'message': 'more.than.nothing'},
             '/properties/yield': {'relevant': '${works}', 'calculate': 'round(${litres} * 60 div ${seconds}, 1)'},
             '/properties/note': {'readOnlyIf': '${works} = false()'}}""";
    private static final String HOUSEHOLD =
            """
            {'members': {'type': 'array', 'title': 'Members', 'maxItems': 4, 'items': {'type': 'object',
             'properties': {
               'name': {'type': 'string', 'title': 'Name'}, 'age': {'type': 'integer', 'title': 'Age', 'minimum': 0},
               'adult': {'type': 'boolean', 'title': 'Adult'}, 'job': {'type': 'string', 'title': 'Job'},
               'nr': {'type': 'integer', 'title': 'Nr'}}, 'required': ['name']}},
             'total': {'type': 'integer', 'title': 'Years in all'}, 'count': {'type': 'integer',
              'title': 'How many'}}""";
    private static final String HOUSEHOLD_LOGIC =
            """
            {'/properties/members/items/properties/adult': {'calculate': '${age} >= 18'},
             '/properties/members/items/properties/job': {'relevant': '${adult}'},
             '/properties/members/items/properties/nr': {'calculate': 'position(..)'},
             '/properties/total': {'calculate': 'sum(${members}/age)'},
             '/properties/count': {'calculate': 'count(${members})'}}""";

    @Test
    void an_answer_makes_other_questions_relevant_and_required() {
        var session = session(form(PUMP, PUMP_LOGIC), "{}");
        assertThat(session.relevant(at("/litres"))).isFalse();
        assertThat(session.problems(at("/litres"))).isEmpty();
        var change = session.set(at("/works"), json("true"));
        assertThat(session.relevant(at("/litres"))).isTrue();
        assertThat(session.required(at("/litres"))).isTrue();
        assertThat(codes(session.problems(at("/litres")))).containsExactly("required");
        assertThat(change.answers())
                .contains(at("/works"), at("/litres"), at("/seconds"), at("/yield"));
        assertThat(change.answers()).doesNotContain(at("/note"));
    }

    @Test
    void a_calculation_follows_what_it_is_calculated_from_and_is_exact() {
        var session =
                session(form(PUMP, PUMP_LOGIC), "{'works': true, 'litres': 20, 'seconds': 48.5}");
        assertThat(session.value(at("/yield"))).isEqualTo(json("24.7"));
        session.set(at("/seconds"), json("60"));
        assertThat(session.value(at("/yield"))).isEqualTo(json("20"));
        session.set(at("/seconds"), null);
        assertThat(session.value(at("/yield"))).as("blank in arithmetic gives blank").isNull();
        assertThat(session.data().has("yield")).isFalse();
        assertThat(session.readOnly(at("/yield"))).isTrue();
    }

    @Test
    void hidden_answers_stay_in_the_draft_read_as_blank_and_are_left_out_at_the_end() {
        var session =
                session(form(PUMP, PUMP_LOGIC), "{'works': true, 'litres': 20, 'seconds': 40}");
        session.set(at("/works"), json("false"));
        assertThat(session.value(at("/litres"))).isEqualTo(json("20"));
        assertThat(session.data().has("litres")).isTrue();
        assertThat(session.value(at("/yield")))
                .as("what it is calculated from reads blank")
                .isNull();
        assertThat(session.finalised().data()).isEqualTo(json("{'works': false}"));
        assertThat(session.finalised().hiddenAnswersLeftOut()).isEqualTo(2);
        assertThat(session.validate()).isEmpty();
        session.set(at("/works"), json("true"));
        assertThat(session.value(at("/yield"))).isEqualTo(json("30"));
    }

    @Test
    void a_constraint_skips_a_blank_and_says_what_the_form_says() {
        var session = session(form(PUMP, PUMP_LOGIC), "{'works': true}");
        assertThat(session.problems(at("/seconds"))).isEmpty();
        session.set(at("/seconds"), json("0"));
        var problem = session.problems(at("/seconds")).getFirst();
        assertThat(problem.code()).isEqualTo("constraint");
        assertThat(ProblemMessages.text(problem, Locale.ENGLISH)).isEqualTo("more.than.nothing");
        session.set(at("/seconds"), json("3"));
        assertThat(session.problems(at("/seconds"))).isEmpty();
    }

    @Test
    void blank_is_an_absent_answer() {
        var session = session(form(PUMP, PUMP_LOGIC), "{'note': 'x', 'works': null, 'litres': ''}");
        session.set(at("/note"), TextNode.valueOf(""));
        assertThat(session.data()).isEqualTo(json("{}"));
        assertThat(session.set(at("/note"), null).isEmpty()).as("nothing changed").isTrue();
    }

    @Test
    void an_answer_of_the_wrong_kind_is_kept_and_is_a_problem() {
        var session = session(form(PUMP, PUMP_LOGIC), "{'works': true}");
        session.set(at("/litres"), TextNode.valueOf("twenty"));
        assertThat(session.data().path("litres").asText()).isEqualTo("twenty");
        var problem = session.problems(at("/litres")).getFirst();
        assertThat(ProblemMessages.text(problem, Locale.ENGLISH)).isEqualTo("Enter a number.");
        assertThat(ProblemMessages.text(problem, Locale.FRENCH)).isEqualTo("Entrez un nombre.");
        assertThat(ProblemMessages.text(problem, Locale.forLanguageTag("ar")))
                .isEqualTo("أدخل عددًا.");
        session.set(at("/litres"), json("-1"));
        assertThat(ProblemMessages.text(session.problems(at("/litres")).getFirst(), Locale.ENGLISH))
                .isEqualTo("Enter 0 or more.");
    }

    @Test
    void properties_no_question_stands_for_are_kept() {
        var session = session(form(PUMP, PUMP_LOGIC), "{'note': 'x', 'later': {'a': [1]}}");
        session.set(at("/note"), TextNode.valueOf("y"));
        assertThat(session.data()).isEqualTo(json("{'note': 'y', 'later': {'a': [1]}}"));
    }

    @Test
    void rows_are_added_moved_and_removed_and_each_keeps_its_key() {
        var session = session(form(HOUSEHOLD, HOUSEHOLD_LOGIC), "{}");
        var members = at("/members");
        var change = session.addRow(members);
        assertThat(change.repeats()).containsExactly(members);
        assertThat(change.answers()).contains(at("/count")).doesNotContain(at("/total"));
        session.addRow(members);
        session.set(at("/members/0/age"), json("40"));
        session.set(at("/members/1/age"), json("7"));
        assertThat(session.value(at("/total"))).isEqualTo(json("47"));
        var first = session.rowKey(at("/members/0"));
        session.moveRow(members, 0, 1);
        assertThat(session.rowKey(at("/members/1"))).isEqualTo(first);
        assertThat(session.rowWithKey(members, first)).isEqualTo(at("/members/1"));
        assertThat(session.value(at("/members/1/nr"))).isEqualTo(json("2"));
        assertThat(session.value(at("/members/0/nr"))).isEqualTo(json("1"));
        session.removeRow(members, 0);
        assertThat(session.value(at("/total"))).isEqualTo(json("40"));
        assertThat(session.value(at("/count"))).isEqualTo(json("1"));
        assertThat(session.rowKey(at("/members/0"))).isEqualTo(first);
        assertThat(session.value(at("/members/0/nr"))).isEqualTo(json("1"));
    }

    @Test
    void in_a_row_a_name_means_the_answer_in_the_same_row() {
        var session =
                session(
                        form(HOUSEHOLD, HOUSEHOLD_LOGIC),
                        "{'members': [{'age': 40}, {'age': 7}, {}]}");
        assertThat(session.relevant(at("/members/0/job"))).isTrue();
        assertThat(session.relevant(at("/members/1/job"))).isFalse();
        assertThat(session.value(at("/members/1/adult"))).isEqualTo(json("false"));
        var change = session.set(at("/members/1/age"), json("19"));
        assertThat(session.relevant(at("/members/1/job"))).isTrue();
        assertThat(change.answers())
                .contains(
                        at("/members/1/age"),
                        at("/members/1/adult"),
                        at("/members/1/job"),
                        at("/total"))
                .doesNotContain(at("/members/0/adult"), at("/members/0/job"), at("/members/2/job"));
    }

    @Test
    void rows_without_a_key_get_one_and_the_schema_never_sees_it() {
        var document =
                FormFixtures.document(
                        HOUSEHOLD.replace("'required': ['name']", "'additionalProperties': false"),
                        "{}");
        var session =
                session(
                        form(document),
                        "{'members': [{'name': 'a'}, {'_key': 'k', 'name': 'b'}, {'_key': 'k'}]}");
        assertThat(session.rowKey(at("/members/0"))).isNotBlank();
        assertThat(session.rowKey(at("/members/1"))).isEqualTo("k");
        assertThat(session.rowKey(at("/members/2"))).isNotIn("k", session.rowKey(at("/members/0")));
        assertThat(session.validate()).isEmpty();
        assertThat(session.data().at("/members/1/_key").asText()).isEqualTo("k");
    }

    @Test
    void the_number_of_rows_is_checked_and_more_rows_than_allowed_are_kept() {
        var session =
                session(form(HOUSEHOLD, HOUSEHOLD_LOGIC), "{'members': [{}, {}, {}, {}, {}]}");
        assertThat(codes(session.problems(at("/members")))).containsExactly("maxItems");
        assertThat(codes(session.validate())).containsOnly("maxItems", "required").hasSize(6);
        session.removeRow(at("/members"), 4);
        assertThat(session.problems(at("/members"))).isEmpty();
    }

    @Test
    void a_count_makes_rows_and_takes_away_only_untouched_ones() {
        var session =
                session(
                        form(
                                """
                                {'n': {'type': 'integer'}, 'rows': {'type': 'array', 'items': {'type': 'object',
                                  'properties': {'a': {'type': 'string'}, 'i': {'type': 'integer'}}}}}""",
                                """
                                {'/properties/rows': {'count': '${n}'},
                                 '/properties/rows/items/properties/i': {'calculate': 'position(..)'}}"""),
                        "{}");
        assertThat(session.set(at("/n"), json("3")).repeats()).containsExactly(at("/rows"));
        assertThat(session.rowCount(at("/rows"))).isEqualTo(3);
        assertThat(session.value(at("/rows/2/i"))).isEqualTo(json("3"));
        session.set(at("/rows/1/a"), TextNode.valueOf("kept"));
        session.set(at("/n"), json("1"));
        assertThat(session.rowCount(at("/rows"))).isEqualTo(2);
        assertThat(codes(session.problems(at("/rows")))).containsExactly("rows");
        assertThatIllegalArgumentException().isThrownBy(() -> session.addRow(at("/rows")));
    }

    @Test
    void defaults_are_set_once_for_a_new_submission_and_a_new_row() {
        var form =
                form(
                        """
                        {'day': {'type': 'string', 'format': 'date'}, 'unit': {'type': 'string', 'default': 'm'},
                         'who': {'type': 'string'}, 'rows': {'type': 'array', 'items': {'type': 'object',
                          'properties': {'day': {'type': 'string', 'format': 'date'}, 'k': {'type': 'integer',
                           'default': 1}}}}}""",
                        """
                        {'/properties/day': {'default': 'today()'},
                         '/properties/who': {'default': "property('username')"},
                         '/properties/rows/items/properties/day': {'default': '../../day + 1'}}"""
                                .replace(
                                        "\"property('username')\"",
                                        "'property(\\u0027username\\u0027)'"));
        var session = FormSession.start(form, FormFixtures.noLists(), FormFixtures.environment());
        assertThat(session.data())
                .isEqualTo(json("{'day': '2026-03-31', 'unit': 'm', 'who': 'awa'}"));
        session.set(at("/day"), TextNode.valueOf("2026-01-31"));
        session.set(at("/unit"), null);
        session.addRow(at("/rows"));
        assertThat(session.value(at("/rows/0/day"))).isEqualTo(TextNode.valueOf("2026-02-01"));
        assertThat(session.value(at("/rows/0/k"))).isEqualTo(json("1"));
        var resumed =
                FormSession.resume(
                        form, session.data(), FormFixtures.noLists(), FormFixtures.environment());
        assertThat(resumed.data()).as("no default comes back").isEqualTo(session.data());
    }

    @Test
    void a_triggered_calculation_runs_only_when_its_trigger_changes() {
        var session =
                session(
                        form(
                                "{'a': {'type': 'integer'}, 'b': {'type': 'integer'}, 'c': {'type': 'integer'}}",
                                "{'/properties/c': {'calculate': '${a} + ${b}', 'trigger': '${a}'}}"),
                        "{'a': 1, 'b': 1, 'c': 7}");
        assertThat(session.value(at("/c"))).isEqualTo(json("7"));
        session.set(at("/b"), json("5"));
        assertThat(session.value(at("/c"))).isEqualTo(json("7"));
        session.set(at("/a"), json("2"));
        assertThat(session.value(at("/c"))).isEqualTo(json("7"));
        session.set(at("/a"), json("3"));
        assertThat(session.value(at("/c"))).isEqualTo(json("8"));
        session.set(at("/c"), json("100"));
        assertThat(session.value(at("/c"))).isEqualTo(json("100"));
    }

    @Test
    void rules_across_questions_are_errors_or_warnings_and_forgive_blanks() {
        var document =
                FormFixtures.document("{'a': {'type': 'integer'}, 'b': {'type': 'integer'}}", "{}");
        document.withObject("/logic")
                .set(
                        "rules",
                        json(
                                """
                                [{'assert': '${a} < ${b}', 'message': 'rule.order', 'severity': 'warning'},
                                 {'assert': '${a} != 13 or ${b} != 13'}]"""));
        document.set(
                "translations",
                json("{'en': {'rule.order': 'a before b'}, 'fr': {'rule.order': 'a avant b'}}"));
        var session = session(form(document), "{'a': 13}");
        assertThat(session.validate()).isEmpty();
        assertThat(session.set(at("/b"), json("13")).rules()).isTrue();
        var problems = session.validate();
        assertThat(problems)
                .extracting(Problem::severity)
                .containsExactly(Severity.WARNING, Severity.ERROR);
        assertThat(ProblemMessages.text(problems.getFirst(), Locale.FRENCH)).isEqualTo("a avant b");
        assertThat(ProblemMessages.text(problems.getLast(), Locale.ENGLISH))
                .isEqualTo("Some answers do not go together.");
        assertThat(session.set(at("/b"), json("14")).rules()).isTrue();
        assertThat(session.validate()).isEmpty();
    }

    @Test
    void progress_tells_untouched_part_done_and_wrong_sections_apart() {
        var document =
                FormFixtures.document(
                        """
                        {'one': {'type': 'object', 'title': 'One', 'required': ['a'], 'properties':
                           {'a': {'type': 'integer', 'maximum': 5}, 'b': {'type': 'string'}}},
                         'two': {'type': 'object', 'title': 'Two', 'properties': {'c': {'type': 'string'}}}}""",
                        "{}");
        var session = session(form(document), "{}");
        assertThat(session.progress())
                .extracting(SectionProgress::state)
                .containsExactly(SectionProgress.State.UNTOUCHED, SectionProgress.State.UNTOUCHED);
        session.set(at("/one/b"), TextNode.valueOf("x"));
        assertThat(session.progress().getFirst())
                .returns(SectionProgress.State.PART, SectionProgress::state)
                .returns(1, SectionProgress::missing)
                .returns(1, SectionProgress::answered)
                .returns(2, SectionProgress::asked);
        session.set(at("/one/a"), json("9"));
        assertThat(session.progress().getFirst().state()).isEqualTo(SectionProgress.State.ERRORS);
        session.set(at("/one/a"), json("5"));
        assertThat(session.progress().getFirst().state()).isEqualTo(SectionProgress.State.OK);
    }

    @Test
    void the_summary_is_said_in_the_language_asked_for() {
        var document =
                FormFixtures.document(
                        "{'kind': {'oneOf': [{'const': 'w', 'title': 'Well'}, {'const': 's',"
                                + " 'title': 'Spring'}]}, 'nr': {'type': 'integer'}}",
                        "{}");
        document.put("instanceName", "concat(jr:choice-name(${kind}, '${kind}'), ' ', ${nr})");
        document.set("translations", json("{'fr': {'/properties/kind/oneOf/0/title': 'Puits'}}"));
        var session = session(form(document), "{'kind': 'w', 'nr': 7}");
        assertThat(session.summary(Locale.ENGLISH)).isEqualTo("Well 7");
        assertThat(session.summary(Locale.FRENCH)).isEqualTo("Puits 7");
        assertThat(session(form(document), "{}").summary(Locale.ENGLISH)).isEmpty();
    }

    @Test
    void a_position_reads_as_odk_writes_it_and_its_parts_can_be_asked_for() {
        var session =
                session(
                        form(
                                """
                                {'where': {'$ref': 'urn:fieldpost:geopoint'}, 'lat': {'type': 'number'},
                                 'far': {'type': 'number'}, 'copy': {'$ref': 'urn:fieldpost:geopoint'}}""",
                                """
                                {'/properties/lat': {'calculate': '${where}/latitude'},
                                 '/properties/copy': {'calculate': '${where}'},
                                 '/properties/far': {'calculate':
                                     'round(distance(${where}, \\u00270 0\\u0027), 0)'}}"""),
                        "{}");
        session.set(at("/where"), json("{'latitude': 0, 'longitude': 1.5, 'accuracy': 4.2}"));
        assertThat(session.value(at("/lat"))).isEqualTo(json("0"));
        assertThat(session.value(at("/far"))).isEqualTo(json("166978"));
        assertThat(session.value(at("/copy")))
                .isEqualTo(
                        json("{'latitude': 0, 'longitude': 1.5, 'altitude': 0, 'accuracy': 4.2}"));
        session.set(at("/where"), json("{'latitude': 95, 'longitude': 1}"));
        assertThat(codes(session.problems(at("/where")))).containsExactly("geopoint");
        session.set(at("/where"), json("{'latitude': 5}"));
        assertThat(codes(session.validate())).containsExactly("geopoint");
    }

    @Test
    void required_inside_an_absent_object_of_a_bare_schema_is_not_asked_for() {
        var bare =
                form(
                        json(
                                """
                                {'type': 'object', 'title': 'Bare', 'properties': {'home': {'type': 'object',
                                 'required': ['street'], 'properties': {'street': {'type': 'string'},
                                  'town': {'type': 'string'}}}}}"""));
        var session = session(bare, "{}");
        assertThat(session.validate()).isEmpty();
        session.set(at("/home/town"), TextNode.valueOf("x"));
        assertThat(codes(session.validate())).containsExactly("required");
    }

    @Test
    void what_only_the_whole_schema_sees_is_found_too() {
        var bare =
                form(
                        json(
                                """
                                {'type': 'object', 'properties': {'a': {'type': 'string'},
                                 'b': {'type': 'string'}, 'n': {'type': 'integer'}},
                                 'dependentRequired': {'a': ['b']}, 'minProperties': 1,
                                 'if': {'properties': {'n': {'const': 1}}, 'required': ['n']},
                                  'then': {'required': ['a']}}"""));
        assertThat(codes(session(bare, "{}").validate())).containsExactly("minProperties");
        assertThat(codes(session(bare, "{'a': 'x'}").validate()))
                .containsExactly("dependentRequired");
        var required = session(bare, "{'n': 1}").validate();
        assertThat(codes(required)).containsExactly("required");
        assertThat(required.getFirst().path()).isEqualTo(at("/a"));
    }

    @Test
    void a_path_to_nothing_and_an_answer_to_a_group_are_refused() {
        var session = session(form(HOUSEHOLD, HOUSEHOLD_LOGIC), "{}");
        assertThatIllegalArgumentException().isThrownBy(() -> session.value(at("/nope")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.set(at("/members/0/name"), null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.set(at("/members"), Json.array()));
        assertThatIllegalArgumentException().isThrownBy(() -> session.set(at("/total"), json("1")));
        assertThatIllegalArgumentException().isThrownBy(() -> session.addRow(at("/total")));
        assertThatIllegalArgumentException().isThrownBy(() -> AnswerPath.parse("members"));
    }
}
