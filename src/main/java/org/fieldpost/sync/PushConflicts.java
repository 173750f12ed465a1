package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.FieldPolicy;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.merge.ConflictResolution;
import org.fieldpost.merge.ConflictResolution.Side;
import org.fieldpost.merge.ConflictResolutionOutcome;
import org.fieldpost.merge.JsonSame;
import org.fieldpost.merge.MergeContext;
import org.fieldpost.store.Acceptance;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.IdReplacement;
import org.fieldpost.store.LostStates;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OfferedUnderConflict;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxUpkeep;
import org.fieldpost.store.TombstoneRepository.SyncStatus;
import org.fieldpost.store.TombstoneRepository.Tombstone;
import org.jspecify.annotations.Nullable;

/** Carries out what {@link ConflictResolution} decides about a command the hub called a conflict. */
final class PushConflicts {
    private final LocalStore store;
    private final SyncTools tools;
    private final OutboxUpkeep upkeep;
    private final FormPolicies policies;
    private final LostStates lost;

    PushConflicts(LocalStore store, SyncTools tools) {
        this.store = store;
        this.tools = tools;
        upkeep = new OutboxUpkeep(store.tables().outbox());
        policies = new FormPolicies(store.tables());
        lost = new LostStates(store.tables());
    }

    /** What became of the command. */
    enum Ending {
        ADOPTED,
        REBASED,
        PARKED,
        DECIDED_MEANWHILE,
        NOTHING_TO_COMPARE
    }

    Ending resolve(WriteTx tx, OutboxCommand command, CommandResult answer, Instant now) {
        var type = command.entityType();
        store.tables().syncState().tellUnconfirmed(tx);
        var result = withIdsOfNow(tx, type, answer);
        var row = store.tables().rows(type).find(tx, command.aggregateId());
        if (LostStates.isGivenBack(command)) {
            return givenBack(tx, command, result, now);
        }
        if (OfferedUnderConflict.isHubsSide(command) && result.serverRow() == null) {
            return deletedSince(tx, command, result, now);
        }
        Side local =
                command.action() == SyncAction.DELETE
                        ? new Side.Deleted()
                        : row.<Side>map(r -> new Side.Row(r.payload()))
                                .orElseGet(Side.Unknown::new);
        Side server =
                result.serverRow() != null
                        ? new Side.Row(result.serverRow())
                        : result.version() != null ? new Side.Deleted() : new Side.Unknown();
        Map<String, FieldPolicy> questions =
                row.map(r -> policies.of(tx, type, r.payload())).orElse(Map.of());
        var outcome =
                ConflictResolution.resolve(
                        type,
                        command.baseSnapshot(),
                        local,
                        server,
                        new MergeContext(now, questions));
        return switch (outcome) {
            case ConflictResolutionOutcome.AdoptServer adopt -> adopt(tx, command, result, now);
            case ConflictResolutionOutcome.RebaseAndRetry(ObjectNode merged) ->
                    rebase(tx, command, result, merged, row.orElseThrow(), now);
            case ConflictResolutionOutcome.ManualRequired manual ->
                    type == EntityType.CONFLICTS
                            ? decidedMeanwhile(tx, command, result, now)
                            : park(tx, command, result, row.orElse(null), now);
            case ConflictResolutionOutcome.Skipped skipped -> skipped(tx, command, now);
        };
    }

    /** The hub's row may name what was accepted along with the command by the id it had before (seed 202562). */
    private CommandResult withIdsOfNow(WriteTx tx, EntityType type, CommandResult answer) {
        var row = answer.serverRow();
        return row == null
                ? answer
                : answer.showing(
                        IdReplacement.current(
                                tx, store.tables(), store.enrolment().user(), type, row));
    }

