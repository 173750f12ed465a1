package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a schema from outside is one we dare to look at: its size, its patterns, where it points. */
final class SchemaBounds {
    static final int DOCUMENT_BYTES_MAX = 1_048_576;
    static final int DEPTH_MAX = 64;
    static final int SCHEMAS_MAX = 5_000;
    static final int PATTERN_CHARS_MAX = 1_000;
    private final JsonNode schema;
    private final String prefix;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int schemas;

    /**
     * @param prefix where the schema is in its document: "/schema", or "" if it is the document
     */
    private SchemaBounds(JsonNode schema, String prefix) {
        this.schema = schema;
        this.prefix = prefix;
    }

    /** How deep arrays and objects nest in {@code node}, counted without recursion up to {@code limit} + 1. */
    static int depth(JsonNode node, int limit) {
        var level = List.of(node);
        int depth = 0;
        while (!level.isEmpty() && depth <= limit) {
            var next = new ArrayList<JsonNode>();
            for (var each : level) {
                if (each.isContainerNode()) {
                    each.forEach(next::add);
                }
            }
            depth++;
            level = next;
        }
        return depth;
    }

    static List<Finding> check(JsonNode schema, String prefix) {
        return new SchemaBounds(schema, prefix).check();
    }

    private List<Finding> check() {
        SubSchemas.visit(schema, (at, sub) -> count(sub));
        if (schemas > SCHEMAS_MAX) {
            return List.of(Finding.of(FindingCode.TOO_MANY_SCHEMAS, prefix, schemas, SCHEMAS_MAX));
        }
        var dialect = schema.path("$schema").asText("");
        if (!dialect.isEmpty() && !SchemaCheck.knowsDialect(dialect)) {
            findings.add(Finding.of(FindingCode.UNKNOWN_DIALECT, prefix + "/$schema", dialect));
        }
        SubSchemas.visit(schema, this::look);
        return findings;
    }

    private void count(ObjectNode sub) {
        schemas++;
        if (sub.path("$id").isTextual()) {
            ids.add(withoutFragment(sub.path("$id").asText()));
        }
    }

    private void look(String at, ObjectNode sub) {
        if (sub.path("pattern").isTextual()) {
            pattern(sub.path("pattern").asText(), at + "/pattern");
        }
        sub.path("patternProperties")
                .properties()
                .forEach(e -> pattern(e.getKey(), at + "/patternProperties"));
        if (sub.path("$ref").isTextual()) {
            reference(sub.path("$ref").asText(), at);
        }
    }

    private void pattern(String pattern, String at) {
        if (pattern.length() > PATTERN_CHARS_MAX) {
            findings.add(
                    Finding.of(
                            FindingCode.PATTERN_TOO_LONG,
                            prefix + at,
                            pattern.length(),
                            PATTERN_CHARS_MAX));
        } else if (!Re2.isValid(pattern)) {
            findings.add(Finding.of(FindingCode.PATTERN_INVALID, prefix + at, pattern));
        }
    }

    private void reference(String ref, String at) {
        if (ref.equals(SchemaCheck.GEOPOINT)) {
            return;
        }
        if (!ref.startsWith("#")) {
            var target = withoutFragment(ref);
            boolean embedded =
                    ids.stream().anyMatch(id -> id.equals(target) || id.endsWith("/" + target));
            if (!embedded) {
                findings.add(Finding.of(FindingCode.REMOTE_REF, prefix + at + "/$ref", ref));
            }
            return;
        }
        boolean pointer = ref.equals("#") || ref.startsWith("#/");
        if (pointer && References.target(schema, ref) == null) {
            findings.add(Finding.of(FindingCode.UNRESOLVED_REF, prefix + at + "/$ref", ref));
        } else if (pointer && loops(ref)) {
            findings.add(Finding.of(FindingCode.REF_LOOP, prefix + at + "/$ref", ref));
        }
    }

    /** Whether following only {@code $ref}s from here comes back to where it has been. */
    private boolean loops(String first) {
        var seen = new HashSet<String>();
        var ref = first;
        while (seen.add(ref)) {
            var target = References.target(schema, ref);
            var next = target == null ? "" : target.path("$ref").asText("");
            if (!next.startsWith("#")) {
                return false;
            }
            ref = next;
        }
        return true;
    }

    private static String withoutFragment(String uri) {
        int hash = uri.indexOf('#');
        return hash < 0 ? uri : uri.substring(0, hash);
    }
}
