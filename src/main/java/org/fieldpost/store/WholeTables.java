package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Reads every table to its end, every value of every row, to find what the disk did not keep. */
public final class WholeTables {
    /** Columns that hold JSON in tables that are not synced; the synced ones know theirs. */
    static final Map<String, Set<String>> JSON =
            Map.of(
                    "users", Set.of("roles"),
                    "settings", Set.of("value"),
                    "drafts", Set.of("data", "remarks"),
                    "draft_media", Set.of("media"),
                    "outbox_payloads", Set.of("payload", "base_snapshot"),
                    "sync_runs", Set.of("report"),
                    "inbound_quarantine", Set.of("change"),
                    "choice_lists", Set.of("columns"),
                    "choice_rows", Set.of("choice"));

    private static final Set<String> NAMES = Set.of("id", "entity_id", "media_id");
    private final DeviceTables tables;

    public WholeTables(DeviceTables tables) {
        this.tables = tables;
    }

    /** What is wrong with a row. */
    public enum Wrong {
        /** A value cannot be read, or is no JSON where JSON belongs. */
        UNREADABLE,
        /** It does not match its own SHA-256. */
        CHANGED
    }

    /**
     * A row as it was read.
     *
     * @param name its id, or its number in the table; never what it says
     * @param wrong null when all is well
     */
    public record Seen(String table, String name, @Nullable Wrong wrong) {}

    /** All tables of the profile. */
    public List<String> names(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = 'public' ORDER BY table_name
                        """)
                .mapTo(String.class)
                .list();
    }

    /** Reads {@code limit} rows of a table {@link #names} told. */
    public Numbered<Seen> rows(ReadTx tx, String table, long after, int limit) {
        var type = EntityType.of(table).orElse(null);
        var reader = new Reader(table, type == null ? null : tables.synced(type));
        return Numbered.of(
                tx.handle()
                        .createQuery(
                                """
                                SELECT t._ROWID_ AS row_number_, t.* FROM %s t
                                WHERE t._ROWID_ > :after ORDER BY t._ROWID_ LIMIT :limit
                                """
                                        .formatted(table))
                        .bind("after", after)
                        .bind("limit", limit)
                        .map((row, ctx) -> Map.entry(row.getLong("row_number_"), reader.read(row)))
                        .list(),
                limit);
    }

    /** Reads rows of one result. */
    private static final class Reader {
        private final String table;
        private final @Nullable SyncedTable synced;
        private final Set<String> json;
        private int columns;
        private String name = "";

        Reader(String table, @Nullable SyncedTable synced) {
            this.table = table;
            this.synced = synced;
            json = JSON.getOrDefault(table, Set.of());
        }

        Seen read(ResultSet row) throws SQLException {
            if (columns == 0) {
                lookAtColumns(row.getMetaData());
            }
            var called =
                    name.isEmpty()
                            ? "row " + row.getLong("row_number_")
                            : String.valueOf(row.getObject(name));
            return new Seen(table, called, wrong(row));
        }

        private void lookAtColumns(ResultSetMetaData data) throws SQLException {
            columns = data.getColumnCount();
            for (int i = columns; i > 0; i--) {
                if (NAMES.contains(data.getColumnLabel(i))) {
                    name = data.getColumnLabel(i);
                }
            }
        }

        private @Nullable Wrong wrong(ResultSet row) {
            try {
                for (int i = 1; i <= columns; i++) {
                    row.getObject(i);
                }
                if (synced != null) {
                    synced.row(row);
                }
                for (var column : json) {
                    var text = row.getString(column);
                    if (text != null) {
                        Json.parse(text);
                    }
                }
                return null;
            } catch (DamagedRow e) {
                return Wrong.CHANGED;
            } catch (SQLException | RuntimeException e) {
                // Why is not told: the message may quote an answer.
                return Wrong.UNREADABLE;
            }
        }
    }
}
