package org.fieldpost.ui.shell;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.KeyCaps;
import org.fieldpost.ui.kit.SectionHeader;

/** The keys (F1): everywhere, and on the screen in front. */
final class KeySheet extends VBox {
    private final Button close;

    KeySheet(
            Words words,
            List<KeyHint> everywhere,
            String screen,
            List<KeyHint> here,
            Runnable done) {
        getStyleClass().add("key-sheet");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        close = new Button(words.say("close"));
        close.setOnAction(_ -> done.run());
        var header = new SectionHeader(words.say("keys.title"), "");
        header.getActions().add(close);
        var columns = new HBox(column(words.say("keys.everywhere"), everywhere));
        columns.getStyleClass().add("key-sheet-columns");
        if (!here.isEmpty()) {
            columns.getChildren().add(column(screen, here));
        }
        getChildren().addAll(header, columns);
    }

    Button closeButton() {
        return close;
    }

    private static VBox column(String title, List<KeyHint> hints) {
        var heading = new Label(title);
        heading.getStyleClass().addAll("muted", "strong");
        var grid = new GridPane();
        grid.getStyleClass().add("key-grid");
        for (int row = 0; row < hints.size(); row++) {
            grid.addRow(
                    row, new KeyCaps(hints.get(row).keys()), new Label(hints.get(row).meaning()));
        }
        var column = new VBox(heading, grid);
        column.getStyleClass().add("key-sheet-column");
        return column;
    }
}
