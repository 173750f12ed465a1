package org.fieldpost.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OfferedAgain;
import org.fieldpost.store.OfferedUnderConflict;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxFigures;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.OutboxUpkeep;
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

    private static final Set<OutboxStatus> UNSENT =
            EnumSet.of(OutboxStatus.PENDING, OutboxStatus.FAILED);
    private static final int COMMANDS_MAX = 10_000;

    private final LocalStore store;
    private final HubApi hub;
    private final SyncCoordinationState state;
    private final SnapshotEngine snapshot;
    private final SyncTools tools;
    private final OfferedAgain offered;
    private final OfferedUnderConflict undecided;
    private final PhotosAcrossEpochs photos;
    private final HistoryPlace place;
    private final DeletionsAcrossEpochs deletions;
    private final ConflictsAcrossEpochs conflicts;
    private final LostVerdicts verdicts;
    private final OutboxFigures figures = new OutboxFigures();
    private final OutboxUpkeep upkeep;

    /** Submissions of which the hub has lost nothing that is this person's to give back: they come as it has them. */
    private final List<UUID> left = new ArrayList<>();

    /** The newest command before anything was offered, and when all deletions had been looked at. */
    private long before;

    private long beforeDeletions;

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
        photos = new PhotosAcrossEpochs(store, hub, tools);
        place = new HistoryPlace(store, hub);
        deletions = new DeletionsAcrossEpochs(store, hub, tools);
        verdicts = new LostVerdicts(store);
        upkeep = new OutboxUpkeep(store.tables().outbox());
        conflicts = new ConflictsAcrossEpochs(store, hub, tools, verdicts);
    }

    /** Makes this profile fit for the hub's epoch and history; what hindered it, if anything did. */
    @Nullable HubFailure settle(HubHealth health, RunOpening opening) {
        if (opening.isOf(health)) {
            return null;
        }
        var held = opening.state().epoch();
        boolean told = !held.isEmpty() && !held.equals(health.epoch());
        if (!told && !mayBeOther(health, opening)) {
            if (held.isEmpty()) {
                store.database().run(tx -> state.epoch(tx, health.epoch(), false));
            }
            return null;
        }
        boolean another = told;
        if (!told) {
            switch (place.isLost()) {
                case HubAnswer.Success<Boolean>(Boolean lost) -> another = lost;
                case HubAnswer.Failed<Boolean>(HubFailure failure) -> {
                    return failure;
                }
            }
        }
        beginLook();
        if (!another && !store.database().read(this::mayBeLacking)) {
            store.database().run(tx -> settled(tx, health, false, false, null));
            return null;
        }
        return lookCloser(health, another);
    }

    /** What an earlier look found, which was broken off, may be otherwise by now. */
    private void beginLook() {
        left.clear();
        deletions.beginLook();
        before = Long.MAX_VALUE;
    }

    /** Whether the hub may lack what is here, though it has not lost what it told last. */
    private boolean mayBeLacking(ReadTx tx) {
        return store.tables().syncState().isUnconfirmed(tx)
                || store.tables().snapshots().isOfAnotherHistory(tx);
    }

    private @Nullable HubFailure lookCloser(HubHealth health, boolean another) {
        var known = place.known();
        var failure = offerAgain(known);
        if (failure != null) {
            return failure;
        }
        boolean wanting;
        switch (deletions.isAnyLost(known)) {
            case HubAnswer.Success<Boolean>(Boolean any) -> wanting = any;
            case HubAnswer.Failed<Boolean>(HubFailure hindered) -> {
                return hindered;
            }
        }
        switch (place.shared(known)) {
            case HubAnswer.Success<Optional<String>>(Optional<String> shared) ->
                    store.database()
                            .run(tx -> settled(tx, health, another, wanting, shared.orElse(null)));
            case HubAnswer.Failed<Optional<String>>(HubFailure hindered) -> {
                return hindered;
            }
        }
        return null;
    }

    /** Whether the hub has started since it was last looked at: a backup may have been put back, and nobody said so. */
    private static boolean mayBeOther(HubHealth health, RunOpening opening) {
        return !opening.hubStart().equals(Objects.requireNonNullElse(health.start(), ""));
    }

    /**
     * All is offered. The place in the hub's history says what it was told since; it must not be given up while this
     * may have to be done again, so the hub's start is noted in the same transaction.
     *
     * @param anew whether the hub's history is another than the one this profile has
     * @param wanting whether rows are wanted that the hub's changes would not bring
     * @param shared the place this profile had, as far as the hub's history is the same
     */
    private void settled(
            WriteTx tx, HubHealth health, boolean anew, boolean wanting, @Nullable String shared) {
        store.writes().came(tx);
        var now = tools.clock().instant();
        boolean leaving = false;
        for (var submission : left) {
            leaving |= verdicts.leave(tx, submission);
        }
        changedMeanwhile(tx);
        if (anew) {
            HUBS.forEach(type -> store.tables().rows(type).forgetVersions(tx));
            store.tables().uploads().verifyAll(tx, now);
        } else {
            store.tables().uploads().verifyUnconfirmed(tx, now);
        }
        deletions.forgetKept(tx);
        if (anew || wanting || leaving) {
            snapshot.begin(tx, shared);
        }
        state.epoch(tx, health.epoch(), anew);
        store.tables().syncState().saveHubStart(tx, Objects.requireNonNullElse(health.start(), ""));
    }

    /**
     * What was changed here after its row had been asked about stands on a version that may be another state now: it is
     * put on one that no row has, with what it was made on, and is merged or asked about.
     */
    private void changedMeanwhile(WriteTx tx) {
        for (var command : store.tables().outbox().list(tx, UNSENT, before, COMMANDS_MAX)) {
            boolean later = command.sequence() > beforeDeletions;
            boolean change =
                    command.action() == SyncAction.UPDATE
                            || (command.action() == SyncAction.DELETE && later);
            if (change && command.baseVersion() != null && command.baseSnapshot() != null) {
                upkeep.standOn(tx, command, NO_VERSION, command.baseSnapshot());
            }
        }
    }

    /** The hub does not know the history this profile has: the next run looks closer, before anything is sent. */
    void doubt() {
        store.database().run(tx -> store.tables().syncState().saveHubStart(tx, DOUBTED));
    }

    private @Nullable HubFailure offerAgain(@Nullable String cursor) {
        before = store.database().read(figures::newest);
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
                for (boolean changed : new boolean[] {false, true}) {
                    var failure = offerAgain(rows, changed, cursor);
                    if (failure != null) {
                        return failure;
                    }
                }
            } while (rows.size() == ENTRIES_AT_ONCE);
        }
        var failure = photos.settle(cursor);
        failure = failure == null ? deletions.settle(cursor) : failure;
        beforeDeletions = store.database().read(figures::newest);
        if (failure == null) {
            offered.noteReferences(store.database());
        }
        return failure;
    }

    /**
     * Asks about some rows.
     *
     * @param changed those with changes of ours, which must not pass on a version that is another state now; or those
     *     without
     */
    private @Nullable HubFailure offerAgain(
            List<EntityRow> rows, boolean changed, @Nullable String cursor) {
        var believed = new ArrayList<ManifestEntry>();
        for (var row : rows) {
            var version = row.rowVersion();
            if (version != null && row.dirty() == changed) {
                believed.add(verdicts.believed(row, version));
            }
        }
        if (believed.isEmpty()) {
            return null;
        }
        return switch (hub.manifest(new ManifestRequest(believed, cursor, changed))) {
            case HubAnswer.Failed<ManifestResponse>(HubFailure failure) -> failure;
            case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) -> {
                store.database()
                        .run(
                                tx -> {
                                    // Versions and keys of which the journal has no record.
                                    store.writes().came(tx);
                                    answer.older().forEach(held -> offer(tx, held, held.version()));
                                    answer.overtaken().forEach(held -> offer(tx, held, NO_VERSION));
                                    answer.missing().forEach(lost -> offer(tx, lost, null));
                                    answer.missing().forEach(lost -> offerNaming(tx, lost));
                                    moved(answer).forEach(held -> left.add(held.entityId()));
                                });
                yield null;
            }
        };
    }

    private static List<ManifestEntry> moved(ManifestResponse answer) {
        return Objects.requireNonNullElse(answer.moved(), List.of());
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
        if (on != null && verdicts.isNothingToOffer(tx, row, lost)) {
            left.add(row.id());
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
        var said = on == null ? row.payload() : verdicts.sayable(row, lost);
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
