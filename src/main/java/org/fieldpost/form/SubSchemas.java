package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.BiConsumer;

/** Where the sub-schemas of a JSON Schema are, in all dialects. */
final class SubSchemas {
    private static final Set<String> ONE =
            Set.of(
                    "additionalItems",
                    "additionalProperties",
                    "contains",
                    "contentSchema",
                    "else",
                    "if",
                    "items",
                    "not",
                    "propertyNames",
                    "then",
                    "unevaluatedItems",
                    "unevaluatedProperties");
    private static final Set<String> LIST =
            Set.of("allOf", "anyOf", "oneOf", "prefixItems", "items");
    private static final Set<String> MAP =
            Set.of(
                    "$defs",
                    "definitions",
                    "dependencies",
                    "dependentSchemas",
                    "patternProperties",
                    "properties");

    private SubSchemas() {}

    /** Shows {@code schema} and every object schema in it, outer ones first, with its pointer. */
    static void visit(JsonNode schema, BiConsumer<String, ObjectNode> visitor) {
        visit("", schema, visitor);
    }

    private static void visit(String at, JsonNode schema, BiConsumer<String, ObjectNode> visitor) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        visitor.accept(at, object);
        for (var property : object.properties()) {
            var keyword = property.getKey();
            var value = property.getValue();
            var here = at + "/" + escaped(keyword);
            if (MAP.contains(keyword) && value.isObject()) {
                value.properties()
                        .forEach(
                                e ->
                                        visit(
                                                here + "/" + escaped(e.getKey()),
                                                e.getValue(),
                                                visitor));
            } else if (LIST.contains(keyword) && value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    visit(here + "/" + i, value.get(i), visitor);
                }
            } else if (ONE.contains(keyword)) {
                visit(here, value, visitor);
            }
        }
    }

    /** A property name as a JSON pointer's segment. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
