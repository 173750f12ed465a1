package org.fieldpost.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pushed row is written into all indexes of its table: there are those that are asked, and no others. */
class IndexesTest {
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

    private List<String> found(String sql, String table) {
        return database.read(
                tx -> tx.handle().createQuery(sql).bind("table", table).mapTo(String.class).list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"submissions", "submission_media", "audit_history"})
    void h2_makes_no_index_of_its_own_for_a_foreign_key(String table) {
        assertEquals(
                List.of(),
                found(
                        """
                        SELECT index_name FROM information_schema.indexes
                        WHERE lower(table_name) = :table AND is_generated AND index_type_name = 'INDEX'
                        """,
                        table));
    }

    /** Each time they run out, H2 writes its file, be a transaction half done or not. */
    @Test
    void numbers_of_the_history_do_not_run_out_within_a_push() {
        var cached =
                found(
                        """
                        SELECT identity_cache FROM information_schema.columns
                        WHERE lower(table_name) = :table AND identity_cache IS NOT NULL
                        """,
                        "audit_history");
        assertEquals(1, cached.size());
        assertTrue(Long.parseLong(cached.getFirst()) >= 10_000, cached.toString());
    }
}
