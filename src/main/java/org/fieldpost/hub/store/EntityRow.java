package org.fieldpost.hub.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * A row of a synced table.
 *
 * @param type its table
 * @param id its permanent id
 * @param clientId the temporary id a device made for it, if the hub made the permanent one
 * @param owner the person who may see it without being a supervisor; null if it is nobody's
 * @param version counts its changes, from 1
 * @param changedAt stamp of its last change, in commit order; 0 until the transaction that made it has stamped it
 * @param deleted whether only its tombstone is left
 * @param payload its columns
 */
public record EntityRow(
        EntityType type,
        UUID id,
        @Nullable UUID clientId,
        @Nullable UUID owner,
        long version,
        long changedAt,
        boolean deleted,
        ObjectNode payload) {
    /** A row not yet in its table. */
    public static EntityRow fresh(
            EntityType type,
            UUID id,
            @Nullable UUID clientId,
            @Nullable UUID owner,
            long version,
            ObjectNode payload) {
        return new EntityRow(type, id, clientId, owner, version, 0, false, payload);
    }

    /** What is left of the row after its deletion. */
    public EntityRow gone() {
        return new EntityRow(type, id, clientId, owner, version + 1, changedAt, true, payload);
    }

    /** The row after a change; whatever it was before, it lives. */
    public EntityRow changed(long newVersion, ObjectNode newPayload) {
        return new EntityRow(type, id, clientId, owner, newVersion, changedAt, false, newPayload);
    }
}
