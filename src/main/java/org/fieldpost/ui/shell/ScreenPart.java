package org.fieldpost.ui.shell;

import java.util.List;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * A screen as it stands in the window. It lives until the window or its language goes; showing and leaving come
 * often.
 */
public interface ScreenPart {
    /** Its nodes, always the same. */
    Parent node();

    /** It came to the front; {@code argument} is what {@link Navigation#navigate} was given, null for none. */
    default void shown(@Nullable Object argument) {}

    /** Another screen came to the front. */
    default void left() {}

    /** A key pressed while the keyboard is outside its nodes (in the navigation, on the bar); whether it was used. */
    default boolean pressedOutside(KeyEvent event) {
        return false;
    }

    /** Its keys, for the key sheet (F1). */
    default List<KeyHint> keys() {
        return List.of();
    }

    /** What would be lost if it went now; null for nothing. */
    default @Nullable Unsaved unsaved() {
        return null;
    }

    /** It goes for good: end what listens or runs. */
    default void close() {}

    /** A screen that needs no more than its nodes. */
    static ScreenPart of(Parent node) {
        return () -> node;
    }
}
