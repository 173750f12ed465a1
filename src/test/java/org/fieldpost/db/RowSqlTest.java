package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.testing.Postgres;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many rows by one statement, on both databases. */
class RowSqlTest {
    private static final RowSql ADD =
            RowSql.of("INSERT INTO things (id, name, at, data) VALUES (:id, :name, :at, :name)");
    @TempDir private Path folder = Path.of("");

    private <T> T with(Dialect dialect, Function<Database, T> work) {
        var migrations = DatabaseContractTest.MIGRATIONS;
        try (var db =
                switch (dialect) {
                    case H2 ->
                            H2Database.open(H2Settings.of(folder.resolve("x"), null, migrations));
                    case POSTGRESQL -> PostgresDatabase.open(Postgres.fresh(migrations));
                }) {
            return work.apply(db);
        }
    }

    private static int[] add(WriteTx tx, UUID second) {
        try (var rows = ADD.rows(tx)) {
            rows.bind("id", new UUID(0, 1)).bind("name", "one").bind("at", null).add();
            rows.bind("id", new SubmissionId(second)).bind("name", "two");
            rows.bind("at", Instant.EPOCH).add();
            assertEquals(2, rows.size());
            return rows.execute();
        }
    }

    private static List<String> said(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        "SELECT concat(name, ' ', data, ' ', at IS NULL) FROM things ORDER BY id")
                .map((row, context) -> row.getString(1).toLowerCase(java.util.Locale.ROOT))
                .list();
    }

    @ParameterizedTest
    @EnumSource
    void rows_go_in_with_nulls_and_our_types_and_a_bind_that_stands_twice(Dialect dialect) {
        var found =
                with(
                        dialect,
                        db -> {
                            assertArrayEquals(
                                    new int[] {1, 1}, db.write(tx -> add(tx, new UUID(0, 2))));
                            return db.read(RowSqlTest::said);
                        });
        assertEquals(2, found.size());
        assertEquals(
                List.of("one one", "two two"), found.stream().map(t -> t.substring(0, 7)).toList());
        assertEquals(
                List.of(true, false),
                found.stream().map(t -> t.substring(8).startsWith("t")).toList());
    }

    @ParameterizedTest
    @EnumSource
    void a_refused_row_is_told_as_jdbi_tells_it_and_the_transaction_leaves_nothing(
            Dialect dialect) {
        var found =
                with(
                        dialect,
                        db -> {
                            assertThrows(
                                    JdbiException.class,
                                    () -> db.write(tx -> add(tx, new UUID(0, 1))));
                            return db.read(RowSqlTest::said);
                        });
        assertEquals(List.of(), found);
    }

    @ParameterizedTest
    @EnumSource
    void rows_that_were_never_carried_out_do_not_go_with_the_next_ones(Dialect dialect) {
        var found =
                with(
                        dialect,
                        db -> {
                            db.run(
                                    tx -> {
                                        try (var rows = ADD.rows(tx)) {
                                            rows.bind("id", new UUID(0, 3)).bind("name", "left");
                                            rows.bind("at", null).add();
                                        }
                                        add(tx, new UUID(0, 2));
                                    });
                            return db.read(RowSqlTest::said);
                        });
        assertEquals(2, found.size(), found::toString);
    }

    @Test
    void a_bind_the_statement_does_not_have_is_refused() {
        with(
                Dialect.H2,
                db -> {
                    db.run(
                            tx -> {
                                try (var rows = ADD.rows(tx)) {
                                    assertThrows(
                                            IllegalArgumentException.class,
                                            () -> rows.bind("colour", "red"));
                                    assertArrayEquals(new int[0], rows.execute());
                                }
                            });
                    return "";
                });
    }
}
