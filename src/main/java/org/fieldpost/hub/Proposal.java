package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.OrgWrite;

/**
 * A change somebody asks for, its references resolved.
 *
 * @param write the transaction
 * @param caller who asks
 * @param id the row's permanent id
 * @param payload the row after the change, as asked; the rules' own copy
 * @param parents rows the payload refers to, by column
 */
record Proposal(
        OrgWrite write,
        Caller caller,
        UUID id,
        ObjectNode payload,
        Map<String, EntityRow> parents) {
    Instant now() {
        return write.now();
    }

    EntityRow parent(String column) {
        var row = parents.get(column);
        if (row == null) {
            throw new IllegalStateException("no parent in " + column);
        }
        return row;
    }

    String text(String column) {
        return payload.path(column).asText("");
    }

    /** Takes these columns from the hub's row instead. */
    void keep(EntityRow row, String... columns) {
        for (var column : columns) {
            var held = row.payload().get(column);
            if (held == null) {
                payload.remove(column);
            } else {
                payload.set(column, held.deepCopy());
            }
        }
    }
}
