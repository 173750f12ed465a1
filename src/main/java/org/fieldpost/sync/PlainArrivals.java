package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.merge.JsonSame;
import org.fieldpost.store.Agreed;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.EntityRow;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a page that are simply new here, which in a first sync is nearly all of them: never seen, never deleted,
 * never refused, and what they require is here. They are written together under one savepoint; when that fails, and
 * for every other change, {@link ApplyEngine} goes on one by one. Rows that are here as the hub has them, which after
 * a push is nearly all of them, are passed over together.
 */
final class PlainArrivals {
    private static final System.Logger LOG = System.getLogger(PlainArrivals.class.getName());

    /** Of these an arrival that says what was agreed on has no effect at all. */
    static final Set<EntityType> TYPES =
            EnumSet.of(EntityType.SUBMISSIONS, EntityType.SUBMISSION_MEDIA, EntityType.TELEMETRY);

    private static final int WORTHWHILE = 4;
    private final LocalStore store;

    PlainArrivals(LocalStore store) {
        this.store = store;
    }

    /**
     * What was taken in.
     *
     * @param applied how many are new here
     * @param unchanged how many say what this laptop and the hub had agreed on, like what it pushed itself
     * @param others the other changes, in their order
     */
    record Taken(int applied, int unchanged, List<PullChange> others) {}

    /** Takes in what is plain. */
    Taken takeIn(WriteTx tx, List<PullChange> changes, SyncBatchContext context, Instant now) {
        var candidates = candidates(changes);
        if (candidates.size() < WORTHWHILE) {
            return new Taken(0, 0, changes);
        }
        var rows = rows(candidates.values(), now);
        without(rows, remembered(tx, rows));
        var held = held(tx, rows);
        var known = new HashSet<UUID>();
        held.forEach(
                (id, agreed) -> {
                    if (covers(agreed, Objects.requireNonNull(rows.get(id)))) {
                        known.add(id);
                    }
                });
        without(rows, held.keySet());
        withParents(tx, rows);
        if (rows.isEmpty() || !written(tx, rows)) {
            return new Taken(0, known.size(), except(changes, known));
        }
        var events = new ArrayList<ChangeEvent>();
        for (var row : rows.values()) {
            context.touchSource(row.type(), row.id());
            events.add(new ChangeEvent.Created(row.type(), row.id()));
        }
        store.events().afterCommit(tx, events);
        var others = except(except(changes, known), rows.keySet());
        return new Taken(rows.size(), known.size(), others);
    }

    /** Whether {@code offered}, the hub's version of a row, brings nothing new. */
    private static boolean covers(Agreed agreed, EntityRow offered) {
        var ours = agreed.version();
        var theirs = offered.rowVersion();
        if (ours == null || theirs == null || theirs > ours) {
            return false;
        }
        var snapshot = agreed.snapshot();
        // The same version in other words: the hub completed what was pushed.
        return theirs < ours
                || (snapshot != null
                        && JsonSame.values(offered.payload(), Json.parseObject(snapshot)));
    }

    private static List<PullChange> except(List<PullChange> changes, Set<UUID> ids) {
        return ids.isEmpty()
                ? changes
                : changes.stream().filter(change -> !ids.contains(change.entityId())).toList();
    }

    /** By id; an id that comes more than once is none. */
    private static Map<UUID, PullChange> candidates(List<PullChange> changes) {
        var found = new LinkedHashMap<UUID, PullChange>();
        var seen = new HashSet<UUID>();
        for (var change : changes) {
            boolean again = !seen.add(change.entityId());
            if (again) {
                found.remove(change.entityId());
            } else if (TYPES.contains(change.entityType())
                    && change.action() != SyncAction.DELETE
                    && change.payload() != null) {
                found.put(change.entityId(), change);
            }
        }
        return found;
    }

