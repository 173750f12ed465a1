package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.EntityRow;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a page that are simply new here, which in a first sync is nearly all of them: never seen, never deleted,
 * never refused, and what they require is here. They are written together under one savepoint; when that fails, and
 * for every other change, {@link ApplyEngine} goes on one by one.
 */
final class PlainArrivals {
    private static final System.Logger LOG = System.getLogger(PlainArrivals.class.getName());
    private static final Set<EntityType> TYPES =
            EnumSet.of(EntityType.SUBMISSIONS, EntityType.SUBMISSION_MEDIA, EntityType.TELEMETRY);
    private static final int WORTHWHILE = 4;
    private final LocalStore store;

    PlainArrivals(LocalStore store) {
        this.store = store;
    }

    /** Takes in what is plain; returns the other changes, in their order. */
    List<PullChange> takeIn(
            WriteTx tx, List<PullChange> changes, SyncBatchContext context, Instant now) {
        var candidates = candidates(changes);
        if (candidates.size() < WORTHWHILE) {
            return changes;
        }
        var rows = rows(candidates.values(), now);
        without(rows, known(tx, rows));
        withParents(tx, rows);
        if (rows.isEmpty() || !written(tx, rows)) {
            return changes;
        }
        var events = new ArrayList<ChangeEvent>();
        for (var row : rows.values()) {
            context.touchSource(row.type(), row.id());
            events.add(new ChangeEvent.Created(row.type(), row.id()));
        }
        store.events().afterCommit(tx, events);
        return changes.stream().filter(change -> !rows.containsKey(change.entityId())).toList();
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

    /** Ids held already, deleted once, or waiting because they failed. */
    private Set<UUID> known(WriteTx tx, Map<UUID, EntityRow> rows) {
        var known = new HashSet<UUID>();
        known.addAll(store.tables().tombstones().among(tx, rows.keySet()));
        known.addAll(store.tables().quarantine().among(tx, rows.keySet()));
        byType(rows)
                .forEach((type, ids) -> known.addAll(store.tables().rows(type).existing(tx, ids)));
        return known;
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
