package org.fieldpost.ui.shell;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Work that is on the screen alone, and gone with the window. */
public interface Unsaved {
    /** What the person knows it by. */
    String name();

    /** Whether the last try to save it failed; else it is on its way to the disk. */
    boolean failed();

    /**
     * Tries to save it. On the screen's thread, as is the answer.
     *
     * @param done told why that did not work; null when all of it is saved
     */
    void save(Consumer<@Nullable String> done);
}
