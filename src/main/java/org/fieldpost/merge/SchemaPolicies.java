package org.fieldpost.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fieldpost.contract.FieldPolicy;
import org.fieldpost.kernel.Limits;

/** The {@code x-merge} policies a form's JSON Schema gives its questions. */
public final class SchemaPolicies {
    private SchemaPolicies() {}

    /**
     * Policies by pointer into the answers, {@code *} for a repeat row. A policy's word is that of {@link FieldPolicy};
     * an unknown word is MANUAL: a person rather than a guess.
     */
    public static Map<String, FieldPolicy> of(JsonNode schema) {
        var policies = new TreeMap<String, FieldPolicy>();
        walk(schema, "", policies, 0);
        return policies;
    }

    private static void walk(
            JsonNode schema, String at, Map<String, FieldPolicy> policies, int depth) {
        if (depth > Limits.JSON_DEPTH_MAX) {
            return;
        }
        var word = schema.path("x-merge");
        if (word.isTextual()) {
            policies.put(at, policy(word.asText()).orElse(FieldPolicy.MANUAL));
        }
        for (var property : schema.path("properties").properties()) {
            String name = property.getKey().replace("~", "~0").replace("/", "~1");
            walk(property.getValue(), at + "/" + name, policies, depth + 1);
        }
        if (schema.path("items").isObject()) {
            walk(schema.path("items"), at + "/*", policies, depth + 1);
        }
        for (var part : schema.path("allOf")) {
            walk(part, at, policies, depth + 1);
        }
    }

    private static Optional<FieldPolicy> policy(String word) {
        for (var policy : FieldPolicy.values()) {
            if (policy.name().equalsIgnoreCase(word)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }
}
