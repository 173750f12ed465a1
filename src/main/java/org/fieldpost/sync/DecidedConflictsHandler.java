package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OutboxStatus;

/**
 * Conflicts: one that was decided on another device is decided here too. The changes that were parked for it are
 * done, and the row follows the hub again, unless it was edited since.
 */
final class DecidedConflictsHandler implements SyncEntityHandler {
    private final DeviceTables tables;
    private final SyncEntityHandler generic;

    DecidedConflictsHandler(DeviceTables tables, SyncEntityHandler generic) {
        this.tables = tables;
        this.generic = generic;
    }

    @Override
    public Applied apply(WriteTx tx, PullChange change, SyncBatchContext context, Instant now) {
        var before = tables.conflicts().find(tx, change.entityId()).map(EntityRow::payload);
        var how = generic.apply(tx, change, context, now);
        var payload = change.payload();
        if (payload != null && payload.path("resolution").asText().equals("resolved")) {
            type(payload).ifPresent(type -> release(tx, type, resource(payload), now));
        }
        if (change.action() == SyncAction.DELETE && how == Applied.APPLIED) {
            before.ifPresent(
                    held -> type(held).ifPresent(type -> unpark(tx, type, resource(held), now)));
        }
        return how;
    }

    private static Optional<EntityType> type(ObjectNode conflict) {
        return EntityType.of(conflict.path("resource_type").asText());
    }

    private static UUID resource(ObjectNode conflict) {
        return UUID.fromString(conflict.path("resource_id").asText());
    }

    /**
     * A conflict goes with the row it is about. A deletion that was parked is done then; a change that was parked is
     * sent again, so that the hub says anew that the row is gone, and a person decides.
     */
    private void unpark(WriteTx tx, EntityType type, UUID id, Instant now) {
        boolean deletion =
                tables.outbox().ofEntity(tx, type, id).stream()
                        .filter(command -> command.status() == OutboxStatus.CONFLICT)
                        .allMatch(command -> command.action() == SyncAction.DELETE);
        if (deletion) {
            tables.outbox().completeParked(tx, type, id, now);
        } else {
            tables.outbox().unpark(tx, type, id, now);
        }
    }

    private void release(WriteTx tx, EntityType type, UUID id, Instant now) {
        boolean parked =
                tables.outbox().ofEntity(tx, type, id).stream()
                        .anyMatch(command -> command.status() == OutboxStatus.CONFLICT);
        if (!parked) {
            return;
        }
        tables.outbox().completeParked(tx, type, id, now);
        boolean editedSince =
                tables.outbox().ofEntity(tx, type, id).stream()
                        .anyMatch(command -> command.status().isOpen());
        var rows = tables.rows(type);
        rows.find(tx, id)
                .filter(row -> row.dirty() && !editedSince)
                .ifPresent(row -> rows.update(tx, row.clean(), row.localRevision()));
    }
}
