package org.fieldpost.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.fieldpost.db.Migrations.Script;

/**
 * Brings a schema to the program's version: the missing scripts in order, each recorded with its hash. A schema newer
 * than the program, or made by scripts that have been edited since, is refused untouched.
 */
final class Migrator {
    private static final String HISTORY =
            """
            CREATE TABLE IF NOT EXISTS schema_history (
                version INTEGER PRIMARY KEY,
                name VARCHAR(200) NOT NULL,
                sha256 CHAR(64) NOT NULL,
                applied_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
            )""";
    private final Connection connection;
    private final Migrations migrations;

    Migrator(Connection connection, Migrations migrations) {
        this.connection = connection;
        this.migrations = migrations;
    }

    /** The scripts still to be run; throws {@link DatabaseProblem} when the schema is not one of ours. */
    List<Script> pending() throws SQLException {
        var applied = applied();
        int newest = applied.isEmpty() ? 0 : applied.lastKey();
        if (newest > migrations.newest()) {
            throw new DatabaseProblem(
                    Kind.NEWER_THAN_PROGRAM,
                    "The database was made by a newer Fieldpost (schema %d; this program knows %d)."
                            .formatted(newest, migrations.newest()),
                    null);
        }
        for (var script : migrations.scripts()) {
            var recorded = applied.get(script.version());
            if (recorded != null && !recorded.equals(script.sha256().hex())) {
                throw new DatabaseProblem(
                        Kind.EDITED_MIGRATION,
                        "Migration %d (%s) is not the one this database was made with."
                                .formatted(script.version(), script.name()),
                        null);
            }
        }
        return migrations.scripts().stream().filter(s -> s.version() > newest).toList();
    }

    /** Runs what is pending, one transaction for each script where the database can. */
    void run() throws SQLException {
        for (var script : pending()) {
            connection.setAutoCommit(false);
            try {
                apply(script);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw new IllegalStateException(
                        "migration %d (%s) failed".formatted(script.version(), script.name()), e);
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private void apply(Script script) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : SqlScript.statements(script.sql())) {
                statement.execute(sql);
            }
        }
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO schema_history (version, name, sha256) VALUES (?, ?, ?)")) {
            insert.setInt(1, script.version());
            insert.setString(2, script.name());
            insert.setString(3, script.sha256().hex());
            insert.executeUpdate();
        }
    }

    private NavigableMap<Integer, String> applied() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(HISTORY);
            var applied = new TreeMap<Integer, String>();
            try (var rows = statement.executeQuery("SELECT version, sha256 FROM schema_history")) {
                while (rows.next()) {
                    applied.put(rows.getInt(1), rows.getString(2));
                }
            }
            return applied;
        }
    }
}
