package org.fieldpost.store;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.TombstoneRepository.SyncStatus;
import org.fieldpost.store.TombstoneRepository.Tombstone;
import org.jspecify.annotations.Nullable;

/** A person has decided that what the hub deleted stays deleted: local work on it goes, with the photos it had. */
public final class HubDeletions {
    private final DeviceTables tables;
    private final ChangeEvents events;

    public HubDeletions(DeviceTables tables, ChangeEvents events) {
        this.tables = tables;
        this.events = events;
    }

    /**
     * Makes it gone here as it is there, with its photos: a page may end before it tells that they went along.
     *
     * @param version of the deletion
     */
    public void accept(WriteTx tx, EntityType type, UUID id, @Nullable Long version, Instant at) {
        if (type == EntityType.SUBMISSIONS) {
            for (var photo : tables.media().ofSubmission(tx, id)) {
                tables.outbox()
                        .completeFolded(
                                tx,
                                tables
                                        .outbox()
                                        .ofEntity(tx, EntityType.SUBMISSION_MEDIA, photo.id())
                                        .stream()
                                        .map(OutboxCommand::id)
                                        .toList(),
                                at);
                tables.uploads().delete(tx, photo.id());
                tables.media().delete(tx, photo.id());
                tell(tx, EntityType.SUBMISSION_MEDIA, photo.id());
            }
        }
        var held = tables.rows(type).find(tx, id);
        tables.tombstones()
                .record(
                        tx,
                        held.isPresent()
                                ? Tombstone.of(held.get(), version, at, SyncStatus.SYNCED)
                                : new Tombstone(type, id, version, at, SyncStatus.SYNCED));
        if (tables.rows(type).delete(tx, id)) {
            tell(tx, type, id);
        }
    }

    /**
     * Whether the hub's deletion of {@code id} has come and waits for the local work in its way. If not, the hub may
     * have the row again: a restore from a backup made it forget the deletion.
     */
    public boolean isTold(ReadTx tx, EntityType type, UUID id) {
        return tables.quarantine()
                .find(tx, type, id)
                .filter(waiting -> waiting.change().action() == SyncAction.DELETE)
                .isPresent();
    }

    private void tell(WriteTx tx, EntityType type, UUID id) {
        events.afterCommit(tx, new ChangeEvent.Deleted(type, id));
    }
}
