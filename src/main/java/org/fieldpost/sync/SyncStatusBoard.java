package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fieldpost.kernel.Listeners;
import org.jspecify.annotations.Nullable;

/** Where the sync loop says how it stands. Written by the loop's thread, read by any. */
final class SyncStatusBoard {
    private static final Duration COUNT_EVERY = Duration.ofSeconds(1);
    private static final SyncStatus BEFORE_THE_START =
            new SyncStatus(
                    SyncStatus.State.STOPPED,
                    null,
                    SyncStatus.Waiting.NOTHING,
                    null,
                    null,
                    null,
                    null);
    private final SyncWork work;
    private final SyncRunLog runs;
    private final InstantSource clock;
    private final Supplier<Optional<Instant>> nextRun;
    private final Listeners<SyncStatus> listeners = new Listeners<>();
    private volatile SyncStatus status = BEFORE_THE_START;
    private Instant counted = Instant.MIN;

    /**
     * The board of one loop.
     *
     * @param nextRun when the next run is due, if one is
     */
    SyncStatusBoard(
            SyncWork work,
            SyncRunLog runs,
            InstantSource clock,
            Supplier<Optional<Instant>> nextRun) {
        this.work = work;
        this.runs = runs;
        this.clock = clock;
        this.nextRun = nextRun;
    }

    SyncStatus status() {
        return status;
    }

    Listeners.Subscription listen(Consumer<? super SyncStatus> listener) {
        return listeners.add(listener);
    }

    /** Counting what waits takes longer the more waits, so that a long run does it once a second. */
    void progress(SyncProgress progress) {
        var now = clock.instant();
        if (now.isBefore(counted) || !now.isBefore(counted.plus(COUNT_EVERY))) {
            publish(SyncStatus.State.RUNNING, progress, null);
        } else {
            publishAsLastKnown(SyncStatus.State.RUNNING, progress, null, null);
        }
    }

    void publish(
            SyncStatus.State state, @Nullable SyncProgress progress, @Nullable SyncError problem) {
        publish(state, progress, problem, work.standing());
    }

    void publish(
            SyncStatus.State state,
            @Nullable SyncProgress progress,
            @Nullable SyncError problem,
            SyncWork.Standing standing) {
        counted = clock.instant();
        tell(
                new SyncStatus(
                        state,
                        progress,
                        standing.waiting(),
                        runs.last(),
                        standing.backoff().lastSuccessAt(),
                        state == SyncStatus.State.RUNNING ? null : nextRun.get().orElse(null),
                        problem));
    }

    /** Without asking the database: it may be gone, or was asked just now. */
    void publishAsLastKnown(
            SyncStatus.State state,
            @Nullable SyncProgress progress,
            @Nullable Instant next,
            @Nullable SyncError problem) {
        tell(
                new SyncStatus(
                        state,
                        progress,
                        status.waiting(),
                        runs.last(),
                        status.lastSuccessAt(),
                        next,
                        problem));
    }

    private void tell(SyncStatus now) {
        status = now;
        listeners.tell(now);
    }
}
