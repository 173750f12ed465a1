package org.fieldpost.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.db.ReadTx;

/**
 * Finds temporary ids where none may be: left behind after the hub's id came, or waiting for one that came long ago.
 * There are none unless the database was damaged. Each question goes through what may hold an id and looks the id up
 * by the map's index, so that it stays quick however many ids were replaced.
 */
public final class TemporaryIds {
    /** A temporary id and where it stands; {@code row} names the row there, or is the id itself. */
    public record Place(String table, String column, String row, UUID temporary) {}

    /**
     * A column that may hold an id.
     *
     * @param name the column that names the row
     * @param type SQL for the type of what the column refers to
     */
    private record Holder(String table, String name, String column, String type) {}

    private static final List<Holder> HOLDERS = holders();

    private static List<Holder> holders() {
        var all = new ArrayList<Holder>();
        for (var type : EntityType.values()) {
            if (type.idStrategy() == IdStrategy.SERVER) {
                all.add(new Holder(type.word(), "id", "id", word(type)));
            }
        }
        for (var relation : RelationGraph.RELATION_GRAPH) {
            var source = relation.source().word();
            var target = relation.target();
            var typeField = relation.targetTypeField();
            if (typeField != null) {
                all.add(new Holder(source, "id", relation.field(), "t." + typeField));
            } else if (target != null && target.idStrategy() == IdStrategy.SERVER) {
                all.add(new Holder(source, "id", relation.field(), word(target)));
            }
        }
        var submissions = word(EntityType.SUBMISSIONS);
        all.add(new Holder("submission_references", "submission_id", "target_id", submissions));
        all.add(new Holder("drafts", "id", "based_on", submissions));
        all.add(new Holder("drafts", "id", "parent_id", submissions));
        all.add(new Holder("tombstones", "entity_id", "entity_id", "t.entity_type"));
        all.add(new Holder("outbox_events", "id", "aggregate_id", "t.entity_type"));
        return all;
    }

    /** SQL: whether the hub gave another id for this one. Names come from the code and the relation graph. */
    private static String isReplaced(String id, String type) {
        return """
               (EXISTS (SELECT 1 FROM id_mappings m WHERE m.client_id = %1$s AND m.entity_type = %2$s
                   AND m.status = 'resolved' AND m.server_id <> m.client_id)
               OR EXISTS (SELECT 1 FROM id_mappings_archive a WHERE a.client_id = %1$s
                   AND a.entity_type = %2$s AND a.server_id <> a.client_id))
               """
                .formatted(id, type);
    }

    private static String word(EntityType type) {
        return "'" + type.word() + "'";
    }

    /** Ids the hub has replaced and that still stand somewhere in a column; at most {@code limit} of each place. */
    public List<Place> leftBehind(ReadTx tx, int limit) {
        var found = new ArrayList<Place>();
        for (var holder : HOLDERS) {
            // Of commands, those that are done are history.
            boolean commands = holder.table().equals("outbox_events");
            tx.handle()
                    .createQuery(
                            "SELECT t.%1$s AS name, t.%2$s AS held FROM %3$s t WHERE %4$s%5$s LIMIT :limit"
                                    .formatted(
                                            holder.name(),
                                            holder.column(),
                                            holder.table(),
                                            commands ? "t.status <> 'COMPLETED' AND " : "",
                                            isReplaced("t." + holder.column(), holder.type())))
                    .bind("limit", limit)
                    .map(
                            (row, ctx) ->
                                    new Place(
                                            holder.table(),
                                            holder.column(),
                                            Sql.uuid(row, "name").toString(),
                                            Sql.uuid(row, "held")))
                    .forEach(found::add);
        }
        return found;
    }

    /** The same inside drafts, of which a person has few: their answers are text. */
    public Numbered<Place> inDrafts(ReadTx tx, long after, int limit) {
        var texts =
                Numbered.of(
                        tx.handle()
                                .createQuery(
                                        """
                                        SELECT _ROWID_ AS number, id, data FROM drafts
                                        WHERE _ROWID_ > :after ORDER BY _ROWID_ LIMIT :limit
                                        """)
                                .bind("after", after)
                                .bind("limit", limit)
                                .map(
                                        (row, ctx) ->
                                                Map.entry(
                                                        row.getLong("number"),
                                                        Map.entry(
                                                                Sql.uuid(row, "id"),
                                                                IdRewriting.idsIn(
                                                                        Sql.text(row, "data")))))
                                .list(),
                        limit);
        var found = new ArrayList<Place>();
        for (var draft : texts.rows()) {
            var now = replaced(tx, List.copyOf(draft.getValue()));
            now.keySet()
                    .forEach(id -> found.add(new Place("drafts", "data", "" + draft.getKey(), id)));
        }
        return new Numbered<>(found, texts.last(), texts.isLast());
    }

    private static Map<UUID, UUID> replaced(ReadTx tx, List<UUID> ids) {
        var found = new HashMap<UUID, UUID>();
        if (!ids.isEmpty()) {
            tx.handle()
                    .createQuery(
                            """
                            SELECT m.client_id, m.server_id FROM UNNEST(:ids) t(id)
                            JOIN id_mappings m ON m.client_id = t.id
                            WHERE m.entity_type = 'submissions' AND m.status = 'resolved'
                                AND m.server_id <> m.client_id
                            """)
                    .bind("ids", Sql.array(ids))
                    .map(
                            (row, ctx) ->
                                    found.put(
                                            Sql.uuid(row, "client_id"), Sql.uuid(row, "server_id")))
                    .list();
        }
        return found;
    }

    /**
     * Temporary ids that wait for the hub's although nothing is left to be sent by which it could come: their rows
     * were accepted, or are gone. Those that a restored hub is to replace once more are not among them.
     */
    public List<Place> waitingForNothing(ReadTx tx, int limit) {
        return tx
                .handle()
                .createQuery(
                        """
                        SELECT m.id, m.entity_type, m.client_id FROM id_mappings m
                        WHERE m.status <> 'resolved'
                            AND NOT EXISTS (SELECT 1 FROM outbox_events e
                                WHERE e.aggregate_id = m.client_id AND e.entity_type = m.entity_type
                                    AND e.status <> 'COMPLETED')
                        LIMIT :limit
                        """)
                .bind("limit", limit)
                .map(
                        (row, ctx) ->
                                Map.entry(
                                        Sql.uuid(row, "id"),
                                        new Place(
                                                "id_mappings",
                                                Sql.text(row, "entity_type"),
                                                Sql.uuid(row, "id").toString(),
                                                Sql.uuid(row, "client_id"))))
                .list()
                .stream()
                .filter(
                        waiting ->
                                !IdMapRepository.reopened(waiting.getValue().temporary())
                                        .equals(waiting.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
