package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** The items of an array by what identifies them: a row by its {@code _key}, anything else by its value. */
final class KeyedItems {
    private final Map<String, JsonNode> byKey = new LinkedHashMap<>();

    KeyedItems(List<? extends JsonNode> items) {
        items.forEach(item -> byKey.put(keyOf(item), item));
    }

    /** The items of {@code array}; null when it is no array or an identity comes twice. */
    static @Nullable KeyedItems of(JsonNode array) {
        if (!(array instanceof ArrayNode items)) {
            return null;
        }
        var list = new ArrayList<JsonNode>();
        items.forEach(list::add);
        var keyed = new KeyedItems(list);
        return keyed.byKey.size() == items.size() ? keyed : null;
    }

    @Nullable JsonNode get(String key) {
        return byKey.get(key);
    }

    /**
     * Every key of the three, in the order of the side that moved rows (the hub's, if both did); what only the other
     * side has follows the item it follows there.
     */
    static List<String> order(KeyedItems base, KeyedItems local, KeyedItems server) {
        boolean serverMoved = !common(base, server).equals(common(server, base));
        var leader = serverMoved ? server : local;
        var follower = serverMoved ? local : server;
        var order = new ArrayList<>(leader.byKey.keySet());
        insert(order, new ArrayList<>(follower.byKey.keySet()));
        insert(order, new ArrayList<>(base.byKey.keySet()));
        return order;
    }

    private static List<String> common(KeyedItems of, KeyedItems with) {
        return of.byKey.keySet().stream().filter(with.byKey::containsKey).toList();
    }

    private static void insert(List<String> order, List<String> others) {
        Set<String> present = new HashSet<>(order);
        for (int i = 0; i < others.size(); i++) {
            if (present.add(others.get(i))) {
                int after = i == 0 ? -1 : order.indexOf(others.get(i - 1));
                order.add(after + 1, others.get(i));
            }
        }
    }

    private static String keyOf(JsonNode item) {
        var key = item.path(Shapes.ROW_KEY);
        return key.isTextual()
                ? key.asText()
                : new String(Json.canonicalBytes(item), java.nio.charset.StandardCharsets.UTF_8);
    }
}
