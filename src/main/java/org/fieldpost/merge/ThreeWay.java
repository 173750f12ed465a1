package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fieldpost.contract.FieldPolicy;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** One merge in progress: walks the three versions together and collects what nobody but a person can decide. */
final class ThreeWay {
    private final Versions versions;
    private final MergeContext context;
    private final List<FieldConflict> conflicts = new ArrayList<>();

    ThreeWay(Versions versions, MergeContext context) {
        this.versions = versions;
        this.context = context;
    }

    /** Where a value stands: its pointer, and its pattern among the questions ({@code *} for rows). */
    record Place(String pointer, @Nullable String question) {
        Place child(String name) {
            String escaped = name.replace("~", "~0").replace("/", "~1");
            return new Place(
                    pointer + "/" + escaped, question == null ? null : question + "/" + escaped);
        }

        Place row(String key) {
            return new Place(child(key).pointer, question == null ? null : question + "/*");
        }
    }

    /** Merges all columns by the configuration. */
    ObjectNode columns() {
        var merged = Json.object();
        for (var field : fieldsOf(versions.base(), versions.local(), versions.server())) {
            var place = new Place("/" + field, field.equals("data") ? "" : null);
            var server = versions.server().get(field);
            JsonNode value =
                    versions.config().serverDerivedFields().contains(field)
                            ? server
                            : value(
                                    place,
                                    versions.base().get(field),
                                    versions.local().get(field),
                                    server,
                                    versions.config().policy(field));
            put(merged, field, value);
        }
        return merged;
    }

    MergeResult result(ObjectNode merged) {
        if (conflicts.isEmpty()) {
            return new MergeResult.Merged(Sorted.row(merged));
        }
        conflicts.sort(Comparator.comparing(FieldConflict::pointer));
        return new MergeResult.NeedsPerson(conflicts, Sorted.row(merged));
    }

    void conflict(FieldConflict conflict) {
        conflicts.add(conflict);
    }

    /** One value; {@code policy} null asks the question's own policy, then the value's shape. */
    @Nullable JsonNode value(
            Place place,
            @Nullable JsonNode base,
            @Nullable JsonNode local,
            @Nullable JsonNode server,
            @Nullable FieldPolicy policy) {
        if (JsonSame.values(local, server) || JsonSame.values(local, base)) {
            return server;
        }
        if (JsonSame.values(server, base)) {
            return local;
        }
        FieldPolicy effective = policy != null ? policy : policyOf(place, local, server);
        return switch (effective) {
            case LOCAL_WINS -> local;
            case SERVER_WINS -> server;
            case LAST_WRITE_WINS -> localIsLater() ? local : server;
            case MONOTONIC -> greater(local, server);
            case MERGE_ARRAYS -> arrays(place, base, local, server);
            case DEEP_MERGE -> deep(place, base, local, server);
            case MANUAL -> undecided(place, base, local, server);
        };
    }

    private FieldPolicy policyOf(Place place, @Nullable JsonNode local, @Nullable JsonNode server) {
        var named = place.question == null ? null : context.questionPolicies().get(place.question);
        if (named != null) {
            return named;
        }
        if (local instanceof ObjectNode l && server instanceof ObjectNode s) {
            return Shapes.isGeopoint(l) || Shapes.isGeopoint(s)
                    ? FieldPolicy.MANUAL
                    : FieldPolicy.DEEP_MERGE;
        }
        if (local instanceof ArrayNode l && server instanceof ArrayNode s) {
            boolean rows = Shapes.areRows(l) && Shapes.areRows(s);
            boolean photos = Shapes.arePhotos(l) && Shapes.arePhotos(s);
            return rows || photos ? FieldPolicy.MERGE_ARRAYS : FieldPolicy.MANUAL;
        }
        return FieldPolicy.MANUAL;
    }

    private @Nullable JsonNode deep(
            Place place,
            @Nullable JsonNode base,
            @Nullable JsonNode local,
            @Nullable JsonNode server) {
        if (!(local instanceof ObjectNode l) || !(server instanceof ObjectNode s)) {
            return undecided(place, base, local, server);
        }
        var b = Versions.orEmpty(base);
        var merged = Json.object();
        for (var name : fieldsOf(b, l, s)) {
            put(
                    merged,
                    name,
                    value(place.child(name), b.get(name), l.get(name), s.get(name), null));
        }
        return merged;
    }

    private @Nullable JsonNode arrays(
            Place place,
            @Nullable JsonNode base,
            @Nullable JsonNode local,
            @Nullable JsonNode server) {
        var b = base == null ? new KeyedItems(List.of()) : KeyedItems.of(base);
        var l = local == null ? new KeyedItems(List.of()) : KeyedItems.of(local);
        var s = server == null ? new KeyedItems(List.of()) : KeyedItems.of(server);
        if (b == null || l == null || s == null) {
            return undecided(place, base, local, server);
        }
        var merged = Json.array();
        for (var key : KeyedItems.order(b, l, s)) {
            var item = value(place.row(key), b.get(key), l.get(key), s.get(key), null);
            if (item != null) {
                merged.add(item);
            }
        }
        return merged;
    }

    private @Nullable JsonNode undecided(
            Place place,
            @Nullable JsonNode base,
            @Nullable JsonNode local,
            @Nullable JsonNode server) {
        conflicts.add(new FieldConflict(place.pointer, base, local, server));
        return server;
    }

    private static @Nullable JsonNode greater(@Nullable JsonNode a, @Nullable JsonNode b) {
        if (a == null || a.isNull()) {
            return b;
        }
        if (b == null || b.isNull()) {
            return a;
        }
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) > 0 ? a : b;
        }
        var left = instant(a);
        var right = instant(b);
        if (left != null && right != null) {
            return left.isAfter(right) ? a : b;
        }
        return a.asText().compareTo(b.asText()) > 0 ? a : b;
    }

    private boolean localIsLater() {
        var local = writtenAt(versions.local());
        var server = writtenAt(versions.server());
        return local.isAfter(server);
    }

    /** When a row was last written, as far as its clock can be believed: never later than now. */
    private Instant writtenAt(ObjectNode row) {
        for (var field : List.of("updated_at", "created_at")) {
            var at = instant(row.get(field));
            if (at != null) {
                return at.isAfter(context.now()) ? context.now() : at;
            }
        }
        return Instant.MIN;
    }

    private static @Nullable Instant instant(@Nullable JsonNode node) {
        if (node == null || !node.isTextual()) {
            return null;
        }
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeException e) {
            return null;
        }
    }

    static Set<String> fieldsOf(ObjectNode... rows) {
        var names = new TreeSet<String>();
        for (var row : rows) {
            row.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    static void put(ObjectNode row, String field, @Nullable JsonNode value) {
        if (value != null && !JsonSame.isAbsent(value)) {
            row.set(field, value.deepCopy());
        }
    }
}
