package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows travel: a column for each payload property, properties of a newer hub in {@code more}, and the
 * six columns of sync. The columns' names come from the code, never from data.
 */
class SyncedTable implements EntityRows {
    private static final int ID_CHUNK = 500;
    private final EntityType type;
    private final List<Column> columns;
    private final boolean hashed;
    private final String insertSql;
    private final String updateSql;

    /**
     * A table of one entity type.
     *
     * @param derived columns computed from the payload for lists and searches
     * @param hashed rows carry their own SHA-256, verified when they are read
     */
    SyncedTable(EntityType type, List<Column> columns, List<String> derived, boolean hashed) {
        this.type = type;
        this.columns = columns;
        this.hashed = hashed;
        var names = new LinkedHashMap<String, String>();
        columns.forEach(c -> names.put(c.sql(), ":" + c.name()));
        derived.forEach(name -> names.put(name, ":" + name));
        for (var name :
                List.of(
                        "more",
                        "row_version",
                        "local_revision",
                        "dirty",
                        "base_snapshot",
                        "changed_at")) {
            names.put(name, ":" + name);
        }
        if (hashed) {
            names.put("row_sha256", ":row_sha256");
        }
        insertSql =
                "INSERT INTO %s (id, %s) VALUES (:id, %s)"
                        .formatted(
                                type.word(),
                                String.join(", ", names.keySet()),
                                String.join(", ", names.values()));
        updateSql =
                "UPDATE %s SET %s WHERE id = :id AND local_revision = :held"
                        .formatted(
                                type.word(),
                                names.entrySet().stream()
                                        .map(e -> e.getKey() + " = " + e.getValue())
                                        .collect(Collectors.joining(", ")));
    }

    @Override
    public final EntityType type() {
        return type;
    }

    /** Values for the derived columns; called for every row written. */
    Map<String, @Nullable Object> derive(UUID id, ObjectNode payload) {
        return Map.of();
    }

    @Override
    public Optional<EntityRow> find(ReadTx tx, UUID id) {
        return tx.handle()
                .createQuery("SELECT * FROM " + type.word() + " WHERE id = :id")
                .bind("id", id)
                .map((row, ctx) -> row(row))
                .findOne();
    }

    @Override
    public List<EntityRow> list(ReadTx tx, @Nullable UUID after, int limit) {
        return tx.handle()
                .createQuery(
                        "SELECT * FROM "
                                + type.word()
                                + (after == null ? "" : " WHERE id > :after")
                                + " ORDER BY id LIMIT :limit")
                .bind("limit", limit)
                .bindMap(after == null ? Map.of() : Map.of("after", after))
                .map((row, ctx) -> row(row))
                .list();
    }

    @Override
    public Set<UUID> existing(ReadTx tx, Collection<UUID> ids) {
        var found = new HashSet<UUID>();
        var all = List.copyOf(Set.copyOf(ids));
        for (int from = 0; from < all.size(); from += ID_CHUNK) {
            var chunk = all.subList(from, Math.min(all.size(), from + ID_CHUNK));
            found.addAll(
                    tx.handle()
                            .createQuery(
                                    "SELECT s.id FROM UNNEST(:ids) t(id) JOIN %s s ON s.id = t.id"
                                            .formatted(type.word()))
                            .bind("ids", Sql.array(chunk))
                            .mapTo(UUID.class)
                            .list());
        }
        return found;
    }

    @Override
    public Map<UUID, Long> versions(ReadTx tx, Collection<UUID> ids) {
        var found = new HashMap<UUID, Long>();
        var all = List.copyOf(Set.copyOf(ids));
        for (int from = 0; from < all.size(); from += ID_CHUNK) {
            var chunk = all.subList(from, Math.min(all.size(), from + ID_CHUNK));
            tx.handle()
                    .createQuery(
                            "SELECT s.id, s.row_version FROM UNNEST(:ids) t(id) JOIN %s s ON s.id = t.id"
                                    .formatted(type.word()))
                    .bind("ids", Sql.array(chunk))
                    .map((row, ctx) -> found.put(Sql.uuid(row, "id"), version(row)))
                    .list();
        }
        return found;
    }

    private static Long version(ResultSet row) throws SQLException {
        long version = row.getLong("row_version");
        return row.wasNull() ? NOT_ACCEPTED : version;
    }

    @Override
    public Map<UUID, Agreed> agreed(ReadTx tx, Collection<UUID> ids) {
        var found = new HashMap<UUID, Agreed>();
        var all = List.copyOf(Set.copyOf(ids));
        for (int from = 0; from < all.size(); from += ID_CHUNK) {
            var chunk = all.subList(from, Math.min(all.size(), from + ID_CHUNK));
            tx.handle()
                    .createQuery(
                            """
                            SELECT s.id, s.row_version, s.base_snapshot
                            FROM UNNEST(:ids) t(id) JOIN %s s ON s.id = t.id
                            """
                                    .formatted(type.word()))
                    .bind("ids", Sql.array(chunk))
                    .map(
                            (row, ctx) ->
                                    found.put(
                                            Sql.uuid(row, "id"),
                                            new Agreed(
                                                    Sql.longOrNull(row, "row_version"),
                                                    row.getString("base_snapshot"))))
                    .list();
        }
        return found;
    }

