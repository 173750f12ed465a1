package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.h2.api.ErrorCode;
import org.h2.engine.Constants;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.db.MVIndex;
import org.h2.mvstore.db.MVTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing a row in {@link LeanTables} does what H2 does, and less of it. */
class LeanTablesTest {
    private static final String WORDS = ";DATABASE_TO_LOWER=TRUE";
    private static final List<String> SCHEMA =
            List.of(
                    "CREATE TABLE parents (id UUID PRIMARY KEY, name VARCHAR NOT NULL)",
                    """
                    CREATE TABLE things (id UUID PRIMARY KEY, code INTEGER UNIQUE, place INTEGER, name VARCHAR,
                        note VARCHAR, parent UUID REFERENCES parents (id), amount INTEGER CHECK (amount < 900))
                    """,
                    "CREATE INDEX things_by_place ON things (place, name)",
                    "CREATE INDEX things_by_name ON things (name DESC)",
                    "CREATE UNIQUE INDEX things_by_pair ON things (place, code)",
                    "CREATE TABLE numbered (n BIGINT PRIMARY KEY, name VARCHAR)",
                    "CREATE INDEX numbered_by_name ON numbered (name)");
    private static final List<String> LOOKS =
            List.of(
                    "SELECT * FROM things ORDER BY id",
                    "SELECT id FROM things WHERE place >= 0 ORDER BY place, name, id",
                    "SELECT id FROM things WHERE name > '' ORDER BY name DESC, id",
                    "SELECT id, code FROM things WHERE code >= 0 ORDER BY code",
                    "SELECT * FROM numbered ORDER BY n",
                    "SELECT n FROM numbered WHERE name > '' ORDER BY name, n",
                    "SELECT t.id FROM things t JOIN parents p ON p.id = t.parent ORDER BY t.id");

    @TempDir Path folder;

    private static Connection lean(String url) throws SQLException {
        return DriverManager.getConnection(url + WORDS + H2File.LEAN, "sa", "");
    }

