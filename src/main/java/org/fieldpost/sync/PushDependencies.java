package org.fieldpost.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.BiPredicate;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.EntityRows;
import org.fieldpost.store.OfferedUnderConflict;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.PhotosOfDeletion;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to wait for. A reference to a row the hub has not accepted holds it back: a row whose id the hub
 * gives, until it has given it; another, unless it goes ahead in the same batch.
 */
final class PushDependencies {
    private static final int UUID_CHARS = 36;
    private final DeviceTables tables;
    private final ReadTx tx;
    private final Map<UUID, Boolean> accepted = new HashMap<>();
    private final Map<UUID, OutboxCommand> batch = new HashMap<>();
    private final Set<UUID> ahead = new HashSet<>();
    private final WaitingCircles circles = new WaitingCircles(this::waiting);

    PushDependencies(DeviceTables tables, ReadTx tx) {
        this.tables = tables;
        this.tx = tx;
    }

    /** Looks up in one go which rows that {@code commands} refer to the hub has accepted. */
    void expect(List<OutboxCommand> commands) {
        var wanted = new EnumMap<EntityType, Set<UUID>>(EntityType.class);
        for (var command : commands) {
            batch.put(command.aggregateId(), command);
            references(command.entityType(), command.payload())
                    .forEach(
                            (id, type) ->
                                    wanted.computeIfAbsent(type, t -> new HashSet<>()).add(id));
        }
        wanted.forEach(
                (type, ids) ->
                        tables.rows(type)
                                .versions(tx, ids)
                                .forEach((id, version) -> accepted.put(id, isAccepted(version))));
    }

    /**
     * Optional references of {@code command} to what is not here, is not on its way, and was not deleted after the hub
     * knew it: it was deleted before the hub ever knew it, and they lead nowhere.
     */
    List<String> unresolvable(OutboxCommand command) {
        return command.isFrozen()
                ? List.of()
                : optional(
                        command,
                        (target, id) ->
                                isNowhere(target, id)
                                        && tables.tombstones().find(tx, target, id).isEmpty());
    }

    /** Optional references of {@code command} to what is not here and not on its way, whatever became of it. */
    List<String> leadingNowhere(OutboxCommand command) {
        return optional(command, this::isNowhere);
    }

    private List<String> optional(OutboxCommand command, BiPredicate<EntityType, UUID> wanted) {
        var payload = command.payload();
        if (payload == null) {
            return List.of();
        }
        return RelationGraph.from(command.entityType()).stream()
                .filter(relation -> !relation.required())
                .filter(
                        relation -> {
                            var target = targetOf(relation, payload);
                            var id = uuid(payload.path(relation.field()));
                            return target != null && id != null && wanted.test(target, id);
                        })
                .map(Relation::field)
                .toList();
    }

    private boolean isNowhere(EntityType target, UUID id) {
        return tables.rows(target).existing(tx, Set.of(id)).isEmpty()
                && !isBeingCreated(target, id);
    }

    /** The row that holds {@code command} back; call it in the order of the batch. */
    Optional<UUID> blockedBy(OutboxCommand command) {
        var blocker = command.isFrozen() ? undecided(command) : firstMissing(command);
        if (blocker == null && command.action() == SyncAction.CREATE) {
            ahead.add(command.aggregateId());
        }
        return Optional.ofNullable(blocker);
    }

    /** A photo the hub refused since its submission was deleted there waits for the decision about that. */
    private @Nullable UUID undecided(OutboxCommand command) {
        return PhotosOfDeleted.submission(command)
                .filter(id -> command.lastError() != null)
                .filter(
                        id ->
                                tables.outbox().ofEntity(tx, EntityType.SUBMISSIONS, id).stream()
                                        .anyMatch(c -> c.status() == OutboxStatus.CONFLICT))
                .orElse(null);
    }

    private @Nullable UUID firstMissing(OutboxCommand command) {
        var submission = PhotosOfDeletion.submission(command);
        if (submission != null) {
            return new PhotosOfDeletion(tables).isPending(tx, submission) ? submission : null;
        }
        var missing = firstMissing(command.entityType(), command.aggregateId(), command.payload());
        return missing != null && circles.isFirst(command.aggregateId()) ? null : missing;
    }

    /** A row that {@code payload}, said of {@code of}, refers to and the hub has not accepted; null if it knows all. */
    @Nullable UUID firstMissing(EntityType type, UUID of, @Nullable ObjectNode payload) {
        for (var reference : references(type, payload).entrySet()) {
            var id = reference.getKey();
            boolean told = type == EntityType.CONFLICTS && isInConflict(reference.getValue(), id);
            if (!told && isMissing(of, id, reference.getValue())) {
                return id;
            }
        }
        return null;
    }

