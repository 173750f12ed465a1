package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Rows as text, into the journal and back: what must not be lost when the database is. Which rows of which tables
 * is the list here; names of tables and columns never come from data.
 */
final class TableRestore {
    private static final int ROWS_PER_RECORD = 200;
    private static final long CHARS_PER_RECORD = 256 << 10;

    /** Ids that were replaced a little while ago may still be in an open window; more of them than this are not. */
    private static final Duration LATELY = Duration.ofDays(1);

    private static final int LATELY_MAX = 5_000;

    /** From the end of the index, and no further than asked for: those resolved within a year may be many. */
    static final String NEWEST_RESOLVED =
            """
            SELECT resolved_at FROM id_mappings WHERE status = 'resolved'
            ORDER BY status DESC, resolved_at DESC LIMIT :limit
            """;

    /** Found by the index: commands that are done are many. */
    private static final String WAITING =
            Arrays.stream(OutboxStatus.values())
                    .filter(status -> status != OutboxStatus.COMPLETED)
                    .map(status -> "'" + status + "'")
                    .collect(Collectors.joining(", ", "status IN (", ")"));

    /** In both halves of the index that has {@code words_stale} first: what is clean is not looked at. */
    private static final List<String> DIRTY =
            List.of(
                    "s.words_stale = TRUE AND s.dirty = TRUE",
                    "s.words_stale = FALSE AND s.dirty = TRUE");

    /**
     * What of a table {@code t} is unsent, and its key.
     *
     * @param key its columns
     * @param parts together all that is unsent, no row twice, found by an index where there may be many that are not;
     *     no list by a query within (IN): H2 may run that again for every row
     */
    private record Unsent(String key, List<String> parts) {
        Unsent(String key, String part) {
            this(key, List.of(part));
        }

        /** What goes with submissions that are dirty. */
        static Unsent withDirty(String key, String submission) {
            return new Unsent(
                    key,
                    DIRTY.stream()
                            .map(
                                    dirty ->
                                            "JOIN submissions s ON s.id = t.%s WHERE %s"
                                                    .formatted(submission, dirty))
                            .toList());
        }
    }

    private static final Map<String, Unsent> TABLES =
            Map.ofEntries(
                    Map.entry("settings", new Unsent("name", "")),
                    Map.entry("users", new Unsent("id", "")),
                    Map.entry("drafts", new Unsent("id", "")),
                    Map.entry("draft_media", new Unsent("id", "")),
                    Map.entry("submissions", Unsent.withDirty("id", "id")),
                    Map.entry(
                            "submission_references",
                            Unsent.withDirty("submission_id, pointer", "submission_id")),
                    Map.entry(
                            "submission_media",
                            new Unsent(
                                    "id",
                                    """
                                    WHERE t.dirty OR EXISTS (SELECT 1 FROM media_uploads u
                                        WHERE u.media_id = t.id AND u.state <> 'DONE')
                                    """)),
                    Map.entry("media_uploads", new Unsent("media_id", "WHERE t.state <> 'DONE'")),
                    Map.entry("conflicts", new Unsent("id", "WHERE t.dirty")),
                    Map.entry("telemetry", new Unsent("id", "WHERE t.dirty")),
                    Map.entry("mobile_devices", new Unsent("id", "WHERE t.dirty")),
                    Map.entry("mobile_forms", new Unsent("id", "WHERE t.dirty")),
                    Map.entry("outbox_events", new Unsent("id", "WHERE t." + WAITING)),
                    Map.entry(
                            "outbox_payloads",
                            new Unsent(
                                    "sequence",
                                    "JOIN outbox_events e ON e.sequence = t.sequence WHERE e."
                                            + WAITING)),
                    Map.entry("outbox_references", new Unsent("command_id, target_id", "")),
                    Map.entry(
                            "id_mappings",
                            new Unsent(
                                    "id",
                                    List.of(
                                            "WHERE t.status IN ('pending', 'failed')",
                                            "WHERE t.status = 'resolved' AND t.resolved_at >= :since"))),
                    Map.entry(
                            "tombstones",
                            new Unsent(
                                    "entity_id, entity_type", "WHERE t.sync_status <> 'SYNCED'")));

    private static final List<String> MADE_BY_THE_DATABASE = List.of("local_key");

    private static final String WORDS_STALE = "words_stale";

    /** A record's worth of rows. */
    record Rows(String table, ArrayNode rows) {}

    /** Gives everything unsent to {@code to}, in the order it must be put back, never much of it at once. */
    void unsent(ReadTx tx, Consumer<Rows> to) {
        // Users come before the mappings that refer to them.
        var order = new ArrayList<>(tables().stream().sorted().toList());
        order.remove("users");
        order.addFirst("users");
        order.forEach(table -> unsent(tx, table, to));
    }

    private static void unsent(ReadTx tx, String table, Consumer<Rows> to) {
        sql(table).forEach(sql -> unsent(tx, table, sql, to));
    }

    private static void unsent(ReadTx tx, String table, String sql, Consumer<Rows> to) {
        try (var rows = select(tx, sql).map(TableRestore::row).stream()) {
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

    /** All that are told of. */
    static Set<String> tables() {
        return TABLES.keySet();
    }

    /** Selects what is unsent, in parts; {@code :since} is {@link #since}. */
    static List<String> sql(String table) {
        return known(table).parts().stream()
                .map(part -> "SELECT t.* FROM %s t %s".formatted(table, part))
                .toList();
    }

    private static Query select(ReadTx tx, String sql) {
        var query = tx.handle().createQuery(sql);
        return sql.contains(":since") ? query.bind("since", Sql.time(since(tx))) : query;
    }

    /** When the oldest of those ids was replaced that are still told of. */
    private static Instant since(ReadTx tx) {
        var newest =
                tx.handle()
                        .createQuery(NEWEST_RESOLVED)
                        .bind("limit", LATELY_MAX)
                        .map((row, context) -> Sql.instant(row, "resolved_at"))
                        .list();
        if (newest.isEmpty()) {
            return Instant.EPOCH;
        }
        var lately = newest.getFirst().minus(LATELY);
        var oldest = newest.getLast();
        return lately.isAfter(oldest) ? lately : oldest;
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
