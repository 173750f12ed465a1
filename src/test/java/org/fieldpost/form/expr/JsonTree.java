package org.fieldpost.form.expr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** JSON as nodes, so that expressions can be tried without a form: arrays of objects are rows. */
final class JsonTree implements Node {
    private final String name;
    private final JsonNode json;
    private final @Nullable JsonTree parent;
    private final int position;

    private JsonTree(String name, JsonNode json, @Nullable JsonTree parent, int position) {
        this.name = name;
        this.json = json;
        this.parent = parent;
        this.position = position;
    }

    static JsonTree of(String text) {
        return new JsonTree("data", Json.parse(text.replace('\'', '"')), null, 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Node parent() {
        return parent;
    }

    @Override
    public List<Node> children(String wanted) {
        var found = new ArrayList<Node>();
        for (var property : json.properties()) {
            if (wanted.equals("*") || wanted.equals(property.getKey())) {
                var value = property.getValue();
                if (value.isArray() && value.path(0).isObject()) {
                    for (int i = 0; i < value.size(); i++) {
                        found.add(new JsonTree(property.getKey(), value.get(i), this, i + 1));
                    }
                } else {
                    found.add(new JsonTree(property.getKey(), value, this, 1));
                }
            }
        }
        return found;
    }

    @Override
    public Value value() {
        if (json.isNumber()) {
            return Convert.of(json.decimalValue());
        }
        if (json.isArray()) {
            var codes = new ArrayList<String>();
            json.forEach(code -> codes.add(code.asText()));
            return new Value.Many(codes);
        }
        var moment = json.isTextual() ? Convert.moment(json.asText()) : null;
        return json.isBoolean()
                ? Value.of(json.booleanValue())
                : json.isValueNode() && !json.isNull()
                        ? moment != null ? moment : Value.of(json.asText())
                        : Value.BLANK;
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonTree tree
                && tree.name.equals(name)
                && tree.position == position
                && Objects.equals(tree.parent, parent);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, position, parent);
    }

    /** All nodes of this name, the asker's own row first if it has one. */
    private static List<Node> named(String name, Node from) {
        for (Node up = from; up != null; up = up.parent()) {
            var found = new ArrayList<Node>();
            below(up, name, found);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static void below(Node node, String name, List<Node> into) {
        into.addAll(node.children(name));
        node.children("*").forEach(child -> below(child, name, into));
    }

    /** 2026-03-31 10:15:30.250 in UTC; a list called towns; labels are codes in capitals. */
    static Surroundings surroundings() {
        return new Surroundings() {
            private final JsonTree towns =
                    of(
                            """
                            {'root': [{'item': [{'name': 'a', 'label': 'Aa', 'region': 'n', 'people': '10'},
                             {'name': 'b', 'label': 'Bb', 'region': 's', 'people': '200'},
                             {'name': 'c', 'label': 'Cc', 'region': 'n', 'people': '30'}]}]}""");
            private long ids;

            @Override
            public List<Node> resolve(String name, Node from) {
                return named(name, from);
            }

            @Override
            public @Nullable Node instance(String id) {
                return id.equals("towns") ? towns : null;
            }

            @Override
            public String choiceLabel(String question, String code, Node from) {
                return question + ":" + code.toUpperCase(Locale.ROOT);
            }

            @Override
            public String property(String name) {
                return Map.of("username", "awa").getOrDefault(name, "");
            }

            @Override
            public Instant now() {
                return Instant.parse("2026-03-31T10:15:30.250Z");
            }

            @Override
            public ZoneId zone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Locale locale() {
                return Locale.ENGLISH;
            }

            @Override
            public UUID newId() {
                return new UUID(0x7000, ++ids);
            }

            @Override
            public double random() {
                return 0.25;
            }
        };
    }
}
