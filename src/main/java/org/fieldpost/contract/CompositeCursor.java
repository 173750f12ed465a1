package org.fieldpost.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.fieldpost.kernel.Json;

/**
 * The cursors of all entity types in one opaque text: the hub's epoch, then a cursor for each type. The composite
 * position is the earliest of them (the seed's MIN strategy).
 *
 * @param epoch changes when the hub is restored from a backup; a cursor of another epoch is refused
 * @param scope what its holder may see, in the hub's words; a cursor of another scope is refused, since rows of the new
 *     one lie before it; empty where nobody asks
 * @param cursors a cursor for every type; types left out start at the beginning
 */
public record CompositeCursor(String epoch, String scope, Map<EntityType, EntityCursor> cursors) {
    private static final int TEXT_CHARS_MAX = 4_096;

    public CompositeCursor {
        var full = new EnumMap<EntityType, EntityCursor>(EntityType.class);
        for (var type : EntityType.values()) {
            full.put(type, cursors.getOrDefault(type, EntityCursor.START));
        }
        cursors = Map.copyOf(full);
    }

    /** A cursor of no particular scope. */
    public CompositeCursor(String epoch, Map<EntityType, EntityCursor> cursors) {
        this(epoch, "", cursors);
    }

    /** The beginning of everything, in an epoch. */
    public static CompositeCursor start(String epoch) {
        return new CompositeCursor(epoch, Map.of());
    }

    /** Whether nothing was pulled yet. */
    public boolean isStart() {
        return cursors.values().stream().allMatch(EntityCursor.START::equals);
    }

    /** The same positions in another scope. */
    public CompositeCursor in(String newScope) {
        return new CompositeCursor(epoch, newScope, cursors);
    }

    /** The same positions, or {@code stamp} where they are beyond that. */
    public CompositeCursor upTo(long stamp) {
        var cut = new EnumMap<EntityType, EntityCursor>(EntityType.class);
        cursors.forEach(
                (type, at) ->
                        cut.put(
                                type,
                                at.lastCreatedAt() > stamp ? new EntityCursor(stamp, "") : at));
        return new CompositeCursor(epoch, scope, cut);
    }

    /** The same positions in another epoch. */
    public CompositeCursor ofEpoch(String newEpoch) {
        return new CompositeCursor(newEpoch, scope, cursors);
    }

    /** The cursor of one type. */
    public EntityCursor of(EntityType type) {
        return cursors.getOrDefault(type, EntityCursor.START);
    }

    /** The earliest position of all types. */
    public EntityCursor min() {
        return cursors.values().stream().min(EntityCursor::compareTo).orElse(EntityCursor.START);
    }

    /** The stamp of the latest change of any type that was seen. */
    public long latest() {
        return cursors.values().stream().mapToLong(EntityCursor::lastCreatedAt).max().orElse(0);
    }

    /** The opaque text, safe in a URL. */
    public String encode() {
        var json = Json.object();
        json.put("e", epoch);
        json.put("s", scope);
        for (var type : EntityType.values()) {
            var cursor = of(type);
            json.putArray(type.word()).add(cursor.lastCreatedAt()).add(cursor.lastId());
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads an {@link #encode}d cursor; throws IllegalArgumentException for anything else. */
    public static CompositeCursor decode(String text) {
        if (text.length() > TEXT_CHARS_MAX) {
            throw new IllegalArgumentException("cursor too long");
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (!(Json.parse(bytes) instanceof ObjectNode json)) {
                throw new IllegalArgumentException("not a cursor");
            }
            var cursors = new EnumMap<EntityType, EntityCursor>(EntityType.class);
            for (var type : EntityType.values()) {
                var pair = json.path(type.word());
                cursors.put(type, new EntityCursor(pair.path(0).asLong(), pair.path(1).asText("")));
            }
            return new CompositeCursor(
                    json.path("e").asText(""), json.path("s").asText(""), cursors);
        } catch (Json.MalformedJson e) {
            throw new IllegalArgumentException("not a cursor", e);
        }
    }
}
