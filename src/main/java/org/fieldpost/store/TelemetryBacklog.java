package org.fieldpost.store;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.WriteTx;

/**
 * Keeps telemetry small: it is worth little when old, and must never fill a laptop or keep a person's work waiting.
 * Only what was never sent is dropped; of what the hub has, the newest rows stay.
 */
public final class TelemetryBacklog {
    private static final int REFUSED_AT_ONCE = 100;
    private final OutboxFigures figures = new OutboxFigures();

    /**
     * Makes room for one more row.
     *
     * @param unsentMax rows that may wait to be sent, the new one included
     * @param keptMax rows of a device that stay here once the hub has them
     */
    public void trim(WriteTx tx, DeviceTables tables, int unsentMax, int keptMax, Instant now) {
        var unsent = figures.unsentTelemetry(tx);
        for (var id : unsent.subList(0, Math.max(0, unsent.size() - unsentMax + 1))) {
            drop(tx, tables, id, now);
        }
        tables.outbox().list(tx, Set.of(OutboxStatus.DEAD_LETTER), 0, REFUSED_AT_ONCE).stream()
                .filter(command -> command.entityType() == EntityType.TELEMETRY)
                .forEach(command -> drop(tx, tables, command.aggregateId(), now));
        var old =
                tx.handle()
                        .createQuery(
                                """
                                SELECT id FROM (SELECT id, row_number() OVER
                                    (PARTITION BY device_id ORDER BY created_at DESC) AS nth
                                FROM telemetry WHERE NOT dirty AND row_version IS NOT NULL)
                                WHERE nth > :kept
                                """)
                        .bind("kept", keptMax)
                        .mapTo(UUID.class)
                        .list();
        if (!old.isEmpty()) {
            tx.handle()
                    .createUpdate("DELETE FROM telemetry WHERE id IN (<ids>)")
                    .bindList("ids", old)
                    .execute();
        }
    }

    /** No effect at the hub, no row here, and the commands are done: counts stay conserved. */
    private static void drop(WriteTx tx, DeviceTables tables, UUID id, Instant now) {
        tables.outbox()
                .completeFolded(
                        tx,
                        tables.outbox().ofEntity(tx, EntityType.TELEMETRY, id).stream()
                                .map(OutboxCommand::id)
                                .toList(),
                        now);
        tables.rows(EntityType.TELEMETRY).delete(tx, id);
    }
}