    /**
     * A conflict that the hub has by another id, under which it came here before, decided: nobody knew yet that it is
     * this one. It decides about what is parked here when it is applied once more.
     */
    void heldDecided(WriteTx tx, List<OutboxCommand> sent, List<Acceptance> accepted, Instant now) {
        var offered =
                sent.stream()
                        .filter(command -> command.entityType() == EntityType.CONFLICTS)
                        .filter(command -> command.action() == SyncAction.CREATE)
                        .map(OutboxCommand::id)
                        .collect(Collectors.toSet());
        var tables = store.tables();
        for (var acceptance : accepted) {
            if (!offered.contains(acceptance.commandId())) {
                continue;
            }
            var row = tables.conflicts().find(tx, acceptance.entityId()).orElse(null);
            if (row != null
                    && !row.dirty()
                    && row.rowVersion() != null
                    && row.payload().path("resolution").asText().equals("resolved")) {
                var again =
                        new PullChange(
                                EntityType.CONFLICTS,
                                SyncAction.UPDATE,
                                row.id(),
                                row.rowVersion(),
                                0,
                                row.payload());
                ApplyEngine.leave(tx, tables, again, now);
            }
        }
    }

    /** Another laptop may have given back the same before. */
    private Ending givenBack(WriteTx tx, OutboxCommand command, CommandResult result, Instant now) {
        var rows = store.tables().rows(command.entityType());
        var there = result.serverRow();
        if (there == null
                || command.payload() == null
                || !JsonSame.values(rows.normalised(there), command.payload())) {
            lost.refused(tx, command, now);
            return Ending.ADOPTED;
        }
        var accepted =
                new Acceptance(
                        command.id(),
                        command.fencingToken(),
                        command.aggregateId(),
                        version(result),
                        Json.canonicalHash(command.payload()));
        store.writes().apply(tx, new Mutation.Accept(tools.ids().next(), now, List.of(accepted)));
        return Ending.ADOPTED;
    }

    /** Whether the hub refuses to take back what it had: the decision will meet its row. */
    boolean isNotTakenBack(WriteTx tx, OutboxCommand command, ErrorBody error, Instant now) {
        boolean refused = LostStates.isGivenBack(command) && !error.retryable();
        if (refused) {
            lost.refused(tx, command, now);
        }
        return refused;
    }

    /** What was changed here was deleted here since; whatever becomes of the deletion, the change is none any more. */
    private Ending skipped(WriteTx tx, OutboxCommand command, Instant now) {
        var outbox = store.tables().outbox();
        boolean deletedBehind =
                outbox.ofEntity(tx, command.entityType(), command.aggregateId()).stream()
                        .anyMatch(c -> c.status().isOpen() && c.action() == SyncAction.DELETE);
        if (!deletedBehind) {
            return Ending.NOTHING_TO_COMPARE;
        }
        outbox.complete(tx, command.id(), command.fencingToken(), now);
        return Ending.ADOPTED;
    }

    /**
     * What a restored hub was offered, since a person has yet to decide about it here, somebody else had offered before
     * and has deleted. It was there as offered; that it was deleted waits for the decision, like any deletion that
     * finds local work.
     */
    private Ending deletedSince(
            WriteTx tx, OutboxCommand command, CommandResult result, Instant now) {
        var id = result.entityId();
        var offered = command.payload();
        if (id == null || offered == null) {
            return Ending.NOTHING_TO_COMPARE;
        }
        long deleted = version(result);
        var there =
                new Acceptance(
                        command.id(),
                        command.fencingToken(),
                        id,
                        Math.max(1, deleted - 1),
                        Json.canonicalHash(offered));
        store.writes().apply(tx, new Mutation.Accept(tools.ids().next(), now, List.of(there)));
        var type = command.entityType();
        var tables = store.tables();
        if (tables.rows(type).find(tx, id).isPresent()) {
            tables.tombstones().remove(tx, type, id);
            ApplyEngine.leave(
                    tx, tables, new PullChange(type, SyncAction.DELETE, id, deleted, 0, null), now);
        }
        return Ending.ADOPTED;
    }

    private Ending adopt(WriteTx tx, OutboxCommand command, CommandResult result, Instant now) {
        takeHubsRow(tx, command, result, now);
        if (result.serverRow() != null) {
            // What was said of it since was merged as well, and the hub has that.
            upkeep.completeUnsentBehind(
                    tx, command.entityType(), command.aggregateId(), command.id(), now);
        }
        store.tables().outbox().complete(tx, command.id(), command.fencingToken(), now);
        var id = result.entityId();
        if (id != null && !id.equals(command.aggregateId())) {
            // A restored hub has given it another, by somebody else's offer.
            new IdReplacement(store.tables(), store.events())
                    .replace(tx, command.entityType(), command.aggregateId(), id, now);
        }
        return Ending.ADOPTED;
    }

