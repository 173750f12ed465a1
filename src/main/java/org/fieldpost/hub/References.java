package org.fieldpost.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.hub.store.AuditTable;
import org.fieldpost.hub.store.Author;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.SubmissionsTable;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a payload refers to: each reference is to a row the caller sees, by its permanent id or by the temporary id a
 * device gave it; temporary ids are replaced by permanent ones, in the columns and in the answers.
 */
final class References {
    private static final int ID_CHARS = 36;
    private static final String ROW_KEY = "_key";
    private static final String PARENT = "parent_id";
    private static final String OPENER = "device_id";
    private static final String[] SIDES = {
        "base_payload", "server_payload", "client_payload", "resolved_payload"
    };
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private final OrgWrite write;
    private final Caller caller;
    // Forms and devices never go away, and a batch refers to few of them many times.
    private final Map<UUID, EntityRow> lasting = new HashMap<>();

    References(OrgWrite write, Caller caller) {
        this.write = write;
        this.caller = caller;
    }

    /**
     * Resolves in place; returns the rows referred to, by column.
     *
     * @param own permanent ids, by temporary ones, that answers may name though their rows are not there yet
     */
    Map<String, EntityRow> resolve(EntityType type, ObjectNode payload, Map<UUID, UUID> own) {
        var parents = new HashMap<String, EntityRow>();
        for (var relation : RelationGraph.from(type)) {
            var value = payload.path(relation.field()).textValue();
            if (value != null) {
                var row = target(relation, payload, UUID.fromString(value));
                if (row == null) {
                    payload.remove(relation.field());
                } else {
                    payload.put(relation.field(), row.id().toString());
                    parents.put(relation.field(), row);
                }
            }
        }
        if (type == EntityType.CONFLICTS) {
            checkOpener(payload);
        }
        if (type == EntityType.SUBMISSIONS || type == EntityType.CONFLICTS) {
            resolveAnswers(type, payload, own);
        }
        return parents;
    }

    /** No relation of devices, which need not know each other; but the hub may have lost who opened it. */
    private void checkOpener(ObjectNode conflict) {
        var device = UUID.fromString(conflict.path(OPENER).asText());
        if (find(EntityType.MOBILE_DEVICES, device) == null) {
            throw CommandRefused.unknownReference(OPENER);
        }
    }

    private @Nullable EntityRow target(Relation relation, ObjectNode payload, UUID id) {
        var type = type(relation, payload);
        var row = find(type, id);
        if (relation.source() == EntityType.CONFLICTS) {
            row = row != null && row.deleted() ? held(row) : row;
            row = row == null ? remembered(type, id) : row;
        }
        if (row == null || !seen(row)) {
            throw CommandRefused.unknownReference(relation.field());
        }
        // A conflict may well be about a row that somebody deleted.
        if (row.deleted() && relation.source() != EntityType.CONFLICTS) {
            if (relation.required()) {
                throw CommandRefused.deletedReference(relation.field());
            }
            return null;
        }
        return row;
    }

    /** A tombstone that stays until the commit; null when it was just being forgotten. */
    private @Nullable EntityRow held(EntityRow tombstone) {
        return EntityTable.of(tombstone.type())
                .lock(write.tx(), write.organization(), tombstone.id())
                .orElse(null);
    }

    /** A deletion the hub had forgotten is told again, since a conflict is about it: devices need it beside that. */
    private @Nullable EntityRow remembered(EntityType type, UUID id) {
        var purged =
                AuditTable.purged(write.tx(), write.organization(), type, id)
                        .filter(caller.scope()::sees)
                        .orElse(null);
        if (purged == null) {
            return null;
        }
        var row =
                EntityRow.fresh(
                        type, id, null, purged.owner(), purged.version() - 1, purged.payload());
        write.insert(row, Author.HUB);
        write.flush();
        write.delete(row, Author.HUB);
        return purged;
    }

    /** Devices may be named by whoever sees rows captured on them, so they need not be in sight. */
    private boolean seen(EntityRow row) {
        return row.type() == EntityType.MOBILE_DEVICES || caller.scope().sees(row);
    }

    private static EntityType type(Relation relation, ObjectNode payload) {
        if (relation.target() != null) {
            return relation.target();
        }
        var column = String.valueOf(relation.targetTypeField());
        return EntityType.of(payload.path(column).asText())
                .orElseThrow(() -> CommandRefused.payload(column + " names no table"));
    }

