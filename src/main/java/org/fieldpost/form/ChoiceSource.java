package org.fieldpost.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Where a choice list of a form comes from: an entry of the document's {@code choices}.
 *
 * @param name the list's name, as {@code x-choices} says it
 * @param resource the CSV file beside the form
 * @param value the column of codes
 * @param label the column of labels; {@code label::fr} holds the French ones
 * @param columns further columns that filters use; empty = all there are
 * @param sha256 hash of the file's bytes, written into the document when the form is published; null for a file that
 *     does not travel (a form on its author's disk, or one that comes with the program)
 * @param bytes how long the file is, as the document says; 0 when it does not
 */
public record ChoiceSource(
        String name,
        String resource,
        String value,
        String label,
        List<String> columns,
        @Nullable Sha256 sha256,
        long bytes) {
    /** A longer file is never published, and never fetched. */
    public static final long BYTES_MAX = 16L << 20;

    /** A longer list is never published, and never taken in. */
    public static final int ROWS_MAX = 100_000;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public ChoiceSource {
        columns = List.copyOf(columns);
    }

    /** The choice lists a form document names, by name, in its order. Never throws for what is in it. */
    public static Map<String, ChoiceSource> of(JsonNode document) {
        var sources = new LinkedHashMap<String, ChoiceSource>();
        for (var entry : document.path("choices").properties()) {
            sources.put(entry.getKey(), of(entry.getKey(), entry.getValue()));
        }
        return sources;
    }

    private static ChoiceSource of(String name, JsonNode said) {
        var columns = new ArrayList<String>();
        said.path("columns").forEach(column -> columns.add(column.asText()));
        var hash = said.path("sha256").asText("");
        return new ChoiceSource(
                name,
                said.path("resource").asText(name + ".csv"),
                said.path("value").asText("code"),
                said.path("label").asText("label"),
                columns,
                HASH.matcher(hash).matches() ? new Sha256(hash) : null,
                said.path("bytes").asLong(0));
    }

    /**
     * What the rows of the list depend on: the bytes and how they are read. Two forms whose lists have the same hash
     * here have the same rows.
     */
    public Sha256 readingHash(String defaultLanguage) {
        var reading = Json.object().put("sha256", sha256 == null ? name : sha256.hex());
        reading.put("value", value).put("label", label).put("language", defaultLanguage);
        var wanted = reading.putArray("columns");
        columns.forEach(wanted::add);
        return Json.canonicalHash(reading);
    }
}
