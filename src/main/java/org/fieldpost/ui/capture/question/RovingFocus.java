package org.fieldpost.ui.capture.question;

import javafx.scene.Node;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;

/** Makes a group of toggles one stop of the Tab key: the chosen one, or the first while nothing is chosen. */
final class RovingFocus {
    private RovingFocus() {}

    static void within(ToggleGroup group) {
        place(group);
        group.selectedToggleProperty().addListener((_, _, _) -> place(group));
    }

    private static void place(ToggleGroup group) {
        Toggle stop = group.getSelectedToggle();
        for (var toggle : group.getToggles()) {
            if (stop == null) {
                stop = toggle;
            }
            ((Node) toggle).setFocusTraversable(toggle.equals(stop));
        }
    }
}
