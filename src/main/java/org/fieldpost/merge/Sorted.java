package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.fieldpost.kernel.Json;

/** Values with their properties in one order at every depth, so that equal rows are equal bytes. */
final class Sorted {
    private Sorted() {}

    static ObjectNode row(ObjectNode row) {
        var sorted = new TreeMap<String, JsonNode>();
        row.properties().forEach(p -> sorted.put(p.getKey(), value(p.getValue())));
        var result = Json.object();
        sorted.forEach(result::set);
        return result;
    }

    private static JsonNode value(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return row(object);
        }
        if (node instanceof ArrayNode array) {
            var result = Json.array();
            array.forEach(item -> result.add(value(item)));
            return result;
        }
        return node;
    }
}
