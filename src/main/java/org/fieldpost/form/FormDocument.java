package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fieldpost.form.expr.Expression;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** A form, read and immutable: what it asks, in which order, by which logic, in which languages. */
public final class FormDocument {
    private final ObjectNode source;
    private final Sha256 sha256;
    private final FormHead head;
    private final GroupQuestion root;
    private final List<Section> sections;
    private final List<Rule> rules;
    private final Map<String, ChoiceSource> choiceSources;
    private final SchemaCheck schemaCheck;
    private final FormGraph graph;

    FormDocument(
            ObjectNode source,
            FormHead head,
            GroupQuestion root,
            List<Section> sections,
            List<Rule> rules,
            Map<String, ChoiceSource> choiceSources,
            SchemaCheck schemaCheck) {
        this.source = source;
        this.sha256 = Json.canonicalHash(source);
        this.head = head;
        this.root = root;
        this.sections = List.copyOf(sections);
        this.rules = List.copyOf(rules);
        this.choiceSources = Collections.unmodifiableMap(new LinkedHashMap<>(choiceSources));
        this.schemaCheck = schemaCheck;
        this.graph = FormGraph.of(root, rules);
    }

    /** Reads a form document, or a bare JSON Schema, which is a form too. Never throws for what is in it. */
    public static FormReading parse(JsonNode document) {
        return FormReader.read(document);
    }

    /** Reads the bytes of a form document as they came from a file or the hub. */
    public static FormReading parse(byte[] document) {
        return FormReader.read(document);
    }

    /** The document as it was read; the caller's own copy. */
    public ObjectNode source() {
        return source.deepCopy();
    }

    public String code() {
        return head.code();
    }

    public String version() {
        return head.version();
    }

    public LocalText name() {
        return head.name();
    }

    public String name(Locale locale) {
        return head.name().in(locale);
    }

    /** Hash of the document's canonical bytes: which form a submission was made with. */
    public Sha256 sha256() {
        return sha256;
    }

    public String defaultLanguage() {
        return head.defaultLanguage();
    }

    /** Language tags the form speaks, the default first. */
    public List<String> languages() {
        return head.languages();
    }

    /** All questions, as a tree with one root. */
    public GroupQuestion root() {
        return root;
    }

    /** The pages, in order; at least one. */
    public List<Section> sections() {
        return sections;
    }

    public List<Rule> rules() {
        return rules;
    }

    /** Choice lists by name. */
    public Map<String, ChoiceSource> choiceSources() {
        return choiceSources;
    }

    /** What a submission is called in lists; null if the form does not say. */
    public @Nullable Expression instanceName() {
        return head.instanceName();
    }

    SchemaCheck schemaCheck() {
        return schemaCheck;
    }

    FormGraph graph() {
        return graph;
    }

    /** Whether {@code required} inside a blank group holds. */
    boolean strictlyRequired() {
        return head.strictlyRequired();
    }
}
