package org.fieldpost.ui.capture;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Asks the person for photo files. */
@FunctionalInterface
public interface PhotoChooser {
    /** Calls {@code chosen} with the files, later or never. */
    void choose(Consumer<List<Path>> chosen);
}
