package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fieldpost.form.expr.Expression;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** A form, read and immutable: what it asks, in which order, by which logic, in which languages. */
public final class FormDocument {
    private final ObjectNode source;

    FormDocument(ObjectNode source) {
        this.source = source;
    }

    /** Reads a form document, or a bare JSON Schema, which is a form too. Never throws for what is in it. */
    public static FormReading parse(JsonNode document) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Reads the bytes of a form document as they came from a file or the hub. */
    public static FormReading parse(byte[] document) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The document as it was read; the caller's own copy. */
    public ObjectNode source() {
        return source.deepCopy();
    }

    public String code() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public String version() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public LocalText name() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public String name(Locale locale) {
        return name().in(locale);
    }

    /** Hash of the document's canonical bytes: which form a submission was made with. */
    public Sha256 sha256() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public String defaultLanguage() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Language tags the form speaks, the default first. */
    public List<String> languages() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** All questions, as a tree with one root. */
    public GroupQuestion root() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The pages, in order; at least one. */
    public List<Section> sections() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    public List<Rule> rules() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Choice lists by name. */
    public Map<String, ChoiceSource> choiceSources() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** What a submission is called in lists; null if the form does not say. */
    public @Nullable Expression instanceName() {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
