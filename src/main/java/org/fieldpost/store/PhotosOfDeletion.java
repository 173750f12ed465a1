package org.fieldpost.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.TombstoneRepository.SyncStatus;
import org.jspecify.annotations.Nullable;

/**
 * Photos deleted here with their submission. The hub takes them along with it, so that their own deletions go only
 * after the submission's: as long as that does not hold, they are still photos of a submission that is there.
 */
public final class PhotosOfDeletion {
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
                ? UUID.fromString(base.path("submission_id").asText())
                : null;
    }

    /** Whether the deletion of {@code submission} is on its way. */
    public boolean isPending(ReadTx tx, UUID submission) {
        return tables.outbox().ofEntity(tx, EntityType.SUBMISSIONS, submission).stream()
                .anyMatch(c -> c.status().isOpen() && c.action() == SyncAction.DELETE);
    }

    /** The submission is here again, and so are its photos. */
    public void comeBack(WriteTx tx, UUID submission, Instant at, ChangeEvents events) {
        for (var photo : withdraw(tx, submission, at)) {
            tables.rows(EntityType.SUBMISSION_MEDIA).insert(tx, photo);
            events.afterCommit(tx, new ChangeEvent.Created(photo.type(), photo.id()));
        }
    }

    /**
     * The submission's deletion does not hold, or not yet: those of its photos that were not sent are done, as if they
     * had never been. Bytes the hub lacks go to it once the photo is here again. Of one a restored hub has lost the
     * deletion goes on to wait.
     *
     * @return the photos as the hub has them, but those it has deleted too; they are not here
     */
    public List<EntityRow> withdraw(WriteTx tx, UUID submission, Instant at) {
        var unsent = unsent(tx, submission);
        tables.outbox().completeFolded(tx, unsent.stream().map(OutboxCommand::id).toList(), at);
        return unsent.stream()
                .filter(deletion -> !isGoneAtHub(tx, deletion))
                .map(deletion -> withdrawn(tx, deletion, at))
                .toList();
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
        if (!base.has("uploaded_at")) {
            tables.uploads().create(tx, id, at);
        }
        return EntityRow.fromHub(type, id, version, base, at);
    }

    private List<OutboxCommand> unsent(ReadTx tx, UUID submission) {
        return tx
                .handle()
                .createQuery(
                        OutboxRow.SELECT
                                + """
                                WHERE o.status = 'PENDING' AND o.attempts = 0 AND o.action = :action
                                    AND o.entity_type = :type AND o.base_version > 0
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
