package org.fieldpost.db;

import java.nio.file.Path;
import java.sql.SQLException;

/** Somebody with the owner's rights has their hands in an open database. */
public final class OwnersHands {
    private OwnersHands() {}

    /**
     * Executes {@code sql} in the database of {@code path}, as in {@link H2Settings}; it has no key.
     */
    public static void execute(Path path, String sql) {
        try (var connection = new H2File(path, null).connect(H2File.User.OWNER);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
