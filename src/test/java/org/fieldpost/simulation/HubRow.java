package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.jspecify.annotations.Nullable;

/** A row as the simulated hub holds it; a deleted one has no payload. */
record HubRow(
        EntityType type,
        UUID id,
        @Nullable UUID clientId,
        long version,
        long changedAt,
        @Nullable ObjectNode payload) {
    boolean deleted() {
        return payload == null;
    }
}
