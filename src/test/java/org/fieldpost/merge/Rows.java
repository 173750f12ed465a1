package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.fieldpost.kernel.Json;

/** Random submissions and random edits of them, all from one seed. */
final class Rows {
    private final Random random;

    Rows(long seed) {
        random = new Random(seed);
    }

    static ObjectNode json(String text) {
        return Json.parseObject(text.replace('\'', '"'));
    }

    ObjectNode submission() {
        var row = Json.object();
        row.put("form_code", "household").put("form_version", "1").put("device_id", "d1");
        row.put("status", "pending").put("created_at", "2026-01-01T00:00:00Z");
        row.put("updated_at", "2026-01-01T00:00:00Z");
        var data = row.putObject("data");
        for (int i = 0; i < 5; i++) {
            if (random.nextInt(4) > 0) {
                data.put("q" + i, random.nextInt(3));
            }
        }
        data.putObject("where").put("latitude", random.nextInt(5)).put("longitude", 2);
        data.putObject("group").put("a", random.nextInt(3)).put("b", random.nextInt(3));
        var members = data.putArray("members");
        for (int i = 0; i < random.nextInt(5); i++) {
            members.addObject().put("_key", "r" + i).put("age", random.nextInt(90));
        }
        data.putArray("photos").add("media/p1").add("media/p2");
        row.putObject("metadata").putObject("notes").put("/q0", "note");
        return hashed(row);
    }

    /** A copy of {@code row} with up to {@code edits} answers changed, added or taken away. */
    ObjectNode edited(ObjectNode row, int edits) {
        var copy = row.deepCopy();
        var data = (ObjectNode) copy.get("data");
        for (int i = 0; i < random.nextInt(edits + 1); i++) {
            switch (random.nextInt(9)) {
                case 7 -> notes(copy).put("/q" + random.nextInt(3), "n" + random.nextInt(100));
                case 8 -> notes(copy).remove("/q" + random.nextInt(3));
                case 0 -> data.put("q" + random.nextInt(5), random.nextInt(100));
                case 1 -> data.remove("q" + random.nextInt(5));
                case 2 -> ((ObjectNode) data.get("group")).put("a", random.nextInt(100));
                case 3 ->
                        ((ObjectNode) data.get("where"))
                                .put("latitude", random.nextInt(50))
                                .put("longitude", random.nextInt(50));
                case 4 ->
                        data.withArray("members")
                                .addObject()
                                .put("_key", "n" + random.nextInt(1000))
                                .put("age", random.nextInt(9));
                case 5 -> {
                    var members = data.withArray("members");
                    if (!members.isEmpty()) {
                        int at = random.nextInt(members.size());
                        if (random.nextBoolean()) {
                            members.remove(at);
                        } else {
                            ((ObjectNode) members.get(at)).put("age", random.nextInt(90));
                        }
                    }
                }
                default -> data.withArray("photos").add("media/n" + random.nextInt(1000));
            }
        }
        return hashed(copy);
    }

    static ObjectNode notes(ObjectNode row) {
        return row.withObject("metadata").withObject("notes");
    }

    /** The same row, its properties in another order at every level. */
    JsonNode shuffled(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            var result = Json.object();
            names.forEach(name -> result.set(name, shuffled(object.get(name))));
            return result;
        }
        if (node.isArray()) {
            var result = Json.array();
            node.forEach(item -> result.add(shuffled(item)));
            return result;
        }
        return node;
    }

    private static ObjectNode hashed(ObjectNode row) {
        return row.put("sha256", Json.canonicalHash(row.get("data")).hex());
    }
}