    private static Connection plain(String url) throws SQLException {
        return DriverManager.getConnection(url + WORDS, "sa", "");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void make(Connection connection) throws SQLException {
        for (var sql : SCHEMA) {
            run(connection, sql);
        }
    }

    private static List<String> look(Connection connection, String sql) throws SQLException {
        var seen = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(rows.getString(i)).append('|');
                }
                seen.add(row.toString());
            }
        }
        return seen;
    }

    private static List<Index> indexes(Connection connection, String table) throws SQLException {
        var session = session(connection);
        return session.getDatabase().getMainSchema().getTableOrView(session, table).getIndexes();
    }

    private static SessionLocal session(Connection connection) throws SQLException {
        return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    }

    private static Object root(Index index) {
        return ((MVIndex<?, ?>) index).getMVMap().getRootPage();
    }

    /** What came of a statement: how many rows, or which error. */
    private static String told(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            return "rows " + statement.executeUpdate(sql);
        } catch (SQLException e) {
            return "error " + e.getErrorCode();
        }
    }

    private static UUID id(int n) {
        return UUID.nameUUIDFromBytes(new byte[] {(byte) n});
    }

    private static String some(Random chance, String... those) {
        return those[chance.nextInt(those.length)];
    }

    private static String value(Random chance) {
        return chance.nextInt(6) == 0 ? "NULL" : String.valueOf(chance.nextInt(12));
    }

    private static String setting(Random chance) {
        return some(
                chance,
                "code = " + value(chance),
                "code = 11 - code",
                "code = code + 1",
                "place = " + value(chance),
                "place = place",
                "name = 'n" + chance.nextInt(5) + "'",
                "name = name || 'x'",
                "note = 'said " + chance.nextInt() + "'",
                "id = '" + id(chance.nextInt(12)) + "'",
                "parent = '" + id(chance.nextInt(4)) + "'",
                "parent = NULL",
                "amount = " + chance.nextInt(1_000));
    }

    private static String where(Random chance) {
        return some(
                chance,
                "",
                " WHERE id = '" + id(chance.nextInt(12)) + "'",
                " WHERE id = '" + id(chance.nextInt(12)) + "'",
                " WHERE code = " + chance.nextInt(12),
                " WHERE place > " + chance.nextInt(12),
                " WHERE name LIKE 'n%'");
    }

    private static String statement(Random chance) {
        int kind = chance.nextInt(20);
        if (kind < 4) {
            return "INSERT INTO things (id, code, place, name) VALUES ('%s', %s, %s, 'n%d')"
                    .formatted(
                            id(chance.nextInt(12)),
                            value(chance),
                            value(chance),
                            chance.nextInt(5));
        }
        return switch (kind) {
            case 4 -> "DELETE FROM things WHERE id = '" + id(chance.nextInt(12)) + "'";
            case 5 ->
                    "MERGE INTO parents (id, name) KEY (id) VALUES ('%s', 'p%d')"
                            .formatted(id(chance.nextInt(4)), chance.nextInt());
            case 6 -> "UPDATE parents SET id = '" + id(chance.nextInt(4)) + "'";
            case 7 ->
                    "INSERT INTO numbered VALUES (%d, 'n%d')"
                            .formatted(chance.nextInt(12), chance.nextInt(5));
            case 8 -> "UPDATE numbered SET n = n + 1";
            case 9 -> "UPDATE numbered SET n = " + chance.nextInt(20) + " WHERE n < 4";
            case 10 -> "UPDATE numbered SET name = name || 'y' WHERE n > " + chance.nextInt(12);
            case 11 ->
                    "MERGE INTO things (id, place, note) KEY (id) VALUES ('%s', %s, 'merged')"
                            .formatted(id(chance.nextInt(12)), value(chance));
            default ->
                    "UPDATE things SET " + setting(chance) + ", " + setting(chance) + where(chance);
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatever_is_done_to_rows_leaves_what_h2_would_have_left(long seed) throws SQLException {
        var chance = new Random(seed);
        try (var lean = lean("jdbc:h2:mem:");
                var plain = plain("jdbc:h2:mem:")) {
            var both = List.of(lean, plain);
            for (var one : both) {
                make(one);
                one.setAutoCommit(false);
            }
            var before = new ArrayList<Savepoint>();
            for (int i = 0; i < 300; i++) {
                var sql = statement(chance);
                assertEquals(told(plain, sql), told(lean, sql), sql);
                int next = chance.nextInt(30);
                if (next == 0) {
                    lean.commit();
                    plain.commit();
                    before.clear();
                } else if (next == 1) {
                    lean.rollback();
                    plain.rollback();
                    before.clear();
                } else if (next == 2 && before.isEmpty()) {
                    before.add(lean.setSavepoint());
                    before.add(plain.setSavepoint());
                } else if (next == 3 && !before.isEmpty()) {
                    lean.rollback(before.get(0));
                    plain.rollback(before.get(1));
                    before.clear();
                }
                same(lean, plain, sql);
            }
        }
    }

    private static void same(Connection lean, Connection plain, String after) throws SQLException {
        for (var look : LOOKS) {
            assertEquals(look(plain, look), look(lean, look), after + "; then " + look);
        }
        for (var table : List.of("things", "numbered", "parents")) {
            var ours = indexes(lean, table);
            var theirs = indexes(plain, table);
            for (int i = 0; i < theirs.size(); i++) {
                assertEquals(
                        theirs.get(i).getRowCount(session(plain)),
                        ours.get(i).getRowCount(session(lean)),
                        after + "; then entries of " + theirs.get(i).getName());
            }
        }
    }

    /** By name: whether a change of name and note wrote to the index. */
    private static Map<String, Boolean> touched(Connection connection) throws SQLException {
        make(connection);
        run(
                connection,
                "INSERT INTO things (id, code, place, name) VALUES (random_uuid(), 1, 2, 'n')");
        var before = indexes(connection, "things").stream().map(LeanTablesTest::root).toList();
        run(connection, "UPDATE things SET name = 'm', note = 'changed' WHERE code = 1");
        var now = indexes(connection, "things");
        var touched = new LinkedHashMap<String, Boolean>();
        for (int i = 0; i < now.size(); i++) {
            var columns =
                    Arrays.stream(now.get(i).getIndexColumns()).map(c -> c.columnName).toList();
            var what = now.get(i).getIndexType().isScan() ? "rows" : String.join(" ", columns);
            touched.put(what, !before.get(i).equals(root(now.get(i))));
        }
        return touched;
    }

    @Test
    void an_index_without_the_changed_column_is_not_touched() throws SQLException {
        try (var lean = lean("jdbc:h2:mem:");
                var plain = plain("jdbc:h2:mem:")) {
            var those = Set.of("rows", "id", "code", "parent", "name", "place name", "place code");
            var h2s = touched(plain);
            assertEquals(those, h2s.keySet());
            assertTrue(h2s.values().stream().allMatch(is -> is), h2s.toString());
            var ours = touched(lean);
            var written = new TreeSet<>(those);
            written.removeIf(index -> !ours.getOrDefault(index, true));
            assertEquals(Set.of("rows", "name", "place name"), written);
        }
    }

    @Test
    void unique_values_may_change_places_in_one_statement() throws SQLException {
        try (var lean = lean("jdbc:h2:mem:")) {
            make(lean);
            run(
                    lean,
                    "INSERT INTO things (id, code) VALUES (random_uuid(), 1), (random_uuid(), 2)");
            run(lean, "INSERT INTO numbered VALUES (1, 'one'), (2, 'two')");
            run(lean, "UPDATE things SET code = 3 - code");
            run(lean, "UPDATE numbered SET n = 3 - n");
            assertEquals(List.of("1|", "2|"), look(lean, "SELECT code FROM things ORDER BY code"));
            assertEquals(
                    List.of("1|two|", "2|one|"), look(lean, "SELECT * FROM numbered ORDER BY n"));
        }
    }

    @Test
    void a_reader_sees_its_moment_by_every_index_while_rows_change() throws SQLException {
        var url = "jdbc:h2:mem:moment";
        try (var writer = lean(url);
                var reader = lean(url)) {
            make(writer);
            run(
                    writer,
                    "INSERT INTO things (id, code, place, name) VALUES (random_uuid(), 1, 2, 'n')");
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Constants.TRANSACTION_SNAPSHOT);
            var seen = looks(reader);
            for (int i = 0; i < 20; i++) {
                run(writer, "UPDATE things SET note = 'n" + i + "'");
                run(writer, "UPDATE things SET name = 'n" + i + "', place = " + i);
                assertEquals(seen, looks(reader));
            }
            reader.commit();
            assertEquals(looks(writer), looks(reader));
        }
    }

    private static List<List<String>> looks(Connection connection) throws SQLException {
        var all = new ArrayList<List<String>>();
        for (var look : LOOKS) {
            all.add(look(connection, look));
        }
        return all;
    }

    @Test
    void a_row_that_another_is_changing_is_waited_for_and_not_lost() throws SQLException {
        var url = "jdbc:h2:mem:turns";
        try (var first = lean(url);
                var second = lean(url)) {
            make(first);
            run(first, "INSERT INTO things (id, code, amount) VALUES (random_uuid(), 1, 0)");
            first.setAutoCommit(false);
            run(first, "UPDATE things SET amount = amount + 1, code = 2");
            run(second, "SET LOCK_TIMEOUT 50");
            var refused =
                    assertThrows(
                            SQLException.class,
                            () -> run(second, "UPDATE things SET amount = amount + 1"));
            assertEquals(ErrorCode.LOCK_TIMEOUT_1, refused.getErrorCode());
            first.commit();
            run(second, "UPDATE things SET amount = amount + 1");
            assertEquals(List.of("2|2|"), look(second, "SELECT code, amount FROM things"));
        }
    }

    @Test
    void either_reads_and_changes_what_the_other_wrote() throws SQLException {
        var url = "jdbc:h2:" + folder.resolve("file");
        var change = "UPDATE things SET name = name || 'x', note = 'changed', place = place + 1";
        try (var lean = lean(url)) {
            make(lean);
            for (int i = 0; i < 50; i++) {
                run(
                        lean,
                        "INSERT INTO things (id, code, place, name) VALUES (random_uuid(), %d, %d, 'n')"
                                .formatted(i, i % 7));
            }
            run(lean, change);
        }
        try (var plain = plain(url)) {
            assertTrue(
                    look(plain, "SCRIPT NODATA").stream()
                            .noneMatch(line -> line.contains("ENGINE")),
                    "the file names a class");
            run(plain, change);
            run(plain, "DELETE FROM things WHERE code < 10");
        }
        try (var lean = lean(url)) {
            run(lean, change);
            assertEquals(
                    List.of("40|"),
                    look(lean, "SELECT count(*) FROM things WHERE name = 'nxxx' AND place >= 3"));
            for (var index : indexes(lean, "things")) {
                assertEquals(40, index.getRowCount(session(lean)), index.getName());
            }
        }
    }

    @Test
    void a_table_of_large_objects_is_h2s_own() throws SQLException {
        try (var lean = lean("jdbc:h2:mem:")) {
            run(lean, "CREATE TABLE large (id INTEGER PRIMARY KEY, text CLOB)");
            run(lean, "CREATE TABLE small (id INTEGER PRIMARY KEY, text VARCHAR)");
            var session = session(lean);
            var schema = session.getDatabase().getMainSchema();
            assertSame(MVTable.class, schema.getTableOrView(session, "large").getClass());
            assertNotSame(MVTable.class, schema.getTableOrView(session, "small").getClass());
        }
    }
}
