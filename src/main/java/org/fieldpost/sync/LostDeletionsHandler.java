package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.PhotosOfDeletion;
import org.fieldpost.store.TombstoneRepository.SyncStatus;
import org.fieldpost.store.TombstoneRepository.Tombstone;

/**
 * A hub that sends a row whose deletion it had confirmed, in a version that was deleted, has lost the deletion (it was
 * restored from a backup): the deletion is offered again. If the row says other than what was deleted, somebody who did
 * not know has changed it since: a person decides. A photo had gone with its submission; if that lives again, because
 * people keep it or somebody else has offered it under another id, the photo comes back with it. The rest is left to
 * another handler.
 */
final class LostDeletionsHandler implements SyncEntityHandler {
    private static final long NO_VERSION = 0;
    private final LocalStore store;
    private final EntityType type;
    private final SyncEntityHandler next;

    LostDeletionsHandler(LocalStore store, EntityType type, SyncEntityHandler next) {
        this.store = store;
        this.type = type;
        this.next = next;
    }

    @Override
    public Applied apply(WriteTx tx, PullChange change, SyncBatchContext context, Instant now) {
        var payload = change.payload();
        if (change.action() == SyncAction.DELETE || payload == null) {
            return next.apply(tx, change, context, now);
        }
        var id = change.entityId();
        if (type == EntityType.SUBMISSION_MEDIA) {
            new PhotosOfDeletion(store.tables()).markOffered(tx, id, submission(payload), now);
        }
        if (!isLost(tx, change)) {
            return next.apply(tx, change, context, now);
        }
        if (isOfWhatLives(tx, payload, id)) {
            store.tables().tombstones().remove(tx, type, id);
            return next.apply(tx, change, context, now);
        }
        var row = store.tables().rows(type).normalised(payload);
        store.tables()
                .rows(type)
                .insert(tx, EntityRow.fromHub(type, id, deletable(tx, change), row, now));
        store.writes()
                .apply(
                        tx,
                        new Mutation.DeleteEntity(
                                named("mutation", key(change), now),
                                now,
                                type,
                                id,
                                named("command", key(change), now)));
        return Applied.UNCHANGED;
    }

    /** The version to be deleted: one that no row has if it was never seen here. */
    private long deletable(WriteTx tx, PullChange change) {
        var payload = change.payload();
        var lost =
                store.tables()
                        .tombstones()
                        .find(tx, type, change.entityId())
                        .map(Tombstone::lostIn);
        if (lost.isPresent() && type == EntityType.SUBMISSIONS) {
            return lost.get() == change.version() ? change.version() : NO_VERSION;
        }
        boolean seen =
                payload == null
                        || type != EntityType.SUBMISSIONS
                        || store.tables()
                                .tombstones()
                                .find(tx, type, change.entityId())
                                .map(Tombstone::said)
                                .filter(said -> said.equals(payload.path("sha256").textValue()))
                                .isPresent();
        return seen ? change.version() : NO_VERSION;
    }

    /**
     * It went with its submission, which lives again and names it, or is yet to come; also if only one side of a
     * conflict names it, or may come to: the submission was changed here, and nobody knows yet what comes of that. One
     * that nobody names was taken off its submission, and stays off.
     */
    private boolean isOfWhatLives(WriteTx tx, ObjectNode payload, UUID id) {
        if (type != EntityType.SUBMISSION_MEDIA) {
            return false;
        }
        var of = submission(payload);
        var tables = store.tables();
        return tables.submissions()
                .find(tx, of)
                .map(
                        row ->
                                row.dirty()
                                        || Json.write(row.payload().path("data"))
                                                .contains(id.toString())
                                        || !tables.conflicts().holding(tx, id).isEmpty())
                .orElseGet(
                        () -> tables.tombstones().find(tx, EntityType.SUBMISSIONS, of).isEmpty());
    }

    private static UUID submission(ObjectNode photo) {
        return UUID.fromString(photo.path("submission_id").asText());
    }

    private static String key(PullChange change) {
        return change.entityId() + " " + change.version();
    }

    /** An id of its own for each time a deletion is found lost. */
    static UUID named(String what, String key, Instant now) {
        var text = what + " " + key + " " + now;
        var hash = ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private boolean isLost(WriteTx tx, PullChange change) {
        var tombstone = store.tables().tombstones().find(tx, type, change.entityId());
        return tombstone.filter(deleted -> covers(deleted, change)).isPresent()
                && store.tables().rows(type).find(tx, change.entityId()).isEmpty();
    }

    private static boolean covers(Tombstone deleted, PullChange change) {
        var version = deleted.rowVersion();
        return deleted.syncStatus() == SyncStatus.SYNCED
                && (deleted.isLost() || (version != null && change.version() <= version));
    }
}
