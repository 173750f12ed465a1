package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** When two JSON values say the same: property order and the spelling of a number do not matter, null is absent. */
public final class JsonSame {
    private JsonSame() {}

    /** Whether {@code a} and {@code b} say the same. */
    public static boolean values(@Nullable JsonNode a, @Nullable JsonNode b) {
        if (isAbsent(a) || isAbsent(b)) {
            return isAbsent(a) && isAbsent(b);
        }
        if (a == null || b == null) {
            return false;
        }
        if (a instanceof ObjectNode left && b instanceof ObjectNode right) {
            return contains(left, right) && contains(right, left);
        }
        if (a instanceof ArrayNode left && b instanceof ArrayNode right) {
            return items(left, right);
        }
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        return a.equals(b);
    }

    static boolean isAbsent(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode();
    }

    private static boolean contains(ObjectNode whole, ObjectNode part) {
        for (var property : part.properties()) {
            if (!values(whole.get(property.getKey()), property.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean items(ArrayNode a, ArrayNode b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!values(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
