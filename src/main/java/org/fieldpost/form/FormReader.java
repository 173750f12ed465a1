package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldpost.kernel.Json;

/** From a JSON tree to a {@link FormDocument}: bounds first, then meaning. */
final class FormReader {
    private final List<Finding> findings = new ArrayList<>();

    private FormReader() {}

    static FormReading read(byte[] bytes) {
        if (bytes.length > SchemaBounds.DOCUMENT_BYTES_MAX) {
            return tooLarge(bytes.length);
        }
        try {
            return read(Json.parse(bytes));
        } catch (Json.MalformedJson e) {
            return rejected(Finding.of(FindingCode.NOT_JSON, "", String.valueOf(e.getMessage())));
        }
    }

    static FormReading read(JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            return rejected(Finding.of(FindingCode.NOT_AN_OBJECT, ""));
        }
        if (SchemaBounds.depth(object, SchemaBounds.DEPTH_MAX) > SchemaBounds.DEPTH_MAX) {
            return rejected(Finding.of(FindingCode.TOO_DEEP, "", SchemaBounds.DEPTH_MAX));
        }
        int bytes = Json.canonicalBytes(object).length;
        return bytes > SchemaBounds.DOCUMENT_BYTES_MAX
                ? tooLarge(bytes)
                : new FormReader().readBounded(object.deepCopy());
    }

    private static FormReading tooLarge(int bytes) {
        return rejected(
                Finding.of(FindingCode.TOO_LARGE, "", bytes, SchemaBounds.DOCUMENT_BYTES_MAX));
    }

    private static FormReading rejected(Finding finding) {
        return new FormReading.Rejected(List.of(finding));
    }

    private FormReading readBounded(ObjectNode document) {
        boolean bare = !document.path("schema").isObject();
        var schema = bare ? document : document.path("schema");
        var prefix = bare ? "" : "/schema";
        findings.addAll(SchemaBounds.check(schema, prefix));
        if (!bare) {
            head(document);
        }
        if (hasErrors()) {
            return new FormReading.Rejected(findings);
        }
        var check = SchemaCheck.compile(schema);
        if (check == null) {
            findings.add(Finding.of(FindingCode.INVALID_SCHEMA, prefix, broken(schema)));
            return new FormReading.Rejected(findings);
        }
        try {
            return new FormReading.Accepted(
                    form(bare ? bareHead(document) : document, document, schema, check, bare),
                    findings);
        } catch (QuestionReader.TooMany e) {
            return rejected(
                    Finding.of(
                            FindingCode.TOO_MANY_SCHEMAS,
                            prefix,
                            "more than " + QuestionReader.QUESTIONS_MAX,
                            QuestionReader.QUESTIONS_MAX));
        }
    }

    private FormDocument form(
            JsonNode headed, ObjectNode source, JsonNode schema, SchemaCheck check, boolean bare)
            throws QuestionReader.TooMany {
        var translations = new Translations(headed);
        var logic = new LogicReader(headed, translations, findings);
        var root =
                new QuestionReader(
                                schema,
                                translations,
                                logic,
                                LayoutReader.options(headed.path("ui")))
                        .root();
        logic.reportUnused();
        var name = translations.named(headed.path("name"));
        var head =
                new FormHead(
                        headed.path("code").asText(),
                        headed.path("version").asText(),
                        name.isEmpty() ? LocalText.of(headed.path("code").asText()) : name,
                        translations.defaultLanguage(),
                        translations.languages(),
                        logic.instanceName(headed),
                        !bare);
        var sections = new LayoutReader(headed, translations, findings).sections(root, head.name());
        return new FormDocument(
                source, head, root, sections, logic.rules(), ChoiceSource.of(headed), check);
    }

    private void head(ObjectNode document) {
        if (document.path("code").asText("").isBlank()) {
            findings.add(Finding.of(FindingCode.NO_CODE, ""));
        }
        if (document.path("version").asText("").isBlank()) {
            findings.add(Finding.of(FindingCode.NO_VERSION, ""));
        }
        for (var key : List.of("ui", "logic", "choices", "translations")) {
            if (document.has(key) && !document.path(key).isObject()) {
                findings.add(Finding.of(FindingCode.WRONG_SHAPE, "/" + key, key));
            }
        }
    }

    /** A bare schema is called by its title, or by the end of its {@code $id}. */
    private static ObjectNode bareHead(ObjectNode schema) {
        var id = schema.path("$id").asText("");
        var title = schema.path("title").asText(id.substring(id.lastIndexOf('/') + 1));
        var code =
                title.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^_+|_+$", "");
        var head = Json.object();
        head.put("code", code.isEmpty() ? "form" : code);
        head.put("version", schema.path("version").asText("1"));
        head.put("name", title.isEmpty() ? "Form" : title);
        return head;
    }

    private static String broken(JsonNode schema) {
        var found = SchemaCheck.metaFindings(schema);
        return found.isEmpty() ? "it cannot be compiled" : String.join(", ", found);
    }

    private boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
