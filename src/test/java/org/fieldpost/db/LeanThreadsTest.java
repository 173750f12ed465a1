package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.engine.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several threads change rows of a {@link LeanTables} file while others read by each index. */
class LeanThreadsTest {
    private static final int ROWS = 40;
    private static final int CHANGES = Integer.getInteger("lean.changes", 400);
    private static final List<String> LOOKS =
            List.of(
                    "SELECT count(*), sum(b), sum(a) FROM t",
                    "SELECT count(*), sum(b), sum(a) FROM t WHERE b > -1000000",
                    "SELECT count(*), sum(b), sum(a) FROM t WHERE a > -1000000",
                    "SELECT count(*), sum(b), sum(a) FROM t WHERE w >= ''");

    @TempDir Path folder;

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:"
                        + folder.resolve("file")
                        + ";DATABASE_TO_LOWER=TRUE;QUERY_CACHE_SIZE=0;OPTIMIZE_REUSE_RESULTS=0;WRITE_DELAY=0"
                        + H2File.LEAN,
                "sa",
                "");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String look(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3);
        }
    }

    private static void change(Connection connection, Random chance) throws SQLException {
        int one = chance.nextInt(ROWS);
        int other = (one + 1 + chance.nextInt(ROWS - 1)) % ROWS;
        switch (chance.nextInt(5)) {
            case 0 -> run(connection, "UPDATE t SET note = note || 'x' WHERE id = " + one);
            case 1 -> {
                run(connection, "UPDATE t SET b = b + 1, w = 'w" + one + "' WHERE id = " + one);
                run(connection, "UPDATE t SET b = b - 1 WHERE id = " + other);
            }
            case 2 ->
                    run(
                            connection,
                            "UPDATE t SET w = 'v', note = 'n' WHERE b BETWEEN %d AND %d"
                                    .formatted(one - 3, one + 3));
            case 3 ->
                    // Unique values change places.
                    run(
                            connection,
                            ("UPDATE t SET a = (SELECT sum(y.a) FROM t y WHERE y.id IN (%d, %d)) - a"
                                            + " WHERE id IN (%d, %d)")
                                    .formatted(one, other, one, other));
            default -> {
                run(connection, "DELETE FROM t WHERE id = " + one);
                run(
                        connection,
                        "INSERT INTO t SELECT %d, 820 - coalesce(sum(a), 0), 1000 - coalesce(sum(b), 0), 'w', '' FROM t"
                                .formatted(one));
            }
        }
    }

    private int write(long seed, AtomicInteger refused) throws SQLException {
        var chance = new Random(seed);
        int done = 0;
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < CHANGES; i++) {
                try {
                    change(connection, chance);
                    if (chance.nextInt(8) == 0) {
                        connection.rollback();
                    } else {
                        connection.commit();
                        done++;
                    }
                } catch (SQLException e) {
                    connection.rollback();
                    refused.incrementAndGet();
                    assertTrue(
                            List.of(23505, 50200, 90131, 40001).contains(e.getErrorCode()),
                            e.toString());
                }
            }
        }
        return done;
    }

    private String read(List<Future<Integer>> writers) throws SQLException {
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Constants.TRANSACTION_SNAPSHOT);
            while (!writers.stream().allMatch(Future::isDone)) {
                var seen = look(connection, LOOKS.getFirst());
                for (var sql : LOOKS) {
                    if (!seen.equals(look(connection, sql))) {
                        return seen + " but " + look(connection, sql) + " by " + sql;
                    }
                }
                connection.commit();
            }
        }
        return "";
    }

    @Test
    @Timeout(120)
    void every_index_tells_the_same_while_rows_change_and_after_reopening() throws Exception {
        try (var connection = connect();
                var threads = Executors.newFixedThreadPool(4)) {
            run(
                    connection,
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER UNIQUE, b INTEGER, w VARCHAR, note VARCHAR)");
            run(connection, "CREATE INDEX t_b ON t (b)");
            run(connection, "CREATE INDEX t_w ON t (w, b)");
            run(
                    connection,
                    "INSERT INTO t SELECT \"X\" - 1, \"X\", 25, 'w', '' FROM system_range(1, "
                            + ROWS
                            + ")");
            var refused = new AtomicInteger();
            var writers = new ArrayList<Future<Integer>>();
            for (long seed = 1; seed <= 2; seed++) {
                long mine = seed;
                writers.add(threads.submit(() -> write(mine, refused)));
            }
            var readers = new ArrayList<Future<String>>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit((Callable<String>) () -> read(writers)));
            }
            for (var writer : writers) {
                assertTrue(writer.get(100, TimeUnit.SECONDS) > 0);
            }
            for (var reader : readers) {
                assertEquals("", reader.get(100, TimeUnit.SECONDS));
            }
        }
        try (var connection = connect()) {
            var seen = look(connection, LOOKS.getFirst());
            for (var sql : LOOKS) {
                assertEquals(seen, look(connection, sql), sql);
            }
            assertTrue(seen.startsWith(ROWS + " "), seen);
        }
    }
}
