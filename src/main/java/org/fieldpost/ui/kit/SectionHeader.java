package org.fieldpost.ui.kit;

import javafx.beans.DefaultProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The head of a page or a section: title, a muted line under it, actions at the end. */
@DefaultProperty("actions")
public final class SectionHeader extends HBox {
    private final Label title = new Label();
    private final Label subtitle = new Label();
    private final HBox actions = new HBox();

    public SectionHeader() {
        getStyleClass().add("section-header");
        title.getStyleClass().add("section-title");
        subtitle.getStyleClass().add("section-subtitle");
        subtitle.setWrapText(true);
        subtitle.visibleProperty().bind(subtitle.textProperty().isNotEmpty());
        subtitle.managedProperty().bind(subtitle.visibleProperty());
        actions.getStyleClass().add("section-actions");
        actions.setMinWidth(USE_PREF_SIZE);
        var texts = new VBox(title, subtitle);
        texts.getStyleClass().add("section-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        getChildren().addAll(texts, actions);
    }

    public SectionHeader(String title, String subtitle) {
        this();
        setTitle(title);
        setSubtitle(subtitle);
    }

    /** Whether it heads the whole page. */
    public void setPage(boolean page) {
        if (page && !isPage()) {
            getStyleClass().add("page-header");
        } else if (!page) {
            getStyleClass().remove("page-header");
        }
    }

    public boolean isPage() {
        return getStyleClass().contains("page-header");
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

    public StringProperty subtitleProperty() {
        return subtitle.textProperty();
    }

    public String getSubtitle() {
        return subtitle.getText();
    }

    public void setSubtitle(String value) {
        subtitle.setText(value);
    }

    /** Buttons at the end of the line. */
    public ObservableList<Node> getActions() {
        return actions.getChildren();
    }
}
