package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.SyncState;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time, and a memory that survives a restart: when it last went through, how often it failed since,
 * when to try again (seed: SyncCoordinationState). A second program on the same profile is refused when the
 * profile is opened.
 */
final class SyncCoordinationState {
    private final LocalStore store;
    private final SyncSettings settings;
    private final SyncTools tools;
    private final ReentrantLock mutex = new ReentrantLock();
    // Touched by whoever holds the mutex.
    private @Nullable Instant begunAt;

    SyncCoordinationState(LocalStore store, SyncSettings settings, SyncTools tools) {
        this.store = store;
        this.settings = settings;
        this.tools = tools;
    }

    /**
     * Takes the mutex; false when a run is going on. Nothing is written: a run that dies leaves everything as it was
     * before, and the next one finds its commands in flight.
     */
    boolean tryBegin() {
        if (!mutex.tryLock()) {
            return false;
        }
        begunAt = now();
        return true;
    }

    void end() {
        mutex.unlock();
    }

    SyncState get() {
        return store.database().read(this::get);
    }

    SyncState get(ReadTx tx) {
        return store.tables().syncState().get(tx);
    }

    /** All went through. */
    void succeeded(WriteTx tx, boolean everything) {
        change(
                tx,
                s ->
                        new SyncState(
                                s.epoch(),
                                begunAt,
                                now(),
                                0,
                                null,
                                s.firstSyncComplete() || everything,
                                s.resyncNeeded() && !everything,
                                null));
    }

    /** It went through, but something has to be tried again by itself. */
    void leftSomething(WriteTx tx) {
        change(tx, s -> with(s, begunAt, now(), s.failures() + 1, nextTry(s), null));
    }

    /** It failed; the hub's own wish when to come back wins over the back-off. */
    void failed(WriteTx tx, @Nullable Duration retryAfter) {
        change(
                tx,
                s -> {
                    var next = retryAfter == null ? nextTry(s) : now().plus(retryAfter);
                    return with(s, begunAt, s.lastSuccessAt(), s.failures() + 1, next, null);
                });
    }

    /** Only a person can go on. */
    void paused(WriteTx tx, String reason) {
        change(tx, s -> with(s, begunAt, s.lastSuccessAt(), s.failures(), null, reason));
    }

    /** Which life of the hub this profile's cursors belong to. */
    void epoch(WriteTx tx, String epoch, boolean resync) {
        change(
                tx,
                s ->
                        new SyncState(
                                epoch,
                                s.lastAttemptAt(),
                                s.lastSuccessAt(),
                                s.failures(),
                                s.nextAttemptAt(),
                                s.firstSyncComplete(),
                                s.resyncNeeded() || resync,
                                s.pausedReason()));
    }

    private Instant nextTry(SyncState state) {
        return now().plus(settings.backoff().delay(state.failures() + 1, tools.random()));
    }

    private Instant now() {
        return tools.clock().instant();
    }

    private void change(WriteTx tx, UnaryOperator<SyncState> change) {
        var table = store.tables().syncState();
        table.save(tx, change.apply(table.get(tx)));
    }

    private static SyncState with(
            SyncState s,
            @Nullable Instant lastAttempt,
            @Nullable Instant lastSuccess,
            int failures,
            @Nullable Instant next,
            @Nullable String paused) {
        return new SyncState(
                s.epoch(),
                lastAttempt,
                lastSuccess,
                failures,
                next,
                s.firstSyncComplete(),
                s.resyncNeeded(),
                paused);
    }
}
