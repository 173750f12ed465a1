package org.fieldpost.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.fieldpost.db.H2File.User;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.SteadyThreads;
import org.h2.engine.Constants;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An embedded H2 file: one writer thread, a few reader threads, and an owner's connection for the schema, checkpoints
 * and the end. Everyone else works as a user without rights over the database, so that no SQL can reach files,
 * classes or settings.
 */
public final class H2Database implements Database {
    private static final System.Logger LOG = System.getLogger(H2Database.class.getName());
    private static final long COMPACT_BYTES_MIN = 16L << 20;
    private final Door door = new Door();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final SteadyThreads writerThread;
    private final SteadyThreads readerThreads;
    private final HeldConnections writing;
    private final HeldConnections reading;
    private final Jdbi writer;
    private final Jdbi reader;
    private final Connection owner;
    private final H2File file;
    private final CompletableFuture<DatabaseProblem> lost = new CompletableFuture<>();

    private H2Database(H2File file, Connection owner, H2Settings settings) {
        this.file = file;
        this.owner = owner;
        var name = settings.file().getFileName();
        writerThread = new SteadyThreads("db-writer-" + name, 1);
        readerThreads = new SteadyThreads("db-reader-" + name, settings.readers());
        writing = new HeldConnections(() -> file.connect(User.WRITER));
        reading = new HeldConnections(() -> snapshots(file.connect(User.READER)));
        writer = jdbi(writing);
        reader = jdbi(reading);
    }

    /** Opens the file, making or migrating it first; throws {@link DatabaseProblem} when that cannot be. */
    public static H2Database open(H2Settings settings) {
        var file = new H2File(settings.file(), settings.key());
        new H2Migration(file, Migrations.of(settings.migrations(), Dialect.H2)).bringUpToDate();
        return new H2Database(file, file.connect(User.OWNER), settings);
    }

    /** Jdbi as it is set up for H2, whoever makes the connections. */
    static Jdbi jdbi(ConnectionFactory connections) {
        return ColumnTypes.register(Jdbi.create(connections))
                .setStatementBuilderFactory(new HeldStatements());
    }

    private static Connection snapshots(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Constants.TRANSACTION_SNAPSHOT);
        return connection;
    }

    @Override
    public <T> T read(Function<? super ReadTx, ? extends T> work) {
        return door.pass(readerThreads, () -> unlessLost(() -> Transactions.<T>read(reader, work)));
    }

    @Override
    public <T> T write(Function<? super WriteTx, ? extends T> work) {
        return door.pass(writerThread, () -> unlessLost(() -> Transactions.<T>write(writer, work)))
                .tell();
    }

    /** H2 closes itself when its file cannot be written or read any more; only opening again helps then. */
    private <T> T unlessLost(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException | DatabaseProblem e) {
            if (H2File.lost(e)) {
                var problem =
                        new DatabaseProblem(
                                Kind.LOST,
                                "The database " + file.file() + " can no longer be used.",
                                e);
                lost.complete(problem);
                throw problem;
            }
            throw e;
        }
    }

    /** Is done, with why, once the database can no longer be used; never if all goes well. */
    public CompletableFuture<DatabaseProblem> lost() {
        return lost.copy();
    }

    @Override
    public void checkpoint() {
        door.pass(writerThread, () -> unlessLost(() -> asOwner("CHECKPOINT SYNC")));
    }

    @Override
    public Dialect dialect() {
        return Dialect.H2;
    }

    /** Path of the database file, for backup and for those who show its size. */
    public Path file() {
        return file.file();
    }

    /**
     * Gives a database that does not open another name, so that a new one can be made in its place.
     *
     * @param mark tells it from others set aside, like a date; letters, digits and hyphens
     * @return where it is now
     */
    public static Path setAside(H2Settings settings, String mark) {
        var file = new H2File(settings.file(), settings.key());
        var aside = file.named(".damaged-" + mark.replaceAll("[^A-Za-z0-9-]", "")).file();
        try {
            Disk.rename(file.file(), aside);
            return aside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A consistent copy of the database, as a ZIP file at {@code target}, while others read and write. */
    public void backupTo(Path target) {
        door.pass(
                writerThread,
                () -> asOwner("BACKUP TO '" + target.toString().replace("'", "''") + "'"));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        readerThreads.finish();
        writerThread.finish();
        try {
            reading.close();
            writing.close();
            var compact = Files.size(file.file()) >= COMPACT_BYTES_MIN;
            asOwner(compact ? "SHUTDOWN COMPACT" : "SHUTDOWN");
            Disk.sync(file.file());
            Disk.syncFolderOf(file.file());
        } catch (IOException | SQLException | ConnectionException e) {
            // What was committed is on disk already; only the tidy end failed.
            LOG.log(System.Logger.Level.WARNING, "the database did not close cleanly", e);
        }
    }

    private Boolean asOwner(String sql) {
        try (var statement = owner.createStatement()) {
            return statement.execute(sql);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }
}
