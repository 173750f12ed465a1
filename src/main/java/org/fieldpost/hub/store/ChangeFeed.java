package org.fieldpost.hub.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.OwnChanges.Stretch;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.EntityTable.Place;

/**
 * The changes of an organization in commit order. A page is a consistent cut: it is read on one snapshot, and what
 * its rows require is either in it, sent along with it, or was sent before.
 */
public final class ChangeFeed {
    private static final Comparator<Place> IN_ORDER =
            Comparator.comparingLong(Place::changedAt)
                    .thenComparing(Place::type)
                    .thenComparing(place -> place.id().toString());
    private final int rowsMax;
    private final int bytesMax;

    /**
     * @param rowsMax rows in a page at most
     * @param bytesMax payload bytes in a page at most, parents aside; one row fits always
     */
    public ChangeFeed(int rowsMax, int bytesMax) {
        this.rowsMax = rowsMax;
        this.bytesMax = bytesMax;
    }

    /** The next page after {@code cursor}; {@code limit} may ask for a smaller one. */
    public FeedPage read(ReadTx tx, Scope scope, CompositeCursor cursor, int limit) {
        return read(tx, scope, cursor, limit, List.of());
    }

    /**
     * As {@link #read(ReadTx, Scope, CompositeCursor, int)}, but a page ends where a stretch of changes begins that
     * the reader holds, and one that would begin there begins at the stretch's end. A row that was changed again stands
     * behind its stretch and is sent.
     *
     * @param told the stretches, in order; what is none of this feed's counts for nothing
     */
    public FeedPage read(
            ReadTx tx, Scope scope, CompositeCursor from, int limit, List<Stretch> told) {
        int rows = Math.clamp(limit, 1, rowsMax);
        long last = CountersTable.last(tx, scope.organization());
        var held = told.stream().filter(stretch -> stretch.last() <= last).toList();
        var cursor = past(from, held);
        if (cursor.min().lastCreatedAt() >= last) {
            return new FeedPage(List.of(), List.of(), cursor, false);
        }
        var places = places(tx, scope, cursor, rows + 1);
        var unheld = unheld(places, held);
        int size = cut(unheld, rows);
        boolean hasMore = size < places.size();
        boolean heldNext = hasMore && size == unheld.size();
        var page = places.subList(0, size);
        if (heldNext && page.isEmpty()) {
            var at = next(cursor, page, places.getFirst().changedAt() - 1);
            return read(tx, scope, at, limit, held);
        }
        long end = hasMore && !heldNext ? page.getLast().changedAt() : last;
        end = heldNext ? places.get(size).changedAt() - 1 : end;
        var loaded = load(tx, scope, page);
        return new FeedPage(
                parents(tx, scope, cursor, loaded), loaded, next(cursor, page, end), hasMore);
    }

    /** Cursors that stand before or in what the reader holds move to its end. */
    private static CompositeCursor past(CompositeCursor cursor, List<Stretch> held) {
        var cursors = new EnumMap<EntityType, EntityCursor>(EntityType.class);
        for (var type : EntityType.values()) {
            var at = cursor.of(type);
            for (var stretch : held) {
                boolean next = at.lastCreatedAt() >= stretch.first() - 1;
                if (next && at.lastCreatedAt() < stretch.last()) {
                    at = new EntityCursor(stretch.last(), "");
                }
            }
            cursors.put(type, at);
        }
        return new CompositeCursor(cursor.epoch(), cursor.scope(), cursors);
    }

    /** The places up to the first that the reader holds. */
    private static List<Place> unheld(List<Place> places, List<Stretch> held) {
        int size = 0;
        while (size < places.size() && !isHeld(places.get(size), held)) {
            size++;
        }
        return places.subList(0, size);
    }

    private static boolean isHeld(Place place, List<Stretch> held) {
        return held.stream().anyMatch(stretch -> stretch.covers(place.changedAt()));
    }

