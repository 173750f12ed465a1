package org.fieldpost.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.db.ReadTx;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's tables against the "Mobile Integration ERD" (seed 001), column by column. */
@SuppressWarnings("NullAway.Init") // open() fills the field
class ErdTest {
    /** Tables and columns as the ERD names them; {@code a=b}: its a is our b (reserved or ambiguous words). */
    private static final String ERD =
            """
            mobile_devices
              id device_id user_id device_type os_version app_version push_token status trust_score
              metadata last_seen created_at updated_at
            sync_batches
              id batch_token device_id client_sync_token server_sync_token status items_count created_at
              processed_at
            sync_items
              id batch_id client_temp_id resource_type action payload client_version server_version
              status error_message created_at
            submissions
              id form_id form_version data device_id status metadata created_at reviewed_at updated_at
            submission_media
              id submission_id key=object_key filename content_type size_bytes gps captured_at
              uploaded_at created_at
            conflicts
              id resource_type resource_id server_payload client_payload resolution resolution_action
              resolved_by resolved_at notes created_at
            telemetry
              id device_id metrics created_at
            mobile_forms
              id code name schema=form_schema version=form_version published draft created_by created_at
              updated_at
            """;

    private H2Database database;

    @BeforeEach
    void open(@TempDir(factory = MemoryDisk.class) Path folder) {
        database =
                H2Database.open(H2Settings.of(folder.resolve("hub"), null, HubSchema.MIGRATIONS));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static List<String> texts(ReadTx tx, String sql, String table) {
        return tx.handle().createQuery(sql).bind("table", table).mapTo(String.class).list();
    }

    private List<String> columns(String table) {
        return database.read(
                tx ->
                        texts(
                                tx,
                                """
                                SELECT lower(column_name) FROM information_schema.columns
                                WHERE lower(table_name) = :table
                                """,
                                table));
    }

    @Test
    void the_eight_tables_have_every_column_of_the_draft() {
        var missing = new ArrayList<String>();
        var tables = new ArrayList<String>();
        for (var line : ERD.lines().toList()) {
            if (!line.startsWith(" ")) {
                tables.add(line);
                continue;
            }
            var held = columns(tables.getLast());
            for (var word : line.strip().split(" ", -1)) {
                var column = word.substring(word.indexOf('=') + 1);
                if (!held.contains(column)) {
                    missing.add(tables.getLast() + "." + column);
                }
            }
        }
        assertEquals(8, tables.size());
        assertEquals(List.of(), missing);
    }

    @Test
    void the_indexes_of_the_draft_are_there() {
        for (var index :
                List.of(
                        "idx_mobile_devices_device_id",
                        "idx_sync_batches_batch_token",
                        "idx_sync_items_batch_id_status")) {
            var found =
                    database.read(
                            tx ->
                                    texts(
                                            tx,
                                            """
                                            SELECT lower(index_name) FROM information_schema.indexes
                                            WHERE lower(index_name) = :table
                                            """,
                                            index));
            assertEquals(List.of(index), found);
        }
    }

    @Test
    void the_relations_of_the_draft_are_there() {
        var relations =
                database.read(
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT DISTINCT lower(f.table_name || ' > ' || p.table_name)
                                                FROM information_schema.referential_constraints r
                                                JOIN information_schema.table_constraints f
                                                    ON f.constraint_name = r.constraint_name
                                                JOIN information_schema.table_constraints p
                                                    ON p.constraint_name = r.unique_constraint_name
                                                """)
                                        .mapTo(String.class)
                                        .set());
        for (var relation :
                List.of(
                        "sync_batches > mobile_devices",
                        "sync_items > sync_batches",
                        "submission_media > submissions",
                        "submissions > mobile_devices",
                        "telemetry > mobile_devices")) {
            assertEquals(true, relations.contains(relation), relation + " in " + relations);
        }
    }
}
