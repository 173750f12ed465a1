package org.fieldpost.ui.kit;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;

/**
 * Where the keyboard was, with the caret, before something came in front; to go back there afterwards. A field that
 * gets the keyboard anew marks all its text, and the next key would write over it.
 */
public final class KeyboardPlace {
    private final @Nullable Node node;
    private final int anchor;
    private final int caret;

    private KeyboardPlace(@Nullable Node node) {
        this.node = node;
        this.anchor = node instanceof TextInputControl input ? input.getAnchor() : 0;
        this.caret = node instanceof TextInputControl input ? input.getCaretPosition() : 0;
    }

    /** Where it is in {@code scene} now. */
    public static KeyboardPlace in(@Nullable Scene scene) {
        return new KeyboardPlace(scene == null ? null : scene.getFocusOwner());
    }

    /** Puts it back; whether there is a place to go back to. */
    public boolean restore() {
        if (node == null || node.getScene() == null || !node.isVisible()) {
            return false;
        }
        node.requestFocus();
        if (node instanceof TextInputControl input) {
            input.selectRange(anchor, caret);
        }
        return true;
    }
}
