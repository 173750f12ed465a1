package org.fieldpost.ui.shell;

import javafx.beans.binding.Bindings;
import javafx.event.ActionEvent;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.fieldpost.ui.fx.Words;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line of the navigation: icon, word, and how many things wait there. */
final class NavItem extends ToggleButton {
    private static final int BADGE_MAX = 999;
    private final Screen screen;

    NavItem(Screen screen, String title, Words words) {
        this.screen = screen;
        getStyleClass().setAll("nav-item");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setMaxWidth(Double.MAX_VALUE);
        var badge = new Label();
        badge.getStyleClass().add("nav-badge");
        badge.setMinWidth(USE_PREF_SIZE);
        badge.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        screen.badge().get() > BADGE_MAX
                                                ? BADGE_MAX + "+"
                                                : words.say("number", screen.badge().get()),
                                screen.badge()));
        badge.visibleProperty().bind(screen.badge().greaterThan(0));
        badge.managedProperty().bind(badge.visibleProperty());
        var word = new Label(title);
        word.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(word, Priority.ALWAYS);
        var line = new HBox(new FontIcon(screen.icon()), word, badge);
        line.getStyleClass().add("nav-line");
        line.prefWidthProperty().bind(widthProperty().subtract(24));
        setGraphic(line);
        accessibleTextProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        screen.badge().get() > 0
                                                ? words.say(
                                                        "nav.waiting", title, screen.badge().get())
                                                : title,
                                screen.badge()));
    }

    Screen screen() {
        return screen;
    }

    /** Choosing it again does not unchoose it. */
    @Override
    public void fire() {
        if (!isDisabled()) {
            fireEvent(new ActionEvent());
        }
    }
}
