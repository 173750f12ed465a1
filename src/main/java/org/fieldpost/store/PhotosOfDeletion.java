package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.TombstoneRepository.SyncStatus;
import org.fieldpost.store.TombstoneRepository.Tombstone;
import org.jspecify.annotations.Nullable;

/**
 * Photos deleted here with their submission. The hub takes them along with it, so that their own deletions go only
 * after the submission's: as long as that does not hold, they are still photos of a submission that is there.
 */
public final class PhotosOfDeletion {
    /** No row has it. */
    private static final Long LOST = 0L;

    private static final int WAITING_MAX = 10_000;

    private final DeviceTables tables;

    public PhotosOfDeletion(DeviceTables tables) {
        this.tables = tables;
    }

    /** The submission whose photo {@code deletion} deletes; null if it is no deletion of a photo the hub has. */
    public static @Nullable UUID submission(OutboxCommand deletion) {
        var base = deletion.baseSnapshot();
        return deletion.entityType() == EntityType.SUBMISSION_MEDIA
                        && deletion.action() == SyncAction.DELETE
                        && base != null
                ? submission(base)
                : null;
    }

    private static UUID submission(ObjectNode photo) {
        return UUID.fromString(photo.path("submission_id").asText());
    }

    /**
     * Whether the deletion of {@code submission} is on its way, or is to go once more since a restored hub has lost it,
     * or the hub has refused it and nobody gave it up.
     */
    public boolean isPending(ReadTx tx, UUID submission) {
        return tables.outbox().ofEntity(tx, EntityType.SUBMISSIONS, submission).stream()
                        .anyMatch(
                                c ->
                                        c.status() != OutboxStatus.COMPLETED
                                                && c.action() == SyncAction.DELETE)
                || tables.tombstones()
                        .find(tx, EntityType.SUBMISSIONS, submission)
                        .filter(Tombstone::isLost)
                        .isPresent();
    }

    /** Those that wait among what has come from the hub, of submissions deleted here. */
    public List<PullChange> waiting(ReadTx tx) {
        return tables.quarantine().left(tx, WAITING_MAX).stream()
                .filter(change -> isOfDeleted(tx, change))
                .toList();
    }

    private boolean isOfDeleted(ReadTx tx, PullChange change) {
        if (change.entityType() != EntityType.SUBMISSION_MEDIA || change.payload() == null) {
            return false;
        }
        var submission = submission(change.payload());
        return tables.submissions().find(tx, submission).isEmpty()
                && isPending(tx, submission)
                && tables.media().find(tx, change.entityId()).isEmpty()
                && isUntouched(tx, change);
    }

    /**
     * A restored hub has lost {@code photo}, which {@link #waiting waits}: its deletion does instead, as if the hub had
     * been asked before the submission's deletion was sent.
     *
     * @param commandId the key of the deletion
     */
    public void markLost(WriteTx tx, PullChange photo, UUID commandId, Instant at) {
        if (!isOfDeleted(tx, photo)) {
            return;
        }
        var type = photo.entityType();
        var id = photo.entityId();
        tables.quarantine().release(tx, type, id);
        tables.tombstones()
                .record(tx, new Tombstone(type, id, photo.version(), at, SyncStatus.PENDING));
        tables.outbox()
                .enqueue(
                        tx,
                        new OutboxRepository.NewCommand(
                                commandId,
                                type,
                                id,
                                SyncAction.DELETE,
                                null,
                                LOST,
                                photo.payload(),
                                1,
                                at));
    }

    /** The submission is here again, and so are its photos; what a restored hub has lost of them is offered to it. */
    public void comeBack(WriteTx tx, UUID submission, Instant at, ChangeEvents events) {
        for (var photo : withdraw(tx, submission, at)) {
            tables.rows(EntityType.SUBMISSION_MEDIA).insert(tx, photo);
            events.afterCommit(tx, new ChangeEvent.Created(photo.type(), photo.id()));
        }
        for (var photo : left(tx, submission, at)) {
            tables.quarantine().release(tx, photo.type(), photo.id());
            tables.rows(photo.type()).insert(tx, photo);
            events.afterCommit(tx, new ChangeEvent.Created(photo.type(), photo.id()));
        }
        for (var deletion : unsent(tx, submission)) {
            if (isLost(deletion)) {
                complete(tx, deletion, at);
                if (!isGoneAtHub(tx, deletion)) {
                    offer(tx, deletion, at, events);
                }
            }
        }
    }

    /** Those that wait among what has come from the hub: a restored one is asked only for what is a row here. */
    private List<EntityRow> left(ReadTx tx, UUID submission, Instant at) {
        return tables.quarantine().left(tx, WAITING_MAX).stream()
                .filter(change -> change.entityType() == EntityType.SUBMISSION_MEDIA)
                .filter(change -> change.payload() != null)
                .filter(
                        change ->
                                submission(Objects.requireNonNull(change.payload()))
                                        .equals(submission))
                .filter(change -> tables.media().find(tx, change.entityId()).isEmpty())
                .filter(change -> isUntouched(tx, change))
                .map(
                        change ->
                                EntityRow.fromHub(
                                        change.entityType(),
                                        change.entityId(),
                                        change.version(),
                                        tables.rows(change.entityType())
                                                .normalised(
                                                        Objects.requireNonNull(change.payload())),
                                        at))
                .toList();
    }

