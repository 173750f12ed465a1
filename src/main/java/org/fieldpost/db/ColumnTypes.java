package org.fieldpost.db;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.ConflictId;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.MediaId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.UserId;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jspecify.annotations.Nullable;

/**
 * How our types lie in columns, the same on both databases: ids as UUID, instants as TIMESTAMP WITH TIME ZONE (whole
 * microseconds), JSON as TEXT, hashes as CHAR(64), a review status as its word, other enums as their names.
 */
final class ColumnTypes {
    private ColumnTypes() {}

    static Jdbi register(Jdbi jdbi) {
        jdbi.registerArgument(new Values());
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(String.class, "varchar");
        jdbi.registerColumnMapper(UUID.class, (row, i, ctx) -> uuid(row, i));
        jdbi.registerColumnMapper(Instant.class, (row, i, ctx) -> instant(row, i));
        text(jdbi, Sha256.class, Sha256::new);
        text(jdbi, JsonNode.class, Json::parse);
        text(jdbi, ObjectNode.class, Json::parseObject);
        text(jdbi, ReviewStatus.class, ReviewStatus::of);
        id(jdbi, SubmissionId.class, SubmissionId::new);
        id(jdbi, MediaId.class, MediaId::new);
        id(jdbi, ConflictId.class, ConflictId::new);
        id(jdbi, DeviceId.class, DeviceId::new);
        id(jdbi, UserId.class, UserId::new);
        id(jdbi, OrganizationId.class, OrganizationId::new);
        return jdbi;
    }

    /** Our types as values that both drivers take. Preparable, because Jdbi asks those first. */
    private static final class Values implements ArgumentFactory.Preparable {
        private static final List<Class<?>> OURS =
                List.of(
                        UUID.class,
                        SubmissionId.class,
                        MediaId.class,
                        ConflictId.class,
                        DeviceId.class,
                        UserId.class,
                        OrganizationId.class,
                        Instant.class,
                        Sha256.class,
                        JsonNode.class,
                        ReviewStatus.class);

        /** Asked for each bind of each statement: Jdbi remembers it no longer than a transaction. */
        private final Map<Type, Optional<Function<Object, Argument>>> known =
                new ConcurrentHashMap<>();

        @Override
        public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
            return known.computeIfAbsent(type, Values::prepared);
        }

        private static Optional<Function<Object, Argument>> prepared(Type type) {
            var raw = GenericTypes.getErasedType(type);
            return OURS.stream().anyMatch(ours -> ours.isAssignableFrom(raw))
                    ? Optional.of(value -> set(value == null ? null : column(value)))
                    : Optional.empty();
        }

        private static Argument set(@Nullable Object value) {
            return value == null
                    ? (position, statement, ctx) -> statement.setNull(position, Types.OTHER)
                    : (position, statement, ctx) -> statement.setObject(position, value);
        }
    }

    /** A value of ours as the driver takes it. */
    static Object column(Object value) {
        return switch (value) {
            case SubmissionId id -> id.value();
            case MediaId id -> id.value();
            case ConflictId id -> id.value();
            case DeviceId id -> id.value();
            case UserId id -> id.value();
            case OrganizationId id -> id.value();
            // Databases round what they cannot hold; cut, so that both hold the same.
            case Instant at -> at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            case Sha256 hash -> hash.hex();
            case JsonNode json -> Json.write(json);
            case ReviewStatus status -> status.word();
            default -> value;
        };
    }

    private static <T> void text(Jdbi jdbi, Class<T> type, Function<String, ? extends T> read) {
        jdbi.registerColumnMapper(
                type,
                (row, i, ctx) -> {
                    var text = row.getString(i);
                    return text == null ? null : read.apply(text);
                });
    }

    private static <T> void id(Jdbi jdbi, Class<T> type, Function<UUID, T> read) {
        jdbi.registerColumnMapper(
                type,
                (row, i, ctx) -> {
                    var id = uuid(row, i);
                    return id == null ? null : read.apply(id);
                });
    }

    private static @Nullable UUID uuid(ResultSet row, int column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