    private @Nullable EntityRow find(EntityType type, UUID id) {
        var known = lasting.get(id);
        if (known != null && known.type() == type) {
            return known;
        }
        var row = write.find(type, id).or(() -> write.findByClientId(type, id)).orElse(null);
        if (row != null && (type == EntityType.MOBILE_FORMS || type == EntityType.MOBILE_DEVICES)) {
            lasting.put(id, row);
        }
        return row;
    }

    private void resolveAnswers(EntityType type, ObjectNode payload, Map<UUID, UUID> own) {
        var permanent = permanentIds(named(type, payload));
        permanent.putAll(own);
        replace(type, payload, permanent);
    }

    private Map<UUID, UUID> permanentIds(Set<UUID> named) {
        var permanent = SubmissionsTable.permanentIds(write.tx(), write.organization(), named);
        for (var id : named) {
            write.findFresh(EntityType.SUBMISSIONS, id)
                    .ifPresent(row -> permanent.put(id, row.id()));
        }
        return permanent;
    }

    /** Ids of submissions in the answers a row holds, its own or, if it is a conflict, those of its sides. */
    static Set<UUID> named(EntityType type, ObjectNode payload) {
        var named = new HashSet<UUID>();
        if (type == EntityType.SUBMISSIONS) {
            collect(payload.path("data"), named);
        }
        for (var side : sides(type, payload)) {
            collect(side.path("data"), named);
            collect(side.path(PARENT), named);
        }
        return named;
    }

    /** Puts permanent ids in the place of temporary ones there; whether there were any. */
    static boolean replace(EntityType type, ObjectNode payload, Map<UUID, UUID> permanent) {
        boolean changed = type == EntityType.SUBMISSIONS && replaceAnswers(payload, permanent);
        for (var side : sides(type, payload)) {
            changed |= replaceAnswers(side, permanent);
            var parent = side.path(PARENT);
            if (isId(parent) && permanent.containsKey(UUID.fromString(parent.textValue()))) {
                side.set(PARENT, replaced(parent, permanent));
                changed = true;
            }
        }
        return changed;
    }

    private static boolean replaceAnswers(ObjectNode payload, Map<UUID, UUID> permanent) {
        var named = new HashSet<UUID>();
        collect(payload.path("data"), named);
        named.retainAll(permanent.keySet());
        if (named.isEmpty()) {
            return false;
        }
        var now = replaced(payload.path("data"), permanent);
        payload.set("data", now);
        payload.put("sha256", Json.canonicalHash(now).hex());
        return true;
    }

    /** What a conflict about a submission holds of it. */
    private static List<ObjectNode> sides(EntityType type, ObjectNode payload) {
        var sides = new ArrayList<ObjectNode>();
        if (type == EntityType.CONFLICTS
                && payload.path("resource_type").asText().equals(EntityType.SUBMISSIONS.word())) {
            for (var name : SIDES) {
                if (payload.get(name) instanceof ObjectNode side) {
                    sides.add(side);
                }
            }
        }
        return sides;
    }

    private static void collect(JsonNode node, Set<UUID> ids) {
        if (isId(node)) {
            ids.add(UUID.fromString(node.textValue()));
        } else if (node.isObject()) {
            for (var property : node.properties()) {
                if (!property.getKey().equals(ROW_KEY)) {
                    collect(property.getValue(), ids);
                }
            }
        } else {
            node.forEach(child -> collect(child, ids));
        }
    }

    private static boolean isId(JsonNode node) {
        return node.isTextual()
                && node.textValue().length() == ID_CHARS
                && ID.matcher(node.textValue()).matches();
    }

    private static JsonNode replaced(JsonNode node, Map<UUID, UUID> permanent) {
        if (node instanceof ObjectNode object) {
            var result = Json.object();
            for (var p : object.properties()) {
                boolean key = p.getKey().equals(ROW_KEY);
                result.set(p.getKey(), key ? p.getValue() : replaced(p.getValue(), permanent));
            }
            return result;
        }
        if (node instanceof ArrayNode array) {
            var result = Json.array();
            array.forEach(item -> result.add(replaced(item, permanent)));
            return result;
        }
        if (isId(node)) {
            var id = permanent.get(UUID.fromString(node.textValue()));
            return id == null ? node : TextNode.valueOf(id.toString());
        }
        return node;
    }
}
