package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Rows asked once for each thing: a short table of them, the open one edited in its place. F3 adds, F4 takes away. */
final class RepeatEditor implements Editor {
    private final RepeatViewModel rows;
    private final RowFactory factory;
    private final Words words;
    private final VBox box = new VBox();
    private final VBox table = new VBox();
    private final VBox panel = new VBox();
    private final Label count = new Label();
    private final Button add;
    private final HBox pager = new HBox();
    private @Nullable AnswerPath drawnAt;

    RepeatEditor(RepeatViewModel rows, RowFactory factory, Words words) {
        this.rows = rows;
        this.factory = factory;
        this.words = words;
        box.getStyleClass().add("repeat");
        table.getStyleClass().add("repeat-table");
        panel.getStyleClass().add("repeat-panel");
        count.getStyleClass().add("hint");
        add = new Button(words.say("repeat.add"), new FontIcon(Feather.PLUS));
        add.setOnAction(_ -> rows.add());
        var key = new Label("F3");
        key.getStyleClass().add("key-hint");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        pager.getStyleClass().add("repeat-pager");
        var foot = new HBox(add, key, undoButton(), space, pager, count);
        foot.getStyleClass().add("repeat-foot");
        box.getChildren().addAll(table, foot);
        box.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        rows.lines().addListener((ListChangeListener<RepeatViewModel.Line>) this::linesChanged);
        rows.openKeyProperty().addListener((_, _, now) -> drawPanel(now));
        draw();
    }

    private Button undoButton() {
        var undo = new Button(words.say("repeat.undo"), new FontIcon(Feather.CORNER_UP_LEFT));
        undo.getStyleClass().add("quiet-button");
        undo.visibleProperty().bind(rows.undoProperty().isNotNull());
        undo.managedProperty().bind(undo.visibleProperty());
        undo.setOnAction(_ -> rows.undo());
        return undo;
    }

    /** A cell that changed is redrawn alone, so that the open panel and its focus stay. */
    private void linesChanged(ListChangeListener.Change<? extends RepeatViewModel.Line> change) {
        boolean sameRows = true;
        while (change.next()) {
            sameRows &=
                    change.wasReplaced() && sameKeys(change.getRemoved(), change.getAddedSubList());
            if (sameRows) {
                change.getAddedSubList().forEach(this::redraw);
            }
        }
        if (!sameRows) {
            draw();
        }
    }

    private static boolean sameKeys(
            List<? extends RepeatViewModel.Line> before, List<? extends RepeatViewModel.Line> now) {
        return before.size() == now.size()
                && java.util.stream.IntStream.range(0, now.size())
                        .allMatch(
                                i ->
                                        before.get(i).key().equals(now.get(i).key())
                                                && before.get(i).index() == now.get(i).index());
    }

    private void redraw(RepeatViewModel.Line line) {
        for (Node node : table.getChildren()) {
            if (node instanceof RepeatLine drawn && drawn.line().key().equals(line.key())) {
                drawn.show(line);
            }
        }
    }

    private void draw() {
        table.getChildren().clear();
        if (!rows.lines().isEmpty()) {
            table.getChildren().add(RepeatLine.header(rows, words));
        }
        for (var line : rows.lines()) {
            table.getChildren().add(new RepeatLine(rows, line, words, this::remove));
        }
        if (rows.lines().isEmpty()) {
            var empty = new Label(words.say("repeat.empty"));
            empty.getStyleClass().add("repeat-empty");
            table.getChildren().add(empty);
        }
        drawFoot();
        drawPanel(rows.openKeyProperty().get());
    }

    private void drawFoot() {
        Integer most = rows.question().rowsMax();
        count.setText(
                most == null
                        ? words.say("repeat.count", rows.rowCount())
                        : words.say("repeat.count.max", rows.rowCount(), most));
        add.setDisable(!rows.canAdd());
        pager.getChildren().clear();
        if (rows.pages() > 1) {
            int page = rows.pageProperty().get();
            pager.getChildren()
                    .addAll(
                            turn(Feather.CHEVRON_LEFT, page - 1),
                            new Label(words.say("repeat.page", page + 1, rows.pages())),
                            turn(Feather.CHEVRON_RIGHT, page + 1));
        }
    }

    private Button turn(Feather icon, int page) {
        var button = new Button("", new FontIcon(icon));
        button.getStyleClass().add("quiet-button");
        button.setDisable(page < 0 || page >= rows.pages());
        button.setOnAction(_ -> rows.turnTo(page));
        return button;
    }

    private void drawPanel(@Nullable String key) {
        AnswerPath path = rows.openPath();
        for (Node node : table.getChildren()) {
            if (node instanceof RepeatLine line) {
                line.markOpen(line.line().key().equals(key));
            }
        }
        if (path == null || key == null || lineOf(key) < 0) {
            close();
            return;
        }
        if (!Objects.equals(path, drawnAt)) {
            close();
            drawnAt = path;
            panel.getChildren().setAll(factory.build(rows.question().inner(), path));
        }
        if (panel.getParent() == null) {
            table.getChildren().add(lineOf(key) + 1, panel);
        }
        if (!panel.isFocusWithin()) {
            focusFirst();
        }
    }

    private int lineOf(String key) {
        for (int i = 0; i < table.getChildren().size(); i++) {
            if (table.getChildren().get(i) instanceof RepeatLine line
                    && line.line().key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private void close() {
        table.getChildren().remove(panel);
        panel.getChildren().clear();
        if (drawnAt != null) {
            factory.forget(drawnAt);
            drawnAt = null;
        }
    }

    private void focusFirst() {
        panel.getChildren().stream()
                .filter(node -> node instanceof QuestionRow && node.isVisible())
                .findFirst()
                .ifPresent(node -> ((QuestionRow) node).focusAnswer());
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F3) {
            rows.add();
            event.consume();
        } else if (event.getCode() == KeyCode.F4) {
            String key = focusedKey();
            if (key != null) {
                remove(key);
                event.consume();
            }
        } else if (event.getCode() == KeyCode.ESCAPE && panel.isFocusWithin()) {
            closeRow();
            event.consume();
        }
    }

    /** The keyboard leaves the row while its questions are still there to be left. */
    private void remove(String key) {
        add.requestFocus();
        rows.remove(key);
    }

    /** Out of the open row, to its line in the table. */
    private void closeRow() {
        int at = lineOf(String.valueOf(rows.openKeyProperty().get()));
        rows.open(null);
        if (at >= 0) {
            table.getChildren().get(at).requestFocus();
        }
    }

    private @Nullable String focusedKey() {
        for (Node node : table.getChildren()) {
            if (node instanceof RepeatLine line && line.isFocusWithin()) {
                return line.line().key();
            }
        }
        return rows.openKeyProperty().get();
    }

    /** Opens the row of {@code index}, to go to a question in it. */
    void openRow(int index) {
        rows.openIndex(index);
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        for (Node node : table.getChildren()) {
            if (node instanceof RepeatLine line && line.isFocusTraversable()) {
                return line;
            }
        }
        return add;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        choicesChanged();
    }

    @Override
    public void editable(boolean editable) {
        add.setDisable(!rows.canAdd());
    }

    @Override
    public void choicesChanged() {
        rows.refresh();
        drawFoot();
        if (drawnAt != null && !Objects.equals(drawnAt, rows.openPath())) {
            draw();
        }
    }
}
