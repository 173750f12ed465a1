package org.fieldpost.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.jspecify.annotations.Nullable;

/**
 * The hub's lives. A hub restored from a backup has a new epoch and may have lost rows it acknowledged: this
 * device asks which (a manifest), offers those again, asks for each photo whether its bytes are there, and takes a
 * snapshot. What somebody has changed since the restore is a conflict for a person, never overwritten.
 */
final class HubEpochs {
    private static final int ENTRIES_AT_ONCE = 1_000;

    /** No row has it: an update made on it always meets the hub's row. */
    private static final Long NO_VERSION = 0L;

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
            store.database()
                    .run(tx -> store.tables().uploads().verifyAll(tx, tools.clock().instant()));
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
                var hash = row.payload().path("sha256");
                boolean answers = type == EntityType.SUBMISSIONS && hash.isTextual();
                believed.add(
                        new ManifestEntry(type, row.id(), version, answers ? hash.asText() : null));
            }
        }
        if (believed.isEmpty()) {
            return null;
        }
        return switch (hub.manifest(new ManifestRequest(believed))) {
            case HubAnswer.Failed<ManifestResponse>(HubFailure failure) -> failure;
            case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) -> {
                store.database()
                        .run(
                                tx -> {
                                    answer.missing().forEach(lost -> offer(tx, lost, null));
                                    answer.older().forEach(held -> offer(tx, held, held.version()));
                                    answer.overtaken().forEach(held -> offer(tx, held, NO_VERSION));
                                });
                yield null;
            }
        };
    }

    /**
     * Offers a row again.
     *
     * @param on the version the hub holds it in: null makes it new again, one nobody has makes the hub call a conflict
     */
    private void offer(WriteTx tx, ManifestEntry lost, @Nullable Long on) {
        var rows = store.tables().rows(lost.entityType());
        var row = rows.find(tx, lost.entityId()).orElse(null);
        if (row == null) {
            return;
        }
        var now = tools.clock().instant();
        foldOpen(tx, row, now);
        rows.update(
                tx,
                new EntityRow(
                        row.type(),
                        row.id(),
                        row.payload(),
                        on,
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

    /**
     * Changes not sent yet stand on a version the hub has lost: merged with its older row, that row would look like
     * somebody's change. What is offered says them too.
     */
    private void foldOpen(WriteTx tx, EntityRow row, Instant now) {
        var open =
                store.tables().outbox().ofEntity(tx, row.type(), row.id()).stream()
                        .filter(command -> command.status().isOpen())
                        .filter(command -> command.status() != OutboxStatus.CONFLICT)
                        .map(OutboxCommand::id)
                        .toList();
        store.tables().outbox().completeFolded(tx, open, now);
    }
}
