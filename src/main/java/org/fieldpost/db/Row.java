package org.fieldpost.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** One row of a result, read by column name: {@code row.get("id", SubmissionId.class)}. */
public final class Row {
    private final ResultSet row;
    private final StatementContext context;

    private Row(ResultSet row, StatementContext context) {
        this.row = row;
        this.context = context;
    }

    /** A Jdbi row mapper out of a function of the row. */
    public static <T> RowMapper<T> mapper(Function<Row, T> read) {
        return (row, context) -> read.apply(new Row(row, context));
    }

    /** The value in {@code column}, which is never NULL. */
    public <T> T get(String column, Class<T> type) {
        var value = find(column, type);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    /** The value in {@code column}, or null. */
    public <T> @Nullable T find(String column, Class<T> type) {
        var mapper =
                context.findColumnMapperFor(type)
                        .orElseThrow(() -> new IllegalArgumentException("no column holds " + type));
        try {
            T value = mapper.map(row, column, context);
            return row.wasNull() ? null : value;
        } catch (SQLException e) {
            throw new IllegalStateException("column " + column, e);
        }
    }

    /** The text in {@code column}, which is never NULL. */
    public String text(String column) {
        return get(column, String.class);
    }
}
