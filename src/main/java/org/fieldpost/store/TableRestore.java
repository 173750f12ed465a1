package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Rows as text, into the journal and back: what must not be lost when the database is. Which rows of which tables
 * is the list here; names of tables and columns never come from data.
 */
final class TableRestore {
    private static final int ROWS_PER_RECORD = 200;
    private static final long CHARS_PER_RECORD = 256 << 10;

    /** What of a table is unsent, and its key. */
    private record Unsent(String key, String condition) {}

    private static final Map<String, Unsent> TABLES =
            Map.ofEntries(
                    Map.entry("settings", new Unsent("name", "TRUE")),
                    Map.entry("users", new Unsent("id", "TRUE")),
                    Map.entry("drafts", new Unsent("id", "TRUE")),
                    Map.entry("draft_media", new Unsent("id", "TRUE")),
                    Map.entry("submissions", new Unsent("id", "dirty")),
                    Map.entry(
                            "submission_references",
                            new Unsent(
                                    "submission_id, pointer",
                                    "submission_id IN (SELECT id FROM submissions WHERE dirty)")),
                    Map.entry(
                            "submission_media",
                            new Unsent(
                                    "id",
                                    "dirty OR id IN (SELECT media_id FROM media_uploads WHERE state <> 'DONE')")),
                    Map.entry("media_uploads", new Unsent("media_id", "state <> 'DONE'")),
                    Map.entry("conflicts", new Unsent("id", "dirty")),
                    Map.entry("telemetry", new Unsent("id", "dirty")),
                    Map.entry("mobile_devices", new Unsent("id", "dirty")),
                    Map.entry("mobile_forms", new Unsent("id", "dirty")),
                    Map.entry("outbox_events", new Unsent("id", "status <> 'COMPLETED'")),
                    Map.entry(
                            "outbox_payloads",
                            new Unsent(
                                    "sequence",
                                    "sequence IN (SELECT sequence FROM outbox_events"
                                            + " WHERE status <> 'COMPLETED')")),
                    Map.entry("outbox_references", new Unsent("command_id, target_id", "TRUE")),
                    Map.entry(
                            "id_mappings",
                            new Unsent(
                                    "id",
                                    "status <> 'resolved' OR resolved_at > "
                                            + "(SELECT max(resolved_at) FROM id_mappings) - INTERVAL '1' DAY")),
                    Map.entry(
                            "tombstones",
                            new Unsent("entity_id, entity_type", "sync_status <> 'SYNCED'")));

    private static final List<String> MADE_BY_THE_DATABASE = List.of("local_key");

    private static final String WORDS_STALE = "words_stale";

    /** A record's worth of rows. */
    record Rows(String table, ArrayNode rows) {}

    /** Gives everything unsent to {@code to}, in the order it must be put back, never much of it at once. */
    void unsent(ReadTx tx, Consumer<Rows> to) {
        // Users come before the mappings that refer to them.
        var order = new ArrayList<>(TABLES.keySet().stream().sorted().toList());
        order.remove("users");
        order.addFirst("users");
        order.forEach(table -> unsent(tx, table, to));
    }

    private static void unsent(ReadTx tx, String table, Consumer<Rows> to) {
        var sql = "SELECT * FROM %s WHERE %s".formatted(table, known(table).condition());
        try (var rows = tx.handle().createQuery(sql).map(TableRestore::row).stream()) {
            var chunk = Json.array();
            long chars = 0;
            for (var row : (Iterable<ObjectNode>) rows::iterator) {
                chunk.add(row);
                chars += chars(row);
                if (chunk.size() == ROWS_PER_RECORD || chars >= CHARS_PER_RECORD) {
                    to.accept(new Rows(table, chunk));
                    chunk = Json.array();
                    chars = 0;
                }
            }
            if (!chunk.isEmpty()) {
                to.accept(new Rows(table, chunk));
            }
        }
    }

    private static long chars(ObjectNode row) {
        long chars = 0;
        for (var value : row) {
            chars += value.asText().length();
        }
        return chars;
    }

    private static Unsent known(String table) {
        var known = TABLES.get(table);
        if (known == null) {
            throw new IllegalArgumentException("no table to restore: " + table);
        }
        return known;
    }

    private static ObjectNode row(ResultSet row, StatementContext context) throws SQLException {
        var json = Json.object();
        var meta = row.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            var name = meta.getColumnLabel(i);
            if (MADE_BY_THE_DATABASE.contains(name)) {
                continue;
            }
            if (meta.getColumnType(i) == Types.TIMESTAMP_WITH_TIMEZONE) {
                var time = row.getObject(i, OffsetDateTime.class);
                if (time != null) {
                    json.put(name, time.toInstant().toString());
                }
            } else {
                var text = row.getString(i);
                if (text != null) {
                    json.put(name, text);
                }
            }
        }
        return json;
    }

    /** Puts rows back over whatever is there. */
    void apply(WriteTx tx, Mutation.Restore restore) {
        var table = restore.table();
        var key = known(table).key();
        var columns = columns(tx, table);
        for (var row : restore.rows()) {
            var present = columns.stream().filter(row::has).toList();
            var statement =
                    tx.handle()
                            .createUpdate(
                                    "MERGE INTO %s (%s) KEY (%s) VALUES (%s)"
                                            .formatted(
                                                    table,
                                                    present.stream()
                                                            .map(c -> '"' + c + '"')
                                                            .collect(Collectors.joining(", ")),
                                                    key,
                                                    present.stream()
                                                            .map(c -> ":" + c)
                                                            .collect(Collectors.joining(", "))));
            present.forEach(c -> statement.bind(c, value(row, c)));
            statement.execute();
        }
        if (table.equals("outbox_events")) {
            tx.handle()
                    .createUpdate(
                            """
                            UPDATE outbox_totals
                            SET created = (SELECT count(*) FROM outbox_events) + purged WHERE id = 1
                            """)
                    .execute();
        }
    }

    /** As it was written; but words for searching are in no journal, so that they are to be gathered again. */
    private static String value(JsonNode row, String column) {
        return column.equals(WORDS_STALE) ? "true" : row.get(column).asText();
    }

    private static List<String> columns(ReadTx tx, String table) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT column_name FROM information_schema.columns
                        WHERE lower(table_name) = :table AND lower(column_name) NOT IN (<made>)
                        ORDER BY ordinal_position
                        """)
                .bind("table", table)
                .bindList("made", MADE_BY_THE_DATABASE)
                .mapTo(String.class)
                .list();
    }
}
