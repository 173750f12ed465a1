package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.fieldpost.contract.EntityConflictConfig;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * The three versions of one entity and its configuration.
 *
 * @param base what both sides last agreed on; empty when they never did
 * @param local this device's
 * @param server the hub's
 * @param config the entity type's policies
 */
record Versions(ObjectNode base, ObjectNode local, ObjectNode server, EntityConflictConfig config) {

    boolean changedLocally(String field) {
        return !JsonSame.values(base.get(field), local.get(field));
    }

    boolean changedAtServer(String field) {
        return !JsonSame.values(base.get(field), server.get(field));
    }

    boolean differs(String field) {
        return !JsonSame.values(local.get(field), server.get(field));
    }

    /** The versions of some columns alone. */
    Versions only(Collection<String> fields) {
        return new Versions(
                base.deepCopy().retain(fields),
                local.deepCopy().retain(fields),
                server.deepCopy().retain(fields),
                config);
    }

    /** The versions of all but some columns. */
    Versions without(Collection<String> fields) {
        return new Versions(
                base.deepCopy().remove(fields),
                local.deepCopy().remove(fields),
                server.deepCopy().remove(fields),
                config);
    }

    /** The conflict of a column, as it stands. */
    FieldConflict conflict(String field) {
        return new FieldConflict("/" + field, base.get(field), local.get(field), server.get(field));
    }

    static ObjectNode orEmpty(@Nullable JsonNode node) {
        return node instanceof ObjectNode object ? object : Json.object();
    }
}
