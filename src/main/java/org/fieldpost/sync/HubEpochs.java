package org.fieldpost.sync;

import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The hub's lives. A hub restored from a backup has a new epoch and may have lost rows it acknowledged: this
 * device asks which (a manifest), offers those again as if they were new, and takes a snapshot. What the hub
 * still has is recognised by its id and version.
 */
final class HubEpochs {
    private static final int ENTRIES_AT_ONCE = 1_000;
    private static final List<EntityType> OFFERED =
            List.of(
                    EntityType.SUBMISSIONS,
                    EntityType.SUBMISSION_MEDIA,
                    EntityType.CONFLICTS,
                    EntityType.TELEMETRY);
    private final LocalStore store;
    private final HubApi hub;
    private final SyncCoordinationState state;
    private final SnapshotEngine snapshot;
    private final SyncTools tools;

    HubEpochs(
            LocalStore store,
            HubApi hub,
            SyncCoordinationState state,
            SnapshotEngine snapshot,
            SyncTools tools) {
        this.store = store;
        this.hub = hub;
        this.state = state;
        this.snapshot = snapshot;
        this.tools = tools;
    }

    /** Makes this profile fit for the hub's epoch; what hindered it, if anything did. */
    @Nullable HubFailure settle(String epoch) {
        var held = state.get().epoch();
        if (held.equals(epoch)) {
            return null;
        }
        if (!held.isEmpty()) {
            var failure = offerAgain();
            if (failure != null) {
                return failure;
            }
            snapshot.begin();
        }
        state.epoch(epoch, !held.isEmpty());
        return null;
    }

    private @Nullable HubFailure offerAgain() {
        for (var type : OFFERED) {
            UUID after = null;
            List<EntityRow> rows;
            do {
                var from = after;
                rows =
                        store.database()
                                .read(
                                        tx ->
                                                store.tables()
                                                        .rows(type)
                                                        .list(tx, from, ENTRIES_AT_ONCE));
                after = rows.isEmpty() ? after : rows.getLast().id();
                var failure = offerAgain(type, rows);
                if (failure != null) {
                    return failure;
                }
            } while (rows.size() == ENTRIES_AT_ONCE);
        }
        return null;
    }

    private @Nullable HubFailure offerAgain(EntityType type, List<EntityRow> rows) {
        var believed = new ArrayList<ManifestEntry>();
        for (var row : rows) {
            var version = row.rowVersion();
            if (version != null) {
                believed.add(new ManifestEntry(type, row.id(), version));
            }
        }
        if (believed.isEmpty()) {
            return null;
        }
        return switch (hub.manifest(new ManifestRequest(believed))) {
            case HubAnswer.Failed<ManifestResponse>(HubFailure failure) -> failure;
            case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) -> {
                store.database().run(tx -> answer.missing().forEach(lost -> offer(tx, lost)));
                yield null;
            }
        };
    }

    /** The row is new to the hub again. */
    private void offer(WriteTx tx, ManifestEntry lost) {
        var rows = store.tables().rows(lost.entityType());
        var row = rows.find(tx, lost.entityId()).orElse(null);
        if (row == null) {
            return;
        }
        var now = tools.clock().instant();
        rows.update(
                tx,
                new EntityRow(
                        row.type(),
                        row.id(),
                        row.payload(),
                        null,
                        row.localRevision(),
                        true,
                        null,
                        row.changedAt()),
                row.localRevision());
        store.writes()
                .apply(
                        tx,
                        new Mutation.SaveEntity(
                                tools.ids().next(),
                                now,
                                row.type(),
                                row.id(),
                                row.payload(),
                                tools.ids().next()));
    }
}
