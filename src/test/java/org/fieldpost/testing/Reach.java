package org.fieldpost.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.Toggle;

/** Whether people without a mouse, or without sight, can use a screen. Called on the JavaFX thread. */
public final class Reach {
    private static final int STEPS_MAX = 500;

    private Reach() {}

    /** Controls Tab does not lead to, and controls a screen reader has no words for; empty when all is well. */
    public static List<String> problems(Scene scene) {
        var problems = new ArrayList<String>();
        var reached = reached(scene);
        for (var control : controls(scene.getRoot())) {
            if (!reached.contains(control) && !reachedInGroup(control, reached)) {
                problems.add("Tab does not lead to " + describe(control));
            }
            if (!speaks(control, scene.getRoot())) {
                problems.add("no accessible text: " + describe(control));
            }
        }
        return problems;
    }

    /** Tab leads to one toggle of a group; the arrow keys lead to the others. */
    private static boolean reachedInGroup(Control control, Set<Node> reached) {
        return control instanceof Toggle toggle
                && toggle.getToggleGroup() != null
                && toggle.getToggleGroup().getToggles().stream()
                        .anyMatch(other -> reached.contains(other));
    }

    /** Where Tab leads, from the first control round to it again. */
    public static Set<Node> reached(Scene scene) {
        var reached = new LinkedHashSet<Node>();
        scene.getRoot().requestFocus();
        for (int step = 0; step < STEPS_MAX; step++) {
            var owner = scene.getFocusOwner();
            (owner == null ? scene.getRoot() : owner)
                    .requestFocusTraversal(TraversalDirection.NEXT);
            if (!reached.add(scene.getFocusOwner())) {
                break;
            }
        }
        return reached;
    }

    /** Controls one can act on, as they stand on the screen now. */
    private static List<Control> controls(Node node) {
        var found = new ArrayList<Control>();
        if (!node.isVisible() || node.isDisabled()) {
            return found;
        }
        boolean acts = node instanceof Control && node.isFocusTraversable();
        if (acts && !(node instanceof Label)) {
            found.add((Control) node);
        }
        boolean hasInnerLife =
                !(node instanceof Control) || node instanceof ScrollPane || node instanceof TabPane;
        if (hasInnerLife && node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(controls(child)));
        }
        return found;
    }

    private static boolean speaks(Control control, Parent root) {
        boolean text = control instanceof Labeled labeled && !isBlank(labeled.getText());
        boolean labelled =
                root.lookupAll(".label").stream()
                        .anyMatch(
                                label ->
                                        label instanceof Label words
                                                && control.equals(words.getLabelFor()));
        boolean container = control instanceof ScrollPane || control instanceof TabPane;
        return text || labelled || container || !isBlank(control.getAccessibleText());
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static String describe(Node node) {
        return node.getClass().getSimpleName() + " #" + node.getId() + " " + node.getStyleClass();
    }
}
