package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.db.ReadTx;

/**
 * Changes that wait here and that a conflict of another laptop does not show. A decision is about what was shown; they
 * stay. See decision 30.
 */
final class UnshownChanges {
    private static final List<String> SIDES = List.of("server_payload", "client_payload");
    private final DeviceTables tables;

    UnshownChanges(DeviceTables tables) {
        this.tables = tables;
    }

    /** Whether anything of the row waits that {@code conflict} does not show. */
    boolean isAny(ReadTx tx, ObjectNode conflict, EntityType type, UUID id) {
        return !isOurs(tx, conflict)
                && tables.outbox().ofEntity(tx, type, id).stream()
                        .filter(c -> !OfferedUnderConflict.isHubsSide(c))
                        .anyMatch(c -> !isShown(conflict, c));
    }

    /** What a restored hub has lost, and is given back, may be just what one side says. */
    private static boolean isShown(ObjectNode conflict, OutboxCommand command) {
        var said = command.payload();
        return SIDES.stream()
                .map(conflict::get)
                .anyMatch(
                        side ->
                                said == null
                                        ? side == null
                                        : side instanceof ObjectNode shown
                                                && entry(command, shown).isSaidBy(said));
    }

    private static ManifestEntry entry(OutboxCommand command, ObjectNode said) {
        return ManifestEntry.saying(command.entityType(), command.aggregateId(), 0, said);
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
