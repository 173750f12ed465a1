package org.fieldpost.sync;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.OutboxCommand;

/**
 * Rows that a power cut made this laptop forget it had sent, and that it has pulled since like somebody else's: each is
 * here twice, under the temporary id and under the hub's.
 */
final class PulledCopies {
    private final DeviceTables tables;

    PulledCopies(DeviceTables tables) {
        this.tables = tables;
    }

    /** What is here, or was deleted here, under ids that the hub has given to what has temporary ones here. */
    Set<UUID> of(WriteTx tx, List<OutboxCommand> sent, Map<UUID, CommandResult> results) {
        var given = new EnumMap<EntityType, Set<UUID>>(EntityType.class);
        for (var command : sent) {
            var result = results.get(command.id());
            if (result == null || !result.wasAccepted()) {
                continue;
            }
            var id = result.entityId();
            if (id != null && !id.equals(command.aggregateId())) {
                given.computeIfAbsent(command.entityType(), type -> new HashSet<>()).add(id);
            }
        }
        var held = new HashSet<UUID>();
        given.forEach((type, ids) -> held.addAll(tables.rows(type).existing(tx, ids)));
        given.values().forEach(ids -> held.addAll(tables.tombstones().among(tx, ids)));
        return held;
    }

    /** Whether anything said of a row waits to be sent, or for a person. */
    boolean isWorkOpen(WriteTx tx, EntityType type, UUID id) {
        return tables.outbox().ofEntity(tx, type, id).stream()
                .anyMatch(command -> command.status().isOpen());
    }
}