    private boolean isUntouched(ReadTx tx, PullChange change) {
        return tables.outbox().ofEntity(tx, change.entityType(), change.entityId()).isEmpty();
    }

    private void offer(WriteTx tx, OutboxCommand deletion, Instant at, ChangeEvents events) {
        var photo = withdrawn(tx, deletion, at);
        var told = tables.quarantine().find(tx, photo.type(), photo.id()).map(e -> e.change());
        if (told.map(PullChange::payload).isPresent()) {
            return; // Somebody else has offered it: it is there, and taken in by the next run.
        }
        new EntityWrites(tables, events)
                .save(
                        tx,
                        deletion.id(),
                        at,
                        photo.type(),
                        photo.id(),
                        photo.payload(),
                        EntityWrites.derived(deletion.id(), photo.id()));
    }

    /**
     * The submission's deletion does not hold, or not yet: those of its photos that were not sent are done, as if they
     * had never been. Bytes the hub lacks go to it once the photo is here again. Of one a restored hub has lost the
     * deletion goes on to wait: nothing else here may know of the photo.
     *
     * @return the photos as the hub has them, but those it has deleted too; they are not here
     */
    public List<EntityRow> withdraw(WriteTx tx, UUID submission, Instant at) {
        var photos = new ArrayList<EntityRow>();
        for (var deletion : unsent(tx, submission)) {
            if (!isLost(deletion)) {
                complete(tx, deletion, at);
                if (!isGoneAtHub(tx, deletion)) {
                    photos.add(withdrawn(tx, deletion, at));
                }
            }
        }
        return photos;
    }

    /**
     * A restored hub that had lost {@code photo} has it again, of {@code submission}, which is here: somebody else has
     * offered both, under another id than the one the submission was deleted under. That deletion, to which the hub has
     * not agreed, takes this photo not along.
     */
    public void markOffered(WriteTx tx, UUID photo, UUID submission, Instant at) {
        var type = EntityType.SUBMISSION_MEDIA;
        for (var deletion : tables.outbox().ofEntity(tx, type, photo)) {
            var deleted = submission(deletion);
            if (deleted != null
                    && !deleted.equals(submission)
                    && isUnsent(deletion)
                    && isLost(deletion)
                    && isPending(tx, deleted)
                    && tables.submissions().find(tx, submission).isPresent()) {
                complete(tx, deletion, at);
                tables.tombstones().remove(tx, type, photo);
                tables.uploads().create(tx, photo, at);
            }
        }
    }

    private void complete(WriteTx tx, OutboxCommand deletion, Instant at) {
        tables.outbox().completeFolded(tx, List.of(deletion.id()), at);
    }

    /** A restored hub lacked the photo when it was asked for it. */
    private static boolean isLost(OutboxCommand deletion) {
        return Objects.equals(deletion.baseVersion(), LOST);
    }

    private static boolean isUnsent(OutboxCommand deletion) {
        return deletion.status() == OutboxStatus.PENDING && !deletion.isFrozen();
    }

    /** It was deleted there as well, by somebody else. */
    private boolean isGoneAtHub(ReadTx tx, OutboxCommand deletion) {
        return tables.tombstones()
                .find(tx, deletion.entityType(), deletion.aggregateId())
                .filter(tombstone -> tombstone.syncStatus() == SyncStatus.SYNCED)
                .isPresent();
    }

    private EntityRow withdrawn(WriteTx tx, OutboxCommand deletion, Instant at) {
        var type = deletion.entityType();
        var id = deletion.aggregateId();
        var base = Objects.requireNonNull(deletion.baseSnapshot());
        var version = Objects.requireNonNull(deletion.baseVersion());
        tables.tombstones().remove(tx, type, id);
        // The hub is asked for the bytes, whatever the row said: one restored meanwhile may have
        // lost them (seed 6710).
        tables.uploads().create(tx, id, at);
        return EntityRow.fromHub(type, id, version, base, at);
    }

    private List<OutboxCommand> unsent(ReadTx tx, UUID submission) {
        return tx
                .handle()
                .createQuery(
                        OutboxRow.SELECT
                                + """
                                WHERE o.status = 'PENDING' AND o.attempts = 0 AND o.action = :action
                                    AND o.entity_type = :type AND o.base_version IS NOT NULL
                                ORDER BY o.sequence
                                """)
                .bind("action", SyncAction.DELETE.word())
                .bind("type", EntityType.SUBMISSION_MEDIA.word())
                .map((row, ctx) -> OutboxRow.command(row))
                .list()
                .stream()
                .filter(deletion -> submission.equals(submission(deletion)))
                .toList();
    }
}
