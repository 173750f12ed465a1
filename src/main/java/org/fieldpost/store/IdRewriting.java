package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * Finds and replaces the ids a payload holds: relation fields, references inside answers, payloads inside
 * conflicts. Pure.
 */
final class IdRewriting {
    private static final String[] INNER_PAYLOADS = {
        "base_payload", "server_payload", "client_payload", "resolved_payload"
    };

    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private IdRewriting() {}

    /** The id an entity has now, given its type and an id it had. */
    interface Renaming extends BiFunction<EntityType, UUID, UUID> {}

    /** Replaces {@code oldId} of one type. */
    static Renaming one(EntityType type, UUID oldId, UUID newId) {
        return (t, id) -> t == type && id.equals(oldId) ? newId : id;
    }

    /** A copy of {@code payload} with ids renamed; the hash of changed answers is made anew. */
    static ObjectNode rewrite(EntityType type, ObjectNode payload, Renaming renaming) {
        var copy = payload.deepCopy();
        for (var relation : RelationGraph.from(type)) {
            var target = target(relation, copy);
            var id = idOf(copy.get(relation.field()));
            if (target != null && id != null) {
                copy.put(relation.field(), renaming.apply(target, id).toString());
            }
        }
        if (type == EntityType.SUBMISSIONS && copy.get("data") instanceof ObjectNode data) {
            rewriteAnswers(copy, data, renaming);
        }
        if (type == EntityType.CONFLICTS) {
            var inner = EntityType.of(copy.path("resource_type").asText());
            for (var name : INNER_PAYLOADS) {
                if (inner.isPresent() && copy.get(name) instanceof ObjectNode held) {
                    copy.set(name, rewrite(inner.get(), held, renaming));
                }
            }
        }
        return copy;
    }

    private static void rewriteAnswers(ObjectNode payload, ObjectNode data, Renaming renaming) {
        var changed = rewriteData(data, renaming);
        if (!changed.equals(data)) {
            payload.set("data", changed);
            if (payload.has("sha256")) {
                payload.put("sha256", Json.canonicalHash(changed).hex());
            }
        }
    }

    /** A copy of answers with the ids of other submissions renamed. */
    static ObjectNode rewriteData(ObjectNode data, Renaming renaming) {
        var copy = data.deepCopy();
        SubmissionReferences.in(data)
                .forEach(
                        (pointer, id) -> {
                            var now = renaming.apply(EntityType.SUBMISSIONS, id);
                            if (!now.equals(id)) {
                                set(copy, pointer, now.toString());
                            }
                        });
        return copy;
    }

    private static void set(ObjectNode data, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        var holder = data.at(pointer.substring(0, slash));
        var name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        if (holder instanceof ObjectNode object) {
            object.put(name, value);
        } else if (holder instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        }
    }

    /** Every id of an entity of a {@code SERVER} type that {@code payload} holds. */
    static Set<UUID> ids(EntityType type, @Nullable ObjectNode payload) {
        var found = new HashSet<UUID>();
        if (payload != null) {
            rewrite(
                    type,
                    payload,
                    (target, id) -> {
                        found.add(id);
                        return id;
                    });
        }
        return found;
    }

    /** Everything in a text that looks like an id. */
    static Set<UUID> idsIn(String text) {
        var found = new HashSet<UUID>();
        var ids = ID.matcher(text);
        while (ids.find()) {
            found.add(UUID.fromString(ids.group()));
        }
        return found;
    }

    private static @Nullable EntityType target(Relation relation, ObjectNode payload) {
        var field = relation.targetTypeField();
        return field == null
                ? relation.target()
                : EntityType.of(payload.path(field).asText()).orElse(null);
    }

    private static @Nullable UUID idOf(@Nullable JsonNode value) {
        if (value == null || !value.isTextual()) {
            return null;
        }
        try {
            return UUID.fromString(value.asText());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
