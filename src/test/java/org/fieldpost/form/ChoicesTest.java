package org.fieldpost.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldpost.form.FormFixtures.at;
import static org.fieldpost.form.FormFixtures.codes;
import static org.fieldpost.form.FormFixtures.json;
import static org.fieldpost.form.FormFixtures.object;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Choosing: filters that cascade, answers a filter took away, labels, type-ahead. */
class ChoicesTest {
    private static final String REGIONS = "code,label,label::fr\nn,North,Nord\ns,South,Sud\n";
    private static final String DISTRICTS =
            """
            code,label,label::French (fr),region,people
            n1,Thiès,Thiès,n,5
            n2,Ndar,Saint-Louis,n,50
            s1,Kolda,,s,7
            """;

    private static FormDocument form() {
        var document =
                FormFixtures.document(
                        """
                        {'region': {'type': 'string', 'title': 'Region', 'x-choices': 'regions'},
                         'district': {'type': 'string', 'title': 'District', 'x-choices': 'districts'},
                         'visited': {'type': 'array', 'uniqueItems': true, 'x-choices': 'districts'},
                         'size': {'type': 'string', 'oneOf': [{'const': 'b', 'title': 'Big', 'min': '10'},
                            {'const': 's', 'title': 'Small', 'min': '1'}]},
                         'grade': {'type': 'integer', 'enum': [1, 2, 3]},
                         'people': {'type': 'integer'}, 'named': {'type': 'string'}}""",
                        """
                        {'/properties/district': {'choiceFilter': 'region = ${region}'},
                         '/properties/visited': {'choiceFilter': 'region = ${region} and people > 5'},
                         '/properties/size': {'choiceFilter': 'min <= ${people}'},
                         '/properties/named': {'calculate': 'jr:choice-name(${district}, \\u0027${district}\\u0027)'},
                         '/properties/people': {'calculate':
                  'pulldata(\\u0027districts\\u0027, \\u0027people\\u0027, \\u0027code\\u0027, ${district})'}}""");
        document.set(
                "choices",
                json(
                        """
                        {'regions': {'resource': 'r.csv', 'value': 'code', 'label': 'label'},
                         'districts': {'resource': 'd.csv', 'value': 'code', 'label': 'label',
                          'columns': ['region', 'people']}}"""));
        return FormFixtures.form(document);
    }

    private static ChoiceLists lists(FormDocument form) {
        return CsvChoiceLists.read(
                form,
                Map.of(
                        "r.csv", ("\ufeff" + REGIONS).getBytes(StandardCharsets.UTF_8),
                        "d.csv", DISTRICTS.getBytes(StandardCharsets.UTF_8)));
    }

    private static FormSession session(String data, Locale locale) {
        var form = form();
        return FormSession.resume(
                form, object(data), lists(form), FormFixtures.environment(locale));
    }

    @Test
    void a_filter_follows_the_answer_it_depends_on() {
        var session = session("{}", Locale.ENGLISH);
        assertThat(session.choices(at("/district"), "", 10)).as("no region yet").isEmpty();
        var change = session.set(at("/region"), TextNode.valueOf("n"));
        assertThat(change.answers()).contains(at("/district"), at("/visited"));
        assertThat(session.choices(at("/district"), "", 10))
                .extracting(Choice::code)
                .containsExactly("n1", "n2");
        assertThat(session.choices(at("/visited"), "", 10))
                .extracting(Choice::code)
                .containsExactly("n2");
        assertThat(session.choices(at("/district"), "thies", 10))
                .extracting(Choice::code)
                .containsExactly("n1");
    }

    @Test
    void a_choice_a_filter_took_away_is_flagged_and_kept() {
        var session =
                session(
                        "{'region': 'n', 'district': 'n1', 'visited': ['n2', 's1']}",
                        Locale.ENGLISH);
        assertThat(session.problems(at("/district"))).isEmpty();
        assertThat(codes(session.problems(at("/visited")))).containsExactly("choice.filtered");
        session.set(at("/region"), TextNode.valueOf("s"));
        var problem = session.problems(at("/district")).getFirst();
        assertThat(problem.code()).isEqualTo("choice.filtered");
        assertThat(ProblemMessages.text(problem, Locale.ENGLISH))
                .isEqualTo("Thiès no longer goes with the other answers; choose again.");
        assertThat(session.value(at("/district"))).isEqualTo(TextNode.valueOf("n1"));
        assertThat(codes(session.validate())).contains("choice.filtered");
        session.set(at("/region"), TextNode.valueOf("n"));
        assertThat(session.problems(at("/district"))).isEmpty();
    }

    @Test
    void a_code_nobody_knows_is_one_problem() {
        var session = session("{'region': 'x', 'size': 'huge', 'grade': 9}", Locale.ENGLISH);
        assertThat(codes(session.problems(at("/region")))).containsExactly("choice");
        assertThat(codes(session.problems(at("/size")))).containsExactly("choice");
        assertThat(codes(session.problems(at("/grade")))).containsExactly("choice");
        session.set(at("/grade"), json("2"));
        assertThat(session.problems(at("/grade"))).isEmpty();
        assertThat(session.choice(at("/grade"), "2")).isNotNull();
    }

    @Test
    void labels_are_in_the_language_of_the_person() {
        var session = session("{'region': 'n', 'district': 'n2'}", Locale.FRENCH);
        assertThat(session.value(at("/named"))).isEqualTo(TextNode.valueOf("Saint-Louis"));
        assertThat(session.choices(at("/district"), "saint", 10))
                .extracting(Choice::code)
                .containsExactly("n2");
        assertThat(session.choices(at("/region"), "", 10))
                .extracting(choice -> choice.label().in(Locale.FRENCH))
                .containsExactly("Nord", "Sud");
    }

    @Test
    void inline_choices_can_be_filtered_by_their_own_facts_and_lists_looked_up() {
        var session = session("{'region': 'n', 'district': 'n1'}", Locale.ENGLISH);
        assertThat(session.value(at("/people"))).isEqualTo(json("5"));
        assertThat(session.choices(at("/size"), "", 10))
                .extracting(Choice::code)
                .containsExactly("s");
        session.set(at("/district"), TextNode.valueOf("n2"));
        assertThat(session.choices(at("/size"), "", 10))
                .extracting(Choice::code)
                .containsExactly("b", "s");
    }
}
