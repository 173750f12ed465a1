package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** A small hub that keeps the protocol's promises, in memory: versions, receipts, commit order, epochs. */
public final class SimulatedHub {
    private static final System.Logger LOG = System.getLogger(SimulatedHub.class.getName());
    private final Ids ids;
    private final Map<UUID, HubRow> rows = new LinkedHashMap<>();
    private final Map<UUID, UUID> byClientId = new HashMap<>();
    private final Map<UUID, CommandResult> applied = new HashMap<>();
    private final Map<UUID, String> hashes = new HashMap<>();
    private final Map<UUID, Integer> effects = new HashMap<>();
    private int commandsMax = Integer.MAX_VALUE;
    private boolean backwards;
    private String epoch = "epoch-1";
    private long stamp;
    private Function<PushCommand, @Nullable ErrorBody> rules = command -> null;

    public SimulatedHub(Ids ids) {
        this.ids = ids;
    }

    /** Refuses commands for which {@code rules} gives a reason. */
    public void refuse(Function<PushCommand, @Nullable ErrorBody> rules) {
        this.rules = rules;
    }

    public String epoch() {
        return epoch;
    }

    /** Puts a row there as if another device had pushed it. */
    public UUID put(EntityType type, ObjectNode payload) {
        var id = ids.next();
        put(type, id, payload);
        return id;
    }

    /** Puts or changes a row. */
    public void put(EntityType type, UUID id, ObjectNode payload) {
        var held = rows.get(id);
        long version = held == null ? 1 : held.version() + 1;
        store(new HubRow(type, id, null, version, ++stamp, payload.deepCopy()));
    }

    /** Deletes a row as if another device had. */
    public void delete(UUID id) {
        var row = Objects.requireNonNull(rows.get(id));
        store(new HubRow(row.type(), id, row.clientId(), row.version() + 1, ++stamp, null));
    }

    /** Rows of a type that are not deleted. */
    public List<UUID> ids(EntityType type) {
        return rows.values().stream()
                .filter(row -> row.type() == type && !row.deleted())
                .map(HubRow::id)
                .toList();
    }

    /** What a row says. */
    public Optional<ObjectNode> payload(UUID id) {
        return Optional.ofNullable(rows.get(id)).map(HubRow::payload);
    }

    public long version(UUID id) {
        var row = rows.get(id);
        return row == null ? 0 : row.version();
    }

    /** How often each command had an effect. */
    public Map<UUID, Integer> effects() {
        return Map.copyOf(effects);
    }

    /** The hub is restored from a backup that lacks {@code lost}. */
    public void restoreWithout(List<UUID> lost) {
        epoch = epoch + "+";
        lost.forEach(rows::remove);
        byClientId.values().removeAll(lost);
        applied.values().removeIf(result -> lost.contains(result.entityId()));
    }

    /** Takes at most so many commands in one push. */
    public void commandsMax(int max) {
        commandsMax = max;
    }

    /** From now on pages end before they begin. */
    public void cursorsGoBack() {
        backwards = true;
    }

    int commandsMax() {
        return commandsMax;
    }

    /** Thrown by a rule: the hub fails on the whole push and nothing of it is kept. */
    public static final class Choked extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    PushResponse push(PushRequest request) {
        // A rule that chokes does so before anything has an effect, as a rolled back transaction.
        var refused = request.commands().stream().map(rules).filter(Objects::nonNull).count();
        LOG.log(System.Logger.Level.TRACE, "refusing {0}", refused);
        var results = new ArrayList<CommandResult>();
        for (var command : request.commands()) {
            results.add(carryOut(command));
        }
        return new PushResponse(request.syncOperationId(), epoch, results);
    }

    private CommandResult carryOut(PushCommand command) {
        var hash = Json.canonicalHash(Json.tree(command)).hex();
        var before = applied.get(command.commandId());
        if (before != null) {
            return hash.equals(hashes.get(command.commandId()))
                    ? new CommandResult(
                            command.commandId(),
                            Outcome.DUPLICATE,
                            before.entityId(),
                            before.version(),
                            before.changedAt(),
                            null,
                            null)
                    : error(command, new ErrorBody("FP-2622", "key used again", false));
        }
        var refused = rules.apply(command);
        if (refused != null) {
            return error(command, refused);
        }
        var result = effect(command);
        if (result.outcome() == Outcome.OK) {
            applied.put(command.commandId(), result);
            hashes.put(command.commandId(), hash);
            effects.merge(command.commandId(), 1, Integer::sum);
        }
        return result;
    }

