package org.fieldpost.ui.kit;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Grey rows where data is about to stand. They do not move: nothing has happened yet. */
public final class SkeletonRows extends VBox {
    private static final int ROWS = 6;
    private static final double[] WIDTHS = {280, 220, 320, 250, 300, 190};

    public SkeletonRows() {
        this(ROWS);
    }

    public SkeletonRows(int rows) {
        getStyleClass().add("skeleton");
        setMouseTransparent(true);
        for (int row = 0; row < rows; row++) {
            getChildren().add(row(WIDTHS[row % WIDTHS.length]));
        }
    }

    private static HBox row(double width) {
        var words = new VBox(bar(width, 12), bar(width * 0.6, 10));
        words.getStyleClass().add("skeleton-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(bar(32, 32), words, bar(88, 20));
        row.getStyleClass().add("skeleton-row");
        return row;
    }

    private static Region bar(double width, double height) {
        var bar = new Region();
        bar.getStyleClass().add("skeleton-bar");
        bar.setMinSize(width, height);
        bar.setPrefSize(width, height);
        bar.setMaxSize(width, height);
        return bar;
    }
}
