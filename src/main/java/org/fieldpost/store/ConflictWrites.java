package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.merge.JsonSame;
import org.fieldpost.store.TombstoneRepository.SyncStatus;
import org.fieldpost.store.TombstoneRepository.Tombstone;
import org.jspecify.annotations.Nullable;

/** Conflicts opened by a merge and decided by a person. */
final class ConflictWrites {
    /** No row has it: what stands on it was put there so that the hub shows its row. */
    private static final Long NO_VERSION = 0L;

    private final DeviceTables tables;
    private final EntityWrites entities;
    private final ChangeEvents events;
    private final HubDeletions deletions;
    private final PhotosOfDeletion photos;
    private final OfferedUnderConflict undecided;
    private final UnshownChanges unshown;

    ConflictWrites(DeviceTables tables, EntityWrites entities, ChangeEvents events) {
        this.tables = tables;
        this.entities = entities;
        this.events = events;
        deletions = new HubDeletions(tables, events);
        photos = new PhotosOfDeletion(tables);
        undecided = new OfferedUnderConflict(tables);
        unshown = new UnshownChanges(tables);
    }

    void open(WriteTx tx, Mutation.OpenConflict m) {
        tables.outbox().find(tx, m.parkedCommandId()).ifPresent(parked -> rename(tx, parked, m));
        entities.save(
                tx,
                m.id(),
                m.at(),
                EntityType.CONFLICTS,
                m.conflictId(),
                m.payload(),
                m.commandId());
        tables.outbox().park(tx, m.parkedCommandId(), m.at());
        tables.outbox().find(tx, m.parkedCommandId()).ifPresent(parked -> foldInto(tx, parked, m));
    }

    /**
     * The hub has said by what id it knows the row: a decision will come under that one. That it was deleted under it
     * may have been told before, when nobody here knew it by that id; what stands here now waits for the decision.
     */
    private void rename(WriteTx tx, OutboxCommand parked, Mutation.OpenConflict m) {
        var type = parked.entityType();
        var resource = UUID.fromString(m.payload().path("resource_id").asText());
        new IdReplacement(tables, events).replace(tx, type, parked.aggregateId(), resource, m.at());
        if (tables.rows(type).find(tx, resource).isPresent()) {
            tables.tombstones().remove(tx, type, resource);
        }
    }

    /** In a replay, commands that were folded into the parked one before it was sent are there again. */
    private void foldInto(WriteTx tx, OutboxCommand parked, Mutation.OpenConflict m) {
        tables.outbox()
                .completeFolded(
                        tx,
                        tables
                                .outbox()
                                .ofEntity(tx, parked.entityType(), parked.aggregateId())
                                .stream()
                                .filter(command -> command.sequence() < parked.sequence())
                                .map(OutboxCommand::id)
                                .toList(),
                        m.at());
    }

    /**
     * {@link UnshownChangeException} when that would replace what was changed here and the conflict does not show.
     *
     * @param replaying from the journal, which has it because it was allowed
     */
    void decide(WriteTx tx, Mutation.DecideConflict m, boolean replaying) {
        var id = entities.alias(tx, EntityType.CONFLICTS, m.conflictId());
        var conflict =
                tables.conflicts()
                        .find(tx, id)
                        .orElseThrow(() -> new GoneException(EntityType.CONFLICTS, id));
        if (tables.outbox().find(tx, m.commandId()).isPresent()) {
            return;
        }
        var said = conflict.payload();
        if (!said.path("resolution").asText().equals("pending")) {
            throw new IllegalStateException("conflict %s is decided already".formatted(id));
        }
        boolean isUnshown = isAnyUnshown(tx, m, said, replaying);
        var payload = said.deepCopy();
        payload.put("resolution", "resolved");
        payload.put("resolution_action", m.action());
        if (m.resolved() != null) {
            payload.set("resolved_payload", m.resolved());
        }
        payload.put("resolved_by", m.decidedBy().toString());
        payload.put("resolved_at", m.at().toString());
        if (m.notes() != null) {
            payload.put("notes", m.notes());
        }
        entities.save(tx, m.id(), m.at(), EntityType.CONFLICTS, id, payload, m.commandId());
        var type = EntityType.of(said.path("resource_type").asText()).orElse(null);
        if (type != null && !(isUnshown && asHubHadIt(m))) {
            takeEffect(tx, m, said, type);
        }
    }

    private static boolean asHubHadIt(Mutation.DecideConflict m) {
        return m.action().equals("accept_server");
    }

