package org.fieldpost.ui.shell;

import javafx.beans.property.ReadOnlyStringProperty;
import org.jspecify.annotations.Nullable;

/** From screen to screen. */
public interface Navigation {
    /**
     * Shows the screen {@code id}, handing it {@code argument}; an id the person may not see or nobody
     * registered is refused.
     */
    void navigate(String id, @Nullable Object argument);

    /** {@link #navigate} without an argument. */
    default void navigate(String id) {
        navigate(id, null);
    }

    /** Shows the screen that was shown before, with its argument; does nothing at the beginning. */
    void back();

    /** Whether the screen {@code id} is there for this person. */
    boolean offers(String id);

    /** The screen in front. */
    ReadOnlyStringProperty currentProperty();
}
