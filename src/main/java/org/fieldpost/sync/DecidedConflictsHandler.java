package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.merge.JsonSame;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.HubDeletions;
import org.fieldpost.store.InboundQuarantine;
import org.fieldpost.store.LostStates;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OfferedUnderConflict;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.OutboxUpkeep;
import org.fieldpost.store.PhotosOfDeletion;
import org.fieldpost.store.TombstoneRepository.SyncStatus;

/**
 * Conflicts: one of ours that was decided on another device is decided here too. The changes that were parked for it
 * are done, and the row follows the hub again, unless it was edited since. Conflicts of other devices are theirs.
 */
final class DecidedConflictsHandler implements SyncEntityHandler {
    private static final int PENDING_MAX = 10_000;

    /** No row has it: what stands on it was put there so that the hub shows its row. */
    private static final long NO_VERSION = 0;

    private final LocalStore store;
    private final DeviceTables tables;
    private final SyncEntityHandler generic;
    private final HubDeletions deletions;
    private final OutboxUpkeep upkeep;
    private final PhotosOfDeletion photos;
    private final LostStates lost;

    DecidedConflictsHandler(LocalStore store, SyncEntityHandler generic) {
        this.store = store;
        this.tables = store.tables();
        this.generic = generic;
        deletions = new HubDeletions(tables, store.events());
        upkeep = new OutboxUpkeep(tables.outbox());
        photos = new PhotosOfDeletion(tables);
        lost = new LostStates(tables);
    }

    @Override
    public Applied apply(WriteTx tx, PullChange change, SyncBatchContext context, Instant now) {
        var before = tables.conflicts().find(tx, change.entityId()).map(EntityRow::payload);
        var how = generic.apply(tx, change, context, now);
        var payload = change.payload();
        if (payload != null
                && payload.path("resolution").asText().equals("resolved")
                && isOurs(payload)) {
            type(payload).ifPresent(type -> release(tx, type, payload, context, now));
        }
        if (change.action() == SyncAction.DELETE && how == Applied.APPLIED) {
            before.ifPresent(
                    held -> type(held).ifPresent(type -> unpark(tx, type, resource(held), now)));
        }
        return how;
    }

    private static Optional<EntityType> type(ObjectNode conflict) {
        return EntityType.of(conflict.path("resource_type").asText());
    }

    private static UUID resource(ObjectNode conflict) {
        return UUID.fromString(conflict.path("resource_id").asText());
    }

    /**
     * A conflict goes with the row it is about. A deletion that was parked is done then; a change that was parked is
     * sent again, so that the hub says anew that the row is gone, and a person decides.
     */
    private void unpark(WriteTx tx, EntityType type, UUID id, Instant now) {
        boolean deletion =
                tables.outbox().ofEntity(tx, type, id).stream()
                        .filter(command -> command.status() == OutboxStatus.CONFLICT)
                        .allMatch(command -> command.action() == SyncAction.DELETE);
        if (deletion) {
            tables.outbox().completeParked(tx, type, id, now);
        } else {
            tables.outbox().unpark(tx, type, id, now);
        }
    }

    /**
     * What was changed behind a parked create was made on what the hub never took; and when a restored hub was offered
     * its own side past what was parked, what was changed behind that was not made on that side. The hub is told to
     * show its row.
     */
    private void showRow(WriteTx tx, List<OutboxCommand> waiting) {
        var parked = waiting.stream().filter(c -> c.status() == OutboxStatus.CONFLICT).findFirst();
        var base = parked.map(OutboxCommand::baseSnapshot).orElse(null);
        waiting.stream()
                .filter(c -> c.status() == OutboxStatus.PENDING && !c.isFrozen())
                .filter(c -> c.action() != SyncAction.CREATE)
                .filter(c -> c.baseVersion() == null || !JsonSame.values(c.baseSnapshot(), base))
                .forEach(c -> upkeep.standOn(tx, c, NO_VERSION, base));
    }

    private boolean isOurs(ObjectNode conflict) {
        return conflict.path("device_id")
                .asText()
                .equals(store.enrolment().device().value().toString());
    }

    private void release(
            WriteTx tx,
            EntityType type,
            ObjectNode conflict,
            SyncBatchContext context,
            Instant now) {
        var id = resource(conflict);
        var all = tables.outbox().ofEntity(tx, type, id);
        boolean offered = OfferedUnderConflict.among(all).isPresent();
        var waiting = all.stream().filter(c -> !OfferedUnderConflict.isHubsSide(c)).toList();
        boolean parked =
                waiting.stream().anyMatch(command -> command.status() == OutboxStatus.CONFLICT);
        if (!parked || isStillUndecided(tx, id)) {
            return;
        }
        // Also where the conflict itself says nothing new.
        store.writes().came(tx);
        tables.outbox().completeParked(tx, type, id, now);
        lost.takeBack(tx, type, id, now);
        showRow(tx, waiting);
        boolean editedSince =
                waiting.stream()
                        .anyMatch(
                                command ->
                                        command.status().isOpen()
                                                && command.status() != OutboxStatus.CONFLICT);
        if (editedSince) {
            return;
        }
        boolean staysDeleted =
                conflict.path("resolution_action").asText().equals("accept_server")
                        && !conflict.has("server_payload")
                        && !isKept(tx, type, id, conflict);
        if (staysDeleted) {
            stayDeleted(tx, type, id, conflict, offered, now);
            context.touchTarget(type, id);
            return;
        }
        var row = tables.rows(type).find(tx, id);
        if (row.isEmpty()) {
            bringBack(tx, type, id, conflict, context, now);
            return;
        }
        tables.tombstones().remove(tx, type, id);
        if (row.get().dirty()) {
            follow(tx, row.get(), conflict, offered, context, now);
        }
    }

