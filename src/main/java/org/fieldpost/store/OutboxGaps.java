package org.fieldpost.store;

import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;

/** Commands that lack what they are about or what they say: there are none unless the database was damaged. */
public final class OutboxGaps {
    /** A command by its id, and the row it is about. */
    public record Gap(UUID command, String table, UUID row) {}

    /**
     * Commands that wait to write a row that is not here. One whose row was deleted meanwhile has a deletion behind
     * it, and one in flight may be about a row that has the hub's id already.
     */
    public List<Gap> withoutRow(ReadTx tx, EntityType type, int limit) {
        return gaps(
                tx,
                """
                SELECT e.id, e.entity_type, e.aggregate_id FROM outbox_events e
                WHERE e.status IN ('PENDING', 'FAILED') AND e.entity_type = :type AND e.action <> 'delete'
                    AND NOT EXISTS (SELECT 1 FROM %s t WHERE t.id = e.aggregate_id)
                    AND NOT EXISTS (SELECT 1 FROM outbox_events d
                        WHERE d.aggregate_id = e.aggregate_id AND d.entity_type = e.entity_type
                            AND d.action = 'delete' AND d.status <> 'COMPLETED')
                ORDER BY e.sequence LIMIT :limit
                """
                        .formatted(type.word()),
                type,
                limit);
    }

    /** Commands of one type, not done, of which is not here what they say. */
    public List<Gap> withoutPayload(ReadTx tx, EntityType type, int limit) {
        return gaps(
                tx,
                """
                SELECT e.id, e.entity_type, e.aggregate_id FROM outbox_events e
                LEFT JOIN outbox_payloads p ON p.sequence = e.sequence
                WHERE e.status IN ('PENDING', 'FAILED', 'IN_FLIGHT', 'CONFLICT', 'DEAD_LETTER')
                    AND e.entity_type = :type
                    AND (p.sequence IS NULL OR (p.payload IS NULL AND e.action <> 'delete'))
                ORDER BY e.sequence LIMIT :limit
                """,
                type,
                limit);
    }

    private static List<Gap> gaps(ReadTx tx, String sql, EntityType type, int limit) {
        return tx.handle()
                .createQuery(sql)
                .bind("type", type.word())
                .bind("limit", limit)
                .map(
                        (row, ctx) ->
                                new Gap(
                                        Sql.uuid(row, "id"),
                                        Sql.text(row, "entity_type"),
                                        Sql.uuid(row, "aggregate_id")))
                .list();
    }
}
