package org.fieldpost.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OfferedAgain;
import org.fieldpost.store.OfferedUnderConflict;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.jspecify.annotations.Nullable;

/**
 * The hub's lives. A hub restored from a backup has a new epoch, or, when nobody told it, another history than this
 * profile; it may have lost rows it acknowledged: this device asks which (a manifest), offers those again, asks for
 * each photo whether its bytes are there, and takes a snapshot. What somebody has changed since the restore is a
 * conflict for a person, never overwritten.
 */
final class HubEpochs {
    private static final int ENTRIES_AT_ONCE = 1_000;

    /** No start of a hub is called that. */
    private static final String DOUBTED = "doubted";

    /** No row has it: an update made on it always meets the hub's row. */
    private static final Long NO_VERSION = 0L;

    private static final List<EntityType> OFFERED =
            List.of(
                    EntityType.MOBILE_DEVICES,
                    EntityType.SUBMISSIONS,
                    EntityType.SUBMISSION_MEDIA,
                    EntityType.CONFLICTS,
                    EntityType.TELEMETRY);

    /** Rows the hub alone makes are as it has them now, whatever they were. */
    private static final List<EntityType> HUBS =
            List.of(EntityType.MOBILE_DEVICES, EntityType.MOBILE_FORMS);

    private final LocalStore store;
    private final HubApi hub;
    private final SyncCoordinationState state;
    private final SnapshotEngine snapshot;
    private final SyncTools tools;
    private final OfferedAgain offered;
    private final OfferedUnderConflict undecided;
    private final DeletionsAcrossEpochs deletions;
    private final ConflictsAcrossEpochs conflicts;
    private final LostVerdicts verdicts;
    private boolean snapshotFollows;

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
        offered = new OfferedAgain(store.tables());
        undecided = new OfferedUnderConflict(store.tables());
        deletions = new DeletionsAcrossEpochs(store, hub, tools);
        verdicts = new LostVerdicts(store);
        conflicts = new ConflictsAcrossEpochs(store, hub, tools, verdicts);
    }

    /** Makes this profile fit for the hub's epoch and history; what hindered it, if anything did. */
    @Nullable HubFailure settle(HubHealth health, RunOpening opening) {
        if (opening.isOf(health)) {
            return null;
        }
        var held = opening.state().epoch();
        boolean restored = !held.isEmpty() && !held.equals(health.epoch());
        if (!restored && !mayBeOther(health, opening)) {
            if (held.isEmpty()) {
                state.epoch(health.epoch(), false);
            }
            return null;
        }
        var failure = restored ? startOver() : look();
        if (failure == null) {
            if (!held.equals(health.epoch())) {
                state.epoch(health.epoch(), restored);
            }
            remember(health);
        }
        return failure;
    }

    /** Whether the hub has started since it was last looked at: a backup may have been put back, and nobody said so. */
    private static boolean mayBeOther(HubHealth health, RunOpening opening) {
        return !opening.hubStart().equals(Objects.requireNonNullElse(health.start(), ""));
    }

    private void remember(HubHealth health) {
        var start = Objects.requireNonNullElse(health.start(), "");
        store.database().run(tx -> store.tables().syncState().saveHubStart(tx, start));
    }

    /** The hub does not know the history this profile has: the next run looks closer, before anything is sent. */
    void doubt() {
        store.database().run(tx -> store.tables().syncState().saveHubStart(tx, DOUBTED));
    }

    /** Asks whether the hub still has what it told; what hindered it, if anything did. */
    private @Nullable HubFailure look() {
        snapshotFollows = false;
        var cursor = cursor();
        if (cursor != null
                && hub.changes(cursor, 1) instanceof HubAnswer.Failed<PullResponse>(var failure)) {
            switch (failure) {
                case HubFailure.EpochChanged lost -> {
                    return startOver();
                }
                case HubFailure.HorizonPassed past -> {}
                default -> {
                    return failure;
                }
            }
        }
        boolean unconfirmed =
                store.database().read(tx -> store.tables().syncState().isUnconfirmed(tx));
        return unconfirmed ? offerAgain(cursor) : null;
    }

    private @Nullable String cursor() {
        return store.database()
                .read(tx -> store.tables().cursors().composite(tx))
                .map(CompositeCursor::encode)
                .orElseGet(snapshot::place);
    }

    private @Nullable HubFailure startOver() {
        snapshotFollows = true;
        var failure = offerAgain(cursor());
        if (failure == null) {
            store.database()
                    .run(
                            tx -> {
                                HUBS.forEach(type -> store.tables().rows(type).forgetVersions(tx));
                                store.tables().uploads().verifyAll(tx, tools.clock().instant());
                            });
            snapshot.begin();
        }
        return failure;
    }

    private @Nullable HubFailure offerAgain(@Nullable String cursor) {
        var hindered = conflicts.settle(cursor);
        if (hindered != null) {
            return hindered;
        }
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
                var failure = offerAgain(type, rows, cursor);
                if (failure != null) {
                    return failure;
                }
            } while (rows.size() == ENTRIES_AT_ONCE);
        }
        var failure = deletions.settle(cursor);
        if (failure == null) {
            offered.noteReferences(store.database());
        }
        return failure;
    }

    private @Nullable HubFailure offerAgain(
            EntityType type, List<EntityRow> rows, @Nullable String cursor) {
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
        return switch (hub.manifest(new ManifestRequest(believed, cursor))) {
            case HubAnswer.Failed<ManifestResponse>(HubFailure failure) -> failure;
            case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) -> {
                store.database()
                        .run(
                                tx -> {
                                    answer.older().forEach(held -> offer(tx, held, held.version()));
                                    answer.overtaken().forEach(held -> offer(tx, held, NO_VERSION));
                                    answer.missing().forEach(lost -> offer(tx, lost, null));
                                    answer.missing().forEach(lost -> offerNaming(tx, lost));
                                });
                yield null;
            }
        };
    }

    /** The hub never had these as they are here: it has them with a temporary id, from before it had {@code lost}. */
    private void offerNaming(WriteTx tx, ManifestEntry lost) {
        if (lost.entityType() == EntityType.SUBMISSIONS) {
            for (var row : offered.naming(tx, lost.entityId())) {
                var version = Objects.requireNonNull(row.rowVersion());
                offer(tx, ManifestEntry.of(row.type(), row.id(), version), version);
            }
        }
    }

    /**
     * Offers a row again.
     *
     * @param on the version the hub holds it in: null makes it new again, one nobody has makes the hub call a conflict
     */
    private void offer(WriteTx tx, ManifestEntry lost, @Nullable Long on) {
        var rows = store.tables().rows(lost.entityType());
        var row = rows.find(tx, lost.entityId()).orElse(null);
        if (row == null
                || (on != null && isUndecided(tx, row))
                || (row.type() == EntityType.MOBILE_DEVICES && !isLostDevice(row, on))) {
            return;
        }
        if (on != null && verdicts.leave(tx, row, lost)) {
            if (!snapshotFollows) {
                snapshot.begin(tx);
            }
            return;
        }
        var now = tools.clock().instant();
        boolean parked = on == null && offerHubsSide(tx, row, now);
        if (!parked) {
            foldOpen(tx, row, now);
        }
        if (on == null) {
            offered.waits(tx, store.enrolment(), row.type(), row.id(), now);
        }
        var said = on == null ? row.payload() : verdicts.sayable(row);
        rows.update(
                tx,
                new EntityRow(
                        row.type(),
                        row.id(),
                        said,
                        on,
                        row.localRevision(),
                        true,
                        null,
                        row.changedAt()),
                row.localRevision());
        if (parked) {
            return;
        }
        store.writes()
                .apply(
                        tx,
                        new Mutation.SaveEntity(
                                tools.ids().next(),
                                now,
                                row.type(),
                                row.id(),
                                said,
                                tools.ids().next()));
    }

    /**
     * A device is as the hub has it; one that joined after the backup the hub has not, and what was captured on it
     * names it. Whoever may not tell of others' leaves that to a supervisor, or to the device, which must join anew.
     */
    private boolean isLostDevice(EntityRow row, @Nullable Long on) {
        var enrolment = store.enrolment();
        var user = row.payload().path("user_id").asText();
        return on == null && (enrolment.supervises() || user.equals(enrolment.user().toString()));
    }

    /** What is here waits for a decision, and the hub has what the conflict shows, or is offered that. */
    private boolean isUndecided(WriteTx tx, EntityRow row) {
        return row.type() == EntityType.SUBMISSIONS
                && undecided.isParked(tx, store.enrolment(), row.type(), row.id());
    }

    private boolean offerHubsSide(WriteTx tx, EntityRow row, Instant now) {
        return undecided.offer(
                tx,
                store.enrolment(),
                row.type(),
                row.id(),
                row.payload(),
                tools.ids().next(),
                now);
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
