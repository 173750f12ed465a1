package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.ConflictList;
import org.fieldpost.contract.ConflictView;
import org.fieldpost.contract.DecisionResponse;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.SyncAction;
import org.jspecify.annotations.Nullable;

/** Conflicts decided at the simulated hub: the two changes a device would push. */
final class SimulatedConflicts {
    private final SimulatedHub hub;

    SimulatedConflicts(SimulatedHub hub) {
        this.hub = hub;
    }

    ConflictList list(@Nullable UUID after, int limit) {
        var pending =
                hub.ids(EntityType.CONFLICTS).stream()
                        .sorted()
                        .filter(id -> after == null || id.compareTo(after) > 0)
                        .map(id -> view(id).orElseThrow())
                        .filter(view -> isPending(view.conflict()))
                        .toList();
        var page = pending.subList(0, Math.min(limit, pending.size()));
        return new ConflictList(page, pending.size() > page.size() ? page.getLast().id() : null);
    }

    private static boolean isPending(ObjectNode conflict) {
        return conflict.path("resolution").asText().equals("pending");
    }

    Optional<ConflictView> view(UUID id) {
        return hub.payload(id)
                .map(
                        conflict -> {
                            var resource = resource(conflict);
                            return new ConflictView(
                                    id,
                                    hub.version(id),
                                    conflict.deepCopy(),
                                    hub.version(resource),
                                    hub.payload(resource).orElse(null));
                        });
    }

    private static UUID resource(ObjectNode conflict) {
        return UUID.fromString(conflict.path("resource_id").asText());
    }

    /** Empty when it cannot be decided so any more. */
    Optional<DecisionResponse> decide(UUID id, ConflictDecision decision) {
        var view = view(id).orElse(null);
        if (view == null) {
            return Optional.empty();
        }
        if (!hub.effects().containsKey(decision.commandId())) {
            if (!isPending(view.conflict())
                    || view.version() != decision.version()
                    || !String.valueOf(view.resourceVersion())
                            .equals(String.valueOf(decision.resourceVersion()))) {
                return Optional.empty();
            }
            push(commands(view, decision));
        }
        var type = EntityType.of(view.conflict().path("resource_type").asText()).orElseThrow();
        return Optional.of(
                new DecisionResponse(
                        List.of(
                                change(EntityType.CONFLICTS, id),
                                change(type, resource(view.conflict())))));
    }

    private void push(List<PushCommand> commands) {
        var ids = commands.stream().map(PushCommand::commandId).toList();
        var results =
                hub.push(new PushRequest(PushRequest.operationId(ids), "", commands)).results();
        if (!results.stream().allMatch(r -> r.outcome() == CommandResult.Outcome.OK)) {
            throw new IllegalStateException("a decision had no effect: " + results);
        }
    }

    private static List<PushCommand> commands(ConflictView view, ConflictDecision decision) {
        var commands = new ArrayList<PushCommand>();
        var said =
                decision.resolved() != null
                        ? decision.resolved()
                        : (ObjectNode) view.conflict().get("client_payload");
        if (!decision.action().equals("accept_server")) {
            commands.add(
                    new PushCommand(
                            new UUID(decision.commandId().getLeastSignificantBits(), 77),
                            EntityType.of(view.conflict().path("resource_type").asText())
                                    .orElseThrow(),
                            said == null ? SyncAction.DELETE : SyncAction.UPDATE,
                            resource(view.conflict()),
                            view.resourceVersion(),
                            0,
                            said));
        }
        var decided = view.conflict().deepCopy();
        decided.put("resolution", "resolved").put("resolution_action", decision.action());
        commands.add(
                new PushCommand(
                        decision.commandId(),
                        EntityType.CONFLICTS,
                        SyncAction.UPDATE,
                        view.id(),
                        view.version(),
                        0,
                        decided));
        return commands;
    }

    private PullChange change(EntityType type, UUID id) {
        var payload = hub.payload(id).orElse(null);
        var action = payload == null ? SyncAction.DELETE : SyncAction.UPDATE;
        return new PullChange(type, action, id, hub.version(id), 0, payload);
    }
}
