package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews by a supervisor whose clock is behind that of the one before. */
class ReviewByASlowClockTest extends ThreeLaptops {
    enum Harmless {
        START,
        PUT_BACK_TOLD,
        PUT_BACK_UNTOLD
    }

    private void happens(Harmless harmless) {
        switch (harmless) {
            case START -> world.hub.restart();
            case PUT_BACK_TOLD -> putBack(backup(), true);
            case PUT_BACK_UNTOLD -> putBack(backup(), false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_review_by_a_clock_that_is_behind_is_given_once(Harmless harmless) {
        reviews(well, "approved");
        settle();
        sam.clock.shift(Duration.ofHours(-1));
        reviews(well, "approved");
        pushesOnly(sam);
        var version = HubRows.of(world).get(well).version();
        happens(harmless);
        syncs(sam);
        settle();
        assertEquals("", questions());
        assertEquals(version, HubRows.of(world).get(well).version(), "said again");
        nothingIsLeftToDo();
    }

    /** The same, and the record was changed since by somebody else. */
    @ParameterizedTest
    @EnumSource
    void the_same_review_by_a_clock_that_is_behind_asks_nobody(Harmless harmless) {
        reviews(well, "approved");
        settle();
        sam.clock.shift(Duration.ofHours(-1));
        reviews(well, "approved");
        pushesOnly(sam);
        syncs(second);
        edits(second, well, "second's");
        syncs(second);
        happens(harmless);
        syncs(sam);
        settle();
        assertEquals("", questions());
        assertEquals("second's", atTheHub("/data/a"));
        nothingIsLeftToDo();
    }

    /** Taken back by answers, given again by a laptop whose clock is behind, and lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_verdict_given_again_by_a_clock_that_is_behind_holds(boolean told) {
        reviews(well, "approved");
        settle();
        var backup = backup();
        finishes(awa, well, "awa's");
        syncs(awa);
        syncs(second);
        second.clock.shift(Duration.ofHours(-1));
        reviews(second, well, "approved", "approved");
        syncs(second);
        settle();
        assertEquals("approved", atTheHub("/status"));
        putBack(backup, told);
        syncs(second);
        settle();
        settle();
        assertEquals("", questions());
        assertEquals("awa's", atTheHub("/data/a"));
        assertEquals("approved", atTheHub("/status"));
        nothingIsLeftToDo();
    }

    /** The same, and awa's answers come first, by her own laptop. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void also_if_the_answers_came_first(boolean told) {
        reviews(well, "approved");
        settle();
        var backup = backup();
        finishes(awa, well, "awa's");
        syncs(awa);
        syncs(second);
        second.clock.shift(Duration.ofHours(-1));
        reviews(second, well, "approved", "approved");
        syncs(second);
        assertEquals("approved", atTheHub("/status"));
        putBack(backup, told);
        syncs(awa);
        assertEquals("pending", atTheHub("/status"));
        syncs(second);
        settle();
        assertTrue(atTheHub("/status").equals("approved") || isAnybodyAsked(), "a verdict is lost");
    }

    /** An earlier verdict with other words is a verdict. */
    @Test
    void a_review_with_another_note_by_a_clock_that_is_behind_is_kept() {
        reviews(well, "approved");
        settle();
        sam.clock.shift(Duration.ofHours(-1));
        reviews(sam, well, "approved", "but look at the pump");
        settle();
        assertEquals("but look at the pump", atTheHub("/review/note"));
        for (var laptop : List.of(sam, awa, second)) {
            assertEquals("but look at the pump", laptop.said(well).at("/review/note").asText());
        }
        nothingIsLeftToDo();
    }
}
