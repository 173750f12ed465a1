package org.fieldpost.form.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions come to. In tables: expression | its text, "" being blank. */
class ExpressionTest {
    private static final JsonTree DATA =
            JsonTree.of(
                    """
                    {'name': 'Awa', 'age': 34, 'weight': 61.5, 'alive': true, 'dead': false, 'code': '007',
                     'born': '1991-11-02', 'at': '08:30', 'met': '2026-03-30T12:00:00Z', 'nothing': null,
                     'crops': ['millet', 'maize'], 'where': '12.5 -8.25 310 4',
                     'house': {'rooms': 3, 'walls': 'mud'},
                     'members': [{'who': 'a', 'years': 40, 'earns': true}, {'who': 'b', 'years': 4},
                                 {'who': 'c'}, {'who': 'd', 'years': 12}]}""");

    private static Value value(String source, Node at) {
        return switch (Expression.parse(source)) {
            case Expression.Good(var expression) ->
                    Convert.single(expression.evaluate(at, JsonTree.surroundings()));
            case Expression.Bad bad -> throw new AssertionError(source + ": " + bad);
        };
    }

    private static String text(String source) {
        return Convert.text(value(source, DATA));
    }

    private static Node row(int index) {
        return DATA.children("members").get(index);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3 | 7",
                "(1 + 2) * 3 | 9",
                "7 div 2 | 3.5",
                "7 mod 3 | 1",
                "-7 mod 3 | -1",
                "-(2) - -3 | 1",
                "--2 | 2",
                "0.1 + 0.2 | 0.3",
                "0.1 + 0.2 = 0.3 | true",
                "1 div 3 * 3 = 1 | false",
                "1000000000000000000000 + 1 | 1000000000000000000001",
                "2 - 1 - 1 | 0",
                "8 div 4 div 2 | 1",
                "1.50 | 1.5",
                "1 div 0 | ``",
                "0 div 0 | ``",
                "5 mod 0 | ``",
                "'abc' + 1 | ``",
                "'3' + 4 | 7",
                "${age} + 1 | 35",
                "${nothing} + 1 | ``",
                "1 - ${nowhere} | ``",
                "-${nothing} | ``",
                "${age}-4 | 30",
                "${age} -4 | 30",
            })
    void arithmetic_is_exact_and_blank_stays_blank(String source, String expected) {
        assertThat(text(source)).as(source).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "${age} = 34 | true",
                "${age} = '34' | true",
                "${age} != 34 | false",
                "${code} = '007' | true",
                "${code} = '7' | false",
                "${code} = 7 | true",
                "${name} = 'Awa' | true",
                "${name} = 'awa' | false",
                "2 < 10 | true",
                "'2' < '10' | true",
                "'a' < 'b' | false",
                "${born} < today() | true",
                "${born} = '1991-11-02' | true",
                "${born} < '1991-11-03' | true",
                "${at} > '08:00' | true",
                "${met} < now() | true",
                "${met} >= ${born} | true",
                "${alive} = true() | true",
                "${alive} = 'yes' | true",
                "${alive} = 'no' | false",
                "${dead} = 'no' | true",
                "${alive} = 1 | true",
                "${dead} = false() | true",
                "${alive} | true",
                "not(${dead}) | true",
                "${alive} and ${age} > 30 | true",
                "${dead} or ${age} > 30 | true",
                "${age} > 30 and ${age} < 40 or ${dead} | true",
                "1 = 1 = true() | true",
                "${members}/years > 30 | true",
                "${members}/years > 90 | false",
            })
    void comparisons(String source, String expected) {
        assertThat(text(source)).as(source).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "${nothing} = 1 | false",
                "${nothing} != 1 | false",
                "${nothing} < 1 | false",
                "${nothing} >= 0 | false",
                "${nothing} = ${nowhere} | false",
                "${nothing} = false() | false",
                "not(${nothing} > 3) | true",
                "${nothing} = '' | true",
                "${nothing} != '' | false",
                "'' = ${name} | false",
                "${name} != '' | true",
                "string(${nothing}) = '' | true",
                "${nothing} | ``",
                "if(${nothing}, 'a', 'b') | b",
            })
    void a_comparison_with_a_blank_is_false_but_comparing_with_an_empty_text_asks_for_one(
            String source, String expected) {
        assertThat(text(source)).as(source).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${nothing} > 1 | true",
                "${age} > 90 | false",
                "${nothing} > 1 and ${age} > 3 | true",
                "${nothing} > 1 and ${age} > 90 | false",
                "${age} > 90 and ${nothing} > 1 | false",
                "${nothing} > 1 or ${age} > 90 | true",
                "${age} > 90 or ${age} > 91 | false",
                "${nothing} = '' and ${age} > 90 | false",
            })
    void a_false_owed_to_a_blank_alone_says_that_it_is_unsure(String source, boolean unsure) {
        assertThat(value(source, DATA)).as(source).isEqualTo(new Value.Bool(false, unsure));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "${members}/who | a",
                "count(${members}) | 4",
                "count(${members}[years > 5]) | 2",
                "count(${members}[years >= 4 and years <= 12]) | 2",
                "${members}[2]/who | b",
                "${members}[position() = 3]/who | c",
                "${members}[years = 12]/who | d",
                "sum(${members}/years) | 56",
                "sum(${years}) | 56",
                "sum(${members}[earns]/years) | 40",
                "max(${members}/years) | 40",
                "min(${years}, 1) | 1",
                "max() | error",
                "count-non-empty(${members}/years) | 3",
                "join(', ', ${members}/who) | a, b, c, d",
                "/data/house/rooms | 3",
                "/house/walls | mud",
                "./house/rooms | 3",
                "count(./house/*) | 2",
                "indexed-repeat(${years}, ${members}, 4) | 12",
                "indexed-repeat(${years}, ${members}, 9) | ``",
                "instance('towns')/root/item[name = 'b']/label | Bb",
                "count(instance('towns')/root/item[region = 'n']) | 2",
                "sum(instance('towns')/root/item[region = 'n' and people > 5]/people) | 40",
                "instance('none')/root/item/label | ``",
            })
    void paths_and_nodes(String source, String expected) {
        if (expected.equals("error")) {
            assertThat(Expression.parse(source)).isInstanceOf(Expression.Bad.class);
        } else {
            assertThat(text(source)).as(source).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "${years} | 4",
                "../years | 4",
                "position(..) | 2",
                "../../age | 34",
                "${age} | 34",
                "sum(../../members/years) | 56",
                "../../members[who = current()/../who]/years | 4",
                "indexed-repeat(${years}, ../../members, position(..) - 1) | 40",
                "count(../../members[years < current()/../years]) | 0",
            })
    void in_a_row_a_name_means_the_one_in_the_same_row(String source, String expected) {
        var who = row(1).children("who").getFirst();
        assertThat(Convert.text(value(source, who))).as(source).isEqualTo(expected);
    }

    @Test
    void a_union_has_each_node_once() {
        assertThat(text("count(${members}/who | ${members}/years | ${members}/who)"))
                .isEqualTo("7");
    }

    @Test
    void once_keeps_the_value_there_is() {
        var age = DATA.children("age").getFirst();
        assertThat(Convert.text(value("once(99)", age))).isEqualTo("34");
        assertThat(Convert.text(value("once(99)", DATA.children("nothing").getFirst())))
                .isEqualTo("99");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1 | too early",
                "1 + | 4 | too early",
                "(1 | 3 | ')' is expected",
                "1) | 2 | not expected",
                "'abc | 1 | no closing quote",
                "${a | 1 | ${name}",
                "$a | 1 | ${name}",
                "${} | 1 | ${name}",
                "frobnicate(1) | 1 | no function frobnicate()",
                "if(1, 2) | 1 | takes 3 arguments, not 2",
                "pow(1) | 1 | takes 2 arguments, not 1",
                "substr('a') | 1 | takes 2 to 3 arguments, not 1",
                "today(1) | 1 | takes 0 arguments, not 1",
                "1 # 2 | 3 | means nothing",
                "//a | 1 | '//'",
                "a//b | 2 | not expected",
                "${a}[ | 6 | too early",
                "@a | 1 | means nothing",
                "1 2 | 3 | not expected",
                "a/ | 3 | is expected in a path",
            })
    void a_fault_is_reported_with_its_place(String source, int place, String why) {
        assertThat(Expression.parse(source))
                .isInstanceOfSatisfying(
                        Expression.Bad.class,
                        bad -> {
                            assertThat(bad.why()).contains(why);
                            assertThat(bad.at() + 1).isEqualTo(place);
                        });
    }

    @Test
    void hostile_expressions_are_refused_or_bounded() {
        assertThat(Expression.parse("(".repeat(5_000) + "1" + ")".repeat(5_000)))
                .isInstanceOf(Expression.Bad.class);
        assertThat(Expression.parse("1" + "+1".repeat(4_000))).isInstanceOf(Expression.Bad.class);
        assertThat(Expression.parse("not(".repeat(100) + "1" + ")".repeat(100)))
                .isInstanceOf(Expression.Bad.class);
        assertThat(Expression.parse("a".repeat(20_000))).isInstanceOf(Expression.Bad.class);
        assertThat(Expression.parse("9".repeat(5_000))).isInstanceOf(Expression.Bad.class);
        assertThat(text("-".repeat(9_000) + "1")).isEqualTo("1");
        assertThat(text("pow(10, 999) * pow(10, 999)")).isEmpty();
        assertThat(text("pow(pow(9, 300), 999)")).isEmpty();
        assertThat(text("regex('" + "a".repeat(2_000) + "!', '^(.*a){20}$')")).isEqualTo("false");
        assertThat(text("regex('a', '[a[b')")).isEqualTo("false");
    }

    @Test
    void an_evaluation_ends_by_its_limit_of_steps_and_of_text() {
        var rows = new StringBuilder("{'r': [{'x': 1}");
        rows.append(",{'x': 1}".repeat(2_000)).append("]}");
        var tree = JsonTree.of(rows.toString());
        assertThatThrownBy(() -> value("count(/r[count(/r[x = 1]) = 1])", tree))
                .isInstanceOf(EvaluationLimit.class)
                .hasMessageContaining("steps");
        var doubling = "concat(${t}, ${t})";
        for (int i = 0; i < 20; i++) {
            doubling =
                    doubling.length() < 4_000
                            ? "concat(" + doubling + "," + doubling + ")"
                            : doubling;
        }
        var wide = doubling;
        assertThatThrownBy(() -> value(wide, JsonTree.of("{'t': '" + "x".repeat(2_000) + "'}")))
                .isInstanceOf(EvaluationLimit.class)
                .hasMessageContaining("characters");
    }

    @Test
    void results_do_not_depend_on_the_machines_language() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(text("format-date(today(), '%d/%m/%Y')")).isEqualTo("31/03/2026");
            assertThat(text("upper-case('title')")).isEqualTo("TITLE");
            assertThat(text("1234567.5 + 0")).isEqualTo("1234567.5");
        } finally {
            Locale.setDefault(before);
        }
    }
}
