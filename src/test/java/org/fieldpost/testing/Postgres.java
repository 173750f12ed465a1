package org.fieldpost.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldpost.db.PostgresSettings;

/** One real PostgreSQL server for all tests of this process; each asks for a database of its own. */
public final class Postgres {
    private static final int CONNECTIONS_MAX = 4;
    private static final String OWNER = "postgres";
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    /** A new, empty database that will get the scripts of {@code migrations}. */
    public static PostgresSettings fresh(String migrations) {
        var name = "test_" + DATABASES.incrementAndGet();
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new PostgresSettings(
                SERVER.getJdbcUrl(OWNER, name), OWNER, "", migrations, CONNECTIONS_MAX);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
