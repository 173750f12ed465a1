package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;

/**
 * Changes that wait here and that a conflict of another laptop does not show. A decision is about what was shown; they
 * stay. See decision 30.
 */
final class UnshownChanges {
    private final DeviceTables tables;

    UnshownChanges(DeviceTables tables) {
        this.tables = tables;
    }

    /** Whether anything of the row waits that {@code conflict} does not show. */
    boolean isAny(ReadTx tx, ObjectNode conflict, EntityType type, UUID id) {
        return !isOurs(tx, conflict)
                && tables.outbox().ofEntity(tx, type, id).stream()
                        .anyMatch(c -> !OfferedUnderConflict.isHubsSide(c));
    }

    /** A conflict of this laptop is about the row as it is here, with all that was changed since. */
    private boolean isOurs(ReadTx tx, ObjectNode conflict) {
        return tables.settings()
                .enrolment(tx)
                .map(e -> e.device().value().toString())
                .filter(device -> conflict.path("device_id").asText().equals(device))
                .isPresent();
    }
}
