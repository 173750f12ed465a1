package org.fieldpost.hub.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Payloads against columns: checked on the way in, bound to a statement, read back. */
final class Payloads {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    // Quotes, colon and comma.
    private static final int NAME_BYTES = 6;
    // An id, the longest of what has a fixed size.
    private static final int VALUE_BYTES = 36;
    // A character that is written as an escape, the longest there is.
    private static final int ESCAPED_CHARS = 6;
    private static final int NUMBER_CHARS = 24;
    // A thousand digits, or an exponent that is written out.
    private static final int BIG_NUMBER_CHARS = 21_000;

    private Payloads() {}

    /** The payload in the hub's form: known columns only, nulls gone, instants cut to microseconds. */
    static ObjectNode clean(ObjectNode payload, List<Column> columns) {
        var unknown = new HashSet<String>();
        payload.properties().forEach(p -> unknown.add(p.getKey()));
        var clean = Json.object();
        for (var column : columns) {
            unknown.remove(column.name());
            var value = payload.path(column.name());
            if (!value.isMissingNode() && !value.isNull()) {
                set(clean, column, value);
            } else if (column.required()) {
                throw new PayloadProblem(column.name(), "is missing");
            }
        }
        if (!unknown.isEmpty()) {
            throw new PayloadProblem(shortened(unknown.iterator().next()), "is unknown");
        }
        return clean;
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) : name;
    }

    private static void set(ObjectNode clean, Column column, JsonNode value) {
        switch (column.kind()) {
            case ID -> clean.put(column.name(), matched(column, value, ID, "must be a UUID"));
            case HASH ->
                    clean.put(column.name(), matched(column, value, HASH, "must be a SHA-256"));
            case TEXT -> clean.put(column.name(), checkedText(column, value));
            case INSTANT -> clean.put(column.name(), instant(column, value));
            case INTEGER -> {
                require(
                        value.isIntegralNumber() && value.canConvertToLong(),
                        column,
                        "must be an integer");
                clean.put(column.name(), value.longValue());
            }
            case DECIMAL -> {
                require(
                        value.isNumber() && Double.isFinite(value.doubleValue()),
                        column,
                        "must be a number");
                clean.put(column.name(), value.doubleValue());
            }
            case FLAG -> {
                require(value.isBoolean(), column, "must be true or false");
                clean.put(column.name(), value.booleanValue());
            }
            case OBJECT -> clean.set(column.name(), checkedTree(column, value, value.isObject()));
            case ARRAY -> clean.set(column.name(), checkedTree(column, value, value.isArray()));
        }
    }

    private static void require(boolean fits, Column column, String rule) {
        if (!fits) {
            throw new PayloadProblem(column.name(), rule);
        }
    }

    private static String matched(Column column, JsonNode value, Pattern pattern, String rule) {
        require(value.isTextual() && pattern.matcher(value.textValue()).matches(), column, rule);
        return value.textValue();
    }

    private static String checkedText(Column column, JsonNode value) {
        require(value.isTextual(), column, "must be text");
        var text = value.textValue();
        if (!column.words().isEmpty()) {
            require(column.words().contains(text), column, "must be one of " + column.words());
            return text;
        }
        require(text.length() <= column.charsMax(), column, "is longer than " + column.charsMax());
        require(text.indexOf('\0') < 0, column, "has a NUL character");
        return text;
    }

    private static String instant(Column column, JsonNode value) {
        require(value.isTextual(), column, "must be an instant");
        try {
            var instant = Instant.parse(value.textValue());
            require(!instant.isBefore(FIRST) && !instant.isAfter(LAST), column, "is out of time");
            return instant.truncatedTo(ChronoUnit.MICROS).toString();
        } catch (DateTimeException e) {
            throw new PayloadProblem(column.name(), "must be an instant");
        }
    }

    private static JsonNode checkedTree(Column column, JsonNode value, boolean fits) {
        require(
                fits,
                column,
                "must be a JSON " + (column.kind() == Column.Kind.ARRAY ? "array" : "object"));
        require(!hasNul(value), column, "has a NUL character");
        // Written only when it may be too long: nearly nothing is.
        require(
                charsAtMost(value) <= column.charsMax()
                        || Json.write(value).length() <= column.charsMax(),
                column,
                "is longer than " + column.charsMax());
        return value;
    }

    private static boolean hasNul(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().indexOf('\0') >= 0;
        }
        for (var property : node.properties()) {
            if (property.getKey().indexOf('\0') >= 0) {
                return true;
            }
        }
        for (var child : node) {
            if (hasNul(child)) {
                return true;
            }
        }
        return false;
    }

    private static long charsAtMost(JsonNode node) {
        if (node.isTextual()) {
            return (long) ESCAPED_CHARS * node.textValue().length() + 2;
        }
        long chars = node.isBigDecimal() || node.isBigInteger() ? BIG_NUMBER_CHARS : NUMBER_CHARS;
        for (var property : node.properties()) {
            chars += (long) ESCAPED_CHARS * property.getKey().length() + 4;
        }
        for (var child : node) {
            chars += charsAtMost(child) + 1;
        }
        return chars;
    }

    /** What to bind for a column of a cleaned payload. */
    static @Nullable Object bound(ObjectNode payload, Column column) {
        var value = payload.path(column.name());
        if (value.isMissingNode()) {
            return null;
        }
        return switch (column.kind()) {
            case ID -> UUID.fromString(value.textValue());
            case TEXT, HASH -> value.textValue();
            case INSTANT -> Instant.parse(value.textValue()).atOffset(ZoneOffset.UTC);
            case INTEGER -> value.longValue();
            case DECIMAL -> value.doubleValue();
            case FLAG -> value.booleanValue();
            case OBJECT, ARRAY -> Json.write(value);
        };
    }

    /** About how many bytes a bound value takes on the wire, its name included: pages are bounded by it. */
    static int bytes(Column column, @Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> NAME_BYTES + column.name().length() + utf8Bytes(text);
            default -> NAME_BYTES + column.name().length() + VALUE_BYTES;
        };
    }

    private static int utf8Bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }

    /** Reads column {@code i} into the payload, if it holds anything. */
    static void read(ResultSet row, int i, Column column, ObjectNode payload) throws SQLException {
        switch (column.kind()) {
            case ID -> putText(payload, column, row.getObject(i, UUID.class));
            case TEXT, HASH -> putText(payload, column, row.getString(i));
            case INSTANT -> {
                var time = row.getObject(i, OffsetDateTime.class);
                putText(payload, column, time == null ? null : time.toInstant());
            }
            case INTEGER -> {
                long number = row.getLong(i);
                if (!row.wasNull()) {
                    payload.put(column.name(), number);
                }
            }
            case DECIMAL -> {
                double number = row.getDouble(i);
                if (!row.wasNull()) {
                    payload.put(column.name(), number);
                }
            }
            case FLAG -> {
                boolean flag = row.getBoolean(i);
                if (!row.wasNull()) {
                    payload.put(column.name(), flag);
                }
            }
            case OBJECT, ARRAY -> {
                var text = row.getString(i);
                if (text != null) {
                    payload.set(column.name(), Json.parse(text));
                }
            }
        }
    }

    private static void putText(ObjectNode payload, Column column, @Nullable Object value) {
        if (value != null) {
            payload.put(column.name(), value.toString());
        }
    }
}
