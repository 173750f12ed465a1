package org.fieldpost.ui.sync;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.DeadLetters;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.MediaUploads;
import org.fieldpost.store.SyncState;
import org.fieldpost.sync.SyncStatus;

/**
 * What the sync screen reads and asks for.
 *
 * @param queue reads everything listed; blocks
 * @param status how sync stands now
 * @param syncNow asks for a run at once
 * @param sendAgain gives a line that stands still another try; blocks
 * @param discards gives a dead letter up
 */
public record SyncDesk(
        Callable<Queue> queue,
        Supplier<SyncStatus> status,
        Runnable syncNow,
        Consumer<QueueLine> sendAgain,
        DiscardDesk discards) {

    /** The desk of a profile; it may not have joined a hub yet. */
    public static SyncDesk of(
            Database database,
            DeviceTables tables,
            Supplier<SyncStatus> status,
            Runnable syncNow,
            InstantSource clock,
            DiscardDesk discards) {
        return new SyncDesk(
                new QueueReader(database, tables)::read,
                status,
                syncNow,
                line -> sendAgain(database, tables, clock, line),
                discards);
    }

    /** What discarding {@code line} loses; empty when it cannot be discarded. */
    public static Optional<DeadLetters.Loss> loss(
            Database database, DeviceTables tables, QueueLine line) {
        return line.kind() == QueueLine.Kind.DEAD
                ? database.read(tx -> new DeadLetters(tables).loss(tx, line.key()))
                : Optional.empty();
    }

    /** Whether {@link #sendAgain} can do anything for {@code line}; a conflict wants a decision instead. */
    static boolean canSendAgain(QueueLine line) {
        return switch (line.kind()) {
            case DEAD, PHOTO_FAILED, QUARANTINED -> true;
            case WAITING, SENDING, RETRYING, CONFLICT -> false;
        };
    }

    static void sendAgain(
            Database database, DeviceTables tables, InstantSource clock, QueueLine line) {
        var now = clock.instant();
        database.run(
                tx -> {
                    switch (line.kind()) {
                        case DEAD -> new DeadLetters(tables).retry(tx, line.key(), now);
                        case PHOTO_FAILED ->
                                tables.uploads()
                                        .find(tx, line.key())
                                        .ifPresent(
                                                upload ->
                                                        tables.uploads()
                                                                .save(
                                                                        tx,
                                                                        new MediaUploads.Upload(
                                                                                upload.mediaId(),
                                                                                MediaUploads.State
                                                                                        .PENDING,
                                                                                null,
                                                                                0,
                                                                                0,
                                                                                now,
                                                                                null),
                                                                        now));
                        case QUARANTINED -> fetchAgain(tables, tx, line);
                        case WAITING, SENDING, RETRYING, CONFLICT -> {}
                    }
                });
    }

    /** The cursor has passed the change, so everything is pulled again; what is held here already changes nothing. */
    private static void fetchAgain(DeviceTables tables, WriteTx tx, QueueLine line) {
        tables.quarantine().release(tx, line.type(), line.entity());
        var state = tables.syncState().get(tx);
        tables.syncState()
                .save(
                        tx,
                        new SyncState(
                                state.epoch(),
                                state.lastAttemptAt(),
                                state.lastSuccessAt(),
                                state.failures(),
                                state.nextAttemptAt(),
                                state.firstSyncComplete(),
                                true,
                                state.pausedReason()));
    }
}
