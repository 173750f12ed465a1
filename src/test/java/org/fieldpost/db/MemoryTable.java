package org.fieldpost.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table whose rows are taken out and put back whole.
 *
 * @param name its name
 * @param columns those that are written, generated ones left out
 */
record MemoryTable(String name, List<String> columns) {
    static List<MemoryTable> all(Connection connection) throws SQLException {
        var tables = new ArrayList<MemoryTable>();
        try (var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                """
                                SELECT table_name FROM information_schema.tables
                                WHERE table_schema = 'public' AND table_name <> 'schema_history' ORDER BY 1
                                """)) {
            while (found.next()) {
                var name = found.getString(1);
                tables.add(new MemoryTable(name, columns(connection, name)));
            }
        }
        return tables;
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        var columns = new ArrayList<String>();
        try (var query =
                connection.prepareStatement(
                        """
                        SELECT column_name FROM information_schema.columns
                        WHERE table_name = ? AND table_schema = 'public' AND is_generated = 'NEVER'
                        ORDER BY ordinal_position
                        """)) {
            query.setString(1, table);
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    columns.add('"' + found.getString(1) + '"');
                }
            }
        }
        return columns;
    }

    List<Object[]> rows(Connection connection) throws SQLException {
        var rows = new ArrayList<Object[]>();
        try (var query =
                        connection.prepareStatement(
                                "SELECT %s FROM %s".formatted(String.join(", ", columns), name));
                var found = query.executeQuery()) {
            while (found.next()) {
                var row = new Object[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = found.getObject(i + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    void replace(Connection connection, List<Object[]> rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE " + name);
        }
        if (rows.isEmpty()) {
            return;
        }
        var marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)"
                                .formatted(name, String.join(", ", columns), marks))) {
            for (var row : rows) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
