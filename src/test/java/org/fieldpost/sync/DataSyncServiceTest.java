package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fieldpost.kernel.Backoff;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop and its status, over work that is scripted; the work itself has its own tests. */
class DataSyncServiceTest {
    private static final SyncSettings QUICK =
            new SyncSettings(
                    Duration.ofMillis(20),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)),
                    SyncSettings.standard().batch(),
                    SyncSettings.standard().pull(),
                    SyncSettings.standard().media());
    private final Script work = new Script();
    private final DataSyncService service =
            new DataSyncService(work, QUICK, InstantSource.system());

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void nothing_runs_before_the_startup_gate_is_open() {
        service.start();
        var asked = service.syncNow();
        assertFalse(asked.isDone());
        assertEquals(0, work.runs());
        assertEquals(SyncStatus.State.STOPPED, service.status().state());
        service.openStartupGate();
        asked.orTimeout(60, TimeUnit.SECONDS).join();
        assertTrue(work.runs() >= 1);
    }

    @Test
    void asking_brings_a_report_with_the_photos_in_it() {
        begin();
        work.files = new MediaReport(2, 0, 0, 100, 0);
        var report = service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome());
        assertTrue(report.media().sent() >= 2);
        until(() -> service.status().state() == SyncStatus.State.IDLE);
        assertTrue(service.status().isUpToDate());
        assertTrue(work.kept.contains(report));
    }

    /** Counting looks through all that waits: once for every batch, it would cost more than the batches. */
    @Test
    void a_long_run_tells_every_step_and_counts_what_waits_once_a_second() {
        var clock = new AtomicReference<>(Instant.parse("2026-05-04T08:00:00Z"));
        try (var timed = new DataSyncService(work, QUICK, clock::get)) {
            var told = Collections.synchronizedList(new ArrayList<SyncStatus>());
            timed.listen(told::add);
            work.steps =
                    progress -> {
                        int before = work.counted.get();
                        for (int i = 0; i < 50; i++) {
                            work.waiting = new SyncStatus.Waiting(100 - i, 0, 0, 0, 0, 0);
                            progress.accept(new SyncProgress(SyncPhase.PUSHING, i, 100));
                        }
                        assertEquals(before, work.counted.get());
                        clock.updateAndGet(now -> now.plusSeconds(1));
                        progress.accept(new SyncProgress(SyncPhase.PUSHING, 50, 100));
                        assertEquals(before + 1, work.counted.get());
                        work.waiting = SyncStatus.Waiting.NOTHING;
                    };
            timed.start();
            timed.openStartupGate();
            assertEquals(
                    SyncReport.Outcome.COMPLETED,
                    timed.syncNow().orTimeout(60, TimeUnit.SECONDS).join().outcome());
            for (int i = 0; i <= 50; i++) {
                int step = i;
                assertTrue(told.stream().anyMatch(status -> isAt(status, step)), "step " + i);
            }
            until(() -> timed.status().state() == SyncStatus.State.IDLE);
            assertEquals(SyncStatus.Waiting.NOTHING, timed.status().waiting());
        }
    }

    private static boolean isAt(SyncStatus status, int done) {
        var progress = status.progress();
        return progress != null && progress.phase() == SyncPhase.PUSHING && progress.done() == done;
    }

    @Test
    void a_failed_run_is_never_up_to_date_and_is_tried_again_by_itself() {
        begin();
        work.problem = new SyncError(SyncErrorCode.NETWORK_ERROR, "no hub");
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        until(() -> service.status().state() == SyncStatus.State.OFFLINE);
        assertFalse(service.status().isUpToDate());
        int before = work.runs();
        until(() -> work.runs() > before + 2);
        work.problem = null;
        until(() -> service.status().isUpToDate());
    }

    @Test
    void after_every_run_also_a_failed_one_the_laptop_says_how_it_is() {
        begin();
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        until(() -> work.telemetry.get() >= 1);
        work.problem = new SyncError(SyncErrorCode.NETWORK_ERROR, "no hub");
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        int before = work.telemetry.get();
        until(() -> work.telemetry.get() > before);
    }

    @Test
    void a_revoked_token_pauses_until_a_person_asks() {
        begin();
        work.problem = new SyncError(SyncErrorCode.UNAUTHORIZED, "revoked");
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        until(() -> service.status().state() == SyncStatus.State.PAUSED);
        assertNull(service.status().nextTryAt());
        int before = work.runs();
        service.hint();
        service.localChange();
        work.problem = null;
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(before + 1, work.runs());
    }

    @Test
    void a_burst_of_local_changes_is_few_pushes() {
        begin();
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        until(() -> service.status().state() == SyncStatus.State.IDLE);
        work.waiting = new SyncStatus.Waiting(5, 0, 0, 0, 0, 0);
        int before = work.runs();
        for (int i = 0; i < 1_000; i++) {
            service.localChange();
        }
        until(() -> work.runs() > before);
        assertTrue(work.runs() - before < 100);
    }

    @Test
    void a_change_that_left_nothing_to_send_is_no_reason_to_sync() {
        begin();
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        until(() -> service.status().state() == SyncStatus.State.IDLE);
        int before = work.runs();
        service.localChange();
        service.hint();
        until(() -> work.triggers.contains(SyncTrigger.HINT) || work.runs() > before);
        assertFalse(work.triggers.contains(SyncTrigger.LOCAL_CHANGE) && work.runs() > before + 1);
    }

    @Test
    void a_fault_of_ours_ends_a_run_and_not_the_loop() {
        begin();
        work.fault = new IllegalStateException("a bug");
        var broken = service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(SyncErrorCode.INTERNAL, broken.errors().getFirst().code());
        work.fault = null;
        var mended = service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(SyncReport.Outcome.COMPLETED, mended.outcome());
    }

    @Test
    void a_machine_without_memory_fails_a_run_and_nobody_waits_for_ever() {
        begin();
        work.exhausted = true;
        var failed = service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(SyncErrorCode.INTERNAL, failed.errors().getFirst().code());
        assertFalse(service.status().isUpToDate());
        work.exhausted = false;
        var mended = service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(SyncReport.Outcome.COMPLETED, mended.outcome());
    }

    @Test
    void a_database_that_is_gone_leaves_nobody_waiting_and_the_loop_alive() {
        begin();
        work.fault = new IllegalStateException("closed");
        work.nothingWorks = true;
        for (int i = 0; i < 2; i++) {
            var report = service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
            assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        }
        assertEquals(SyncStatus.State.BACKING_OFF, service.status().state());
        assertFalse(service.status().isUpToDate());
        work.nothingWorks = false;
        work.fault = null;
        var mended = service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(SyncReport.Outcome.COMPLETED, mended.outcome());
    }

    @Test
    void closing_ends_the_loop_and_dismisses_who_waits() {
        service.start();
        var asked = service.syncNow();
        service.close();
        assertTrue(asked.isCancelled());
        assertTrue(service.syncNow().isCancelled());
        assertTrue(work.stopped);
    }

    /** Back-offs here are hours. */
    private DataSyncService patient() {
        var patient =
                new SyncSettings(
                        QUICK.localChangeDelay(),
                        QUICK.focusedInterval(),
                        QUICK.unfocusedInterval(),
                        new Backoff(Duration.ofHours(1), Duration.ofHours(2)),
                        QUICK.batch(),
                        QUICK.pull(),
                        QUICK.media());
        work.retryAfter = Duration.ofHours(1);
        work.problem = new SyncError(SyncErrorCode.NETWORK_ERROR, "no hub");
        var slow = new DataSyncService(work, patient, InstantSource.system());
        slow.start();
        return slow;
    }

    @Test
    void the_network_back_ends_the_wait_for_a_hub_that_was_out_of_reach() {
        try (var slow = patient()) {
            slow.openStartupGate();
            until(() -> slow.status().state() == SyncStatus.State.OFFLINE);
            work.problem = null;
            slow.networkBack();
            until(() -> slow.status().isUpToDate());
            assertEquals(List.of(SyncTrigger.INTERVAL, SyncTrigger.RECONNECT), work.triggers);
        }
    }

    @Test
    void the_network_back_while_a_run_fails_for_want_of_it_is_not_missed() {
        try (var slow = patient()) {
            work.during =
                    () -> {
                        work.during = () -> {};
                        work.problem = null;
                        slow.networkBack();
                    };
            slow.openStartupGate();
            until(() -> slow.status().isUpToDate());
            assertEquals(List.of(SyncTrigger.INTERVAL, SyncTrigger.RECONNECT), work.triggers);
        }
    }

    @Test
    void the_network_back_is_no_news_to_who_has_synced() {
        begin();
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        until(() -> service.status().state() == SyncStatus.State.IDLE);
        service.networkBack();
        service.syncNow().orTimeout(60, TimeUnit.SECONDS).join();
        assertFalse(work.triggers.contains(SyncTrigger.RECONNECT));
    }

    private void begin() {
        service.start();
        service.openStartupGate();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited too long");
            Thread.onSpinWait();
        }
    }

    /** Work that does as it is told. */
    private static final class Script implements SyncWork {
        final List<SyncReport> kept = Collections.synchronizedList(new ArrayList<>());
        final List<SyncTrigger> triggers = Collections.synchronizedList(new ArrayList<>());
        volatile @Nullable SyncError problem;
        volatile @Nullable RuntimeException fault;
        volatile MediaReport files = MediaReport.NONE;
        volatile SyncStatus.Waiting waiting = SyncStatus.Waiting.NOTHING;
        volatile boolean stopped;
        volatile boolean nothingWorks;
        volatile boolean exhausted;
        final AtomicInteger telemetry = new AtomicInteger();
        volatile Duration retryAfter = Duration.ofMillis(20);
        volatile Runnable during = () -> {};
        volatile Consumer<Consumer<SyncProgress>> steps = progress -> {};
        final AtomicInteger counted = new AtomicInteger();
        private volatile SyncBackoff backoff = SyncBackoff.NONE;

        int runs() {
            return triggers.size();
        }

        @Override
        public SyncReport performFullSync(SyncTrigger trigger, Consumer<SyncProgress> progress) {
            triggers.add(trigger);
            if (exhausted) {
                throw new OutOfMemoryError("no heap");
            }
            var bug = fault;
            if (bug != null) {
                throw bug;
            }
            var now = Instant.now();
            var wrong = problem;
            during.run();
            steps.accept(progress);
            boolean pause = wrong != null && wrong.code() == SyncErrorCode.UNAUTHORIZED;
            backoff =
                    wrong == null
                            ? new SyncBackoff(0, null, now)
                            : new SyncBackoff(1, pause ? null : now.plus(retryAfter), null);
            return new SyncReport(
                    UUID.randomUUID(),
                    trigger,
                    now,
                    now,
                    wrong == null ? SyncReport.Outcome.COMPLETED : SyncReport.Outcome.FAILED,
                    PushReport.NONE,
                    PullReport.NONE,
                    MediaReport.NONE,
                    IntegrityReport.NONE,
                    wrong == null ? List.of() : List.of(wrong));
        }

        @Override
        public MediaReport moveFiles(
                SyncTaskKind kind, BooleanSupplier mustYield, Consumer<SyncProgress> progress) {
            return kind == SyncTaskKind.MEDIA_UPLOAD ? files : MediaReport.NONE;
        }

        @Override
        public CatalogReport syncCatalog(
                SyncTrigger trigger, BooleanSupplier mustYield, Consumer<SyncProgress> progress) {
            return CatalogReport.NONE;
        }

        @Override
        public void emitTelemetry(@Nullable SyncReport last) {
            telemetry.incrementAndGet();
        }

        @Override
        public void keep(SyncReport report) {
            check();
            kept.add(report);
        }

        @Override
        public Optional<SyncReport> lastReport() {
            return Optional.empty();
        }

        @Override
        public SyncStatus.Waiting waiting() {
            check();
            counted.incrementAndGet();
            return waiting;
        }

        private void check() {
            if (nothingWorks) {
                throw new IllegalStateException("the database is closed");
            }
        }

        @Override
        public SyncBackoff backoff() {
            return backoff;
        }

        @Override
        public void tidy() {}

        @Override
        public void stop() {
            stopped = true;
        }
    }
}
