package org.fieldpost.ui.kit;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** One figure: what it counts above, a line about it below. */
public final class Tile extends VBox {
    private final Label caption = new Label();
    private final Label figure = new Label();
    private final Label detail = new Label();

    public Tile() {
        getStyleClass().addAll("card", "tile");
        caption.getStyleClass().add("tile-caption");
        figure.getStyleClass().add("tile-figure");
        detail.getStyleClass().add("tile-detail");
        detail.setWrapText(true);
        setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(caption, figure, detail);
    }

    public StringProperty captionProperty() {
        return caption.textProperty();
    }

    public String getCaption() {
        return caption.getText();
    }

    public void setCaption(String value) {
        caption.setText(value);
    }

    public StringProperty figureProperty() {
        return figure.textProperty();
    }

    public StringProperty detailProperty() {
        return detail.textProperty();
    }

    /** The colour of the figure; the words beside it say the same. */
    public void setTone(Tone tone) {
        Tones.dress(this, tone);
    }
}
