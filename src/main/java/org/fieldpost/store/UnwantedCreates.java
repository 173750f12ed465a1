package org.fieldpost.store;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.TombstoneRepository.SyncStatus;

/**
 * Rows made here and deleted here while their create was on its way or refused, and which the hub has said it does not
 * have. Then nobody wants the create and there is nothing to delete: both are done, as if nothing had ever been sent.
 */
public final class UnwantedCreates {
    private final DeviceTables tables;

    public UnwantedCreates(DeviceTables tables) {
        this.tables = tables;
    }

    /**
     * Ends all commands of the row when a deletion stands behind its create. False, and nothing changes, when none does
     * or the lease was lost meanwhile.
     *
     * @param create in flight; the hub's answer to it is that the row is not there. Without an answer it may be there,
     *     and the deletion has to follow
     */
    public boolean cancel(WriteTx tx, OutboxCommand create, Instant at) {
        var type = create.entityType();
        var id = create.aggregateId();
        var all = tables.outbox().ofEntity(tx, type, id);
        boolean leased =
                all.stream()
                        .anyMatch(
                                c ->
                                        c.id().equals(create.id())
                                                && c.status() == OutboxStatus.IN_FLIGHT
                                                && c.fencingToken() == create.fencingToken());
        if (create.action() != SyncAction.CREATE || !leased) {
            return false;
        }
        var newest = all.getLast();
        boolean undecided = all.stream().anyMatch(c -> c.status() == OutboxStatus.CONFLICT);
        if (newest.action() != SyncAction.DELETE || !newest.status().isOpen() || undecided) {
            return false;
        }
        tables.outbox().completeFolded(tx, all.stream().map(OutboxCommand::id).toList(), at);
        forget(tx, type, id);
        return true;
    }

    /**
     * The hub says that there is nothing to delete: the row was made here and deleted here, and the hub had refused to
     * make it; or it is a photo, which the hub has lost by a restore. False, and nothing changes, for any other
     * deletion, or when the lease was lost meanwhile.
     */
    public boolean neverWas(WriteTx tx, OutboxCommand deletion, Instant at) {
        var type = deletion.entityType();
        var id = deletion.aggregateId();
        boolean alone =
                tables.outbox().ofEntity(tx, type, id).stream()
                        .allMatch(c -> c.id().equals(deletion.id()));
        if (deletion.action() != SyncAction.DELETE
                || (deletion.baseVersion() != null && type != EntityType.SUBMISSION_MEDIA)
                || !alone
                || !tables.outbox().complete(tx, deletion.id(), deletion.fencingToken(), at)) {
            return false;
        }
        if (deletion.baseVersion() == null) {
            forget(tx, type, id);
        } else {
            // Somebody may offer it again yet.
            tables.tombstones().mark(tx, type, id, SyncStatus.SYNCED, null, at);
        }
        return true;
    }

    private void forget(WriteTx tx, EntityType type, UUID id) {
        tables.tombstones().remove(tx, type, id);
        tables.settings()
                .enrolment(tx)
                .ifPresent(e -> tables.idMap().purge(tx, e.user(), type, id));
    }
}
