package org.fieldpost.sync;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.DeviceTables;
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
        var how = generic.apply(tx, change, context, now);
        var payload = change.payload();
        if (payload != null && payload.path("resolution").asText().equals("resolved")) {
            EntityType.of(payload.path("resource_type").asText())
                    .ifPresent(
                            type ->
                                    release(
                                            tx,
                                            type,
                                            UUID.fromString(payload.path("resource_id").asText()),
                                            now));
        }
        return how;
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
