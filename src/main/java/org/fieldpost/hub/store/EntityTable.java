package org.fieldpost.hub.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fieldpost.contract.EntityCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.RowSql;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** What all synced tables have in common: rows with an owner, a version, a change stamp and a tombstone. */
public abstract sealed class EntityTable
        permits MobileDevicesTable,
                MobileFormsTable,
                SubmissionsTable,
                SubmissionMediaTable,
                ConflictsTable,
                TelemetryTable {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private final EntityType type;
    private final List<Column> columns;
    private final String selectRow;
    private final RowSql insertRow;
    private final RowSql updateRow;

    EntityTable(EntityType type, List<Column> columns) {
        this.type = type;
        this.columns = List.copyOf(columns);
        var names = columns.stream().map(Column::sql).toList();
        selectRow =
                "SELECT id, client_id, owner_id, version, changed_at, deleted_at, %s FROM %s "
                        .formatted(String.join(", ", names), type.word());
        insertRow =
                RowSql.of(
                        """
                        INSERT INTO %s (id, organization_id, client_id, owner_id, version, changed_at, row_bytes, %s)
                        VALUES (:id, :organization, :client, :owner, :version, :stamp, :bytes, %s)
                        """
                                .formatted(
                                        type.word(),
                                        String.join(", ", names),
                                        names.stream()
                                                .map(n -> ":" + n)
                                                .collect(Collectors.joining(", "))));
        updateRow =
                RowSql.of(
                        """
                        UPDATE %s SET version = :version, row_bytes = :bytes, owner_id = :owner, deleted_at = NULL, %s
                        WHERE id = :id AND organization_id = :organization
                        """
                                .formatted(
                                        type.word(),
                                        names.stream()
                                                .map(n -> n + " = :" + n)
                                                .collect(Collectors.joining(", "))));
    }

    public final EntityType type() {
        return type;
    }

    /** The payload in the hub's form; throws {@link PayloadProblem} for one that does not fit. */
    public final ObjectNode clean(ObjectNode payload) {
        return Payloads.clean(payload, columns);
    }

    /** The columns that travel. */
    public final List<Column> columns() {
        return columns;
    }

    /** The row, tombstones included. */
    public final Optional<EntityRow> find(ReadTx tx, UUID organization, UUID id) {
        return one(tx, "WHERE id = :id AND organization_id = :organization", organization, id);
    }

    /** The rows with these ids, tombstones included. */
    public final List<EntityRow> findAll(ReadTx tx, UUID organization, Collection<UUID> ids) {
        return tx.handle()
                .createQuery(selectRow + "WHERE id IN (<ids>) AND organization_id = :organization")
                .bindList("ids", List.copyOf(ids))
                .bind("organization", organization)
                .map((row, context) -> row(row))
                .list();
    }

    /** The row, kept from all other writers until this transaction ends. */
    public final Optional<EntityRow> lock(WriteTx tx, UUID organization, UUID id) {
        return one(
                tx,
                "WHERE id = :id AND organization_id = :organization FOR UPDATE",
                organization,
                id);
    }

    /** The row a device made under a temporary id. */
    public final Optional<EntityRow> findByClientId(ReadTx tx, UUID organization, UUID clientId) {
        return one(
                tx,
                "WHERE client_id = :id AND organization_id = :organization",
                organization,
                clientId);
    }

    /** Locks the rows whose column refers to {@code target}, tombstones left out. */
    public final List<EntityRow> lockReferring(
            WriteTx tx, UUID organization, String column, UUID target) {
        var sql =
                "WHERE %s = :id AND organization_id = :organization AND deleted_at IS NULL FOR UPDATE"
                        .formatted(sqlName(column));
        return many(tx, sql, organization, target);
    }

    /** Locks the tombstones of rows whose column referred to {@code target}. */
    public final List<EntityRow> lockTombstones(
            WriteTx tx, UUID organization, String column, UUID target) {
        var sql =
                "WHERE %s = :id AND organization_id = :organization AND deleted_at IS NOT NULL FOR UPDATE"
                        .formatted(sqlName(column));
        return many(tx, sql, organization, target);
    }

    private String sqlName(String column) {
        return columns.stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow()
                .sql();
    }

    private Optional<EntityRow> one(ReadTx tx, String where, UUID organization, UUID id) {
        return many(tx, where, organization, id).stream().findFirst();
    }

    private List<EntityRow> many(ReadTx tx, String where, UUID organization, UUID id) {
        return tx.handle()
                .createQuery(selectRow + where)
                .bind("id", id)
                .bind("organization", organization)
                .map((row, context) -> row(row))
                .list();
    }

    /** Adds rows; {@code stamp} says which change stamps they have already, or 0. */
    final void insert(
            WriteTx tx, UUID organization, List<EntityRow> rows, ToLongFunction<EntityRow> stamp) {
        try (var added = insertRow.rows(tx)) {
            for (var row : rows) {
                bind(added::bind, organization, row);
                added.bind("client", row.clientId()).bind("stamp", stamp.applyAsLong(row)).add();
            }
            added.execute();
        }
    }

    /** Writes a row that this transaction has locked; a tombstone comes back to life. */
    final void update(WriteTx tx, UUID organization, EntityRow row) {
        try (var update = updateRow.rows(tx)) {
            bind(update::bind, organization, row);
            update.add();
            update.execute();
        }
    }

    private void bind(BiConsumer<String, @Nullable Object> bind, UUID organization, EntityRow row) {
        bind.accept("id", row.id());
        bind.accept("organization", organization);
        bind.accept("owner", row.owner());
        bind.accept("version", row.version());
        int bytes = 0;
        for (var column : columns) {
            var value = Payloads.bound(row.payload(), column);
            bytes += Payloads.bytes(column, value);
            bind.accept(column.sql(), value);
        }
        bind.accept("bytes", bytes);
    }

    /** Those among {@code ids} under which a row is known: its own id or a device's temporary one. */
    public final Set<UUID> known(ReadTx tx, UUID organization, Collection<UUID> ids) {
        var known = new HashSet<UUID>();
        for (var column : List.of("id", "client_id")) {
            tx.handle()
                    .createQuery(
                            "SELECT %s FROM %s WHERE %s IN (<ids>) AND organization_id = :organization"
                                    .formatted(column, type.word(), column))
                    .bindList("ids", List.copyOf(ids))
                    .bind("organization", organization)
                    .map((row, context) -> row.getObject(1, UUID.class))
                    .forEach(known::add);
        }
        return known;
    }

    /** Turns a row that this transaction has locked into a tombstone. */
    final void delete(WriteTx tx, UUID organization, UUID id, long version, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE %s SET version = :version, deleted_at = :now
                        WHERE id = :id AND organization_id = :organization
                        """
                                .formatted(type.word()))
                .bind("id", id)
                .bind("organization", organization)
                .bind("version", version)
                .bind("now", now)
                .execute();
    }

    /** Writes the change stamps of rows this transaction has changed. */
    final void stamp(WriteTx tx, UUID organization, Map<UUID, Long> stamps) {
        var batch =
                tx.handle()
                        .prepareBatch(
                                """
                                UPDATE %s SET changed_at = :stamp
                                WHERE id = :id AND organization_id = :organization
                                """
                                        .formatted(type.word()));
        stamps.forEach(
                (id, stamp) ->
                        batch.bind("id", id)
                                .bind("organization", organization)
                                .bind("stamp", stamp)
                                .add());
        batch.execute();
    }

    /** Where in the feed a row stands, and how much of a page it takes. */
    record Place(EntityType type, UUID id, long changedAt, int bytes) {}

    /** The next {@code limit} places after a cursor that the scope sees, in order. */
    final List<Place> places(ReadTx tx, Scope scope, EntityCursor after, int limit) {
        return tx.handle()
                .createQuery(placesSql(scope))
                .bindMap(binds(scope))
                .bind("stamp", after.lastCreatedAt())
                .bind(
                        "after",
                        after.lastId().isEmpty() ? BEFORE_ALL : UUID.fromString(after.lastId()))
                .bind("limit", limit)
                .map((row, context) -> place(row))
                .list();
    }

    final String placesSql(Scope scope) {
        return """
        SELECT id, changed_at, row_bytes FROM %s
        WHERE organization_id = :organization%s
        AND changed_at >= :stamp AND (changed_at > :stamp OR id > :after)
        %s LIMIT :limit
        """
                .formatted(type.word(), inSight(scope), inOrder(scope));
    }

    /**
     * The feed's order, as its indexes have it. H2 keeps the plan it made while there was next to nothing, and would
     * then take the index of the foreign key to the organization: all of the organization's rows, for every page.
     */
    private String inOrder(Scope scope) {
        return "ORDER BY organization_id, %schanged_at, id"
                .formatted(byOwner(scope) ? "owner_id, " : "");
    }

    private Place place(ResultSet row) throws SQLException {
        return new Place(type, row.getObject(1, UUID.class), row.getLong(2), row.getInt(3));
    }

    /** The rows between two places, both included. */
    final List<EntityRow> between(ReadTx tx, Scope scope, long first, long last) {
        return tx.handle()
                .createQuery(betweenSql(scope))
                .bindMap(binds(scope))
                .bind("first", first)
                .bind("last", last)
                .map((row, context) -> row(row))
                .list();
    }

    final String betweenSql(Scope scope) {
        return selectRow
                + """
                WHERE organization_id = :organization%s
                AND changed_at >= :first AND changed_at <= :last
                %s
                """
                        .formatted(inSight(scope), inOrder(scope));
    }

    /** The rows with these ids that somebody at {@code position} with this scope has not been sent. */
    final List<EntityRow> unsent(
            ReadTx tx, Scope scope, Collection<UUID> ids, EntityCursor position) {
        return findAll(tx, scope.organization(), ids).stream()
                .filter(row -> position.compareTo(cursorAt(row)) < 0 || !scope.sees(row))
                .toList();
    }

    /**
     * Where a row stands.
     *
     * @param changedAt stamp of the commit that made it what it is
     * @param deleted only its tombstone is left
     */
    public record Standing(long version, long changedAt, boolean deleted) {}

    /** Where those among {@code ids} stand that exist. */
    public final Map<UUID, Standing> standings(ReadTx tx, UUID organization, Collection<UUID> ids) {
        var standings = new HashMap<UUID, Standing>();
        var select =
                """
                SELECT id, version, changed_at, deleted_at IS NOT NULL
                FROM %s WHERE id IN (<ids>) AND organization_id = :organization
                """
                        .formatted(type.word());
        Chunks.of(ids)
                .forEach(
                        chunk ->
                                tx.handle()
                                        .createQuery(select)
                                        .bindList("ids", chunk)
                                        .bind("organization", organization)
                                        .map(
                                                (row, context) ->
                                                        Map.entry(
                                                                row.getObject(1, UUID.class),
                                                                new Standing(
                                                                        row.getLong(2),
                                                                        row.getLong(3),
                                                                        row.getBoolean(4))))
                                        .forEach(
                                                entry ->
                                                        standings.put(
                                                                entry.getKey(), entry.getValue())));
        return standings;
    }

    private static EntityCursor cursorAt(EntityRow row) {
        return new EntityCursor(row.changedAt(), row.id().toString());
    }

    private boolean byOwner(Scope scope) {
        return type != EntityType.MOBILE_FORMS && !scope.everything();
    }

    private String inSight(Scope scope) {
        if (type == EntityType.MOBILE_FORMS) {
            return scope.drafts() ? "" : " AND draft = FALSE";
        }
        return byOwner(scope) ? " AND owner_id = :user" : "";
    }

    private Map<String, Object> binds(Scope scope) {
        return byOwner(scope)
                ? Map.of("organization", scope.organization(), "user", scope.user())
                : Map.of("organization", scope.organization());
    }

    private EntityRow row(ResultSet row) throws SQLException {
        var payload = Json.object();
        for (int i = 0; i < columns.size(); i++) {
            Payloads.read(row, 7 + i, columns.get(i), payload);
        }
        return new EntityRow(
                type,
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getLong(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class) != null,
                payload);
    }

    /** All synced tables, parents first. */
    public static Stream<EntityTable> all() {
        return Tables.ALL.values().stream();
    }

    /** The table of a type. */
    public static EntityTable of(EntityType type) {
        var table = Tables.ALL.get(type);
        if (table == null) {
            throw new IllegalStateException("no table for " + type);
        }
        return table;
    }
}