    private Ending rebase(
            WriteTx tx,
            OutboxCommand command,
            CommandResult result,
            ObjectNode merged,
            EntityRow row,
            Instant now) {
        long version = version(result);
        var hubs = server(result);
        var rebased = row.rebased(merged, version, hubs, now);
        store.tables().rows(command.entityType()).update(tx, rebased, row.localRevision());
        upkeep.completeUnsentBehind(
                tx, command.entityType(), command.aggregateId(), command.id(), now);
        store.tables()
                .outbox()
                .rebase(
                        tx,
                        command.id(),
                        command.fencingToken(),
                        tools.ids().next(),
                        merged,
                        rebased.localRevision(),
                        version,
                        hubs,
                        now);
        tell(tx, new ChangeEvent.Updated(command.entityType(), command.aggregateId()));
        return Ending.REBASED;
    }

    /** What is before the person is all of the local work, edits made behind the command included. */
    private Ending park(
            WriteTx tx,
            OutboxCommand command,
            CommandResult result,
            @Nullable EntityRow row,
            Instant now) {
        var ours = row == null ? command.payload() : row.payload();
        boolean deletes = command.action() == SyncAction.DELETE;
        if (!deletes) {
            upkeep.completeUnsentBehind(
                    tx, command.entityType(), command.aggregateId(), command.id(), now);
        }
        var conflict = Json.object();
        conflict.put("resource_type", command.entityType().word());
        // The hub may know the row by another id: one it has had since a restore.
        var id = result.entityId() == null ? command.aggregateId() : result.entityId();
        conflict.put("resource_id", id.toString());
        if (command.baseSnapshot() != null) {
            conflict.set("base_payload", command.baseSnapshot());
        }
        if (result.serverRow() != null) {
            conflict.set("server_payload", result.serverRow());
        }
        if (!deletes && ours != null) {
            conflict.set("client_payload", ours);
        }
        conflict.put("server_version", version(result));
        conflict.put("resolution", "pending");
        conflict.put("device_id", store.enrolment().device().toString());
        conflict.put("created_at", now.toString());
        store.writes()
                .apply(
                        tx,
                        new Mutation.OpenConflict(
                                tools.ids().next(),
                                now,
                                tools.ids().next(),
                                conflict,
                                tools.ids().next(),
                                command.id()));
        return Ending.PARKED;
    }

    /** Two people decided the same conflict: the first decision stands, the second is shown to who made it. */
    private Ending decidedMeanwhile(
            WriteTx tx, OutboxCommand command, CommandResult result, Instant now) {
        takeHubsRow(tx, command, result, now);
        var code = SyncErrorCode.DECIDED_MEANWHILE;
        store.tables()
                .outbox()
                .deadLetter(
                        tx,
                        command.id(),
                        command.fencingToken(),
                        new ErrorBody(code.code(), "This conflict was decided meanwhile.", false),
                        now);
        return Ending.DECIDED_MEANWHILE;
    }

    private void takeHubsRow(WriteTx tx, OutboxCommand command, CommandResult result, Instant now) {
        var rows = store.tables().rows(command.entityType());
        var held = rows.find(tx, command.aggregateId());
        var hubs = result.serverRow();
        if (hubs == null) {
            store.tables()
                    .tombstones()
                    .record(
                            tx,
                            new Tombstone(
                                    command.entityType(),
                                    command.aggregateId(),
                                    result.version(),
                                    now,
                                    SyncStatus.SYNCED));
            if (rows.delete(tx, command.aggregateId())) {
                tell(tx, new ChangeEvent.Deleted(command.entityType(), command.aggregateId()));
            }
            return;
        }
        if (held.isPresent()) {
            rows.update(
                    tx, held.get().adopted(version(result), hubs, now), held.get().localRevision());
            tell(tx, new ChangeEvent.Updated(command.entityType(), command.aggregateId()));
        }
    }

    private void tell(WriteTx tx, ChangeEvent event) {
        store.events().afterCommit(tx, event);
    }

    private static long version(CommandResult result) {
        var version = result.version();
        return version == null ? 0 : version;
    }

    private static ObjectNode server(CommandResult result) {
        var row = result.serverRow();
        return row == null ? Json.object() : row;
    }
}
