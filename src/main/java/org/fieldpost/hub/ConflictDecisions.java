package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.ConflictList;
import org.fieldpost.contract.ConflictView;
import org.fieldpost.contract.DecisionResponse;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.AuditTable;
import org.fieldpost.hub.store.ConflictsTable;
import org.fieldpost.hub.store.EntityRow;
import org.fieldpost.hub.store.EntityTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.OrgWrites;
import org.jspecify.annotations.Nullable;

/**
 * Conflicts decided at the hub itself, by supervisors who are online. A decision is the same two changes that a device
 * would push, made in one transaction: every device converges on them, and the history keeps who decided and what was
 * before. Of two decisions on the same version the second is refused.
 */
final class ConflictDecisions {
    private static final Set<String> ACTIONS = Set.of("accept_server", "accept_client", "merged");
    private static final int PAGE_MAX = 100;
    private final HubParts parts;
    private final OrgWrites writes;
    private final Durability durability;
    private final HubLimits limits;

    ConflictDecisions(HubParts parts, OrgWrites writes, Durability durability, HubLimits limits) {
        this.parts = parts;
        this.writes = writes;
        this.durability = durability;
        this.limits = limits;
    }

    private static void checkSupervises(Caller caller) {
        if (!caller.supervises()) {
            throw Refused.notAllowed("Only a supervisor may decide conflicts.");
        }
    }

    ConflictList list(Caller caller, @Nullable UUID after, int limit) {
        checkSupervises(caller);
        int most = Math.clamp(limit, 1, PAGE_MAX);
        var table = (ConflictsTable) EntityTable.of(EntityType.CONFLICTS);
        return parts.database()
                .read(
                        tx -> {
                            var ids = table.pending(tx, caller.organization(), after, most + 1);
                            var views = new ArrayList<ConflictView>();
                            for (var id : ids.subList(0, Math.min(most, ids.size()))) {
                                table.find(tx, caller.organization(), id)
                                        .ifPresent(row -> views.add(view(tx, caller, row)));
                            }
                            return new ConflictList(
                                    views, ids.size() > most ? ids.get(most - 1) : null);
                        });
    }

    ConflictView get(Caller caller, UUID id) {
        checkSupervises(caller);
        return parts.database()
                .read(
                        tx ->
                                EntityTable.of(EntityType.CONFLICTS)
                                        .find(tx, caller.organization(), id)
                                        .filter(row -> !row.deleted())
                                        .map(row -> view(tx, caller, row))
                                        .orElseThrow(ConflictDecisions::unknown));
    }

    private static Refused unknown() {
        return Refused.unknown("There is no such conflict.");
    }

    private static ConflictView view(ReadTx tx, Caller caller, EntityRow row) {
        var resource = resource(tx, caller.organization(), row);
        return new ConflictView(
                row.id(),
                row.version(),
                row.payload(),
                resource.map(EntityRow::version).orElse(null),
                resource.filter(r -> !r.deleted()).map(EntityRow::payload).orElse(null));
    }

    private static EntityType type(EntityRow conflict) {
        return EntityType.of(conflict.payload().path("resource_type").asText()).orElseThrow();
    }

    private static UUID resourceId(EntityRow conflict) {
        return UUID.fromString(conflict.payload().path("resource_id").asText());
    }

    private static Optional<EntityRow> resource(ReadTx tx, UUID organization, EntityRow conflict) {
        return EntityTable.of(type(conflict)).find(tx, organization, resourceId(conflict));
    }

    /** Decides; {@link Refused} 409 when somebody else has, or the row has changed since it was looked at. */
    DecisionResponse decide(Caller caller, UUID id, ConflictDecision decision) {
        checkSupervises(caller);
        if (isMissing(decision.commandId()) || isMissing(decision.action())) {
            throw Refused.malformed("A decision has a commandId, a version and an action.");
        }
        if (!ACTIONS.contains(decision.action())
                || decision.action().equals("merged") != (decision.resolved() != null)) {
            throw Refused.malformed(
                    "An action is accept_server, accept_client, or merged with what it comes to.");
        }
        var response =
                writes.write(caller.organization(), write -> decide(write, caller, id, decision));
        durability.await();
        return response;
    }