    private boolean isAnyUnshown(
            WriteTx tx, Mutation.DecideConflict m, ObjectNode conflict, boolean replaying) {
        var type = EntityType.of(conflict.path("resource_type").asText()).orElse(null);
        if (type == null) {
            return false;
        }
        var id = resource(tx, conflict, type);
        boolean isAny = unshown.isAny(tx, conflict, type, id);
        if (isAny && !asHubHadIt(m) && !replaying) {
            throw new UnshownChangeException(type, id);
        }
        return isAny;
    }

    private UUID resource(WriteTx tx, ObjectNode conflict, EntityType type) {
        return entities.alias(tx, type, UUID.fromString(conflict.path("resource_id").asText()));
    }

    /**
     * What a decision is about.
     *
     * @param held the row as it is here
     * @param hubs what the hub had, as the conflict shows it; null if it had deleted it
     * @param version the hub's version of that
     * @param offered on its way to a hub that has lost the row: what it had
     * @param lost a restored hub has lost the state that the conflict shows, as far as is known here
     * @param since what the hub is known to have had last
     */
    private record Subject(
            EntityType type,
            UUID id,
            @Nullable EntityRow held,
            @Nullable ObjectNode hubs,
            @Nullable Long version,
            @Nullable OutboxCommand offered,
            boolean lost,
            @Nullable PullChange since) {}

    /**
     * The decision covers the entity's open changes, all of which it shows: they are done, and the decided state goes
     * out instead.
     */
    private void takeEffect(
            WriteTx tx, Mutation.DecideConflict m, ObjectNode conflict, EntityType type) {
        var id = resource(tx, conflict, type);
        var all = tables.outbox().ofEntity(tx, type, id);
        var offered = OfferedUnderConflict.among(all).orElse(null);
        var given = LostStates.among(all).orElse(null);
        boolean asHubHadIt = asHubHadIt(m);
        var rows = tables.rows(type);
        var hubs =
                conflict.get("server_payload") instanceof ObjectNode o ? rows.normalised(o) : null;
        var shown =
                conflict.has("server_version") ? conflict.get("server_version").longValue() : null;
        var held = rows.find(tx, id).orElse(null);
        var version = offered == null ? version(held, all, hubs) : null;
        boolean isLost =
                offered == null
                        && version == null
                        && (given != null || Objects.equals(shown, NO_VERSION));
        if (isLost && asHubHadIt && hubs != null && isAskedAnyway(tx, conflict, id, held, hubs)) {
            return;
        }
        var open =
                all.stream()
                        .filter(c -> c.status() != OutboxStatus.IN_FLIGHT)
                        .filter(c -> !c.equals(offered) && (asHubHadIt || !c.equals(given)))
                        .map(OutboxCommand::id)
                        .toList();
        tables.outbox().completeFolded(tx, open, m.at());
        if (offered == null && version == null) {
            version =
                    given != null
                            ? given.baseVersion()
                            : isLost ? known(tx, type, id, held, hubs) : shown;
        }
        var since = held == null ? deletedSince(tx, type, id, all) : changedSince(held);
        var subject = new Subject(type, id, held, hubs, version, offered, isLost, since);
        if (!asHubHadIt) {
            send(tx, m, subject, m.resolved());
        } else if (isLost && hubs != null) {
            // The hub has to hear of it, and of what it has now somebody may have to decide.
            send(tx, m, subject, hubs);
        } else {
            adopt(tx, m, subject);
        }
    }

    /**
     * The hub has lost what it had, and somebody else has opened the conflict about that: it is here, and was offered
     * again; or a conflict of our own asks about it.
     */
    private boolean isAskedAnyway(
            WriteTx tx, ObjectNode conflict, UUID id, @Nullable EntityRow held, ObjectNode hubs) {
        var enrolment = tables.settings().enrolment(tx).orElse(null);
        if (enrolment == null
                || conflict.path("device_id").asText().equals(enrolment.device().toString())) {
            return false;
        }
        return (held != null
                        && held.dirty()
                        && held.payload().path("sha256").equals(hubs.path("sha256")))
                || undecided.isAsked(tx, enrolment, conflict, id);
    }

    /** In which version a restored hub is known to have the row, older than what it has lost, or to have deleted it. */
    private Long known(
            WriteTx tx,
            EntityType type,
            UUID id,
            @Nullable EntityRow held,
            @Nullable ObjectNode hubs) {
        var told = tables.quarantine().find(tx, type, id).map(entry -> entry.change());
        if (hubs == null && told.isPresent() && told.get().action() == SyncAction.DELETE) {
            return told.get().version();
        }
        var version = held == null || held.baseSnapshot() != null ? null : held.rowVersion();
        return version == null ? NO_VERSION : version;
    }