    private Map<UUID, EntityRow> rows(Iterable<PullChange> changes, Instant now) {
        var rows = new LinkedHashMap<UUID, EntityRow>();
        for (var change : changes) {
            var payload = normalised(change);
            if (payload != null) {
                rows.put(
                        change.entityId(),
                        EntityRow.fromHub(
                                change.entityType(),
                                change.entityId(),
                                change.version(),
                                payload,
                                now));
            }
        }
        return rows;
    }

    /** Null when it does not fit: that will be said when it is tried alone. */
    private @Nullable ObjectNode normalised(PullChange change) {
        var payload = change.payload();
        try {
            return payload == null
                    ? null
                    : store.tables().rows(change.entityType()).normalised(payload);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "not plain: {0}", change.entityId());
            return null;
        }
    }

    private static void without(Map<UUID, EntityRow> rows, Set<UUID> ids) {
        rows.keySet().removeAll(ids);
    }

    /** Ids deleted once, or waiting because they failed. */
    private Set<UUID> remembered(WriteTx tx, Map<UUID, EntityRow> rows) {
        var remembered = new HashSet<UUID>();
        remembered.addAll(store.tables().tombstones().among(tx, rows.keySet()));
        remembered.addAll(store.tables().quarantine().among(tx, rows.keySet()));
        return remembered;
    }

    /** What is here already, and what was agreed on with the hub about it. */
    private Map<UUID, Agreed> held(WriteTx tx, Map<UUID, EntityRow> rows) {
        var held = new HashMap<UUID, Agreed>();
        byType(rows).forEach((type, ids) -> held.putAll(store.tables().rows(type).agreed(tx, ids)));
        return held;
    }

    private static Map<EntityType, Set<UUID>> byType(Map<UUID, EntityRow> rows) {
        var byType = new EnumMap<EntityType, Set<UUID>>(EntityType.class);
        rows.forEach((id, row) -> byType.computeIfAbsent(row.type(), t -> new HashSet<>()).add(id));
        return byType;
    }

    /** Leaves only rows whose required parents are here, or among them. */
    private void withParents(WriteTx tx, Map<UUID, EntityRow> rows) {
        var wanted = new EnumMap<EntityType, Set<UUID>>(EntityType.class);
        rows.values()
                .forEach(
                        row ->
                                parents(row)
                                        .forEach(
                                                (id, type) ->
                                                        wanted.computeIfAbsent(
                                                                        type, t -> new HashSet<>())
                                                                .add(id)));
        var here = new HashSet<UUID>();
        wanted.forEach((type, ids) -> here.addAll(store.tables().rows(type).existing(tx, ids)));
        boolean less = true;
        while (less) {
            less =
                    rows.values()
                            .removeIf(
                                    row ->
                                            parents(row).keySet().stream()
                                                    .anyMatch(
                                                            id ->
                                                                    !here.contains(id)
                                                                            && !rows.containsKey(
                                                                                    id)));
        }
    }

    /** What a row requires. */
    private static Map<UUID, EntityType> parents(EntityRow row) {
        var found = new LinkedHashMap<UUID, EntityType>();
        for (var relation : RelationGraph.from(row.type())) {
            var text = row.payload().path(relation.field()).asText("");
            if (relation.required() && relation.target() != null && !text.isEmpty()) {
                found.put(UUID.fromString(text), relation.target());
            }
        }
        return found;
    }

    private boolean written(WriteTx tx, Map<UUID, EntityRow> rows) {
        try {
            return tx.savepoint(
                    () -> {
                        byType(rows)
                                .forEach(
                                        (type, ids) ->
                                                store.tables()
                                                        .rows(type)
                                                        .insertAll(
                                                                tx,
                                                                rows.values().stream()
                                                                        .filter(
                                                                                r ->
                                                                                        r.type()
                                                                                                == type)
                                                                        .toList()));
                        return true;
                    });
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} new rows were not taken in together, now one by one: {1}",
                    rows.size(),
                    e.getClass().getSimpleName());
            return false;
        }
    }
}
