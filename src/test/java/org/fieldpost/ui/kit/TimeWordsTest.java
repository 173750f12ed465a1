package org.fieldpost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.fieldpost.ui.fx.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWordsTest {
    private static final Instant NOW = Instant.parse("2026-03-11T14:05:00Z");

    private static TimeWords times(String language) {
        return new TimeWords(
                Words.of(TimeWordsTest.class, Locale.of(language)), ZoneId.of("Africa/Dakar"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT5S, just now",
        "PT-1H, just now",
        "PT50S, 1 min ago",
        "PT3M, 3 min ago",
        "PT1H, 1 hour ago",
        "PT5H20M, 5 hours ago",
        "PT20H, yesterday 18:05",
        "P3D, 3 days ago",
        "P9D, 'Mar 2, 2026'"
    })
    void times_are_told_as_people_say_them(Duration ago, String said) {
        assertEquals(said, times("en").ago(NOW.minus(ago), NOW));
    }

    @ParameterizedTest
    @CsvSource({"fr, il y a 3 min", "ar, قبل 3 دقائق"})
    void and_in_the_persons_language(String language, String said) {
        var told = times(language).ago(NOW.minusSeconds(180), NOW);
        var plain = told.replace("\u200e", "").replace('\u00a0', ' ');
        assertEquals(said, plain, "direction marks and the kind of space aside");
    }

    @ParameterizedTest
    @CsvSource({"PT-3S, 0 s", "PT40S, 40 s", "PT100S, 2 min", "PT2H, 2 h"})
    void what_is_to_come_counts_down(Duration in, String said) {
        assertEquals(said, times("en").until(NOW.plus(in), NOW));
    }

    @Test
    void the_exact_time_has_seconds() {
        assertEquals("Wednesday, March 11, 2026, 14:05:00", times("en").exact(NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1500, 1.5 kB",
        "12400, 12 kB",
        "91400000, 91 MB",
        "88000000000, 88 GB"
    })
    void sizes_are_round(long bytes, String said) {
        assertEquals(said, new SizeWords(Words.of(TimeWordsTest.class, Locale.ENGLISH)).say(bytes));
    }
}
