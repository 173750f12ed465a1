package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * What a person says about answers beside giving them: notes, and reasons for keeping what was warned about. Kept
 * in the
 * submission's metadata under {@code notes} and {@code kept}, by the path of the answer with rows named by their keys.
 */
public final class Remarks {
    private final ObjectNode metadata;
    private final Consumer<ObjectNode> changed;

    /** Remarks in {@code metadata}; {@code changed} is handed it whenever one is written. */
    public Remarks(ObjectNode metadata, Consumer<ObjectNode> changed) {
        this.metadata = metadata;
        this.changed = changed;
    }

    String note(String path) {
        return metadata.path("notes").path(path).asText("");
    }

    String keptReason(String path) {
        return metadata.path("kept").path(path).asText("");
    }

    void writeNote(String path, String text) {
        write("notes", path, text);
    }

    void keep(String path, String reason) {
        write("kept", path, reason);
    }

    private void write(String kind, String path, String text) {
        ObjectNode all = metadata.withObjectProperty(kind);
        if (text.isBlank()) {
            all.remove(path);
        } else {
            all.put(path, text.strip());
        }
        if (all.isEmpty()) {
            metadata.remove(kind);
        }
        changed.accept(metadata);
    }
}
