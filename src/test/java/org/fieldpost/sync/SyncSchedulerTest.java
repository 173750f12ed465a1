package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.Test;

/** What is done next, on a clock that stands still until it is moved. */
class SyncSchedulerTest {
    private final MovableClock clock = new MovableClock();
    private final SyncScheduler scheduler = new SyncScheduler();

    private void submit(SyncTaskKind kind, SyncTrigger trigger) {
        scheduler.submit(kind, trigger, clock.instant());
    }

    private Optional<SyncTaskKind> takeAndEnd() {
        var task = scheduler.next(clock.instant());
        task.ifPresent(scheduler::done);
        return task.map(SyncTask::kind);
    }

    @Test
    void what_a_person_asked_for_goes_first_then_text_before_photos() {
        submit(SyncTaskKind.MEDIA_DOWNLOAD, SyncTrigger.USER);
        submit(SyncTaskKind.MEDIA_UPLOAD, SyncTrigger.INTERVAL);
        submit(SyncTaskKind.TELEMETRY, SyncTrigger.INTERVAL);
        submit(SyncTaskKind.CATALOG_SYNC, SyncTrigger.INTERVAL);
        submit(SyncTaskKind.DATA_SYNC, SyncTrigger.INTERVAL);
        assertEquals(Optional.of(SyncTaskKind.MEDIA_DOWNLOAD), takeAndEnd());
        assertEquals(Optional.of(SyncTaskKind.DATA_SYNC), takeAndEnd());
        assertEquals(Optional.of(SyncTaskKind.CATALOG_SYNC), takeAndEnd());
        assertEquals(Optional.of(SyncTaskKind.TELEMETRY), takeAndEnd());
        assertEquals(Optional.of(SyncTaskKind.MEDIA_UPLOAD), takeAndEnd());
        assertEquals(Optional.empty(), takeAndEnd());
    }

    @Test
    void no_more_runs_at_once_than_network_and_database_bear() {
        submit(SyncTaskKind.MEDIA_UPLOAD, SyncTrigger.INTERVAL);
        var upload = scheduler.next(clock.instant()).orElseThrow();
        submit(SyncTaskKind.DATA_SYNC, SyncTrigger.USER);
        submit(SyncTaskKind.TELEMETRY, SyncTrigger.INTERVAL);
        assertEquals(Optional.empty(), scheduler.next(clock.instant()), "all is in use");
        assertTrue(scheduler.mustYield(upload, clock.instant()), "but it is told to make room");
        scheduler.done(upload);
        assertEquals(Optional.of(SyncTaskKind.DATA_SYNC), takeAndEnd());
    }

    @Test
    void each_resource_has_its_own_limit() {
        var roomy = new SyncScheduler(Map.of(SyncResource.NETWORK, 1, SyncResource.DATABASE, 2));
        roomy.submit(SyncTaskKind.DATA_SYNC, SyncTrigger.INTERVAL, clock.instant());
        roomy.submit(SyncTaskKind.MEDIA_UPLOAD, SyncTrigger.INTERVAL, clock.instant());
        roomy.submit(SyncTaskKind.TELEMETRY, SyncTrigger.INTERVAL, clock.instant());
        var data = roomy.next(clock.instant()).orElseThrow();
        assertEquals(SyncTaskKind.DATA_SYNC, data.kind());
        var telemetry = roomy.next(clock.instant()).orElseThrow();
        assertEquals(SyncTaskKind.TELEMETRY, telemetry.kind(), "it needs no network");
        assertEquals(Optional.empty(), roomy.next(clock.instant()));
        roomy.done(telemetry);
        assertEquals(Optional.empty(), roomy.next(clock.instant()), "the line is still in use");
        roomy.done(data);
        assertEquals(SyncTaskKind.MEDIA_UPLOAD, roomy.next(clock.instant()).orElseThrow().kind());
    }

    @Test
    void bulk_work_makes_room_for_what_is_more_urgent_and_due_and_for_nothing_else() {
        submit(SyncTaskKind.MEDIA_DOWNLOAD, SyncTrigger.INTERVAL);
        var download = scheduler.next(clock.instant()).orElseThrow();
        scheduler.submit(
                SyncTaskKind.DATA_SYNC, SyncTrigger.LOCAL_CHANGE, clock.instant().plusMillis(500));
        assertFalse(scheduler.mustYield(download, clock.instant()));
        clock.move(Duration.ofMillis(500));
        assertTrue(scheduler.mustYield(download, clock.instant()));
        assertFalse(
                scheduler.mustYield(
                        new SyncTask(SyncTaskKind.DATA_SYNC, SyncTrigger.USER, clock.instant()),
                        clock.instant()));
    }

    @Test
    void a_slice_ends_in_time_and_also_when_the_clock_is_set_back() {
        var slice = new SyncSlice(clock, Duration.ofSeconds(2));
        clock.move(Duration.ofMillis(1_999));
        assertFalse(slice.isOver());
        clock.move(Duration.ofMillis(1));
        assertTrue(slice.isOver());
        var next = new SyncSlice(clock, Duration.ofSeconds(2));
        clock.move(Duration.ofDays(-1));
        assertTrue(next.isOver());
    }

    @Test
    void a_run_is_not_over_while_its_lists_or_photos_wait_but_telemetry_holds_nobody_up() {
        submit(SyncTaskKind.TELEMETRY, SyncTrigger.INTERVAL);
        submit(SyncTaskKind.DATA_SYNC, SyncTrigger.INTERVAL);
        assertFalse(scheduler.runGoesOn());
        submit(SyncTaskKind.CATALOG_SYNC, SyncTrigger.INTERVAL);
        assertTrue(scheduler.runGoesOn());
    }
}
