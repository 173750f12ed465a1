package org.fieldpost.ui.kit;

import javafx.css.PseudoClass;
import javafx.scene.Node;

/** How close things stand. */
public enum Density {
    COMFORTABLE,
    COMPACT;

    private static final PseudoClass COMPACT_CLASS = PseudoClass.getPseudoClass("compact");

    /** Tells the root of a scene; the sheet says {@code .root:compact}. */
    public void apply(Node root) {
        root.pseudoClassStateChanged(COMPACT_CLASS, this == COMPACT);
    }
}
