package org.fieldpost.form.expr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every function ODK documents, by table: call | result as text. */
class FunctionsTest {
    private static final JsonTree DATA =
            JsonTree.of(
                    """
                    {'name': 'Awa Diallo', 'age': 34, 'x': 2.345, 'nothing': null, 'yes': true, 'no': false,
                     'born': '1991-11-02', 'met': '2026-03-30T12:30:05+02:00', 'at': '18:00',
                     'crops': ['millet', 'maize', 'rice'], 'one': ['millet'],
                     'p': '0 0', 'q': '0 1', 'ring': '0 0;0 1;1 1;1 0;0 0',
                     'rows': [{'n': 1}, {'n': 2}, {'n': null}, {'n': 4}]}""");

    private static String text(String source) {
        return switch (Expression.parse(source)) {
            case Expression.Good(var expression) ->
                    Convert.text(expression.evaluate(DATA, JsonTree.surroundings()));
            case Expression.Bad bad -> throw new AssertionError(source + ": " + bad);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "true() | true",
                "false() | false",
                "not(${yes}) | false",
                "boolean('a') | true",
                "boolean('') | false",
                "boolean(0) | false",
                "boolean-from-string('1') | true",
                "boolean-from-string('TRUE') | true",
                "boolean-from-string('yes') | false",
                "if(${age} > 18, 'adult', 'child') | adult",
                "if(false(), 1, if(true(), 2, 3)) | 2",
                "coalesce(${nothing}, 'x') | x",
                "coalesce(${nothing}, ${nothing}, ${age}, 1) | 34",
                "coalesce(${nothing}) | ``",
                "selected(${crops}, 'maize') | true",
                "selected(${crops}, 'mai') | false",
                "selected('a b c', 'b') | true",
                "selected(${nothing}, 'a') | false",
                "selected-at(${crops}, 0) | millet",
                "selected-at(${crops}, 2) | rice",
                "selected-at(${crops}, 3) | ``",
                "count-selected(${crops}) | 3",
                "count-selected(${nothing}) | 0",
                "count-selected('a b') | 2",
                "${one} = 'millet' | true",
                "jr:choice-name(${one}, '${one}') | one:MILLET",
                "jr:choice-name(selected-at(${crops}, 1), ${crops}) | crops:MAIZE",
                "jr:choice-name(${nothing}, '${one}') | ``",
                "checklist(2, 3, ${yes}, ${no}, true()) | true",
                "checklist(-1, 1, ${yes}, true()) | false",
                "weighted-checklist(3, -1, ${yes}, 2, true(), 1.5, ${no}, 9) | true",
                "weighted-checklist(4, -1, ${yes}, 2, true(), 1.5) | false",
            })
    void logic_and_choices(String source, String expected) {
        assertThat(text(source)).as(source).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "round(2.5) | 3",
                "round(-2.5) | -3",
                "round(2.345, 2) | 2.35",
                "round(1234.5, -2) | 1200",
                "round(${nothing}, 1) | ``",
                "int(2.9) | 2",
                "int(-2.9) | -2",
                "int('7.3') | 7",
                "floor(-2.1) | -3",
                "ceiling(2.1) | 3",
                "number('12.50') | 12.5",
                "number('12x') | ``",
                "number('') | ``",
                "number(true()) | 1",
                "number('1970-01-11') | 10",
                "abs(-3.2) | 3.2",
                "pow(2, 10) | 1024",
                "pow(2, -1) | 0.5",
                "pow(2.5, 2) | 6.25",
                "pow(4, 0.5) | 2",
                "pow(0, -1) | ``",
                "sqrt(2) | 1.414213562373095",
                "sqrt(-1) | ``",
                "exp(0) | 1",
                "exp10(2) | 100",
                "log(1) | 0",
                "log10(1000) | 3",
                "log(0) | ``",
                "sin(0) | 0",
                "cos(0) | 1",
                "tan(0) | 0",
                "asin(2) | ``",
                "acos(1) | 0",
                "atan(0) | 0",
                "atan2(0, 1) | 0",
                "round(pi(), 5) | 3.14159",
                "sum(${rows}/n) | 7",
                "sum(1, 2, ${nothing}, 3) | 6",
                "sum(${nothing}) | 0",
                "min(${rows}/n) | 1",
                "max(${rows}/n, 9) | 9",
                "max(${nothing}) | ``",
                "count(${rows}) | 4",
                "count-non-empty(${rows}/n) | 3",
                "random() | 0.25",
            })
    void numbers(String source, String expected) {
        assertThat(text(source)).as(source).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "concat('a', 1, ${nothing}, 'b') | a1b",
                "concat(${rows}/n) | 124",
                "join('-', 'a', 'b', 3) | a-b-3",
                "string(12.0) | 12",
                "string(${nothing}) | ``",
                "string-length('héé') | 3",
                "string-length(${nothing}) | 0",
                "substr('hello', 1, 3) | el",
                "substr('hello', 2) | llo",
                "substr('hello', -3) | llo",
                "substr('hello', 0, -1) | hell",
                "substr('hello', 9) | ``",
                "substr('hello', 3, 1) | ``",
                "substring-before('a-b-c', '-') | a",
                "substring-after('a-b-c', '-') | b-c",
                "substring-before('abc', '-') | ``",
                "contains('abc', 'b') | true",
                "starts-with('abc', 'ab') | true",
                "ends-with('abc', 'bc') | true",
                "ends-with('abc', 'ab') | false",
                "normalize-space('  a   b ') | a b",
                "translate('bar', 'abc', 'AB') | BAr",
                "translate('cab', 'abc', 'AB') | AB",
                "regex('WP-0193', 'WP-[0-9]{4}') | true",
                "regex('WP-01935', 'WP-[0-9]{4}') | false",
                "regex(${nothing}, '[0-9]+') | false",
                "uuid() | 00000000-0000-7000-0000-000000000001",
                "uuid(4) | 0001",
                "property('username') | awa",
                "property('other') | ``",
                "digest('abc', 'SHA-256', 'hex') | ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "digest('abc', 'MD5') | kAFQmDzST7DWlj99KOF/cg==",
                "digest('abc', 'ROT13') | ``",
                "base64-decode('w6k=') | é",
                "base64-decode('!!') | ``",
            })
    void texts(String source, String expected) {
        assertThat(text(source)).as(source).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "today() | 2026-03-31",
                "now() | 2026-03-31T10:15:30.25Z",
                "today() - ${born} | 12568",
                "int((today() - ${born}) div 365.25) | 34",
                "date('2026-02-28') | 2026-02-28",
                "date(today() + 7) | 2026-04-07",
                "date('2026-02-30') | ``",
                "date(${nothing}) | ``",
                "date(${met}) | 2026-03-30",
                "date(0) | 1970-01-01",
                "date-time('2026-01-02T03:04:05Z') | 2026-01-02T03:04:05Z",
                "date-time('2026-01-02') | 2026-01-02T00:00:00Z",
                "date-time('2026-01-02T03:04:05') | 2026-01-02T03:04:05Z",
                "decimal-date-time('1970-01-02T12:00:00Z') | 1.5",
                "decimal-date-time(${nothing}) | ``",
                "decimal-time(${at}) | 0.75",
                "decimal-time('06:00:00.000+01:00') | 0.25",
                "format-date(${born}, '%d/%m/%Y') | 02/11/1991",
                "format-date(${born}, '%e %b %y') | 2 Nov 91",
                "format-date(${born}, '%B, %A %a, day %j') | November, Saturday Sat, day 306",
                "format-date('2026-03-31', '%n') | 3",
                "format-date(${nothing}, '%Y') | ``",
                "format-date-time(${met}, '%Y-%m-%d %H:%M:%S') | 2026-03-30 12:30:05",
                "format-date-time(now(), '%H:%M:%S.%3 %h%%') | 10:15:30.250 10%",
                "number(format-date(today(), '%Y')) | 2026",
                "${met} < '2026-03-30T10:30:06Z' | true",
                "${met} > '2026-03-30T10:30:04Z' | true",
            })
    void days_and_moments(String source, String expected) {
        assertThat(text(source)).as(source).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            quoteCharacter = '`',
            value = {
                "round(distance(${p}, ${q}), 0) | 111319",
                "round(distance('0 0;0 1;0 2'), 1) | 222637.7",
                "distance(${p}) | ``",
                "round(area(${ring}) div 1000000, 0) | 12391",
                "area('0 0;0 1') | ``",
                "geofence('0.5 0.5', ${ring}) | true",
                "geofence('1.5 0.5', ${ring}) | false",
                "geofence(${nothing}, ${ring}) | false",
            })
    void places(String source, String expected) {
        assertThat(text(source)).as(source).isEqualTo(expected);
    }

    @Test
    void a_random_order_with_a_seed_is_always_the_same_and_loses_nothing() {
        var once = text("join(' ', randomize(${rows}/n, 7))");
        assertThat(text("join(' ', randomize(${rows}/n, 7))")).isEqualTo(once);
        assertThat(text("sum(randomize(${rows}/n, 8))")).isEqualTo("7");
        assertThat(text("count(randomize(${rows}))")).isEqualTo("4");
    }

    @Test
    void every_function_survives_blanks_and_wrong_kinds() {
        for (var name : Functions.names()) {
            for (var argument :
                    new String[] {"${nothing}", "'abc'", "-1", "${rows}", "${crops}", "today()"}) {
                for (int count = 0; count < 6; count++) {
                    var source =
                            name
                                    + "("
                                    + String.join(
                                            ",", java.util.Collections.nCopies(count, argument))
                                    + ")";
                    if (Expression.parse(source) instanceof Expression.Good(var expression)) {
                        assertThat(expression.evaluate(DATA, JsonTree.surroundings()))
                                .as(source)
                                .isNotNull();
                    }
                }
            }
        }
    }
}
