package org.fieldpost.export;

import java.util.Map;
import org.fieldpost.submission.Submission;

/**
 * A submission on its way out.
 *
 * @param submission the submission
 * @param delivery where it stands, as one lower-case word ({@code at_hub}, {@code waiting}, ...)
 * @param by who captured it; empty if unknown
 * @param mediaFiles reference in the answers ({@code media/<id>}) to the name of the exported file
 */
public record ExportRow(
        Submission submission, String delivery, String by, Map<String, String> mediaFiles) {
    public ExportRow {
        mediaFiles = Map.copyOf(mediaFiles);
        for (var name : mediaFiles.values()) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException(
                        "not a plain file name: " + name.length() + " characters");
            }
        }
    }
}
