package org.fieldpost.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.GeopointQuestion;
import org.fieldpost.form.GroupQuestion;
import org.fieldpost.form.Question;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * A map layer of a form's submissions (RFC 7946): a feature each, at the first geopoint that has an answer; the answers
 * are its properties, facts about it start with an underscore. A submission without a place has a null geometry:
 * it is not left out.
 */
public final class GeoJsonExport {
    private final List<List<String>> geopoints;

    public GeoJsonExport(FormDocument form) {
        this.geopoints = geopointsIn(form.root().inner(), List.of());
    }

    private static List<List<String>> geopointsIn(List<Question> questions, List<String> prefix) {
        var found = new ArrayList<List<String>>();
        for (var question : questions) {
            var path = new ArrayList<>(prefix);
            path.add(question.name());
            if (question instanceof GeopointQuestion) {
                found.add(List.copyOf(path));
            } else if (question instanceof GroupQuestion group) {
                found.addAll(geopointsIn(group.inner(), path));
            }
        }
        return found;
    }

    /** Writes the layer to {@code file}, one feature after the other, whatever their number. */
    public void write(Stream<ExportRow> rows, Path file) throws IOException {
        try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(rows, writer);
        }
    }

    void write(Stream<ExportRow> rows, Writer writer) throws IOException {
        writer.write("{\"type\":\"FeatureCollection\",\"features\":[");
        String separator = "\n";
        var each = rows.iterator();
        while (each.hasNext()) {
            writer.write(separator);
            writer.write(Json.write(feature(each.next())));
            separator = ",\n";
        }
        writer.write("\n]}\n");
    }

    private ObjectNode feature(ExportRow row) {
        var submission = row.submission();
        var feature = Json.object();
        feature.put("type", "Feature");
        feature.put("id", submission.id().toString());
        feature.set("geometry", geometry(submission.data()));
        var properties = submission.data().deepCopy();
        properties.put("_form", submission.form().code());
        properties.put("_form_version", submission.form().version());
        properties.put("_status", submission.status().word());
        properties.put("_delivery", row.delivery());
        properties.put("_captured_by", row.by());
        properties.put("_created_at", submission.createdAt().toString());
        properties.put("_updated_at", submission.updatedAt().toString());
        withoutRowKeys(properties);
        feature.set("properties", properties);
        return feature;
    }

    private @Nullable ObjectNode geometry(JsonNode data) {
        for (var path : geopoints) {
            JsonNode value = data;
            for (var name : path) {
                value = value.path(name);
            }
            if (value.path("latitude").isNumber() && value.path("longitude").isNumber()) {
                var geometry = Json.object();
                geometry.put("type", "Point");
                var at =
                        geometry.putArray("coordinates")
                                .add(value.path("longitude"))
                                .add(value.path("latitude"));
                if (value.path("altitude").isNumber()) {
                    at.add(value.path("altitude"));
                }
                return geometry;
            }
        }
        return null;
    }

    private static void withoutRowKeys(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("_key");
        }
        node.forEach(GeoJsonExport::withoutRowKeys);
    }
}
