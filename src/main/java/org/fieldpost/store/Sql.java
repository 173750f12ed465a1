package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Values between rows and Java: instants never pass through a local time, JSON is text. */
final class Sql {
    private static final int ID_CHUNK = 500;

    private Sql() {}

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column), column);
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class), column);
    }

    static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static ObjectNode json(ResultSet row, String column) throws SQLException {
        return Json.parseObject(text(row, column));
    }

    static @Nullable ObjectNode jsonOrNull(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : Json.parseObject(text);
    }

    /** Those among {@code ids} that a column holds; its name comes from the code, never from data. */
    static Set<UUID> among(ReadTx tx, String table, String column, Collection<UUID> ids) {
        var found = new HashSet<UUID>();
        var all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += ID_CHUNK) {
            found.addAll(
                    tx.handle()
                            .createQuery(
                                    "SELECT s.%1$s FROM UNNEST(:ids) t(id) JOIN %2$s s ON s.%1$s = t.id"
                                            .formatted(column, table))
                            .bind(
                                    "ids",
                                    array(all.subList(from, Math.min(all.size(), from + ID_CHUNK))))
                            .mapTo(UUID.class)
                            .list());
        }
        return found;
    }

    /**
     * For {@code UNNEST(:ids) t(id)} that others are joined to: one bind, one short statement, however many there are.
     * ({@code = ANY(:ids)} finds rows by their index too, but then looks for each row's id in the whole array.)
     */
    static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    static @Nullable String textOf(@Nullable ObjectNode json) {
        return json == null ? null : Json.write(json);
    }
}
