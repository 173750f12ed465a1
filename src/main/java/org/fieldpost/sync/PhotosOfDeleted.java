package org.fieldpost.sync;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.PhotosOfDeletion;

/**
 * A photo added here to a submission that was deleted at the hub meanwhile. It is a change of that submission, and
 * change against deletion is a person's decision: the submission is sent, the hub calls it a conflict, and the photo
 * waits for what is decided. Brought back, the submission has the photo; left deleted, the photo goes with it.
 */
final class PhotosOfDeleted {
    /** The hub's: a required reference was deleted. */
    private static final String REFERENCE_DELETED = "FP-2606";

    private static final Long NO_VERSION = 0L;

    private final LocalStore store;
    private final SyncTools tools;

    PhotosOfDeleted(LocalStore store, SyncTools tools) {
        this.store = store;
        this.tools = tools;
    }

    /** What the hub's {@code error} is to the command: for such a photo no last word. */
    ErrorBody judged(WriteTx tx, OutboxCommand command, ErrorBody error, Instant now) {
        if (!error.code().equals(REFERENCE_DELETED)) {
            return error;
        }
        var submission =
                submission(command).flatMap(id -> store.tables().submissions().find(tx, id));
        if (submission.isEmpty()) {
            return error;
        }
        if (!isOnItsWay(tx, submission.get().id())) {
            send(tx, submission.get(), now);
        }
        return new ErrorBody(error.code(), error.message(), true);
    }

    /** On a version that no row has: after a restore that of the deletion may be the one the row has here. */
    private void send(WriteTx tx, EntityRow submission, Instant now) {
        var rows = store.tables().rows(EntityType.SUBMISSIONS);
        rows.update(
                tx,
                new EntityRow(
                        submission.type(),
                        submission.id(),
                        submission.payload(),
                        NO_VERSION,
                        submission.localRevision(),
                        submission.dirty(),
                        submission.baseSnapshot(),
                        submission.changedAt()),
                submission.localRevision());
        store.writes()
                .apply(
                        tx,
                        new Mutation.SaveEntity(
                                tools.ids().next(),
                                now,
                                EntityType.SUBMISSIONS,
                                submission.id(),
                                submission.payload(),
                                tools.ids().next()));
    }

    private boolean isOnItsWay(ReadTx tx, UUID submission) {
        return store.tables().outbox().ofEntity(tx, EntityType.SUBMISSIONS, submission).stream()
                .anyMatch(c -> c.status().isOpen() || c.status() == OutboxStatus.CONFLICT);
    }

    /**
     * A submission was deleted here, and the hub does not agree, or a person has yet to: photos that were to go with it
     * are the hub's still. They wait, as what comes of such a submission does, for what becomes of it.
     */
    void stay(WriteTx tx, OutboxCommand command, Instant now) {
        if (command.entityType() != EntityType.SUBMISSIONS
                || command.action() != SyncAction.DELETE) {
            return;
        }
        var tables = store.tables();
        for (var photo : new PhotosOfDeletion(tables).withdraw(tx, command.aggregateId(), now)) {
            var version = photo.rowVersion();
            boolean comes = tables.quarantine().find(tx, photo.type(), photo.id()).isPresent();
            if (version != null && !comes) {
                ApplyEngine.leave(
                        tx,
                        tables,
                        new PullChange(
                                photo.type(),
                                SyncAction.UPDATE,
                                photo.id(),
                                version,
                                0,
                                photo.payload()),
                        now);
            }
        }
    }

    /** The submission a photo belongs to. */
    static Optional<UUID> submission(OutboxCommand command) {
        var payload = command.payload();
        return command.entityType() == EntityType.SUBMISSION_MEDIA && payload != null
                ? Optional.of(UUID.fromString(payload.path("submission_id").asText()))
                : Optional.empty();
    }
}
