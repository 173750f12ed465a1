package org.fieldpost.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldpost.cli.DeviceDoor.Submitted;
import org.fieldpost.form.BundledForms;

/** The sample submissions that come with the forms, entered as a field worker would have. */
final class DemoSamples {
    /** Kept back until after the first sync, so that the demonstration shows something waiting. */
    private static final int KEPT_BACK = 3;

    private final BundledForms bundled = new BundledForms(DemoSamples.class.getClassLoader());
    private final CommandDevice laptop;
    private final Map<String, String> savedAs = new HashMap<>();
    private final List<ObjectNode> later = new ArrayList<>();

    DemoSamples(CommandDevice laptop) {
        this.laptop = laptop;
    }

    /** Submits the samples of all forms but a few. */
    void submitAll() {
        var all = new ArrayList<ObjectNode>();
        for (var code : bundled.codes()) {
            all.addAll(bundled.samples(code).values());
        }
        later.addAll(all.subList(Math.max(0, all.size() - KEPT_BACK), all.size()));
        all.removeAll(later);
        all.forEach(this::submit);
    }

    /** Submits the rest. */
    void leaveSomethingToDo() {
        later.forEach(this::submit);
    }

    private void submit(ObjectNode sample) {
        var code = sample.path("form").asText();
        var data = (ObjectNode) withSavedIds(sample.path("data"));
        try {
            var photos = photos(code, sample);
            var result = laptop.submit(code, data, photos);
            for (var file : photos.values()) {
                Files.delete(file);
            }
            switch (result) {
                case Submitted.Saved saved -> savedAs.put(sample.path("id").asText(), saved.id());
                case Submitted.Refused refused ->
                        throw new IllegalStateException(
                                "sample of " + code + ": " + refused.problems());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Path> photos(String code, ObjectNode sample) throws IOException {
        var files = new LinkedHashMap<String, Path>();
        for (var photo : sample.path("photos").properties()) {
            var file = Files.createTempFile("fieldpost-sample-", ".jpg");
            Files.write(file, bundled.sampleFile(code, photo.getValue().asText()));
            files.put(photo.getKey(), file);
        }
        return files;
    }

    /** Samples refer to each other by the ids they carry; here they have the ids they were saved under. */
    private JsonNode withSavedIds(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = object.objectNode();
            object.properties().forEach(e -> copy.set(e.getKey(), withSavedIds(e.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = array.arrayNode();
            array.forEach(item -> copy.add(withSavedIds(item)));
            return copy;
        }
        return node.isTextual() && savedAs.containsKey(node.asText())
                ? TextNode.valueOf(savedAs.getOrDefault(node.asText(), ""))
                : node;
    }
}
