package org.fieldpost.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fieldpost.sync.SyncPhase;
import org.fieldpost.sync.SyncProgress;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static final Instant START = Instant.parse("2026-03-01T14:00:00Z");
    private final TimeLeft left = new TimeLeft();

    private Optional<Duration> at(int second, SyncPhase phase, long done, long total) {
        return left.observe(new SyncProgress(phase, done, total), START.plusSeconds(second));
    }

    @Test
    void nothing_is_said_before_the_pace_is_known() {
        assertEquals(Optional.empty(), at(0, SyncPhase.SENDING_PHOTOS, 0, 100));
        assertEquals(Optional.empty(), at(2, SyncPhase.SENDING_PHOTOS, 20, 100));
        assertEquals(Optional.empty(), left.observe(null, START));
        assertEquals(Optional.empty(), at(9, SyncPhase.PUSHING, 0, 0));
    }

    @Test
    void the_rest_goes_at_the_pace_so_far() {
        at(0, SyncPhase.SENDING_PHOTOS, 10, 100);
        assertEquals(Optional.of(Duration.ofSeconds(8)), at(10, SyncPhase.SENDING_PHOTOS, 60, 100));
    }

    @Test
    void a_new_phase_and_a_new_run_begin_anew() {
        at(0, SyncPhase.PUSHING, 0, 100);
        at(10, SyncPhase.PUSHING, 90, 100);
        assertEquals(Optional.empty(), at(11, SyncPhase.SENDING_PHOTOS, 1, 100));
        at(20, SyncPhase.SENDING_PHOTOS, 50, 100);
        at(30, SyncPhase.SENDING_PHOTOS, 0, 100);
        assertEquals(Optional.empty(), at(31, SyncPhase.SENDING_PHOTOS, 30, 100));
    }

    @Test
    void standing_still_promises_nothing() {
        at(0, SyncPhase.PUSHING, 5, 10);
        assertEquals(Optional.empty(), at(60, SyncPhase.PUSHING, 5, 10));
    }
}
