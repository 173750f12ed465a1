package org.fieldpost.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.CsvChoiceLists;
import org.fieldpost.form.FormDocument;

/** The choice lists that lie beside a form document. */
final class ChoiceFiles {
    private ChoiceFiles() {}

    /** Reads those of the form's lists that are plain file names in {@code document}'s own folder. */
    static ChoiceLists beside(Path document, FormDocument form) throws IOException {
        return CsvChoiceLists.read(form, bytesBeside(document, form));
    }

    /** The bytes of those lists, by the name the form gives them; what is not there is left out. */
    static Map<String, byte[]> bytesBeside(Path document, FormDocument form) throws IOException {
        var folder = document.toAbsolutePath().getParent();
        var texts = new HashMap<String, byte[]>();
        for (var source : form.choiceSources().values()) {
            String name = source.resource();
            // A name from a document is not a path: only plain names, only in this folder.
            if (folder != null
                    && name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")
                    && Files.isRegularFile(folder.resolve(name))) {
                texts.put(name, Files.readAllBytes(folder.resolve(name)));
            }
        }
        return texts;
    }
}
