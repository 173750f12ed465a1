package org.fieldpost.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Statements of H2 connections, prepared once and kept from one use to the next. H2's own cache does the same, but
 * goes through all it holds at every first write to a table, and holds what must not be: run again, a plan that looks
 * a list up by an index ({@code IN}, {@code = ANY}) and stopped before its end (LIMIT, EXISTS, a refused row) goes on
 * where it stopped, with rows as they were then (H2 2.4.240, {@code IndexCursor.find}). Such a statement is prepared
 * anew.
 */
final class HeldStatements implements StatementBuilderFactory {
    private static final int HELD_MAX = 256;
    private static final Pattern LIST = Pattern.compile("(?i)\\b(IN|ANY)\\s*\\(");
    private static final Pattern STOPS_EARLY = Pattern.compile("(?i)\\b(LIMIT|FETCH|EXISTS)\\b");
    private final Map<Connection, StatementBuilder> builders = new ConcurrentHashMap<>();

    @Override
    public StatementBuilder createStatementBuilder(Connection connection) {
        return builders.computeIfAbsent(connection, c -> new Builder());
    }

    /** Prepares outside Jdbi; {@link #release} it. */
    static PreparedStatement prepare(Handle handle, String sql) throws SQLException {
        var connection = handle.getConnection();
        return handle.getStatementBuilder() instanceof Builder builder
                ? builder.take(connection, sql, null)
                : connection.prepareStatement(sql);
    }

    static void release(Handle handle, PreparedStatement statement) throws SQLException {
        handle.getStatementBuilder().close(handle.getConnection(), "", statement);
    }

    private static boolean mayGoOn(String sql) {
        return LIST.matcher(sql).find() && STOPS_EARLY.matcher(sql).find();
    }

    /** A use of a statement. */
    private record Lent(String sql, @Nullable StatementContext ctx) {
        /** It ended somewhere in the middle. Outside Jdbi nobody tells. */
        boolean failed() {
            return ctx == null ? LIST.matcher(sql).find() : ctx.getExceptionMoment() != null;
        }
    }

    /** One connection's: used by one transaction at a time, as the connection is. */
    private static final class Builder extends DefaultStatementBuilder {
        private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();
        private final IdentityHashMap<Statement, Lent> lent = new IdentityHashMap<>();

        @Override
        public PreparedStatement create(Connection connection, String sql, StatementContext ctx)
                throws SQLException {
            return ctx.isReturningGeneratedKeys() || ctx.isConcurrentUpdatable()
                    ? super.create(connection, sql, ctx)
                    : take(connection, sql, ctx);
        }

        private PreparedStatement take(
                Connection connection, String sql, @Nullable StatementContext ctx)
                throws SQLException {
            var held = idle.remove(sql);
            if (held == null) {
                held = connection.prepareStatement(sql);
                if (mayGoOn(sql)) {
                    return held;
                }
            }
            lent.put(held, new Lent(sql, ctx));
            return held;
        }

        /** Jdbi's {@code raw} is the text before its binds were found, not the one it was prepared of. */
        @Override
        public void close(Connection connection, String raw, Statement statement)
                throws SQLException {
            var use = lent.remove(statement);
            if (use == null || use.failed() || !(statement instanceof PreparedStatement prepared)) {
                super.close(connection, raw, statement);
                return;
            }
            try {
                prepared.clearBatch(); // rows bound and never sent must not go with the next ones
                prepared.clearParameters();
            } catch (SQLException e) { // not to be used again, as after the database was lost
                super.close(connection, raw, statement);
                return;
            }
            var other = idle.put(use.sql, prepared);
            if (other != null) {
                other.close();
            }
            if (idle.size() > HELD_MAX) {
                var oldest = idle.values().iterator();
                oldest.next().close();
                oldest.remove();
            }
        }
    }
}
