package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.fieldpost.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    private static final String HOME = "org/fieldpost/db/";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private H2Database h2(String migrations) {
        return H2Database.open(H2Settings.of(folder.resolve("m"), null, HOME + migrations));
    }

    private static int count(Database db, String table) {
        return db.read(
                tx ->
                        tx.handle()
                                .createQuery("SELECT COUNT(*) FROM " + table)
                                .mapTo(Integer.class)
                                .one());
    }

    /** Runs the same story on both databases. */
    private void onBoth(Function<Function<String, Database>, Void> story) {
        story.apply(this::h2);
        var settings = Postgres.fresh("");
        story.apply(
                migrations ->
                        PostgresDatabase.open(
                                new PostgresSettings(
                                        settings.url(),
                                        settings.user(),
                                        settings.password(),
                                        HOME + migrations,
                                        2)));
    }

    @Test
    void an_older_database_gets_what_is_missing_and_keeps_its_rows() {
        onBoth(
                open -> {
                    try (var db = open.apply("older")) {
                        db.run(
                                tx ->
                                        tx.handle()
                                                .execute(
                                                        "INSERT INTO counters VALUES ('mine', 5)"));
                        assertEquals(1, count(db, "schema_history"));
                    }
                    try (var db = open.apply("migrations")) {
                        assertEquals(2, count(db, "schema_history"));
                        assertEquals(2, count(db, "counters"));
                        assertEquals(0, count(db, "things WHERE note IS NULL"));
                    }
                    return null;
                });
    }

    @Test
    void a_database_newer_than_the_program_is_refused_untouched() {
        onBoth(
                open -> {
                    open.apply("migrations").close();
                    var problem = assertThrows(DatabaseProblem.class, () -> open.apply("older"));
                    assertEquals(Kind.NEWER_THAN_PROGRAM, problem.kind());
                    assertTrue(problem.remedy().contains("newest"), problem.remedy());
                    open.apply("migrations").close();
                    return null;
                });
    }

    @Test
    void an_edited_script_is_refused() {
        onBoth(
                open -> {
                    open.apply("older").close();
                    var problem = assertThrows(DatabaseProblem.class, () -> open.apply("edited"));
                    assertEquals(Kind.EDITED_MIGRATION, problem.kind());
                    open.apply("older").close();
                    return null;
                });
    }

    @Test
    void a_script_that_fails_half_way_leaves_the_database_as_it_was() {
        onBoth(
                open -> {
                    open.apply("older").close();
                    var failure = assertThrows(RuntimeException.class, () -> open.apply("broken"));
                    assertNotNull(failure.getMessage());
                    try (var db = open.apply("older")) {
                        assertEquals(1, count(db, "schema_history"));
                        assertThrows(RuntimeException.class, () -> count(db, "half"));
                    }
                    return null;
                });
    }

    @Test
    void an_h2_file_from_before_a_migration_is_kept_until_the_next() throws IOException {
        h2("older").close();
        assertFalse(Files.exists(folder.resolve("m.before.mv.db")), "nothing was before");
        h2("migrations").close();
        var before = folder.resolve("m.before.mv.db");
        assertTrue(Files.exists(before));
        Files.copy(before, folder.resolve("restored.mv.db"));
        try (var db =
                H2Database.open(H2Settings.of(folder.resolve("restored"), null, HOME + "older"))) {
            assertEquals(1, count(db, "schema_history"));
        }
    }

    @Test
    void what_an_interrupted_migration_left_is_cleared_away() throws IOException {
        h2("older").close();
        Files.writeString(folder.resolve("m.migrating.mv.db"), "half a copy");
        try (var db = h2("migrations")) {
            assertEquals(2, count(db, "schema_history"));
        }
        assertFalse(Files.exists(folder.resolve("m.migrating.mv.db")));
    }

    @Test
    void a_folder_with_a_gap_a_double_or_a_strange_name_is_a_bug_told_at_once() {
        for (var bad : new String[] {"gap", "twice", "badname", "nowhere"}) {
            assertThrows(IllegalStateException.class, () -> h2(bad), bad);
        }
        assertEquals(1, Migrations.of(HOME + "older", Dialect.POSTGRESQL).newest());
    }

    @Test
    void scripts_are_found_inside_a_jar_too() {
        // JUnit's own jar stands for ours: what lies in its folder is seen, and is no migration.
        var told =
                assertThrows(
                        IllegalStateException.class,
                        () -> Migrations.of("org/junit/jupiter/api", Dialect.H2));
        assertTrue(String.valueOf(told.getMessage()).contains("not a migration's name"));
    }
}
