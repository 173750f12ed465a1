package org.fieldpost.store;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;

/** What of the outbox is people's work, and what is telemetry, which nobody waits for. */
public final class OutboxFigures {
    /** Whether any command waits to be sent, or was left in flight. */
    public boolean isAnythingToSend(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM outbox_events WHERE status = 'PENDING')
                            OR EXISTS (SELECT 1 FROM outbox_events WHERE status = 'IN_FLIGHT')
                            OR EXISTS (SELECT 1 FROM outbox_events WHERE status = 'FAILED')
                        """)
                .mapTo(Boolean.class)
                .one();
    }

    /** The sequence of the newest command; 0 before the first. */
    public long newest(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT coalesce(max(sequence), 0) FROM outbox_events")
                .mapTo(Long.class)
                .one();
    }

    /** Commands of one type that are not done, by status; a status with none is absent. */
    public Map<OutboxStatus, Long> unfinished(ReadTx tx, EntityType type) {
        var counts = new EnumMap<OutboxStatus, Long>(OutboxStatus.class);
        tx.handle()
                .createQuery(
                        """
                        SELECT status, count(*) AS n FROM outbox_events
                        WHERE status IN ('PENDING', 'IN_FLIGHT', 'FAILED', 'DEAD_LETTER', 'CONFLICT')
                            AND entity_type = :type
                        GROUP BY status
                        """)
                .bind("type", type.word())
                .map(
                        (row, ctx) ->
                                counts.put(
                                        OutboxStatus.valueOf(Sql.text(row, "status")),
                                        row.getLong("n")))
                .list();
        return counts;
    }

    /** When the oldest of people's work that is not at the hub was saved. */
    public Optional<Instant> oldestWork(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT min(created_at) AS oldest FROM outbox_events
                        WHERE status IN ('PENDING', 'IN_FLIGHT', 'FAILED', 'CONFLICT')
                            AND entity_type <> 'telemetry'
                        """)
                .map((row, ctx) -> Optional.ofNullable(Sql.instantOrNull(row, "oldest")))
                .one();
    }

    /** Telemetry rows that were never sent, oldest first. */
    public List<UUID> unsentTelemetry(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT aggregate_id FROM outbox_events
                        WHERE status IN ('PENDING', 'FAILED') AND entity_type = 'telemetry'
                            AND attempts = 0
                        ORDER BY sequence
                        """)
                .mapTo(UUID.class)
                .list();
    }
}
