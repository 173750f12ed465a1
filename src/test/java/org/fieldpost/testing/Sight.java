package org.fieldpost.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.fieldpost.ui.fx.RightToLeft;
import org.fieldpost.ui.kit.StatusChip;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** What a person sees of a screen: words cut off, the ring of the keyboard, bars and order. On the JavaFX thread. */
public final class Sight {
    private static final int STEPS_MAX = 500;
    private static final int RING_DEPTH_MAX = 5;

    private Sight() {}

    /** The part of the window one can act on: what stands in front of a scrim, else everything. */
    public static Parent front(Scene scene) {
        for (String selector : List.of(".overlay", ".scrim")) {
            for (Node node : scene.getRoot().lookupAll(selector)) {
                if (node.isVisible() && node instanceof Parent parent) {
                    return parent;
                }
            }
        }
        return scene.getRoot();
    }

    /** Words that do not fit and are not told in full under the mouse; on buttons and chips none may be cut at all. */
    public static List<String> cutOff(Parent root) {
        var found = new ArrayList<String>();
        for (Node node : seen(root)) {
            if (node instanceof Labeled labeled && labeled.isTextTruncated()) {
                boolean never = labeled instanceof ButtonBase || labeled instanceof StatusChip;
                Event.fireEvent(labeled, entered(labeled));
                var tip = labeled.getTooltip();
                if (never || tip == null) {
                    found.add(describe(node) + " “" + labeled.getText() + "”");
                }
            }
        }
        return found;
    }

    private static MouseEvent entered(Node node) {
        return new MouseEvent(
                node,
                node,
                MouseEvent.MOUSE_ENTERED_TARGET,
                0,
                0,
                0,
                0,
                javafx.scene.input.MouseButton.NONE,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                null);
    }

    /** Labels that may wrap and hold right-to-left words without the marks that make it safe (decision 0008). */
    public static List<String> unsafeToWrap(Parent root) {
        return seen(root).stream()
                .filter(node -> node instanceof Labeled)
                .map(Labeled.class::cast)
                .filter(labeled -> labeled.isWrapText() && labeled.getText() != null)
                .filter(
                        labeled ->
                                !RightToLeft.wrappable(labeled.getText()).equals(labeled.getText()))
                .map(labeled -> describe(labeled) + " “" + labeled.getText() + "”")
                .toList();
    }

    /** Buttons with a sign and no words that lack a tooltip or words for a screen reader. */
    public static List<String> unexplainedSigns(Parent root) {
        return seen(root).stream()
                .filter(node -> node instanceof ButtonBase)
                .map(ButtonBase.class::cast)
                .filter(button -> button.getGraphic() instanceof FontIcon)
                .filter(button -> button.getText() == null || button.getText().isBlank())
                .filter(button -> !button.getStyleClass().contains("arrow-button"))
                .filter(
                        button ->
                                button.getTooltip() == null
                                        || button.getTooltip().getText().isBlank()
                                        || button.getAccessibleText() == null
                                        || button.getAccessibleText().isBlank())
                .map(Sight::describe)
                .toList();
    }

    /** Bars from side to side where nothing needs them, and bars of areas that hold everything in view. */
    public static List<String> needlessBars(Parent root) {
        var found = new ArrayList<String>();
        for (Node node : seen(root)) {
            if (node instanceof ScrollBar bar
                    && bar.getOrientation() == javafx.geometry.Orientation.HORIZONTAL
                    && !isIn(bar, "text-area")) {
                found.add("sideways: " + describe(bar.getParent()));
            }
            if (node instanceof ScrollPane pane
                    && pane.getContent() instanceof Region content
                    && content.getHeight() <= pane.getViewportBounds().getHeight() + 0.5
                    && pane.lookupAll(".scroll-bar").stream()
                            .anyMatch(
                                    bar ->
                                            bar.isVisible()
                                                    && Objects.equals(bar.getParent(), pane))) {
                found.add("needless: " + describe(pane));
            }
        }
        return found;
    }

    private static boolean isIn(Node node, String style) {
        for (@Nullable Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains(style)) {
                return true;
            }
        }
        return false;
    }

    /** Stops of the Tab key that look the same with the keyboard in them as without. */
    public static List<String> ringless(Scene scene) {
        var found = new ArrayList<String>();
        var seen = new java.util.HashSet<Node>();
        for (int step = 0; step < STEPS_MAX; step++) {
            Node owner = scene.getFocusOwner();
            (owner == null ? scene.getRoot() : owner)
                    .requestFocusTraversal(TraversalDirection.NEXT);
            Node now = scene.getFocusOwner();
            if (now == null || !seen.add(now)) {
                break;
            }
            String with = looks(now);
            scene.getRoot().requestFocus();
            boolean letGo = !now.isFocused();
            String without = looks(now);
            now.requestFocus();
            boolean hasRing = now instanceof ScrollPane || isIn(now, "palette");
            if (letGo && with.equals(without) && !hasRing) {
                found.add(describe(now));
            }
        }
        return found;
    }

    /** Everything a style sheet can change about a node and what it is made of. */
    private static String looks(Node node) {
        node.applyCss();
        var looks = new StringBuilder();
        collect(node, looks, 0);
        return looks.toString();
    }

    private static void collect(Node node, StringBuilder looks, int depth) {
        if (node instanceof Region region) {
            var background = region.getBackground();
            var border = region.getBorder();
            looks.append(
                            background == null
                                    ? ""
                                    : background.getFills().stream()
                                            .map(fill -> fill.getFill() + " " + fill.getInsets())
                                            .toList())
                    .append(
                            border == null
                                    ? ""
                                    : border.getStrokes().stream()
                                            .map(
                                                    stroke ->
                                                            stroke.getTopStroke()
                                                                    + " "
                                                                    + stroke.getWidths().getTop())
                                            .toList())
                    .append(region.getEffect());
        }
        if (node instanceof Parent parent && depth < RING_DEPTH_MAX) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, looks, depth + 1));
        }
    }

    /** Steps of the Tab key that lead up within a column, but for the one from the end to the start. */
    public static List<String> backwards(Scene scene) {
        var stops = List.copyOf(Reach.reached(scene));
        var found = new ArrayList<String>();
        for (int i = 1; i < stops.size(); i++) {
            var from = stops.get(i - 1);
            var to = stops.get(i);
            if (from == null || to == null) {
                continue;
            }
            Bounds a = from.localToScene(from.getBoundsInLocal());
            Bounds b = to.localToScene(to.getBoundsInLocal());
            boolean sameColumn = a.getMinX() < b.getMaxX() && b.getMinX() < a.getMaxX();
            if (sameColumn && b.getMaxY() <= a.getMinY() + 1 && !isTopmost(to, stops)) {
                found.add(describe(from) + " leads up to " + describe(to));
            }
        }
        return found;
    }

    private static boolean isTopmost(Node node, List<Node> stops) {
        double top = node.localToScene(node.getBoundsInLocal()).getMinY();
        return stops.stream()
                .filter(Objects::nonNull)
                .allMatch(other -> other.localToScene(other.getBoundsInLocal()).getMinY() >= top);
    }

    private static List<Node> seen(Node node) {
        var found = new ArrayList<Node>();
        if (!node.isVisible()) {
            return found;
        }
        found.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(seen(child)));
        }
        return found;
    }

    static String describe(Node node) {
        String words =
                node instanceof Control control ? String.valueOf(control.getAccessibleText()) : "";
        return node.getClass().getSimpleName()
                + (node.getId() == null ? "" : " #" + node.getId())
                + " "
                + node.getStyleClass()
                + " "
                + words;
    }
}
