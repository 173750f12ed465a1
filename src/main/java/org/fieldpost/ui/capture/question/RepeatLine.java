package org.fieldpost.ui.capture.question;

import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.fieldpost.ui.fx.Words;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One row of a repeat as a line of its table; Enter, Space or a click opens it. */
final class RepeatLine extends HBox {
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
    private final RepeatViewModel rows;
    private final Words words;
    private final GridPane cells;
    private final Label number = new Label();
    private RepeatViewModel.Line line;

    RepeatLine(
            RepeatViewModel rows, RepeatViewModel.Line line, Words words, Consumer<String> away) {
        this.rows = rows;
        this.words = words;
        this.line = line;
        this.cells = grid(rows.columns().size());
        getStyleClass().add("repeat-line");
        number.getStyleClass().add("repeat-number");
        var remove = new Button("", new FontIcon(Feather.TRASH_2));
        remove.getStyleClass().addAll("quiet-button", "repeat-remove");
        remove.setAccessibleText(words.say("repeat.remove", line.index() + 1));
        remove.setTooltip(new javafx.scene.control.Tooltip(words.say("repeat.remove.hint")));
        remove.setFocusTraversable(false);
        remove.setOnAction(_ -> away.accept(this.line.key()));
        HBox.setHgrow(cells, Priority.ALWAYS);
        getChildren().addAll(number, cells, remove);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        setOnMouseClicked(
                event -> {
                    if (event.getButton() == MouseButton.PRIMARY) {
                        toggle();
                    }
                });
        show(line);
    }

    /** The names of the columns. */
    static Node header(RepeatViewModel rows, Words words) {
        var grid = grid(rows.columns().size());
        for (int i = 0; i < rows.columns().size(); i++) {
            grid.add(new Label(rows.columns().get(i).label(words.locale())), i, 0);
        }
        var number = new Label("#");
        number.getStyleClass().add("repeat-number");
        HBox.setHgrow(grid, Priority.ALWAYS);
        var trash = new Region();
        trash.getStyleClass().add("repeat-remove-room");
        var header = new HBox(number, grid, trash);
        header.getStyleClass().add("repeat-header");
        return header;
    }

    private static GridPane grid(int columns) {
        var grid = new GridPane();
        grid.getStyleClass().add("repeat-cells");
        for (int i = 0; i < columns; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / columns);
            grid.getColumnConstraints().add(column);
        }
        return grid;
    }

    RepeatViewModel.Line line() {
        return line;
    }

    void show(RepeatViewModel.Line now) {
        line = now;
        number.setText(now.wrong() > 0 ? "!" : String.valueOf(now.index() + 1));
        pseudoClassStateChanged(Looks.WRONG, now.wrong() > 0);
        cells.getChildren().clear();
        for (int i = 0; i < now.cells().size(); i++) {
            cells.add(new Label(now.cells().get(i)), i, 0);
        }
        setAccessibleText(
                words.say("repeat.row", now.index() + 1) + ": " + String.join(", ", now.cells()));
    }

    void markOpen(boolean open) {
        pseudoClassStateChanged(OPEN, open);
        // The open row is reached through its questions.
        setFocusTraversable(!open);
    }

    private void toggle() {
        boolean open = line.key().equals(rows.openKeyProperty().get());
        rows.open(open ? null : line.key());
    }

    private void pressed(KeyEvent event) {
        if (equals(event.getTarget())
                && (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE)) {
            toggle();
            event.consume();
        }
    }
}
