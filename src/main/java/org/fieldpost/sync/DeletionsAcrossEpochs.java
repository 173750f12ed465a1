package org.fieldpost.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.OfferedAgain;
import org.fieldpost.store.OfferedUnderConflict;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.OutboxUpkeep;
import org.fieldpost.store.TombstoneRepository.Tombstone;
import org.jspecify.annotations.Nullable;

/**
 * Deletions the hub has not heard of when it is restored from a backup. The version they were made on may be another
 * row's state now, which nobody here has seen; so they are put on the version that stands for what was seen, if the
 * hub has it, and else on one nobody has: then a person decides.
 */
final class DeletionsAcrossEpochs {
    private static final int ENTRIES_AT_ONCE = 1_000;
    private static final long NO_VERSION = 0;
    private static final Set<OutboxStatus> OPEN =
            EnumSet.of(OutboxStatus.PENDING, OutboxStatus.FAILED, OutboxStatus.IN_FLIGHT);
    private static final Set<OutboxStatus> ASKED_ABOUT =
            EnumSet.of(
                    OutboxStatus.PENDING,
                    OutboxStatus.FAILED,
                    OutboxStatus.IN_FLIGHT,
                    OutboxStatus.CONFLICT);
    private final LocalStore store;
    private final HubApi hub;
    private final SyncTools tools;
    private final OutboxUpkeep upkeep;
    private final OfferedAgain again;
    private final OfferedUnderConflict undecided;

    /** What was deleted and people keep, as the hub told last. */
    private final List<ManifestEntry> kept = new ArrayList<>();

    DeletionsAcrossEpochs(LocalStore store, HubApi hub, SyncTools tools) {
        this.store = store;
        this.hub = hub;
        this.tools = tools;
        upkeep = new OutboxUpkeep(store.tables().outbox());
        again = new OfferedAgain(store.tables());
        undecided = new OfferedUnderConflict(store.tables());
    }

    /** What was told before may be otherwise by now. */
    void beginLook() {
        kept.clear();
    }

    /**
     * Puts them right; what hindered it, if anything did.
     *
     * @param cursor where this profile is in the hub's history
     */
    @Nullable HubFailure settle(@Nullable String cursor) {
        long after = 0;
        List<OutboxCommand> some;
        do {
            var from = after;
            some =
                    store.database()
                            .read(
                                    tx ->
                                            store.tables()
                                                    .outbox()
                                                    .list(tx, ASKED_ABOUT, from, ENTRIES_AT_ONCE));
            after = some.isEmpty() ? after : some.getLast().sequence();
            var failure =
                    settle(some.stream().filter(DeletionsAcrossEpochs::isSeen).toList(), cursor);
            if (failure != null) {
                return failure;
            }
        } while (some.size() == ENTRIES_AT_ONCE);
        return null;
    }

