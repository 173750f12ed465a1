package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.fieldpost.contract.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeTablesTest {
    /** Long columns that are plain text; what is not here and not JSON is new, and belongs on one of the two lists. */
    private static final Set<String> TEXTS =
            Set.of(
                    "choice_lists.list",
                    "form_lists.last_error",
                    "form_lists.list",
                    "id_mappings.last_error",
                    "inbound_quarantine.error_message",
                    "media_uploads.error_message",
                    "media_uploads.upload_url",
                    "outbox_events.error_message",
                    "snapshot_state.next_page",
                    "snapshot_state.place",
                    "sync_state.paused_reason",
                    "users.name");

    @Test
    void every_long_column_is_known_as_text_or_is_parsed(@TempDir Path folder) {
        try (var device = new Device(folder)) {
            var found =
                    new TreeSet<>(
                            device.db.<java.util.List<String>>read(
                                    tx ->
                                            tx.handle()
                                                    .createQuery(
                                                            """
                                                            SELECT table_name || '.' || column_name
                                                            FROM information_schema.columns
                                                            WHERE table_schema = 'public'
                                                                AND character_maximum_length > 100000
                                                            """)
                                                    .mapTo(String.class)
                                                    .list()));
            found.removeIf(name -> EntityType.of(name.substring(0, name.indexOf('.'))).isPresent());
            var known = new TreeSet<>(TEXTS);
            WholeTables.JSON.forEach(
                    (table, columns) -> columns.forEach(column -> known.add(table + "." + column)));
            assertEquals(known, found);
        }
    }

    @Test
    void a_table_is_read_to_its_end_in_small_pieces(@TempDir Path folder) {
        try (var device = new Device(folder)) {
            device.db.run(
                    tx ->
                            tx.handle()
                                    .execute(
                                            """
                                            INSERT INTO submission_words (word, local_key)
                                            SELECT 'w' || "X", "X" FROM system_range(1, 25)
                                            """));
            var tables = new WholeTables(device.tables);
            int pieces = 0;
            int rows = 0;
            long after = Numbered.START;
            boolean more = true;
            while (more) {
                long from = after;
                var some = device.db.read(tx -> tables.rows(tx, "submission_words", from, 10));
                assertTrue(some.rows().size() <= 10);
                pieces++;
                rows += some.rows().size();
                after = some.last();
                more = !some.isLast();
            }
            assertEquals(25, rows);
            assertEquals(3, pieces);
        }
    }
}
