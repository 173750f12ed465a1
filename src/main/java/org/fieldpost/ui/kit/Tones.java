package org.fieldpost.ui.kit;

import javafx.scene.Node;

/** Puts a tone's style class on a node, in place of the one before. */
public final class Tones {
    private Tones() {}

    /** In place of the tone before. */
    public static void dress(Node node, Tone tone) {
        for (var other : Tone.values()) {
            node.getStyleClass().remove(other.styleClass());
        }
        node.getStyleClass().add(tone.styleClass());
    }
}
