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

    /**
     * What the screen {@code id} is to be handed from now on when the person comes back to where they are, or last
     * were, in it: it shows something else than it was asked for, or the same by another name. Shows nothing anew.
     */
    void remember(String id, Object argument);

    /** Shows the screen that was shown before, with its argument; does nothing at the beginning. */
    void back();

    /** Whether the screen {@code id} is there for this person. */
    boolean offers(String id);

    /** The screen in front. */
    ReadOnlyStringProperty currentProperty();
}