    private CommandResult effect(PushCommand command) {
        var id = byClientId.getOrDefault(command.entityId(), command.entityId());
        var held = rows.get(id);
        var payload = command.payload();
        if (payload != null) {
            var missing = missingReference(command.entityType(), payload);
            if (missing.isPresent()) {
                return error(command, new ErrorBody("FP-2605", missing.get() + " not here", true));
            }
        }
        if (command.action() == SyncAction.CREATE) {
            return held == null ? create(command) : answer(command, Outcome.DUPLICATE, held);
        }
        if (held == null) {
            return error(command, new ErrorBody("FP-2604", "no such row", false));
        }
        if (held.deleted() && command.action() == SyncAction.DELETE) {
            return answer(command, Outcome.DUPLICATE, held);
        }
        if (!Long.valueOf(held.version()).equals(command.baseVersion())) {
            return answer(command, Outcome.CONFLICT, held);
        }
        var changed =
                new HubRow(held.type(), id, held.clientId(), held.version() + 1, ++stamp, payload);
        store(changed);
        return answer(command, Outcome.OK, changed);
    }

    private CommandResult create(PushCommand command) {
        boolean minted = command.entityType().idStrategy() == IdStrategy.SERVER;
        var id = minted ? ids.next() : command.entityId();
        var row =
                new HubRow(
                        command.entityType(),
                        id,
                        minted ? command.entityId() : null,
                        1,
                        ++stamp,
                        command.payload());
        store(row);
        if (minted) {
            byClientId.put(command.entityId(), id);
        }
        return answer(command, Outcome.OK, row);
    }

    private void store(HubRow row) {
        rows.remove(row.id());
        rows.put(row.id(), row);
    }

    private Optional<String> missingReference(EntityType type, ObjectNode payload) {
        for (var relation : RelationGraph.from(type)) {
            var text = payload.path(relation.field()).asText("");
            if (relation.target() != null
                    && !text.isEmpty()
                    && !rows.containsKey(UUID.fromString(text))) {
                return Optional.of(relation.field());
            }
        }
        return Optional.empty();
    }

    private static CommandResult answer(PushCommand command, Outcome outcome, HubRow row) {
        return new CommandResult(
                command.commandId(),
                outcome,
                row.id(),
                row.version(),
                row.changedAt(),
                outcome == Outcome.CONFLICT ? row.payload() : null,
                null);
    }

    private static CommandResult error(PushCommand command, ErrorBody why) {
        return new CommandResult(command.commandId(), Outcome.ERROR, null, null, null, null, why);
    }

    PullResponse changes(@Nullable String text, int limit) {
        var cursor = text == null ? CompositeCursor.start(epoch) : CompositeCursor.decode(text);
        var due =
                rows.values().stream()
                        .filter(row -> row.changedAt() > cursor.of(row.type()).lastCreatedAt())
                        .sorted(Comparator.comparingLong(HubRow::changedAt))
                        .toList();
        var page = due.subList(0, Math.min(limit, due.size()));
        var next = new EnumMap<EntityType, EntityCursor>(EntityType.class);
        var end =
                page.isEmpty()
                        ? EntityCursor.START
                        : new EntityCursor(
                                page.getLast().changedAt(), page.getLast().id().toString());
        for (var type : EntityType.values()) {
            var held = cursor.of(type);
            next.put(type, backwards ? EntityCursor.START : held.compareTo(end) < 0 ? end : held);
        }
        var changes = new ArrayList<PullChange>();
        var sent = new HashSet<UUID>();
        page.forEach(row -> withParents(row, changes, sent));
        return new PullResponse(
                changes, new CompositeCursor(epoch, next).encode(), due.size() > page.size());
    }

    /** Required parents come along before their children, so that a page is a consistent cut. */
    private void withParents(HubRow row, List<PullChange> changes, Set<UUID> sent) {
        if (!sent.add(row.id())) {
            return;
        }
        var payload = row.payload();
        if (payload != null) {
            for (var relation : RelationGraph.from(row.type())) {
                var text = payload.path(relation.field()).asText("");
                var parent = text.isEmpty() ? null : rows.get(UUID.fromString(text));
                if (relation.required() && parent != null && !parent.deleted()) {
                    withParents(parent, changes, sent);
                }
            }
        }
        changes.add(
                new PullChange(
                        row.type(),
                        row.deleted() ? SyncAction.DELETE : SyncAction.UPDATE,
                        row.id(),
                        row.version(),
                        row.changedAt(),
                        payload));
    }

    ManifestResponse manifest(ManifestRequest request) {
        var missing = new ArrayList<ManifestEntry>();
        var older = new ArrayList<ManifestEntry>();
        for (var entry : request.entries()) {
            long held = version(entry.entityId());
            if (held == 0) {
                missing.add(entry);
            } else if (held < entry.version()) {
                older.add(ManifestEntry.of(entry.entityType(), entry.entityId(), held));
            }
        }
        return new ManifestResponse(epoch, missing, older, List.of());
    }
}
