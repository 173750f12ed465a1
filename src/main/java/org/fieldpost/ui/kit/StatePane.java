package org.fieldpost.ui.kit;

import javafx.animation.PauseTransition;
import javafx.beans.DefaultProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A place that loads: skeleton rows after 150 ms (a short wait shows nothing), then content, an empty state, or what
 * went
 * wrong.
 */
@DefaultProperty("content")
public final class StatePane extends StackPane {
    /** What it shows. */
    public enum State {
        LOADING,
        READY,
        EMPTY,
        FAILED
    }

    private static final Duration PATIENCE = Duration.millis(150);
    private final ObjectProperty<State> state = new SimpleObjectProperty<>(State.LOADING);
    private final PauseTransition patience = new PauseTransition(PATIENCE);
    private @Nullable Node content;
    private @Nullable Node empty;
    private @Nullable Node failed;
    private Node skeleton = new SkeletonRows();

    public StatePane() {
        getStyleClass().add("state-pane");
        patience.setOnFinished(_ -> show(skeleton));
        state.addListener((_, _, now) -> turn(now));
        turn(State.LOADING);
    }

    private void turn(State now) {
        patience.stop();
        switch (now) {
            case LOADING -> {
                if (content == null || !getChildren().contains(content)) {
                    show(null);
                    patience.playFromStart();
                }
            }
            case READY -> show(content);
            case EMPTY -> show(empty);
            case FAILED -> show(failed);
        }
    }

    private void show(@Nullable Node node) {
        if (node == null) {
            getChildren().clear();
        } else {
            getChildren().setAll(node);
        }
    }

    /** Content once shown stays while it is loaded again. */
    public ObjectProperty<State> stateProperty() {
        return state;
    }

    public State getState() {
        return state.get();
    }

    public void setState(State value) {
        state.set(value);
    }

    public @Nullable Node getContent() {
        return content;
    }

    public void setContent(Node node) {
        content = node;
        turn(state.get());
    }

    public @Nullable Node getEmpty() {
        return empty;
    }

    public void setEmpty(Node node) {
        empty = node;
        turn(state.get());
    }

    public @Nullable Node getFailed() {
        return failed;
    }

    public void setFailed(Node node) {
        failed = node;
        turn(state.get());
    }

    /** In place of the usual rows. */
    public void setSkeleton(Node node) {
        skeleton = node;
    }

    public Node getSkeleton() {
        return skeleton;
    }
}