    private boolean isMissing(UUID of, UUID id, EntityType type) {
        boolean goesAhead = type.idStrategy() == IdStrategy.CLIENT && ahead.contains(id);
        return !id.equals(of) && !goesAhead && !isAccepted(type, id);
    }

    /**
     * The hub has a row of that id already, and has said so: the conflict about it must get there to be decided. If it
     * has lost the row since, that goes ahead.
     */
    private boolean isInConflict(EntityType type, UUID id) {
        var all = tables.outbox().ofEntity(tx, type, id);
        return all.stream().anyMatch(c -> c.status() == OutboxStatus.CONFLICT)
                && OfferedUnderConflict.among(all).isEmpty();
    }

    /** What a submission to be sent waits for. One that was sent goes again as it is; the hub demands its parent. */
    private WaitingCircles.Waiting waiting(UUID id) {
        var open =
                batch.containsKey(id)
                        ? List.of(Objects.requireNonNull(batch.get(id)))
                        : tables.outbox().ofEntity(tx, EntityType.SUBMISSIONS, id).stream()
                                .filter(command -> command.status() != OutboxStatus.DEAD_LETTER)
                                .toList();
        boolean parked = open.stream().anyMatch(c -> c.status() == OutboxStatus.CONFLICT);
        boolean sent = open.stream().anyMatch(OutboxCommand::isFrozen);
        var said = open.isEmpty() || sent ? open.stream().findFirst() : Optional.of(open.getLast());
        if (parked || said.isEmpty() || said.get().payload() == null) {
            return WaitingCircles.Waiting.FOR_NOTHING;
        }
        var command = said.get();
        var missing = new HashMap<UUID, Boolean>();
        references(command.entityType(), command.payload())
                .forEach(
                        (named, of) -> {
                            boolean demanded = isDemanded(command, named);
                            if ((demanded || !sent) && isMissing(id, named, of)) {
                                missing.put(named, demanded);
                            }
                        });
        return new WaitingCircles.Waiting(open.getFirst().sequence(), missing);
    }

    /** The hub takes no row before what its columns name; in answers a temporary id may stand for a while. */
    private static boolean isDemanded(OutboxCommand command, UUID named) {
        var payload = command.payload();
        return payload != null
                && RelationGraph.from(command.entityType()).stream()
                        .anyMatch(relation -> named.equals(uuid(payload.path(relation.field()))));
    }

    private static Map<UUID, EntityType> references(EntityType type, @Nullable ObjectNode payload) {
        var found = new LinkedHashMap<UUID, EntityType>();
        if (payload == null) {
            return found;
        }
        for (Relation relation : RelationGraph.from(type)) {
            var id = uuid(payload.path(relation.field()));
            var target = targetOf(relation, payload);
            if (id != null && target != null) {
                found.put(id, target);
            }
        }
        if (type == EntityType.SUBMISSIONS) {
            inAnswers(payload.path("data"), found);
        }
        return found;
    }

    private static @Nullable EntityType targetOf(Relation relation, JsonNode payload) {
        return relation.target() != null
                ? relation.target()
                : EntityType.of(payload.path(String.valueOf(relation.targetTypeField())).asText())
                        .orElse(null);
    }

    /** Any answer that is a whole UUID may be a reference to a submission. */
    private static void inAnswers(JsonNode node, Map<UUID, EntityType> found) {
        var id = uuid(node);
        if (id != null) {
            found.putIfAbsent(id, EntityType.SUBMISSIONS);
        }
        node.forEach(child -> inAnswers(child, found));
    }

    private static @Nullable UUID uuid(JsonNode node) {
        if (!node.isTextual() || node.asText().length() != UUID_CHARS) {
            return null;
        }
        try {
            return UUID.fromString(node.asText());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * A row that is not here is the hub's business, unless it was made here and deleted while its create was on the
     * way.
     */
    private boolean isAccepted(EntityType type, UUID id) {
        return accepted.computeIfAbsent(
                id,
                key -> {
                    var version = tables.rows(type).versions(tx, Set.of(key)).get(key);
                    return version == null ? !isBeingCreated(type, key) : isAccepted(version);
                });
    }

    private static boolean isAccepted(long version) {
        return version > EntityRows.NOT_ACCEPTED;
    }

    private boolean isBeingCreated(EntityType type, UUID id) {
        return tables.outbox().ofEntity(tx, type, id).stream()
                .anyMatch(c -> c.status().isOpen() && c.action() == SyncAction.CREATE);
    }
}
