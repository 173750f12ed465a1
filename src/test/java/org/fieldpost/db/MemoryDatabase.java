package org.fieldpost.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.result.Row;
import org.h2.value.DataType;
import org.h2.value.ValueUuid;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The real H2 in memory, on the caller's own thread, with a hook at every boundary of a transaction: for simulations,
 * where one thread is everybody. Emptied and used again, since making the schema costs more than a whole run.
 */
public final class MemoryDatabase implements Database {
    private static final String SETTINGS =
            ";DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE;NON_KEYWORDS=KEY,VALUE"
                    + ";QUERY_CACHE_SIZE=0;OPTIMIZE_REUSE_RESULTS=0"
                    + H2File.LEAN;
    private final Connection connection;
    private final SessionLocal session;
    private final Jdbi jdbi;
    private final List<MemoryTable> tables;
    private final Map<String, MemoryTable> byName;
    private Boundaries boundaries = when -> {};
    private boolean inside;
    private boolean remembering;
    private @Nullable Snapshot durable;

    /** Where a process may end. */
    @FunctionalInterface
    public interface Boundaries {
        /** Called at each moment of each write; throws what ends the process. */
        void reached(Moment when);
    }

    /** The moments of a write. */
    public enum Moment {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** All rows of all tables, as they were. */
    public static final class Snapshot {
        private final List<List<Row>> rows;

        private Snapshot(List<List<Row>> rows) {
            this.rows = rows;
        }
    }

    private MemoryDatabase(Connection connection) throws SQLException {
        this.connection = connection;
        session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        tables = MemoryTable.all(session);
        byName = tables.stream().collect(Collectors.toMap(MemoryTable::name, table -> table));
        this.jdbi = H2Database.jdbi(new Single(connection));
    }

    /**
     * Makes a database of this name with all migrations of a folder.
     *
     * @param migrations class-path folder
     */
    public static MemoryDatabase open(String name, String migrations) {
        try {
            var connection =
                    DriverManager.getConnection("jdbc:h2:mem:" + name + SETTINGS, "sa", "");
            new Migrator(connection, Migrations.of(migrations, Dialect.H2)).run();
            return new MemoryDatabase(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on tells {@code boundaries} of every write. */
    public void watch(Boundaries boundaries) {
        this.boundaries = boundaries;
    }

    /** A number that is another after anything was written. */
    public long changes() {
        return session.getDatabase().getModificationDataId();
    }

    /** A number that is another after anything was written to one of these tables. */
    public long changes(String... names) {
        long last = 0;
        for (var name : names) {
            last = Math.max(last, Objects.requireNonNull(byName.get(name), name).changes());
        }
        return last;
    }

    /** All rows as they are now. */
    public Snapshot snapshot() {
        var rows = tables.stream().map(table -> table.rows(session)).toList();
        session.commit(false);
        return new Snapshot(rows);
    }

    /** Whether all rows are as they were, those of {@code except} aside. */
    public boolean isAs(Snapshot before, Set<String> except) {
        var now = snapshot();
        for (int i = 0; i < tables.size(); i++) {
            if (!MemoryTable.same(now.rows.get(i), before.rows.get(i))
                    && !except.contains(tables.get(i).name())) {
                return false;
            }
        }
        return true;
    }

    /** Calls {@code look} with each text and id of each row of a table, by the table's name. */
    public void eachValue(BiConsumer<String, Object> look) {
        var now = snapshot();
        for (int i = 0; i < tables.size(); i++) {
            var table = tables.get(i);
            for (var row : now.rows.get(i)) {
                for (var value : table.values(row)) {
                    if (value instanceof ValueUuid id) {
                        look.accept(table.name(), id.getUuid());
                    } else if (DataType.isCharacterStringType(value.getValueType())) {
                        look.accept(table.name(), value.getString());
                    }
                }
            }
        }
    }

    /** Empty again: nothing is remembered, nobody watches. */
    public void reset(Snapshot empty) {
        remembering = false;
        durable = null;
        boundaries = when -> {};
        restore(empty);
    }

    /** Puts all rows back. */
    public void restore(Snapshot snapshot) {
        for (int i = 0; i < tables.size(); i++) {
            tables.get(i).replace(session, snapshot.rows.get(i));
        }
        session.commit(false);
    }

    @Override
    public <T> T read(Function<? super ReadTx, ? extends T> work) {
        enter();
        try {
            return Transactions.read(jdbi, work);
        } finally {
            inside = false;
        }
    }

    @Override
    public <T> T write(Function<? super WriteTx, ? extends T> work) {
        enter();
        Transactions.Committed<T> committed;
        try {
            committed =
                    Transactions.write(
                            jdbi,
                            tx -> {
                                T result = work.apply(tx);
                                // The last before the commit, after what the others add.
                                tx.beforeCommit(
                                        () ->
                                                tx.beforeCommit(
                                                        () ->
                                                                boundaries.reached(
                                                                        Moment.BEFORE_COMMIT)));
                                return result;
                            });
        } finally {
            inside = false;
        }
        boundaries.reached(Moment.AFTER_COMMIT);
        return committed.tell();
    }

    private void enter() {
        if (inside) {
            throw new IllegalStateException("the database was called inside a transaction of its");
        }
        inside = true;
    }

    /** From now on remembers what was forced to the disk, for {@link #cutPower}. */
    public void rememberCheckpoints() {
        remembering = true;
        durable = snapshot();
    }

    /** Everything since the last checkpoint is gone. */
    public void cutPower() {
        if (durable != null) {
            restore(durable);
        }
    }

    @Override
    public void checkpoint() {
        if (remembering) {
            durable = snapshot();
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.H2;
    }

    /** Lets go of the memory. */
    @Override
    public void close() {
        try (var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one connection, never closed between transactions. */
    private record Single(Connection connection) implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection closed) {}
    }
}
