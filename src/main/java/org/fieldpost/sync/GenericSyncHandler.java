package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.merge.JsonSame;
import org.fieldpost.merge.MergeContext;
import org.fieldpost.merge.MergeEntity;
import org.fieldpost.merge.MergeResult;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.EntityRows;
import org.fieldpost.store.HubDeletions;
import org.fieldpost.store.OutboxUpkeep;
import org.fieldpost.store.TombstoneRepository.SyncStatus;
import org.fieldpost.store.TombstoneRepository.Tombstone;
import org.jspecify.annotations.Nullable;

/**
 * Takes in changes of any entity, driven by the shared configuration (seed: GenericSyncHandler). Only what is newer is
 * applied; local work is merged with, never overwritten; what a merge cannot settle is left as it is, and the
 * push, which the hub will call a conflict, puts it before a person.
 */
final class GenericSyncHandler implements SyncEntityHandler {
    private final LocalStore store;
    private final EntityType type;
    private final EntityRows rows;
    private final OutboxUpkeep upkeep;
    private final FormPolicies policies;
    private final HubDeletions deletions;

    GenericSyncHandler(LocalStore store, EntityType type) {
        this.store = store;
        this.type = type;
        rows = store.tables().rows(type);
        upkeep = new OutboxUpkeep(store.tables().outbox());
        policies = new FormPolicies(store.tables());
        deletions = new HubDeletions(store.tables(), store.events());
    }

    @Override
    public Applied apply(WriteTx tx, PullChange change, SyncBatchContext context, Instant now) {
        var held = rows.find(tx, change.entityId());
        if (change.action() == SyncAction.DELETE) {
            return delete(tx, change, held.orElse(null), context, now);
        }
        var payload = change.payload();
        if (payload == null) {
            throw new IllegalArgumentException("a change without a row");
        }
        if (held.isEmpty()) {
            return insert(tx, change, rows.normalised(payload), context, now);
        }
        return update(tx, change, rows.normalised(payload), held.get(), context, now);
    }

    private Applied insert(
            WriteTx tx,
            PullChange change,
            ObjectNode payload,
            SyncBatchContext context,
            Instant now) {
        var tombstone = store.tables().tombstones().find(tx, type, change.entityId());
        if (tombstone.isPresent() && !restores(change, tombstone.get())) {
            // Deleted here and not yet there: whoever decides may keep the row.
            return tombstone.get().syncStatus() == SyncStatus.SYNCED
                    ? Applied.UNCHANGED
                    : Applied.LEFT_TO_PUSH;
        }
        store.tables().tombstones().remove(tx, type, change.entityId());
        rows.insert(tx, EntityRow.fromHub(type, change.entityId(), change.version(), payload, now));
        context.touchSource(type, change.entityId());
        tell(tx, new ChangeEvent.Created(type, change.entityId()));
        return Applied.APPLIED;
    }

    /** A tombstoned id lives again only when the hub restored it after the deletion it confirmed. */
    private static boolean restores(PullChange change, Tombstone tombstone) {
        var deleted = tombstone.rowVersion();
        return tombstone.syncStatus() == SyncStatus.SYNCED
                && deleted != null
                && change.version() > deleted;
    }

    private Applied update(
            WriteTx tx,
            PullChange change,
            ObjectNode payload,
            EntityRow held,
            SyncBatchContext context,
            Instant now) {
        var version = held.rowVersion();
        boolean newer = version == null || change.version() > version;
        // The same version in other words: the hub completed what was pushed.
        boolean completed =
                version != null
                        && change.version() == version
                        && !JsonSame.values(payload, held.baseSnapshot());
        if (!newer && !completed) {
            return Applied.UNCHANGED;
        }
        if (held.dirty()) {
            return merge(tx, change, payload, held, context, now);
        }
        rows.update(tx, held.adopted(change.version(), payload, now), held.localRevision());
        context.touchSource(type, held.id());
        tell(tx, new ChangeEvent.Updated(type, held.id()));
        return Applied.APPLIED;
    }

    private Applied merge(
            WriteTx tx,
            PullChange change,
            ObjectNode payload,
            EntityRow held,
            SyncBatchContext context,
            Instant now) {
        var merging = new MergeContext(now, policies.of(tx, type, held.payload()));
        var result =
                MergeEntity.mergeEntity(
                        type, held.baseSnapshot(), held.payload(), payload, merging);
        if (!(result instanceof MergeResult.Merged(ObjectNode row))) {
            return Applied.LEFT_TO_PUSH;
        }
        var merged = rows.normalised(row);
        boolean queued =
                upkeep.rebaseUnsent(
                        tx,
                        type,
                        held.id(),
                        merged,
                        held.localRevision() + 1,
                        change.version(),
                        payload,
                        now);
        if (!queued) {
            return Applied.LEFT_TO_PUSH;
        }
        rows.update(tx, held.rebased(merged, change.version(), payload, now), held.localRevision());
        context.touchSource(type, held.id());
        tell(tx, new ChangeEvent.Updated(type, held.id()));
        return Applied.MERGED;
    }

    private Applied delete(
            WriteTx tx,
            PullChange change,
            @Nullable EntityRow held,
            SyncBatchContext context,
            Instant now) {
        if (held != null && (held.dirty() || hasUnsentPhotos(tx, held))) {
            return Applied.LEFT_TO_PUSH;
        }
        if (held != null && held.rowVersion() != null && held.rowVersion() > change.version()) {
            return Applied.UNCHANGED;
        }
        context.touchTarget(type, change.entityId());
        deletions.accept(tx, type, change.entityId(), change.version(), now);
        return held == null ? Applied.UNCHANGED : Applied.APPLIED;
    }

    /** A photo added here is a change of its submission: against a deletion, a person decides. */
    private boolean hasUnsentPhotos(WriteTx tx, EntityRow held) {
        return type == EntityType.SUBMISSIONS
                && store.tables().media().ofSubmission(tx, held.id()).stream()
                        .anyMatch(photo -> photo.rowVersion() == null);
    }

    private void tell(WriteTx tx, ChangeEvent event) {
        store.events().afterCommit(tx, event);
    }
}
