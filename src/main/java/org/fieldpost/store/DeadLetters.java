package org.fieldpost.store;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.db.WriteTx;

/** What a person does about commands that stand still. */
public final class DeadLetters {
    private final DeviceTables tables;

    public DeadLetters(DeviceTables tables) {
        this.tables = tables;
    }

    /**
     * Sends it again, with a fresh count of tries for the id the hub is to give (seed 000, operation 8). False when
     * it is no dead letter any more.
     */
    public boolean retry(WriteTx tx, UUID command, Instant now) {
        var held = tables.outbox().find(tx, command);
        if (held.isEmpty() || !tables.outbox().retryDeadLetter(tx, command, now)) {
            return false;
        }
        tables.settings()
                .enrolment(tx)
                .ifPresent(
                        e ->
                                tables.idMap()
                                        .resetFailed(
                                                tx,
                                                e.user(),
                                                held.get().entityType(),
                                                held.get().aggregateId()));
        return true;
    }
}
