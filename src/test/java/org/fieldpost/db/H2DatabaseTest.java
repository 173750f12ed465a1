package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.jdbi.v3.core.statement.StatementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2DatabaseTest extends DatabaseContractTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Override
    Database open() {
        return open("main", null);
    }

    private H2Database open(String name, @Nullable SecretKey key) {
        return H2Database.open(H2Settings.of(folder.resolve(name), key, MIGRATIONS));
    }

    private static SecretKey key(int fill) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return new SecretKeySpec(bytes, "AES");
    }

    private static void insert(Database db, String name) {
        db.run(
                tx ->
                        tx.handle()
                                .execute(
                                        "INSERT INTO counters (name, \"value\") VALUES (?, 1)",
                                        name));
    }

    private static List<String> names(Database db) {
        return db.read(
                tx ->
                        tx.handle()
                                .createQuery("SELECT name FROM counters ORDER BY name")
                                .mapTo(String.class)
                                .list());
    }

    @Test
    void an_encrypted_database_opens_again_with_its_key_and_hides_its_answers() throws IOException {
        try (var db = open("secret", key(1))) {
            insert(db, "well in Tambacounda");
            db.checkpoint();
        }
        try (var db = open("secret", key(1))) {
            assertEquals(List.of("a;b", "well in Tambacounda"), names(db));
            insert(db, "another");
        }
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(f -> f.getFileName().toString().startsWith("secret")).toList()) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("Tambacounda"), file.toString());
            }
        }
    }

    @Test
    void the_wrong_key_is_a_problem_with_a_remedy_and_changes_nothing() throws IOException {
        open("secret", key(1)).close();
        var before = Files.readAllBytes(folder.resolve("secret.mv.db"));
        var problem = assertThrows(DatabaseProblem.class, () -> open("secret", key(2)));
        assertEquals(Kind.WRONG_KEY, problem.kind());
        assertEquals(
                -1,
                java.util.Arrays.mismatch(
                        before, Files.readAllBytes(folder.resolve("secret.mv.db"))));
        open("secret", key(1)).close();
    }

    @Test
    void a_damaged_file_is_a_problem_with_a_remedy() throws IOException {
        Files.write(folder.resolve("bad.mv.db"), new byte[20_000]);
        var problem = assertThrows(DatabaseProblem.class, () -> open("bad", null));
        assertEquals(Kind.DAMAGED, problem.kind());
        assertFalse(problem.remedy().isEmpty());
    }

    @Test
    void no_sql_of_ours_can_reach_settings_files_or_classes() {
        for (var sql :
                List.of(
                        "SET WRITE_DELAY 500",
                        "CREATE TABLE t (a INT)",
                        "DROP TABLE things",
                        "CREATE ALIAS e AS 'int f() { return 1; }'",
                        "CREATE ALIAS p FOR 'java.lang.System.getProperty'",
                        "CALL FILE_READ('/etc/hostname')",
                        "CALL CSVREAD('/etc/hostname')",
                        "CALL CSVWRITE('" + folder.resolve("x.csv") + "', 'SELECT 1')",
                        "SCRIPT TO '" + folder.resolve("x.sql") + "'",
                        "BACKUP TO '" + folder.resolve("x.zip") + "'",
                        "RUNSCRIPT FROM '/etc/hostname'",
                        "SHUTDOWN",
                        "CREATE LINKED TABLE l ('', 'jdbc:h2:mem:x', '', '', 'T')",
                        "CREATE USER u PASSWORD ''",
                        "ALTER USER owner SET PASSWORD 'x'")) {
            assertThrows(
                    StatementException.class, () -> db().run(tx -> tx.handle().execute(sql)), sql);
        }
        assertEquals(List.of("a;b"), names(db()));
    }

    @Test
    void the_settings_that_were_measured_are_in_force() {
        var settings =
                db().read(
                                tx ->
                                        tx.handle()
                                                .createQuery(
                                                        "SELECT setting_name || '=' || setting_value FROM"
                                                                + " information_schema.settings")
                                                .mapTo(String.class)
                                                .list());
        assertTrue(settings.contains("WRITE_DELAY=0"), settings.toString());
        assertTrue(
                settings.contains("REUSE_SPACE=FALSE") || settings.contains("REUSE_SPACE=false"),
                settings.toString());
        assertTrue(
                settings.contains("DEFAULT_TABLE_ENGINE=org.fieldpost.db.LeanTables"),
                settings.toString());
        assertEquals("org.fieldpost.db.LeanTables", org.h2.engine.SysProperties.ALLOWED_CLASSES);
    }

    @Test
    void a_backup_taken_while_open_is_a_database() throws IOException {
        insert(db(), "kept");
        var zip = folder.resolve("it's a backup.zip");
        ((H2Database) db()).backupTo(zip);
        var copy = folder.resolve("copy.mv.db");
        try (var files = new java.util.zip.ZipInputStream(Files.newInputStream(zip))) {
            assertEquals("main.mv.db", files.getNextEntry().getName());
            Files.copy(files, copy);
        }
        try (var db = open("copy", null)) {
            assertEquals(List.of("a;b", "kept"), names(db));
        }
    }

    @Test
    void a_large_database_is_compacted_when_closed_and_keeps_its_rows() throws IOException {
        try (var db = open("large", null)) {
            for (int round = 0; round < 40; round++) {
                db.run(
                        tx -> {
                            for (int i = 0; i < 100; i++) {
                                tx.handle().execute("DELETE FROM things WHERE name = ?", "n" + i);
                                tx.handle()
                                        .execute(
                                                "INSERT INTO things (id, name, data) VALUES (random_uuid(), ?, ?)",
                                                "n" + i,
                                                "x".repeat(5_000));
                            }
                        });
            }
            assertTrue(Files.size(db.file()) > 16 << 20, "not large: " + Files.size(db.file()));
        }
        var file = folder.resolve("large.mv.db");
        assertTrue(Files.size(file) < 4 << 20, "not compacted: " + Files.size(file));
        try (var db = open("large", null)) {
            int rows =
                    db.read(
                            tx ->
                                    tx.handle()
                                            .createQuery(
                                                    "SELECT COUNT(*) FROM things WHERE LENGTH(data) = 5000")
                                            .mapTo(Integer.class)
                                            .one());
            assertEquals(100, rows);
        }
    }

    /** H2 remembers what EXISTS came to, and forgets to forget it when the transaction itself writes. */
    @Test
    void a_transaction_that_asks_again_whether_something_exists_sees_what_it_wrote_meanwhile() {
        db().run(
                        tx -> {
                            assertFalse(isCounted(tx, "b"));
                            assertEquals(1, countOnce(tx, "b"));
                            assertTrue(isCounted(tx, "b"));
                            assertEquals(0, countOnce(tx, "b"));
                            tx.handle().execute("DELETE FROM counters WHERE name = 'b'");
                            assertFalse(isCounted(tx, "b"));
                            assertEquals(1, countOnce(tx, "b"));
                        });
        assertEquals(List.of("a;b", "b"), names(db()));
    }

    private static boolean isCounted(ReadTx tx, String name) {
        return tx.handle()
                .createQuery("SELECT EXISTS (SELECT 1 FROM counters WHERE name = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    private static int countOnce(WriteTx tx, String name) {
        return tx.handle()
                .createUpdate(
                        """
                        INSERT INTO counters (name, "value") SELECT :name, 1
                        WHERE NOT EXISTS (SELECT 1 FROM counters WHERE name = :name)
                        """)
                .bind("name", name)
                .execute();
    }

    /** H2 goes on with the plan's old cursor, over rows as they were, when it is run again. */
    @Test
    void a_question_with_a_list_that_stops_early_begins_anew_when_it_is_asked_again() {
        OwnersHands.execute(
                folder.resolve("main"), "CREATE INDEX by_value ON counters (\"value\", name)");
        db().run(
                        tx ->
                                tx.handle()
                                        .execute(
                                                """
                                                INSERT INTO counters (name, "value")
                                                SELECT 'n' || r.x, r.x / 4 FROM system_range(4, 400) r (x)
                                                """));
        assertEquals(List.of("n4"), firstOf(List.of(1, 2)));
        assertEquals(List.of("n4"), firstOf(List.of(1, 2)));
        db().run(tx -> tx.handle().execute("UPDATE counters SET \"value\" = 0"));
        assertEquals(List.of(), firstOf(List.of(1, 2)));
    }

    @Test
    void a_change_with_a_list_that_broke_off_begins_anew_when_it_is_made_again() {
        OwnersHands.execute(
                folder.resolve("main"), "CREATE INDEX by_value ON counters (\"value\", name)");
        db().run(
                        tx ->
                                tx.handle()
                                        .execute(
                                                """
                                                INSERT INTO counters (name, "value")
                                                SELECT 'n' || r.x, r.x / 10 FROM system_range(10, 39) r (x)
                                                """));
        assertThrows(StatementException.class, () -> dropped(2));
        assertThrows(StatementException.class, () -> dropped(3));
        assertEquals(30, dropped(10));
    }

    /** Drops the counters of 1 to 3; breaks off at the first of {@code zero}. */
    private int dropped(int zero) {
        return db().write(
                        tx ->
                                tx.handle()
                                        .createUpdate(
                                                """
                                                DELETE FROM counters WHERE "value" IN (1, 2, 3)
                                                AND 100 / ("value" - :zero) IS NOT NULL
                                                """)
                                        .bind("zero", zero)
                                        .execute());
    }

    private List<String> firstOf(List<Integer> values) {
        return db().read(
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT name FROM counters WHERE "value" IN (<values>) LIMIT 1
                                                """)
                                        .bindList("values", values)
                                        .mapTo(String.class)
                                        .list());
    }
}