    private static List<Place> places(ReadTx tx, Scope scope, CompositeCursor cursor, int limit) {
        var places = new ArrayList<Place>();
        EntityTable.all()
                .forEach(
                        table ->
                                places.addAll(
                                        table.places(tx, scope, cursor.of(table.type()), limit)));
        places.sort(IN_ORDER);
        return places.size() > limit ? places.subList(0, limit) : places;
    }

    private int cut(List<Place> places, int rows) {
        long bytes = 0;
        int size = 0;
        while (size < Math.min(rows, places.size())) {
            bytes += places.get(size).bytes();
            if (bytes > bytesMax && size > 0) {
                break;
            }
            size++;
        }
        return size;
    }

    /** The rows at these places, in their order. */
    private static List<EntityRow> load(ReadTx tx, Scope scope, List<Place> page) {
        var ranges = new EnumMap<EntityType, List<Place>>(EntityType.class);
        page.forEach(
                place -> ranges.computeIfAbsent(place.type(), t -> new ArrayList<>()).add(place));
        var rows = new HashMap<RowKey, EntityRow>();
        ranges.forEach(
                (type, range) ->
                        EntityTable.of(type)
                                .between(
                                        tx,
                                        scope,
                                        range.getFirst().changedAt(),
                                        range.getLast().changedAt())
                                .forEach(row -> rows.put(RowKey.of(row), row)));
        return page.stream()
                .map(
                        place ->
                                Objects.requireNonNull(
                                        rows.get(new RowKey(place.type(), place.id()))))
                .toList();
    }

    /** Every type moves to the page's end: what it has up to there was sent. */
    private static CompositeCursor next(CompositeCursor cursor, List<Place> page, long end) {
        var cursors = new EnumMap<EntityType, EntityCursor>(EntityType.class);
        for (var type : EntityType.values()) {
            cursors.put(type, later(cursor.of(type), new EntityCursor(end, "")));
        }
        for (var place : page) {
            var at = new EntityCursor(place.changedAt(), place.id().toString());
            cursors.merge(place.type(), at, ChangeFeed::later);
        }
        return new CompositeCursor(cursor.epoch(), cursor.scope(), cursors);
    }

    private static EntityCursor later(EntityCursor a, EntityCursor b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static List<EntityRow> parents(
            ReadTx tx, Scope scope, CompositeCursor cursor, List<EntityRow> page) {
        var known = new HashSet<RowKey>();
        page.forEach(row -> known.add(RowKey.of(row)));
        var parents = new ArrayList<EntityRow>();
        var children = page;
        while (!children.isEmpty()) {
            var found = new ArrayList<EntityRow>();
            wanted(children, known)
                    .forEach(
                            (type, ids) ->
                                    found.addAll(
                                            EntityTable.of(type)
                                                    .unsent(tx, scope, ids, cursor.of(type))));
            parents.addAll(found);
            children = found;
        }
        parents.sort(Comparator.comparing(EntityRow::type));
        return parents;
    }

    /** The required parents of these rows, those already known left out. */
    private static Map<EntityType, Set<UUID>> wanted(List<EntityRow> children, Set<RowKey> known) {
        var wanted = new EnumMap<EntityType, Set<UUID>>(EntityType.class);
        for (var child : children) {
            for (var relation : RelationGraph.from(child.type())) {
                var id = child.payload().path(relation.field()).textValue();
                if (relation.required() && id != null && !child.deleted()) {
                    var parent = new RowKey(target(relation, child), UUID.fromString(id));
                    if (known.add(parent)) {
                        wanted.computeIfAbsent(parent.type(), t -> new HashSet<>())
                                .add(parent.id());
                    }
                }
            }
        }
        return wanted;
    }

    private static EntityType target(Relation relation, EntityRow row) {
        if (relation.target() != null) {
            return relation.target();
        }
        var word = row.payload().path(String.valueOf(relation.targetTypeField())).asText();
        return EntityType.of(word)
                .orElseThrow(
                        () -> new IllegalStateException("a conflict about no known type: " + word));
    }
}