    /** Jackson leaves out what is missing in the JSON, whatever the record declares. */
    private static boolean isMissing(@Nullable Object value) {
        return value == null;
    }

    private DecisionResponse decide(
            OrgWrite write, Caller caller, UUID id, ConflictDecision decision) {
        var conflict =
                EntityTable.of(EntityType.CONFLICTS)
                        .lock(write.tx(), write.organization(), id)
                        .filter(row -> !row.deleted())
                        .orElseThrow(ConflictDecisions::unknown);
        if (!AuditTable.isBy(write.tx(), write.organization(), id, decision.commandId())) {
            carryOut(write, caller, conflict, decision);
            write.stamp();
        }
        var changes = new ArrayList<PullChange>();
        EntityTable.of(EntityType.CONFLICTS)
                .find(write.tx(), write.organization(), id)
                .ifPresent(row -> changes.add(ChangesReading.change(row)));
        resource(write.tx(), write.organization(), conflict)
                .ifPresent(row -> changes.add(ChangesReading.change(row)));
        return new DecisionResponse(changes);
    }

    private void carryOut(
            OrgWrite write, Caller caller, EntityRow conflict, ConflictDecision decision) {
        boolean pending = conflict.payload().path("resolution").asText().equals("pending");
        if (!pending || conflict.version() != decision.version()) {
            throw Refused.of(
                    409, "FP-2456", "Somebody else has decided this conflict: look at it again.");
        }
        var resource = resource(write.tx(), write.organization(), conflict).orElse(null);
        Long seen = decision.resourceVersion();
        if (resource != null && (seen == null || seen != resource.version())) {
            throw Refused.of(
                    409, "FP-2457", "What the conflict is about has changed: look at it again.");
        }
        var execution = new CommandExecution(write, caller, parts.ids(), limits.mediaBytesMax());
        // The conflict comes first: what it is about may be deleted by the decision.
        run(
                execution,
                new PushCommand(
                        decision.commandId(),
                        EntityType.CONFLICTS,
                        SyncAction.UPDATE,
                        conflict.id(),
                        conflict.version(),
                        0,
                        decided(conflict, decision)));
        effect(conflict, resource, decision).ifPresent(command -> run(execution, command));
        execution.settle();
    }

    private static ObjectNode decided(EntityRow conflict, ConflictDecision decision) {
        var payload = conflict.payload().deepCopy();
        payload.put("resolution", "resolved").put("resolution_action", decision.action());
        if (decision.resolved() != null) {
            payload.set("resolved_payload", decision.resolved());
        } else if (decision.action().equals("accept_client")
                && payload.get("client_payload") instanceof ObjectNode client) {
            payload.set("resolved_payload", client.deepCopy());
        }
        if (decision.notes() != null) {
            payload.put("notes", decision.notes());
        }
        return payload;
    }

    /** What has to be done to the row; a device's side without a row is its deletion. */
    private Optional<PushCommand> effect(
            EntityRow conflict, @Nullable EntityRow resource, ConflictDecision decision) {
        if (decision.action().equals("accept_server") || resource == null) {
            return Optional.empty();
        }
        var said =
                decision.resolved() != null
                        ? decision.resolved()
                        : conflict.payload().get("client_payload") instanceof ObjectNode client
                                ? client
                                : null;
        if (said == null && resource.deleted()) {
            return Optional.empty();
        }
        return Optional.of(
                new PushCommand(
                        parts.ids().next(),
                        resource.type(),
                        said == null ? SyncAction.DELETE : SyncAction.UPDATE,
                        resource.id(),
                        resource.version(),
                        0,
                        said));
    }

    private static void run(CommandExecution execution, PushCommand command) {
        var result = execution.run(command).result();
        if (result.outcome() != Outcome.OK) {
            var error = result.error();
            throw Refused.of(
                    422,
                    error == null ? "FP-2458" : error.code(),
                    error == null ? "The decision cannot be carried out." : error.message());
        }
    }
}
