package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.RowSql;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements of rows that nothing else here knows, which is nearly all of them: no later edit, no child, no
 * photo, no draft or answer that names them. They are taken in by a few statements for all, with the same effect as
 * {@link Acceptances} has one by one; whatever is not plain is left to it.
 */
final class PlainAcceptances {
    private static final int ID_CHUNK = 500;
    private static final RowSql DONE =
            RowSql.of(
                    """
                    UPDATE outbox_events SET aggregate_id = :new, status = 'COMPLETED',
                        state_updated_at = :at
                    WHERE id = :id
                    """);
    private static final RowSql RESOLVED =
            RowSql.of(
                    """
                    UPDATE id_mappings SET server_id = :new, status = 'resolved',
                        resolved_at = coalesce(resolved_at, :at), last_error = NULL
                    WHERE client_id = :old AND entity_type = :type AND user_id = :user
                    """);
    private static final Map<EntityType, RowSql> AGREED =
            Arrays.stream(EntityType.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    type -> type, PlainAcceptances::agreedSql));

    private final DeviceTables tables;
    private final ChangeEvents events;

    PlainAcceptances(DeviceTables tables, ChangeEvents events) {
        this.tables = tables;
        this.events = events;
    }

    private static RowSql agreedSql(EntityType type) {
        return RowSql.of(
                """
                UPDATE %s SET id = :new, row_version = :version, base_snapshot = :agreed,
                    dirty = dirty AND local_revision <> :sent
                WHERE id = :old
                """
                        .formatted(type.word()));
    }

    /** A command as it stands in the outbox, its payload as text. */
    private record Sent(
            UUID id,
            EntityType type,
            UUID aggregate,
            SyncAction action,
            @Nullable String payload,
            long clientVersion,
            boolean inFlight,
            long fencingToken) {
        static Sent of(ResultSet row) throws SQLException {
            return new Sent(
                    Sql.uuid(row, "id"),
                    OutboxRow.type(row),
                    Sql.uuid(row, "aggregate_id"),
                    SyncAction.of(Sql.text(row, "action")),
                    row.getString("payload"),
                    row.getLong("client_version"),
                    Sql.text(row, "status").equals(OutboxStatus.IN_FLIGHT.name()),
                    row.getLong("fencing_token"));
        }
    }

    /** A command and the hub's yes to it. */
    private record Pair(Sent sent, Acceptance answer) {
        boolean renamed() {
            return !sent.aggregate().equals(answer.entityId());
        }
    }

    /** Takes in the plain ones; returns those that are not, in their order. */
    List<Acceptance> takeIn(WriteTx tx, Mutation.Accept accept) {
        var left = new ArrayList<Acceptance>();
        for (int from = 0; from < accept.answers().size(); from += ID_CHUNK) {
            int to = Math.min(accept.answers().size(), from + ID_CHUNK);
            left.addAll(takeIn(tx, accept.answers().subList(from, to), accept.at()));
        }
        return left;
    }

    private List<Acceptance> takeIn(WriteTx tx, List<Acceptance> answers, Instant at) {
        var sent = new HashMap<UUID, Sent>();
        select(
                tx,
                """
                SELECT o.id, o.entity_type, o.aggregate_id, o.action, p.payload, o.client_version,
                    o.status, o.fencing_token
                FROM UNNEST(:ids) t(id) JOIN outbox_events o ON o.id = t.id
                    JOIN outbox_payloads p ON p.sequence = o.sequence
                """,
                answers.stream().map(Acceptance::commandId).toList(),
                row -> sent.put(Sql.uuid(row, "id"), Sent.of(row)));
        var byType = new EnumMap<EntityType, List<Pair>>(EntityType.class);
        var left = new ArrayList<Acceptance>();
        for (var answer : answers) {
            var command = sent.get(answer.commandId());
            if (command != null
                    && command.inFlight()
                    && command.fencingToken() == answer.fencingToken()
                    && command.action() != SyncAction.DELETE
                    && command.payload() != null
                    && answer.version() != Acceptances.NEVER_SAID) {
                byType.computeIfAbsent(command.type(), t -> new ArrayList<>())
                        .add(new Pair(command, answer));
            } else {
                left.add(answer);
            }
        }
        byType.forEach((type, pairs) -> left.addAll(takeIn(tx, type, pairs, at)));
        return left;
    }

    private List<Acceptance> takeIn(WriteTx tx, EntityType type, List<Pair> pairs, Instant at) {
        var known = known(tx, type, pairs);
        var versions = versions(tx, type, pairs);
        var plain = new ArrayList<Pair>();
        var left = new ArrayList<Acceptance>();
        var given = new HashSet<UUID>();
        for (var pair : pairs) {
            var id = pair.sent().aggregate();
            boolean held = versions.containsKey(id) && versions.get(id) <= pair.answer().version();
            boolean collides = pair.renamed() && versions.containsKey(pair.answer().entityId());
            boolean first = given.add(pair.answer().entityId());
            if (held && first && !collides && !known.contains(id)) {
                plain.add(pair);
            } else {
                left.add(pair.answer());
            }
        }
        if (!plain.isEmpty()) {
            write(tx, type, plain, at);
        }
        return left;
    }

    /** The rows' versions, 0 for what the hub has not had: under the ids they have and those they are to have. */
    private static Map<UUID, Long> versions(ReadTx tx, EntityType type, List<Pair> pairs) {
        var versions = new HashMap<UUID, Long>();
        var sql =
                "SELECT s.id, s.row_version FROM UNNEST(:ids) t(id) JOIN %s s ON s.id = t.id"
                        .formatted(type.word());
        RowVisitor note = row -> versions.put(Sql.uuid(row, "id"), row.getLong("row_version"));
        select(tx, sql, pairs.stream().map(p -> p.sent().aggregate()).toList(), note);
        select(tx, sql, renamed(pairs).stream().map(p -> p.answer().entityId()).toList(), note);
        return versions;
    }

    private static List<Pair> renamed(List<Pair> pairs) {
        return pairs.stream().filter(Pair::renamed).toList();
    }

    /** Of the rows acknowledged, those something else here is about. */
    private Set<UUID> known(ReadTx tx, EntityType type, List<Pair> pairs) {
        var known = new HashSet<UUID>();
        var ids = pairs.stream().map(p -> p.sent().aggregate()).toList();
        select(
                tx,
                """
                SELECT o.aggregate_id FROM UNNEST(:ids) t(id)
                    JOIN outbox_events o ON o.aggregate_id = t.id
                WHERE o.status <> 'COMPLETED'
                GROUP BY o.aggregate_id HAVING count(*) > 1
                """,
                ids,
                row -> known.add(Sql.uuid(row, "aggregate_id")));
        if (type == EntityType.SUBMISSIONS) {
            select(
                    tx,
                    """
                    SELECT DISTINCT r.submission_id FROM UNNEST(:ids) t(id)
                        JOIN submission_references r ON r.submission_id = t.id
                    """,
                    ids,
                    row -> known.add(Sql.uuid(row, "submission_id")));
        }
        var commands = new HashMap<UUID, UUID>();
        pairs.forEach(pair -> commands.put(pair.sent().id(), pair.sent().aggregate()));
        select(
                tx,
                """
                SELECT DISTINCT r.command_id FROM UNNEST(:ids) t(id)
                    JOIN outbox_references r ON r.command_id = t.id
                """,
                List.copyOf(commands.keySet()),
                row ->
                        known.add(
                                Objects.requireNonNull(commands.get(Sql.uuid(row, "command_id")))));
        var old = renamed(pairs).stream().map(p -> p.sent().aggregate()).toList();
        if (!old.isEmpty()) {
            referredTo(tx, type, old, known);
            named(tx, renamed(pairs), old, known);
        }
        return known;
    }

    private static void referredTo(ReadTx tx, EntityType type, List<UUID> old, Set<UUID> known) {
        for (var relation : RelationGraph.to(type)) {
            var sql =
                    "SELECT DISTINCT s.%1$s AS target FROM UNNEST(:ids) t(id) JOIN %2$s s ON s.%1$s = t.id"
                            .formatted(relation.field(), relation.source().word());
            select(tx, sql, old, row -> known.add(Sql.uuid(row, "target")));
        }
        for (var table : List.of("submission_references", "outbox_references")) {
            select(
                    tx,
                    "SELECT DISTINCT r.target_id FROM UNNEST(:ids) t(id) JOIN %s r ON r.target_id = t.id"
                            .formatted(table),
                    old,
                    row -> known.add(Sql.uuid(row, "target_id")));
        }
        select(
                tx,
                """
                SELECT DISTINCT d.entity_id FROM UNNEST(:ids) t(id)
                    JOIN tombstones d ON d.entity_id = t.id
                """,
                old,
                row -> known.add(Sql.uuid(row, "entity_id")));
    }

    /** Ids resolved otherwise, permanent ids the hub replaces (it was restored), and ids in drafts and conflicts. */
    private void named(ReadTx tx, List<Pair> renamed, List<UUID> old, Set<UUID> known) {
        var permanent = new HashMap<UUID, UUID>();
        renamed.forEach(pair -> permanent.put(pair.sent().aggregate(), pair.answer().entityId()));
        var unmapped = new HashSet<>(old);
        select(
                tx,
                """
                SELECT m.id, m.client_id, m.server_id FROM UNNEST(:ids) t(id)
                    JOIN id_mappings m ON m.client_id = t.id
                """,
                old,
                row -> {
                    var client = Sql.uuid(row, "client_id");
                    var server = Sql.uuidOrNull(row, "server_id");
                    unmapped.remove(client);
                    boolean otherwise = server != null && !server.equals(permanent.get(client));
                    // An id that was permanent once has aliases, which follow it.
                    if (otherwise || Sql.uuid(row, "id").equals(IdMapRepository.reopened(client))) {
                        known.add(client);
                    }
                });
        known.addAll(unmapped);
        known.addAll(tables.drafts().ids(tx));
        known.addAll(tables.conflicts().ids(tx));
    }

    private void write(WriteTx tx, EntityType type, List<Pair> plain, Instant at) {
        batch(
                tx,
                Objects.requireNonNull(AGREED.get(type)),
                plain,
                (rows, pair) ->
                        rows.bind("new", pair.answer().entityId())
                                .bind("version", pair.answer().version())
                                .bind("agreed", pair.sent().payload())
                                .bind("sent", pair.sent().clientVersion())
                                .bind("old", pair.sent().aggregate()));
        batch(
                tx,
                DONE,
                plain,
                (rows, pair) ->
                        rows.bind("new", pair.answer().entityId())
                                .bind("at", Sql.time(at))
                                .bind("id", pair.sent().id()));
        var renamed = renamed(plain);
        if (!renamed.isEmpty()) {
            rename(tx, type, renamed, at);
        }
        var told = new ArrayList<ChangeEvent>();
        for (var pair : plain) {
            var id = pair.answer().entityId();
            if (pair.renamed()) {
                told.add(new ChangeEvent.IdChanged(type, pair.sent().aggregate(), id));
            }
            told.add(new ChangeEvent.Updated(type, id));
        }
        events.afterCommit(tx, told);
    }

    private void rename(WriteTx tx, EntityType type, List<Pair> renamed, Instant at) {
        var enrolment = tables.settings().enrolment(tx);
        if (enrolment.isPresent()) {
            batch(
                    tx,
                    RESOLVED,
                    renamed,
                    (rows, pair) ->
                            rows.bind("new", pair.answer().entityId())
                                    .bind("at", Sql.time(at))
                                    .bind("old", pair.sent().aggregate())
                                    .bind("type", type.word())
                                    .bind("user", enrolment.get().user().value()));
        }
    }

    private interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    private static void select(ReadTx tx, String sql, Collection<UUID> ids, RowVisitor visitor) {
        if (!ids.isEmpty()) {
            tx.handle()
                    .createQuery(sql)
                    .bind("ids", Sql.array(Set.copyOf(ids)))
                    .map(
                            (row, ctx) -> {
                                visitor.visit(row);
                                return Boolean.TRUE;
                            })
                    .list();
        }
    }

    private interface Binding {
        void bind(RowSql.Rows rows, Pair pair);
    }

    private static void batch(WriteTx tx, RowSql sql, List<Pair> pairs, Binding binding) {
        try (var rows = sql.rows(tx)) {
            for (var pair : pairs) {
                binding.bind(rows, pair);
                rows.add();
            }
            rows.execute();
        }
    }
}
