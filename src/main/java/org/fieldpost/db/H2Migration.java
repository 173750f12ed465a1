package org.fieldpost.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.fieldpost.db.H2File.User;
import org.fieldpost.kernel.Disk;

/**
 * Migrates an H2 file. H2 commits after each change of a table, so a script is no transaction there: the work is done
 * on a copy, which takes the file's name in one step when all of it is done and on the disk. What was there before is
 * kept beside it as {@code <name>.before.mv.db} until the next migration.
 */
final class H2Migration {
    private static final String[] USERS = {
        "CREATE USER IF NOT EXISTS writer PASSWORD ''",
        "CREATE USER IF NOT EXISTS reader PASSWORD ''",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA public TO writer",
        "GRANT SELECT ON SCHEMA public TO reader",
        // Texts up to this many bytes stay in their row; H2's other store for them is slower and
        // never shrinks.
        "SET MAX_LENGTH_INPLACE_LOB 1048576",
    };
    private final H2File file;
    private final Migrations migrations;

    H2Migration(H2File file, Migrations migrations) {
        this.file = file;
        this.migrations = migrations;
    }

    void bringUpToDate() {
        try {
            Files.createDirectories(file.file().toAbsolutePath().getParent());
            var work = file.named(".migrating");
            Files.deleteIfExists(work.file());
            if (file.exists()) {
                if (upToDate()) {
                    return;
                }
                Files.copy(file.file(), work.file());
            }
            migrate(work);
            keepOld();
            Disk.rename(work.file(), file.file());
        } catch (IOException e) {
            throw new UncheckedIOException("the database could not be prepared: " + file.file(), e);
        } catch (SQLException e) {
            throw new DatabaseProblem(
                    Kind.DAMAGED, "The database " + file.file() + " could not be prepared.", e);
        }
    }

    private boolean upToDate() throws SQLException {
        try (var connection = file.connect(User.OWNER)) {
            return new Migrator(connection, migrations).pending().isEmpty();
        }
    }

    private void migrate(H2File work) throws SQLException, IOException {
        try (Connection connection = work.connect(User.OWNER);
                var statement = connection.createStatement()) {
            for (var sql : USERS) {
                statement.execute(sql);
            }
            new Migrator(connection, migrations).run();
            statement.execute("CHECKPOINT SYNC");
        }
        Disk.sync(work.file());
    }

    private void keepOld() throws IOException {
        if (!file.exists()) {
            return;
        }
        var kept = file.named(".before").file();
        Files.deleteIfExists(kept);
        try {
            Files.createLink(kept, file.file());
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(file.file(), kept, StandardCopyOption.REPLACE_EXISTING);
            Disk.sync(kept);
        }
    }
}
