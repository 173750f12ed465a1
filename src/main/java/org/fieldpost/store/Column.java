package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * A column of a synced table and the payload property of the same name.
 *
 * @param name as on the wire
 * @param kind how its value is kept
 */
record Column(String name, Kind kind) {
    /** How a value is kept. */
    enum Kind {
        UUID,
        TEXT,
        INSTANT,
        JSON,
        BOOLEAN,
        LONG,
        DOUBLE
    }

    static Column uuid(String name) {
        return new Column(name, Kind.UUID);
    }

    static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    static Column instant(String name) {
        return new Column(name, Kind.INSTANT);
    }

    static Column json(String name) {
        return new Column(name, Kind.JSON);
    }

    static Column bool(String name) {
        return new Column(name, Kind.BOOLEAN);
    }

    static Column whole(String name) {
        return new Column(name, Kind.LONG);
    }

    static Column real(String name) {
        return new Column(name, Kind.DOUBLE);
    }

    /** The name in SQL; quoted, since the seeds use words SQL keeps for itself ({@code key}). */
    String sql() {
        return '"' + name + '"';
    }

    /** The value to bind for a payload's property; IllegalArgumentException when it does not fit. */
    @Nullable Object toSql(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return null;
        }
        try {
            return switch (kind) {
                case UUID -> UUID.fromString(value.asText());
                case TEXT -> value.asText();
                case INSTANT -> Sql.time(Instant.parse(value.asText()));
                case JSON -> Json.write(value);
                case BOOLEAN -> value.asBoolean();
                case LONG -> value.longValue();
                case DOUBLE -> value.doubleValue();
            };
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("column " + name + " does not fit " + kind, e);
        }
    }

    /** The payload's property for a row's value; null when absent. */
    @Nullable JsonNode fromSql(ResultSet row) throws SQLException {
        var json = JsonNodeFactory.instance;
        return switch (kind) {
            case UUID -> {
                var value = row.getObject(name, UUID.class);
                yield value == null ? null : json.textNode(value.toString());
            }
            case TEXT -> {
                var value = row.getString(name);
                yield value == null ? null : json.textNode(value);
            }
            case INSTANT -> {
                var value = row.getObject(name, OffsetDateTime.class);
                yield value == null ? null : json.textNode(value.toInstant().toString());
            }
            case JSON -> {
                var value = row.getString(name);
                yield value == null ? null : Json.parse(value);
            }
            case BOOLEAN -> {
                boolean value = row.getBoolean(name);
                yield row.wasNull() ? null : json.booleanNode(value);
            }
            case LONG -> {
                long value = row.getLong(name);
                yield row.wasNull() ? null : number(value);
            }
            case DOUBLE -> {
                double value = row.getDouble(name);
                yield row.wasNull() ? null : json.numberNode(BigDecimal.valueOf(value));
            }
        };
    }

    /** The property made regular without a database. */
    @Nullable JsonNode normalised(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return null;
        }
        var json = JsonNodeFactory.instance;
        return switch (kind) {
            case UUID -> json.textNode(UUID.fromString(value.asText()).toString());
            case TEXT -> json.textNode(value.asText());
            case INSTANT -> json.textNode(Instant.parse(value.asText()).toString());
            case JSON -> value.deepCopy();
            case BOOLEAN -> json.booleanNode(value.asBoolean());
            case LONG -> number(value.longValue());
            case DOUBLE -> json.numberNode(BigDecimal.valueOf(value.doubleValue()));
        };
    }

    /** The node a parser would make, so that equal numbers are equal nodes. */
    private static JsonNode number(long value) {
        var json = JsonNodeFactory.instance;
        return value == (int) value ? json.numberNode((int) value) : json.numberNode(value);
    }
}
