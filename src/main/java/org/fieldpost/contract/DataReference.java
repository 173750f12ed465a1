package org.fieldpost.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place in a form's answers that holds the id of another submission: a schema property marked {@code x-reference},
 * at any depth, inside repeats too. An edge of the relation graph that forms bring along.
 *
 * @param form code of the form the other submission is of
 * @param required whether the form demands the answer
 */
public record DataReference(String form, boolean required) {
    private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> CONDITIONS = List.of("if", "then", "else");
    private static final int STEPS_MAX = 10_000;

    /**
     * What the answer at {@code pointer} is, if it is a reference.
     *
     * @param schema the JSON Schema of the answers
     * @param pointer into the answers, {@code /members/0/mother}
     */
    public static Optional<DataReference> at(JsonNode schema, String pointer) {
        return new Walk(schema).find(schema, pointer, false);
    }

    /** One search; bounded, as schemas come from outside. */
    private static final class Walk {
        private final JsonNode root;
        private final Set<String> followed = new HashSet<>();
        private int steps;

        Walk(JsonNode root) {
            this.root = root;
        }

        Optional<DataReference> find(JsonNode schema, String rest, boolean required) {
            if (++steps > STEPS_MAX || !schema.isObject()) {
                return Optional.empty();
            }
            var here = rest.isEmpty() ? reference(schema, required) : inside(schema, rest);
            return here.or(() -> elsewhere(schema, rest, required));
        }

        private static Optional<DataReference> reference(JsonNode schema, boolean required) {
            var form = schema.path("x-reference");
            return form.isTextual()
                    ? Optional.of(new DataReference(form.asText(), required))
                    : Optional.empty();
        }

        private Optional<DataReference> inside(JsonNode schema, String rest) {
            int slash = rest.indexOf('/', 1);
            var step = rest.substring(1, slash < 0 ? rest.length() : slash);
            var further = slash < 0 ? "" : rest.substring(slash);
            var name = step.replace("~1", "/").replace("~0", "~");
            var property = schema.path("properties").path(name);
            if (property.isObject()) {
                return find(property, further, demands(schema, name));
            }
            boolean index = step.chars().allMatch(Character::isDigit);
            return index && schema.path("items").isObject()
                    ? find(schema.path("items"), further, true)
                    : Optional.empty();
        }

        private static boolean demands(JsonNode schema, String name) {
            for (var demanded : schema.path("required")) {
                if (demanded.asText().equals(name)) {
                    return true;
                }
            }
            return false;
        }

        /** The same place said by a part of the schema that stands elsewhere. */
        private Optional<DataReference> elsewhere(JsonNode schema, String rest, boolean required) {
            var link = schema.path("$ref").asText("");
            if (link.startsWith("#/") && followed.add(link + " " + rest)) {
                var found = find(root.at(link.substring(1)), rest, required);
                if (found.isPresent()) {
                    return found;
                }
            }
            for (var branches : BRANCHES) {
                for (var branch : schema.path(branches)) {
                    var found = find(branch, rest, required);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            for (var condition : CONDITIONS) {
                var found = find(schema.path(condition), rest, required);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
    }
}
