package org.fieldpost.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * One thing in front of everything else, until Esc or a click beside it. The keyboard stays inside it, and goes back to
 * where it was.
 */
public final class Overlay extends StackPane {
    private @Nullable KeyboardPlace before;
    private @Nullable Node first;

    public Overlay() {
        getStyleClass().add("overlay");
        setVisible(false);
        setManaged(true);
        setOnMousePressed(
                event -> {
                    if (event.getTarget() == this) {
                        hide();
                    }
                });
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        sceneProperty().addListener((_, _, now) -> watch(now));
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            hide();
            event.consume();
        }
    }

    private void watch(@Nullable Scene scene) {
        if (scene != null) {
            scene.focusOwnerProperty().addListener((_, _, now) -> keepInside(now));
        }
    }

    private void keepInside(@Nullable Node now) {
        var home = first;
        if (isVisible() && now != null && home != null && !isInside(now)) {
            home.requestFocus();
        }
    }

    private boolean isInside(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(this)) {
                return true;
            }
        }
        return false;
    }

    /** Shows {@code node} at {@code place} with the keyboard in {@code focus}. */
    public void show(Node node, Node focus, Pos place) {
        if (!isVisible() && getScene() != null) {
            before = KeyboardPlace.in(getScene());
        }
        first = focus;
        getChildren().setAll(node);
        setAlignment(node, place);
        setVisible(true);
        // A field takes keys only once it is dressed, and the first may come before the next frame.
        node.applyCss();
        focus.requestFocus();
    }

    /** Puts it away. */
    public void hide() {
        if (!isVisible()) {
            return;
        }
        setVisible(false);
        getChildren().clear();
        first = null;
        var back = before;
        before = null;
        if (back != null) {
            back.restore();
        }
    }
}
