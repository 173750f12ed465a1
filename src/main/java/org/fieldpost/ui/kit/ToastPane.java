package org.fieldpost.ui.kit;

import javafx.animation.PauseTransition;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.fieldpost.ui.fx.RightToLeft;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Short words about what the person just did, at the bottom; they go by themselves, later while the pointer is
 * on them.
 */
public final class ToastPane extends VBox {
    private static final int AT_ONCE_MAX = 3;
    private static final Duration SHORT = Duration.seconds(4);
    private static final Duration WITH_OFFER = Duration.seconds(8);

    public ToastPane() {
        getStyleClass().add("toasts");
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    /** Says {@code text}, offering {@code offer} if there is one. */
    public void say(Tone tone, String text, @Nullable String offer, @Nullable Runnable act) {
        var label = new Label(RightToLeft.wrappable(text));
        label.setWrapText(true);
        var toast = new HBox(new FontIcon(tone.icon()), label);
        toast.getStyleClass().addAll("toast", tone.styleClass());
        toast.setAccessibleRole(AccessibleRole.TEXT);
        toast.setAccessibleText(text);
        if (offer != null && act != null) {
            var button = new Button(offer);
            button.setMinWidth(USE_PREF_SIZE);
            button.getStyleClass().add("flat");
            button.setOnAction(
                    _ -> {
                        getChildren().remove(toast);
                        act.run();
                    });
            toast.getChildren().add(button);
        }
        var life = new PauseTransition(offer == null ? SHORT : WITH_OFFER);
        life.setOnFinished(_ -> getChildren().remove(toast));
        toast.setOnMouseEntered(_ -> life.stop());
        toast.setOnMouseExited(_ -> life.playFromStart());
        getChildren().add(toast);
        if (getChildren().size() > AT_ONCE_MAX) {
            getChildren().removeFirst();
        }
        life.play();
    }
}