    /**
     * Whether the hub has lost a deletion that it had confirmed. It is offered again when the row comes, in whatever
     * version: others may have changed it since, who knew nothing of the deletion. Also whether it has rows that were
     * deleted and that people keep: they come back.
     *
     * @param cursor where this profile is in the hub's history
     */
    HubAnswer<Boolean> isAnyLost(@Nullable String cursor) {
        boolean certain =
                !store.database().read(tx -> store.tables().syncState().isUnconfirmed(tx));
        boolean any = false;
        UUID after = null;
        List<Tombstone> some;
        do {
            var from = after;
            some =
                    store.database()
                            .read(
                                    tx ->
                                            store.tables()
                                                    .tombstones()
                                                    .listSynced(tx, from, ENTRIES_AT_ONCE));
            if (some.isEmpty()) {
                break;
            }
            after = some.getLast().entityId();
            var believed = some.stream().map(DeletionsAcrossEpochs::believed).toList();
            switch (hub.manifest(new ManifestRequest(believed, cursor))) {
                case HubAnswer.Failed<ManifestResponse>(HubFailure failure) -> {
                    return new HubAnswer.Failed<>(failure);
                }
                case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) -> {
                    var told = some;
                    any |= store.database().write(tx -> takeIn(tx, told, answer, certain));
                }
            }
        } while (some.size() == ENTRIES_AT_ONCE);
        return new HubAnswer.Success<>(any);
    }

    /**
     * Notes which of the deletions are lost; whether any is, or any row is to come that was gone here.
     *
     * @param certain whether a pull has confirmed what the hub told. Else it may have told of a deletion under a start
     *     that this profile never heard of, and the hub cannot say whether people kept the row before it or after
     */
    private boolean takeIn(
            WriteTx tx, List<Tombstone> told, ManifestResponse answer, boolean certain) {
        var tombstones = store.tables().tombstones();
        var lostIn = new HashMap<UUID, Long>();
        answer.older().forEach(row -> lostIn.put(row.entityId(), row.version()));
        answer.overtaken().forEach(row -> lostIn.put(row.entityId(), NO_VERSION));
        if (certain) {
            kept.addAll(orNone(answer.kept()));
        } else {
            orNone(answer.kept()).forEach(row -> lostIn.put(row.entityId(), NO_VERSION));
        }
        for (var deleted : told) {
            var in = lostIn.get(deleted.entityId());
            if (!Objects.equals(in, deleted.lostIn())) {
                tombstones.markLost(tx, deleted.entityType(), deleted.entityId(), in);
            }
        }
        var renamed = orNone(answer.renamed());
        renamed.forEach(
                row ->
                        tombstones.markRenamed(
                                tx, EntityType.SUBMISSIONS, row.formerId(), row.entityId()));
        return !lostIn.isEmpty() || !renamed.isEmpty() || !kept.isEmpty();
    }

    /** What people keep lives again: in the transaction that begins the snapshot, which alone brings it. */
    void forgetKept(WriteTx tx) {
        kept.forEach(
                row -> store.tables().tombstones().remove(tx, row.entityType(), row.entityId()));
    }

    private static <T> List<T> orNone(@Nullable List<T> told) {
        return Objects.requireNonNullElse(told, List.of());
    }

    private static ManifestEntry believed(Tombstone deleted) {
        return ManifestEntry.deleted(
                deleted.entityType(),
                deleted.entityId(),
                Objects.requireNonNull(deleted.rowVersion()));
    }

    private static boolean isSeen(OutboxCommand command) {
        return command.action() == SyncAction.DELETE && command.baseVersion() != null;
    }

    private @Nullable HubFailure settle(List<OutboxCommand> deletions, @Nullable String cursor) {
        if (deletions.isEmpty()) {
            return null;
        }
        var believed = deletions.stream().map(DeletionsAcrossEpochs::believed).toList();
        return switch (hub.manifest(new ManifestRequest(believed, cursor, true))) {
            case HubAnswer.Failed<ManifestResponse>(HubFailure failure) -> failure;
            case HubAnswer.Success<ManifestResponse>(ManifestResponse answer) -> {
                var versions = versions(answer);
                var missing =
                        answer.missing().stream()
                                .map(ManifestEntry::entityId)
                                .collect(Collectors.toSet());
                store.database()
                        .run(
                                tx -> {
                                    var now = tools.clock().instant();
                                    for (var command : deletions) {
                                        var id = command.aggregateId();
                                        var version = versions.get(id);
                                        boolean offered =
                                                missing.contains(id)
                                                        && offerHubsSide(tx, command, now);
                                        if (version != null && !offered && isOpen(command)) {
                                            foldBefore(tx, command, now);
                                            var key = tools.ids().next();
                                            upkeep.restand(tx, command, key, version, now);
                                        }
                                    }
                                });
                yield null;
            }
        };
    }

    private static boolean isOpen(OutboxCommand command) {
        return OPEN.contains(command.status());
    }

    /** The deletion is before a person, or behind a change that is: the hub gets back what it had, as was shown. */
    private boolean offerHubsSide(WriteTx tx, OutboxCommand deletion, Instant now) {
        var type = deletion.entityType();
        var id = deletion.aggregateId();
        var enrolment = store.enrolment();
        if (!undecided.offer(tx, enrolment, type, id, null, tools.ids().next(), now)) {
            return false;
        }
        again.waits(tx, enrolment, type, id, now);
        return true;
    }

    /** What was said of the row before stands on the lost version too, and would lend it to the deletion. */
    private void foldBefore(WriteTx tx, OutboxCommand deletion, Instant now) {
        var outbox = store.tables().outbox();
        var before =
                outbox.ofEntity(tx, deletion.entityType(), deletion.aggregateId()).stream()
                        .filter(command -> OPEN.contains(command.status()))
                        .filter(command -> command.sequence() < deletion.sequence())
                        .map(OutboxCommand::id)
                        .toList();
        outbox.completeFolded(tx, before, now);
    }

    private static ManifestEntry believed(OutboxCommand command) {
        var base = command.baseSnapshot();
        var version = command.baseVersion();
        return ManifestEntry.saying(
                command.entityType(),
                command.aggregateId(),
                version == null ? NO_VERSION : version,
                base == null ? Json.object() : base);
    }

    /** The versions of rows that are not as they were believed to be. */
    private static Map<UUID, Long> versions(ManifestResponse answer) {
        var versions = new HashMap<UUID, Long>();
        answer.older().forEach(held -> versions.put(held.entityId(), held.version()));
        var others = new ArrayList<>(answer.missing());
        others.addAll(answer.overtaken());
        others.forEach(held -> versions.put(held.entityId(), NO_VERSION));
        return versions;
    }
}
