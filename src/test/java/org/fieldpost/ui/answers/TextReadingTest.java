package org.fieldpost.ui.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person types or pastes into a field, and what is understood. */
class TextReadingTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | 12.5        | 12.5
                    en | 1,234       | 1234
                    en | 1,234.50    | 1234.50
                    en | 12,5        | 12.5
                    en | -0.1        | -0.1
                    en | 0.10000000000000000001 | 0.10000000000000000001
                    en | 1,234,567   | 1234567
                    fr | 12,5        | 12.5
                    fr | 12.5        | 12.5
                    fr | 1 234,5     | 1234.5
                    fr | 1,234       | 1.234
                    de | 1.234       | 1234
                    de | 1.234,5     | 1234.5
                    ar | ١٢٫٥        | 12.5
                    ar | 12.5        | 12.5
                    """)
    void numbers_are_read_as_the_place_writes_them(String place, String typed, String expected) {
        var text = new NumberText(Locale.forLanguageTag(place));
        assertEquals(Optional.of(new BigDecimal(expected)), text.parse(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "abc", "1.2.3", "12,34,5", "1e5", "--1", "12 litres", "NaN", "1-2"})
    void what_is_no_number_is_not_guessed(String typed) {
        assertEquals(Optional.empty(), new NumberText(Locale.ENGLISH).parse(typed));
    }

    @Test
    void numbers_are_shown_with_every_decimal_they_came_with() {
        var exact = new BigDecimal("1234567.10");
        assertEquals("1234567.10", new NumberText(Locale.ENGLISH).plain(exact));
        assertEquals("1,234,567.10", new NumberText(Locale.ENGLISH).grouped(exact));
        assertEquals("1234567,10", new NumberText(Locale.FRENCH).plain(exact));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en-US | 2026-11-20 | 2026-11-20
                    en-US | 11/20/2026 | 2026-11-20
                    en-GB | 20/11/2026 | 2026-11-20
                    fr    | 20.11.26   | 2026-11-20
                    fr    | 3 4        | 2026-04-03
                    en-US | 3 4        | 2026-03-04
                    fr    | 20112026   | 2026-11-20
                    fr    | 201126     | 2026-11-20
                    fr    | 20261120   | 2026-11-20
                    fr    | 1/1/71     | 1971-01-01
                    fr    | =          | 2026-11-20
                    fr    | -1         | 2026-11-19
                    ar    | ٢٠/١١/٢٠٢٦ | 2026-11-20
                    """)
    void days_are_read_in_the_order_of_the_place(String place, String typed, LocalDate expected) {
        assertEquals(
                Optional.of(expected),
                new DateText(Locale.forLanguageTag(place)).parse(typed, TODAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "31/02/2026", "tomorrow", "1/2/3/4", "7", "99/99/9999"})
    void what_is_no_day_is_not_guessed(String typed) {
        assertEquals(Optional.empty(), new DateText(Locale.FRENCH).parse(typed, TODAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "en-GB", "fr", "ar", "fa", "de", "th", "ja"})
    void a_shown_day_reads_back_as_itself(String place) {
        var text = new DateText(Locale.forLanguageTag(place));
        var day = LocalDate.of(2025, 3, 4);
        assertEquals(Optional.of(day), text.parse(text.show(day), TODAY), text.show(day));
    }

    @ParameterizedTest
    @CsvSource({
        "14:02, 14:02",
        "1402, 14:02",
        "14h02, 14:02",
        "2:02 pm, 14:02",
        "12 am, 00:00",
        "9, 09:00",
        "902, 09:02",
        "14:02:11, 14:02:11",
        "12:30 p.m., 12:30"
    })
    void times_are_read_however_they_are_typed(String typed, LocalTime expected) {
        assertEquals(Optional.of(expected), new TimeText(Locale.ENGLISH).parse(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25:00", "noon", "12:60", "1:2:3:4"})
    void what_is_no_time_is_not_guessed(String typed) {
        assertEquals(Optional.empty(), new TimeText(Locale.ENGLISH).parse(typed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    12.3714, -1.5197              | 12.3714    | -1.5197
                    12.3714 -1.5197               | 12.3714    | -1.5197
                    (12.3714,-1.5197)             | 12.3714    | -1.5197
                    geo:12.3714,-1.5197;u=8       | 12.3714    | -1.5197
                    12,3714; -1,5197              | 12.3714    | -1.5197
                    12,3714 -1,5197               | 12.3714    | -1.5197
                    12°22'17"N 1°31'11"W          | 12.3713889 | -1.5197222
                    33° 51.5' S, 151° 12.6' E     | -33.8583333| 151.21
                    """)
    void places_are_read_as_they_are_pasted(
            String pasted, BigDecimal latitude, BigDecimal longitude) {
        var expected = new GeopointText.Place(latitude, longitude);
        assertEquals(Optional.of(expected), GeopointText.parse(pasted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12.37", "91, 0", "0, 181", "near the well", "12.3 N of 14.2"})
    void what_is_no_place_is_not_guessed(String pasted) {
        assertEquals(Optional.empty(), GeopointText.parse(pasted));
    }
}
