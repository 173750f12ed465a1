package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.fieldpost.kernel.Json;

/** Rows with their columns in one order, so that equal rows are equal bytes. */
final class Sorted {
    private Sorted() {}

    static ObjectNode byName(ObjectNode row) {
        var sorted = new TreeMap<String, JsonNode>();
        for (Map.Entry<String, JsonNode> property : row.properties()) {
            sorted.put(property.getKey(), property.getValue());
        }
        var result = Json.object();
        sorted.forEach(result::set);
        return result;
    }
}
