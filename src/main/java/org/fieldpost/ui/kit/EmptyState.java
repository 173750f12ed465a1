package org.fieldpost.ui.kit;

import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.event.ActionEvent;
import javafx.event.EventHandler;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.RightToLeft;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Nothing here yet: says what to do next and offers it. */
public final class EmptyState extends VBox {
    private final FontIcon icon = new FontIcon(Feather.INBOX);
    private final Label title = new Label();
    private final Label text = new Label();
    private final Button action = new Button();
    private final StringProperty actionText = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable EventHandler<ActionEvent>> onAction =
            new SimpleObjectProperty<>();

    public EmptyState() {
        getStyleClass().add("empty-state");
        var disc = new StackPane(icon);
        disc.getStyleClass().add("empty-state-disc");
        title.getStyleClass().add("empty-state-title");
        text.getStyleClass().add("empty-state-text");
        text.setWrapText(true);
        text.managedProperty().bind(text.textProperty().isNotEmpty());
        action.getStyleClass().add("accent");
        action.textProperty().bind(actionText);
        action.visibleProperty().bind(actionText.isNotEmpty());
        action.managedProperty().bind(action.visibleProperty());
        action.onActionProperty().bind(onAction);
        getChildren().addAll(disc, title, text, action);
    }

    /** What is not here, why, and no offer. */
    public EmptyState(Feather sign, String title, String text) {
        this();
        setIcon(sign);
        setTitle(title);
        setText(text);
    }

    public void setIcon(Feather sign) {
        icon.setIconCode(sign);
    }

    public Feather getIcon() {
        return (Feather) Objects.requireNonNull(icon.getIconCode());
    }

    public StringProperty titleProperty() {
        return title.textProperty();
    }

    public String getTitle() {
        return title.getText();
    }

    public void setTitle(String value) {
        title.setText(value);
    }

    public StringProperty textProperty() {
        return text.textProperty();
    }

    public String getText() {
        return text.getText();
    }

    public void setText(String value) {
        text.setText(RightToLeft.wrappable(value));
    }

    /** The words on the button; empty shows none. */
    public StringProperty actionTextProperty() {
        return actionText;
    }

    public String getActionText() {
        return actionText.get();
    }

    public void setActionText(String value) {
        actionText.set(value);
    }

    public ObjectProperty<@Nullable EventHandler<ActionEvent>> onActionProperty() {
        return onAction;
    }

    public @Nullable EventHandler<ActionEvent> getOnAction() {
        return onAction.get();
    }

    public void setOnAction(@Nullable EventHandler<ActionEvent> handler) {
        onAction.set(handler);
    }
}