    /**
     * A hub restored from a backup was offered what it had, which has another version there now than the one shown;
     * null if nothing is known of that.
     */
    private static @Nullable Long version(
            @Nullable EntityRow held, List<OutboxCommand> all, @Nullable ObjectNode hubs) {
        if (hubs == null) {
            return null;
        }
        if (held != null) {
            var version = held.rowVersion();
            return isNewer(version, NO_VERSION) && JsonSame.values(held.baseSnapshot(), hubs)
                    ? version
                    : null;
        }
        return all.stream()
                .filter(c -> c.action() == SyncAction.DELETE)
                .filter(c -> isNewer(c.baseVersion(), NO_VERSION))
                .filter(c -> JsonSame.values(c.baseSnapshot(), hubs))
                .map(OutboxCommand::baseVersion)
                .findFirst()
                .orElse(null);
    }

    private void adopt(WriteTx tx, Mutation.DecideConflict m, Subject about) {
        var type = about.type();
        var id = about.id();
        var held = about.held();
        var hubs = about.hubs();
        var version = about.version();
        var rows = tables.rows(type);
        if (held != null && !held.dirty() && held.rowVersion() != null) {
            // It is as the hub has it, or will be by the next pull; nothing here was parked.
            return;
        }
        if (about.offered() != null && hubs != null) {
            put(tx, OfferedUnderConflict.hubsRow(type, id, held, hubs, m.at()), held);
        } else if (held != null && !about.lost() && isNewer(held.rowVersion(), version)) {
            // The hub's row has gone on since; what it was pulled as is what the hub has.
            var pulled = held.baseSnapshot();
            var newer = Objects.requireNonNull(held.rowVersion());
            if (held.dirty() && pulled != null && pulled.isEmpty()) {
                // What stands here was decided against a deletion, which is what the hub has.
                deletions.accept(tx, type, id, newer, m.at());
            } else if (held.dirty() && pulled != null) {
                rows.update(tx, held.adopted(newer, pulled, m.at()), held.localRevision());
                events.afterCommit(tx, new ChangeEvent.Updated(type, id));
            }
        } else if ((hubs == null || version == null)
                && held != null
                && (held.rowVersion() != null || about.offered() != null)
                && !deletions.isTold(tx, type, id)) {
            // Decided is decided: a hub that has the row again is told to delete it.
            deletePhotos(tx, m, type, id);
            entities.delete(tx, m.at(), type, id, m.resourceCommandId());
        } else if (hubs == null || version == null) {
            deletions.accept(tx, type, id, version, m.at());
        } else if (held != null || !isDeletedAtHub(tx, type, id, version)) {
            leaveNewer(tx, about, m.at());
            put(
                    tx,
                    held == null
                            ? EntityRow.fromHub(type, id, version, hubs, m.at())
                            : held.adopted(version, hubs, m.at()),
                    held);
        }
    }

    private void put(WriteTx tx, EntityRow row, @Nullable EntityRow held) {
        var rows = tables.rows(row.type());
        tables.tombstones().remove(tx, row.type(), row.id());
        if (held == null) {
            rows.insert(tx, row);
            events.afterCommit(tx, new ChangeEvent.Created(row.type(), row.id()));
            photos.comeBack(tx, row.id(), row.changedAt(), events);
        } else {
            rows.update(tx, row, held.localRevision());
            events.afterCommit(tx, new ChangeEvent.Updated(row.type(), row.id()));
        }
    }

    private void deletePhotos(WriteTx tx, Mutation.DecideConflict m, EntityType type, UUID id) {
        if (type == EntityType.SUBMISSIONS) {
            for (var photo : tables.media().ofSubmission(tx, id)) {
                entities.delete(
                        tx,
                        m.at(),
                        EntityType.SUBMISSION_MEDIA,
                        photo.id(),
                        EntityWrites.derived(m.resourceCommandId(), photo.id()));
                tables.uploads().delete(tx, photo.id());
            }
        }
    }

    private static boolean isNewer(@Nullable Long held, @Nullable Long version) {
        return held != null && version != null && held > version;
    }