    /** Another conflict about the deletion was decided for the row: that is the hub's side now, and has come. */
    private boolean isKept(WriteTx tx, EntityType type, UUID id, ObjectNode conflict) {
        long deleted = conflict.path("server_version").asLong();
        if (deleted <= NO_VERSION) {
            // A restored hub does not know the deletion that is shown: what it has is older.
            return false;
        }
        return tables.quarantine()
                .find(tx, type, id)
                .map(InboundQuarantine.Entry::change)
                .filter(c -> c.action() != SyncAction.DELETE && c.version() > deleted)
                .isPresent();
    }

    /** A hub that has the row again, since it was restored from a backup, is told that it stays deleted. */
    private void stayDeleted(
            WriteTx tx,
            EntityType type,
            UUID id,
            ObjectNode conflict,
            boolean offered,
            Instant now) {
        var held = tables.rows(type).find(tx, id).map(EntityRow::rowVersion);
        if ((held.isEmpty() && !offered) || deletions.isTold(tx, type, id)) {
            var version = conflict.get("server_version");
            deletions.accept(tx, type, id, version == null ? null : version.longValue(), now);
            return;
        }
        var mutation = LostDeletionsHandler.named("mutation", id + " decided", now);
        var command = LostDeletionsHandler.named("command", id + " decided", now);
        store.writes()
                .apply(
                        tx,
                        type == EntityType.SUBMISSIONS
                                ? new Mutation.DeleteSubmission(mutation, now, id, command)
                                : new Mutation.DeleteEntity(mutation, now, type, id, command));
    }

    /**
     * The hub's row came while the work was in its way and is applied next, or is yet to come; but a row pulled before
     * our own took its place, or before a decision put that on an older version, does not come again. What it said is
     * in the conflict. A hub restored from a backup was offered that, and has it in another version, or is going to.
     */
    private void follow(
            WriteTx tx,
            EntityRow row,
            ObjectNode conflict,
            boolean offered,
            SyncBatchContext context,
            Instant now) {
        var rows = tables.rows(row.type());
        var version = row.rowVersion();
        boolean comes =
                tables.quarantine()
                        .find(tx, row.type(), row.id())
                        .filter(left -> version == null || left.change().version() > version)
                        .isPresent();
        long shown = conflict.path("server_version").asLong();
        var said =
                conflict.get("server_payload") instanceof ObjectNode o ? rows.normalised(o) : null;
        boolean known =
                version != null
                        && version > NO_VERSION
                        && said != null
                        && JsonSame.values(row.baseSnapshot(), said);
        if (offered && said != null) {
            var next = OfferedUnderConflict.hubsRow(row.type(), row.id(), row, said, now);
            rows.update(tx, next, row.localRevision());
            store.events().afterCommit(tx, new ChangeEvent.Updated(row.type(), row.id()));
        } else if (version != null && (known || version < shown) && !comes && said != null) {
            long at = known ? version : shown;
            rows.update(tx, row.adopted(at, said, now), row.localRevision());
            context.touchSource(row.type(), row.id());
            store.events().afterCommit(tx, new ChangeEvent.Updated(row.type(), row.id()));
        } else {
            rows.update(tx, row.clean(), row.localRevision());
        }
    }

    /** Another conflict of ours about the same row waits for its own decision. */
    private boolean isStillUndecided(WriteTx tx, UUID resource) {
        return tables.conflicts().pending(tx, PENDING_MAX).stream()
                .map(EntityRow::payload)
                .anyMatch(
                        held ->
                                isOurs(held)
                                        && held.path("resource_id")
                                                .asText()
                                                .equals(resource.toString()));
    }

    /** It was deleted here, and that was not agreed to: the row is again what the hub has. */
    private void bringBack(
            WriteTx tx,
            EntityType type,
            UUID id,
            ObjectNode conflict,
            SyncBatchContext context,
            Instant now) {
        boolean deletedHere =
                tables.tombstones()
                        .find(tx, type, id)
                        .filter(tombstone -> tombstone.syncStatus() != SyncStatus.SYNCED)
                        .isPresent();
        if (!deletedHere || !(conflict.get("server_payload") instanceof ObjectNode hubs)) {
            return;
        }
        var left = tables.quarantine().find(tx, type, id).map(entry -> entry.change());
        var said = left.map(PullChange::payload).orElse(hubs);
        long version =
                left.map(PullChange::version).orElse(conflict.path("server_version").asLong());
        var rows = tables.rows(type);
        tables.tombstones().remove(tx, type, id);
        tables.quarantine().release(tx, type, id);
        rows.insert(tx, EntityRow.fromHub(type, id, version, rows.normalised(said), now));
        context.touchSource(type, id);
        store.events().afterCommit(tx, new ChangeEvent.Created(type, id));
        // They wait already, unless a power cut made this laptop forget all but that the deletion
        // is parked.
        photos.comeBack(tx, id, now, store.events());
    }
}
