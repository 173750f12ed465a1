package org.fieldpost.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldpost.cli.CommandFailed;

/**
 * Answers in which photos are named, told apart: the answers without them, and the files by the place of their
 * question.
 *
 * @param data the answers; where a photo was named there is nothing
 * @param files files by JSON pointer of the question
 */
record PhotoAnswers(ObjectNode data, Map<String, List<Path>> files) {
    /** Takes every {@code media/<name>} that is a key of {@code photos} out of {@code data}. */
    static PhotoAnswers of(ObjectNode data, Map<String, Path> photos) {
        var files = new LinkedHashMap<String, List<Path>>();
        var rest = data.deepCopy();
        take(rest, "", photos, files);
        return new PhotoAnswers(rest, files);
    }

    private static void take(
            JsonNode node,
            String pointer,
            Map<String, Path> photos,
            Map<String, List<Path>> files) {
        if (node instanceof ObjectNode object) {
            for (var name :
                    new ArrayList<>(object.propertyStream().map(Map.Entry::getKey).toList())) {
                var below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                var value = object.path(name);
                if (isPhoto(value)) {
                    files.computeIfAbsent(below, _ -> new ArrayList<>()).add(file(value, photos));
                    object.remove(name);
                } else {
                    take(value, below, photos, files);
                    if (value.isArray() && value.isEmpty() && files.containsKey(below)) {
                        object.remove(name);
                    }
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (isPhoto(array.path(i))) {
                    files.computeIfAbsent(pointer, _ -> new ArrayList<>())
                            .addFirst(file(array.path(i), photos));
                    array.remove(i);
                } else {
                    take(array.path(i), pointer + "/" + i, photos, files);
                }
            }
        }
    }

    private static boolean isPhoto(JsonNode value) {
        return value.isTextual() && value.asText().startsWith("media/");
    }

    private static Path file(JsonNode value, Map<String, Path> photos) {
        var file = photos.get(value.asText());
        if (file == null) {
            throw new CommandFailed(
                    value.asText() + " is named in the answers, but no file was given for it.");
        }
        return file;
    }
}
