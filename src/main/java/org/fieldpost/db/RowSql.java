package org.fieldpost.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * A statement carried out for many rows at once. Its named binds ({@code :name}) are found once, when it is made, and a
 * row costs what the database takes for it: Jdbi's batches look every bind up again for every row, which costs more
 * than the row itself. Types lie in columns as {@link ColumnTypes} says.
 */
public final class RowSql {
    private static final Pattern BIND = Pattern.compile("(?<![:\\w]):([a-zA-Z_]\\w*)");
    private final String sql;
    private final Map<String, int[]> positions;

    private RowSql(String sql, Map<String, int[]> positions) {
        this.sql = sql;
        this.positions = positions;
    }

    /** A statement of ours: no colons in it but those of binds and casts. */
    public static RowSql of(String sql) {
        var positions = new HashMap<String, int[]>();
        var found = BIND.matcher(sql);
        for (int position = 1; found.find(); position++) {
            positions.merge(found.group(1), new int[] {position}, RowSql::joined);
        }
        return new RowSql(BIND.matcher(sql).replaceAll("?"), Map.copyOf(positions));
    }

    private static int[] joined(int[] some, int[] more) {
        var all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /** Begins with no rows. */
    public Rows rows(WriteTx tx) {
        return new Rows(tx.handle());
    }

    /** Rows bound so far; close it when they are written. */
    public final class Rows implements AutoCloseable {
        private final Handle handle;
        private final PreparedStatement statement;
        private int size;

        private Rows(Handle handle) {
            this.handle = handle;
            try {
                statement = HeldStatements.prepare(handle, sql);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        /** Binds a value of the row that {@link #add} ends; every bind of the statement is wanted for every row. */
        public Rows bind(String name, @Nullable Object value) {
            var at = positions.get(name);
            if (at == null) {
                throw new IllegalArgumentException("no bind :%s in %s".formatted(name, sql));
            }
            try {
                var column = value == null ? null : ColumnTypes.column(value);
                for (int position : at) {
                    if (column == null) {
                        statement.setNull(position, Types.OTHER);
                    } else {
                        statement.setObject(position, column);
                    }
                }
                return this;
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        /** Ends a row. */
        public void add() {
            try {
                statement.addBatch();
                size++;
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        /** How many rows there are. */
        public int size() {
            return size;
        }

        /** Carries it out for all rows, in their order; how many rows of the table each changed. */
        public int[] execute() {
            try {
                return size == 0 ? new int[0] : statement.executeBatch();
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            try {
                HeldStatements.release(handle, statement);
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    /** As Jdbi throws it, so that nobody need ask who wrote. */
    private static UnableToExecuteStatementException failed(SQLException e) {
        return new UnableToExecuteStatementException(e, null);
    }
}
