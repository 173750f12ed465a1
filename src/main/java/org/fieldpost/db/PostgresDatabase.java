package org.fieldpost.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.fieldpost.db.Transactions.Committed;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database: writes READ COMMITTED, reads on one snapshot. A write that lost a deadlock or a
 * serialization race is run again, so its work must do nothing outside its transaction.
 */
public final class PostgresDatabase implements Database {
    private static final int TRIES_MAX = 5;
    private static final long CONNECT_TIMEOUT_MILLIS = 10_000;
    // Serializes the migrations of several hub processes that start at once.
    private static final long MIGRATION_LOCK = 0x4669_656c_6470_6f73L;
    private final Door door = new Door();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Phaser running = new Phaser(1);
    private final PostgresSettings settings;
    private final HikariDataSource writing;
    private final HikariDataSource reading;
    private final Jdbi writer;
    private final Jdbi reader;

    private PostgresDatabase(
            PostgresSettings settings, HikariDataSource writing, HikariDataSource reading) {
        this.settings = settings;
        this.writing = writing;
        this.reading = reading;
        writer = ColumnTypes.register(Jdbi.create(writing));
        reader = ColumnTypes.register(Jdbi.create(reading));
    }

    /** Connects and migrates; throws {@link DatabaseProblem} when that cannot be. */
    public static PostgresDatabase open(PostgresSettings settings) {
        HikariDataSource writing = null;
        try {
            writing = pool(settings, "write", "TRANSACTION_READ_COMMITTED");
            migrate(writing, Migrations.of(settings.migrations(), Dialect.POSTGRESQL));
            return new PostgresDatabase(
                    settings, writing, pool(settings, "read", "TRANSACTION_REPEATABLE_READ"));
        } catch (HikariPool.PoolInitializationException | SQLException e) {
            closeQuietly(writing);
            throw new DatabaseProblem(
                    Kind.UNREACHABLE, "The database " + settings + " cannot be reached.", e);
        } catch (RuntimeException e) {
            closeQuietly(writing);
            throw e;
        }
    }

    private static void closeQuietly(@Nullable HikariDataSource pool) {
        if (pool != null) {
            pool.close();
        }
    }

    private static HikariDataSource pool(PostgresSettings settings, String name, String isolation) {
        var config = new HikariConfig();
        config.setPoolName("fieldpost-" + name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        // Each is a process of the server: a quiet hub, one of several, keeps few.
        config.setMinimumIdle(1);
        config.setTransactionIsolation(isolation);
        config.setReadOnly(name.equals("read"));
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        config.setConnectionInitSql("SET synchronous_commit = on");
        return new HikariDataSource(config);
    }

    private static void migrate(HikariDataSource pool, Migrations migrations) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            try {
                new Migrator(connection, migrations).run();
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + MIGRATION_LOCK + ")");
            }
        }
    }

    @Override
    public <T> T read(Function<? super ReadTx, ? extends T> work) {
        return door.pass(this::start, () -> Transactions.<T>read(reader, work));
    }

    @Override
    public <T> T write(Function<? super WriteTx, ? extends T> work) {
        return door.pass(this::start, () -> this.<T>writeWithTries(work)).tell();
    }

    private void start(Runnable work) {
        running.register();
        if (closed.get()) {
            running.arriveAndDeregister();
            throw new RejectedExecutionException("closed");
        }
        Thread.ofVirtual()
                .name("db-postgresql")
                .start(
                        () -> {
                            try {
                                work.run();
                            } finally {
                                running.arriveAndDeregister();
                            }
                        });
    }

    private <T> Committed<T> writeWithTries(Function<? super WriteTx, ? extends T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return Transactions.write(writer, work);
            } catch (RuntimeException e) {
                if (tries == TRIES_MAX || !lostRace(e)) {
                    throw e;
                }
            }
        }
    }

    /** Whether the server chose this transaction to lose: serialization failure or deadlock. */
    private static boolean lostRace(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return "40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState());
            }
        }
        return false;
    }

    /** Nothing to do: with {@code synchronous_commit} on, what is committed is on the server's disk. */
    @Override
    public void checkpoint() {}

    @Override
    public List<PoolLoad> load() {
        return List.of(load("write", writing), load("read", reading));
    }

    private static PoolLoad load(String name, HikariDataSource pool) {
        var now = pool.getHikariPoolMXBean();
        return new PoolLoad(
                name,
                now.getActiveConnections(),
                now.getIdleConnections(),
                now.getThreadsAwaitingConnection());
    }

    @Override
    public Notices notices(String channel, Consumer<String> heard) {
        return new PostgresNotices(settings, channel, heard);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            running.awaitAdvance(running.arriveAndDeregister());
            reading.close();
            writing.close();
        }
    }
}
