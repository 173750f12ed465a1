package org.fieldpost.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.LongConsumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Laws every merge obeys, over seeded random submissions. */
class MergeLawsTest {
    private static final MergeContext CONTEXT =
            MergeContext.at(Instant.parse("2026-05-01T00:00:00Z"));

    @Test
    void what_nobody_changed_here_becomes_the_hubs() {
        seeds(
                seed -> {
                    var rows = new Rows(seed);
                    var base = rows.submission();
                    var server = rows.edited(base, 6);
                    assertSame(seed, server, merged(base, base, server));
                });
    }

    @Test
    void what_nobody_changed_at_the_hub_stays_as_it_is_here() {
        seeds(
                seed -> {
                    var rows = new Rows(seed);
                    var base = rows.submission();
                    var local = rows.edited(base, 6);
                    assertSame(seed, local, merged(base, local, base));
                });
    }

    @Test
    void the_same_change_on_both_sides_is_that_change() {
        seeds(
                seed -> {
                    var rows = new Rows(seed);
                    var base = rows.submission();
                    var both = rows.edited(base, 6);
                    assertSame(seed, both, merged(base, both, both.deepCopy()));
                });
    }

    @Test
    void an_answer_nobody_touched_never_changes() {
        seeds(
                seed -> {
                    var rows = new Rows(seed);
                    var base = rows.submission();
                    var local = rows.edited(base, 4);
                    var server = rows.edited(base, 4);
                    var row = rowOf(merge(base, local, server));
                    for (int q = 0; q < 5; q++) {
                        String at = "/data/q" + q;
                        if (JsonSame.values(base.at(at), local.at(at))
                                && JsonSame.values(base.at(at), server.at(at))) {
                            assertTrue(
                                    JsonSame.values(base.at(at), row.at(at)),
                                    "seed " + seed + " " + at);
                        }
                    }
                });
    }

    @Test
    void a_note_that_only_one_side_wrote_is_there() {
        seeds(
                seed -> {
                    var rows = new Rows(seed);
                    var base = rows.submission();
                    var local = rows.edited(base, 6);
                    var server = rows.edited(base, 6);
                    var row = rowOf(merge(base, local, server));
                    for (int q = 0; q < 3; q++) {
                        var was = Rows.notes(base).get("/q" + q);
                        var here = Rows.notes(local).get("/q" + q);
                        var there = Rows.notes(server).get("/q" + q);
                        var merged = Rows.notes(row).get("/q" + q);
                        if (JsonSame.values(there, was)) {
                            assertTrue(JsonSame.values(here, merged), "seed " + seed);
                        }
                        if (JsonSame.values(here, was)) {
                            assertTrue(JsonSame.values(there, merged), "seed " + seed);
                        }
                    }
                });
    }

    @Test
    void no_answer_takes_a_value_neither_side_had() {
        seeds(
                seed -> {
                    var rows = new Rows(seed);
                    var base = rows.submission();
                    var local = rows.edited(base, 6);
                    var server = rows.edited(base, 6);
                    var here = leaves(local.get("data"));
                    var there = leaves(server.get("data"));
                    leaves(rowOf(merge(base, local, server)).get("data"))
                            .forEach(
                                    (at, value) ->
                                            assertTrue(
                                                    JsonSame.values(value, here.get(at))
                                                            || JsonSame.values(
                                                                    value, there.get(at)),
                                                    "seed " + seed + " " + at + " = " + value));
                });
    }

    @Test
    void a_contested_answer_is_contested_from_either_side() {
        seeds(
                seed -> {
                    var rows = new Rows(seed);
                    var base = rows.submission();
                    var local = rows.edited(base, 6);
                    var server = rows.edited(base, 6);
                    assertEquals(
                            pointers(merge(base, local, server)),
                            pointers(merge(base, server, local)),
                            "seed " + seed);
                });
    }

    @Test
    void the_bytes_are_the_same_whatever_the_locale_the_zone_and_the_order_of_properties() {
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            seeds(
                    seed -> {
                        var rows = new Rows(seed);
                        var base = rows.submission();
                        var local = rows.edited(base, 6);
                        var server = rows.edited(base, 6);
                        Locale.setDefault(Locale.ROOT);
                        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
                        String first = bytes(merge(base, local, server));
                        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
                        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                        String second =
                                bytes(
                                        merge(
                                                (ObjectNode) rows.shuffled(base),
                                                (ObjectNode) rows.shuffled(local),
                                                (ObjectNode) rows.shuffled(server)));
                        assertEquals(first, second, "seed " + seed);
                    });
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private static void seeds(LongConsumer law) {
        for (long seed = 0; seed < 300; seed++) {
            law.accept(seed);
        }
    }

    private static MergeResult merge(ObjectNode base, ObjectNode local, ObjectNode server) {
        return MergeEntity.mergeEntity(EntityType.SUBMISSIONS, base, local, server, CONTEXT);
    }

    private static ObjectNode merged(ObjectNode base, ObjectNode local, ObjectNode server) {
        return switch (merge(base, local, server)) {
            case MergeResult.Merged(ObjectNode row) -> row;
            case MergeResult.NeedsPerson person ->
                    throw new AssertionError("needs a person: " + person.conflicts());
        };
    }

    private static ObjectNode rowOf(MergeResult result) {
        return switch (result) {
            case MergeResult.Merged(ObjectNode row) -> row;
            case MergeResult.NeedsPerson person -> person.proposal();
        };
    }

    private static String pointers(MergeResult result) {
        return switch (result) {
            case MergeResult.Merged merged -> "";
            case MergeResult.NeedsPerson person ->
                    person.conflicts().stream().map(FieldConflict::pointer).toList().toString();
        };
    }

    private static String bytes(MergeResult result) {
        return pointers(result) + Json.write(rowOf(result));
    }

    private static void assertSame(long seed, ObjectNode expected, ObjectNode actual) {
        assertTrue(
                JsonSame.values(expected, actual),
                "seed " + seed + "\n" + expected + "\n" + actual);
    }

    /** Leaves by place, rows by key; places and photos are one leaf each. */
    private static Map<String, @Nullable JsonNode> leaves(JsonNode data) {
        var all = new HashMap<String, @Nullable JsonNode>();
        collect("", data, all);
        return all;
    }

    private static void collect(String at, JsonNode node, Map<String, @Nullable JsonNode> all) {
        if (node instanceof ObjectNode object && !Shapes.isGeopoint(object)) {
            object.properties().forEach(p -> collect(at + "/" + p.getKey(), p.getValue(), all));
        } else if (node.isArray()) {
            node.forEach(
                    item -> collect(at + "/" + item.path("_key").asText(item.asText()), item, all));
        } else {
            all.put(at, node);
        }
    }
}