    @Override
    public void insert(WriteTx tx, EntityRow row) {
        bind(tx.handle().createUpdate(insertSql), row).execute();
    }

    @Override
    public void insertAll(WriteTx tx, List<EntityRow> rows) {
        try (var batch = tx.handle().prepareBatch(insertSql)) {
            for (var row : rows) {
                bind(batch, row).add();
            }
            batch.execute();
        }
    }

    @Override
    public boolean update(WriteTx tx, EntityRow row, long heldRevision) {
        var statement = tx.handle().createUpdate(updateSql).bind("held", heldRevision);
        return bind(statement, row).execute() == 1;
    }

    @Override
    public boolean delete(WriteTx tx, UUID id) {
        return tx.handle()
                        .createUpdate("DELETE FROM " + type.word() + " WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    @Override
    public void replaceId(WriteTx tx, UUID oldId, UUID newId) {
        tx.handle()
                .createUpdate("UPDATE " + type.word() + " SET id = :new WHERE id = :old")
                .bind("new", newId)
                .bind("old", oldId)
                .execute();
    }

    @Override
    public boolean markSynced(
            WriteTx tx, UUID id, long sentRevision, long version, ObjectNode agreed) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE %s SET row_version = :version, base_snapshot = :agreed,
                            dirty = dirty AND local_revision <> :sent
                        WHERE id = :id
                        """
                                .formatted(type.word()))
                .bind("version", version)
                .bind("agreed", Json.write(agreed))
                .bind("sent", sentRevision)
                .bind("id", id)
                .execute();
        return tx.handle()
                .createQuery("SELECT NOT dirty FROM " + type.word() + " WHERE id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    @Override
    public void forgetVersions(WriteTx tx) {
        tx.handle()
                .createUpdate(
                        "UPDATE %s SET row_version = 0 WHERE NOT dirty AND row_version IS NOT NULL"
                                .formatted(type.word()))
                .execute();
    }

    @Override
    public ObjectNode normalised(ObjectNode payload) {
        var result = Json.object();
        for (var column : columns) {
            var value = column.normalised(payload.get(column.name()));
            if (value != null) {
                result.set(column.name(), value);
            }
        }
        var more = more(payload);
        if (more != null) {
            result.setAll(more);
        }
        return result;
    }

    @Override
    public long count(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM " + type.word())
                .mapTo(Long.class)
                .one();
    }

    /** A row of {@code SELECT *}; {@link DamagedRow} when it is not what was written. */
    final EntityRow row(ResultSet row) throws SQLException {
        var payload = Json.object();
        for (var column : columns) {
            var value = column.fromSql(row);
            if (value != null) {
                payload.set(column.name(), value);
            }
        }
        var more = Sql.jsonOrNull(row, "more");
        if (more != null) {
            payload.setAll(more);
        }
        var id = Sql.uuid(row, "id");
        if (hashed && !Sql.text(row, "row_sha256").equals(Json.canonicalHash(payload).hex())) {
            throw new DamagedRow(type, id);
        }
        return new EntityRow(
                type,
                id,
                payload,
                Sql.longOrNull(row, "row_version"),
                row.getLong("local_revision"),
                row.getBoolean("dirty"),
                Sql.jsonOrNull(row, "base_snapshot"),
                Sql.instant(row, "changed_at"));
    }

    private <S extends SqlStatement<S>> S bind(S statement, EntityRow row) {
        var payload = row.payload();
        for (var column : columns) {
            statement.bind(column.name(), column.toSql(payload.get(column.name())));
        }
        derive(row.id(), payload).forEach(statement::bind);
        if (hashed) {
            statement.bind("row_sha256", Json.canonicalHash(normalised(payload)).hex());
        }
        return statement
                .bind("id", row.id())
                .bind("more", Sql.textOf(more(payload)))
                .bind("row_version", row.rowVersion())
                .bind("local_revision", row.localRevision())
                .bind("dirty", row.dirty())
                .bind("base_snapshot", Sql.textOf(row.baseSnapshot()))
                .bind("changed_at", Sql.time(row.changedAt()));
    }

    private @Nullable ObjectNode more(ObjectNode payload) {
        ObjectNode more = null;
        var known = new ArrayList<String>();
        columns.forEach(c -> known.add(c.name()));
        for (var property : payload.properties()) {
            if (!known.contains(property.getKey()) && !property.getValue().isNull()) {
                more = more == null ? Json.object() : more;
                more.set(property.getKey(), property.getValue().deepCopy());
            }
        }
        return more;
    }
}