    /** The row the conflict was about is gone at the hub too, by a later decision of somebody else. */
    private boolean isDeletedAtHub(WriteTx tx, EntityType type, UUID id, long version) {
        return tables.tombstones()
                .find(tx, type, id)
                .filter(tombstone -> tombstone.syncStatus() == SyncStatus.SYNCED)
                .filter(tombstone -> isNewer(tombstone.rowVersion(), version))
                .isPresent();
    }

    /**
     * The row stands on what was before the person. If the hub has gone on since and that is here, it comes again as if
     * it were pulled now, whatever becomes of the decision (seeds 200218 and 204695).
     */
    private void leaveNewer(WriteTx tx, Subject about, Instant now) {
        var known = about.since();
        if (known != null
                && !about.lost()
                && isNewer(known.version(), about.version())
                && !isLeftNewer(tx, known)) {
            tables.quarantine().leave(tx, known, now);
        }
    }

    private boolean isLeftNewer(WriteTx tx, PullChange known) {
        return tables.quarantine()
                .find(tx, known.entityType(), known.entityId())
                .filter(entry -> entry.change().version() > known.version())
                .isPresent();
    }

    private static @Nullable PullChange changedSince(EntityRow held) {
        var hubs = held.dirty() ? held.baseSnapshot() : held.payload();
        var version = held.rowVersion();
        return hubs == null || version == null
                ? null
                : new PullChange(held.type(), SyncAction.UPDATE, held.id(), version, 0, hubs);
    }

    /** A deletion that the hub has told of; or what it had when the row was deleted here. */
    private @Nullable PullChange deletedSince(
            WriteTx tx, EntityType type, UUID id, List<OutboxCommand> all) {
        return tables.tombstones()
                .find(tx, type, id)
                .filter(tombstone -> tombstone.syncStatus() == SyncStatus.SYNCED)
                .map(Tombstone::rowVersion)
                .map(version -> new PullChange(type, SyncAction.DELETE, id, version, 0, null))
                .or(() -> deletedHere(type, id, all))
                .orElse(null);
    }

    private static Optional<PullChange> deletedHere(
            EntityType type, UUID id, List<OutboxCommand> all) {
        return all.stream()
                .filter(c -> c.action() == SyncAction.DELETE)
                .filter(c -> c.baseVersion() != null && c.baseSnapshot() != null)
                .map(
                        c ->
                                new PullChange(
                                        type,
                                        SyncAction.UPDATE,
                                        id,
                                        Objects.requireNonNull(c.baseVersion()),
                                        0,
                                        c.baseSnapshot()))
                .max(Comparator.comparingLong(PullChange::version));
    }

    /** {@code said} is what was decided for; null for a deletion. */
    private void send(
            WriteTx tx, Mutation.DecideConflict m, Subject about, @Nullable ObjectNode said) {
        var type = about.type();
        var id = about.id();
        var held = about.held();
        var rows = tables.rows(type);
        leaveNewer(tx, about, m.at());
        var hubs = about.hubs() == null ? Json.object() : about.hubs();
        // What the hub has lost is not what its row of now was made on.
        var base = about.lost() ? null : hubs;
        if (said == null) {
            // A deletion stands against the hub's change.
            deletePhotos(tx, m, type, id);
            rows.delete(tx, id);
            var gone = new EntityRow(type, id, hubs, about.version(), 1, true, base, m.at());
            if (about.version() == null || !isDeletedAtHub(tx, type, id, about.version())) {
                var tombstone = Tombstone.of(gone, about.version(), m.at(), SyncStatus.PENDING);
                tables.tombstones().record(tx, tombstone);
            }
            entities.enqueue(
                    tx, m.resourceCommandId(), type, id, SyncAction.DELETE, null, gone, 2, m.at());
            events.afterCommit(tx, new ChangeEvent.Deleted(type, id));
            return;
        }
        var decided =
                rows.normalised(
                        IdRewriting.rewrite(type, said, (t, i) -> entities.alias(tx, t, i)));
        var row =
                new EntityRow(
                        type,
                        id,
                        decided,
                        about.version(),
                        held == null ? 1 : held.localRevision() + 1,
                        true,
                        base,
                        m.at());
        if (held == null) {
            tables.tombstones().remove(tx, type, id);
            rows.insert(tx, row);
            photos.comeBack(tx, id, m.at(), events);
        } else {
            rows.update(tx, row, held.localRevision());
        }
        entities.enqueue(
                tx,
                m.resourceCommandId(),
                type,
                id,
                SyncAction.UPDATE,
                decided,
                row,
                row.localRevision(),
                m.at());
        events.afterCommit(tx, new ChangeEvent.Updated(type, id));
    }
}
