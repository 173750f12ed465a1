package org.fieldpost.ui.capture;

import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.KeyboardPlace;
import org.jspecify.annotations.Nullable;

/** Ctrl+G: a question by its number, its name or words of it. */
final class GoToPanel {
    private static final int SHOWN_MAX = 50;
    private static final int LINES_VISIBLE_MAX = 9;
    private static final double LINE_HEIGHT = 40;
    private final CaptureViewModel model;
    private final StackPane root;
    private final Consumer<AnswerPath> goTo;
    private final TextField field = new TextField();
    private final ListView<Target> list = new ListView<>();
    private final StackPane scrim = new StackPane();
    private @Nullable KeyboardPlace before;

    GoToPanel(CaptureViewModel model, Words words, StackPane root, Consumer<AnswerPath> goTo) {
        this.model = model;
        this.root = root;
        this.goTo = goTo;
        field.setPromptText(words.say("goto.prompt"));
        field.setAccessibleText(words.say("goto.title"));
        list.setFocusTraversable(false);
        list.setPlaceholder(new Label(words.say("goto.none")));
        list.getStyleClass().add("goto-list");
        list.setCellFactory(_ -> new Line());
        list.setOnMouseClicked(_ -> take());
        list.setFixedCellSize(LINE_HEIGHT);
        var title = new Label(words.say("goto.title"));
        title.getStyleClass().add("overlay-title");
        var card = new VBox(title, field, list);
        card.getStyleClass().addAll("overlay-card", "goto-card");
        card.setMaxHeight(Region.USE_PREF_SIZE);
        scrim.getChildren().add(card);
        scrim.getStyleClass().addAll("scrim", "scrim-top");
        scrim.setOnMouseClicked(
                event -> {
                    if (scrim.equals(event.getTarget())) {
                        close();
                    }
                });
        scrim.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        field.textProperty().addListener((_, _, text) -> search(text));
        search("");
    }

    /** Once, however often it is asked for. */
    void open() {
        if (root.getChildren().contains(scrim)) {
            field.requestFocus();
            return;
        }
        search(field.getText());
        before = KeyboardPlace.in(root.getScene());
        root.getChildren().add(scrim);
        // A field takes keys only once it is dressed, and the first may come before the next frame.
        scrim.applyCss();
        field.requestFocus();
    }

    /** The keyboard goes back to where it was. */
    private void close() {
        root.getChildren().remove(scrim);
        if (before != null) {
            before.restore();
        }
    }

    private void search(String text) {
        list.getItems().setAll(model.search(text, SHOWN_MAX));
        int lines = Math.clamp(list.getItems().size(), 1, LINES_VISIBLE_MAX);
        list.setPrefHeight(lines * LINE_HEIGHT);
        list.getSelectionModel().selectFirst();
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> step(event, 1);
            case UP -> step(event, -1);
            case ENTER -> {
                take();
                event.consume();
            }
            case ESCAPE -> {
                close();
                event.consume();
            }
            default -> {
                if (event.getCode() == KeyCode.TAB) {
                    event.consume();
                }
            }
        }
    }

    private void step(KeyEvent event, int by) {
        int last = list.getItems().size() - 1;
        int now = list.getSelectionModel().getSelectedIndex();
        list.getSelectionModel().select(Math.clamp(now + (long) by, 0, Math.max(0, last)));
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 3));
        event.consume();
    }

    private void take() {
        Target target = list.getSelectionModel().getSelectedItem();
        if (target != null) {
            close();
            goTo.accept(target.path());
        }
    }

    private static final class Line extends ListCell<Target> {
        @Override
        protected void updateItem(Target target, boolean empty) {
            super.updateItem(target, empty);
            setText(null);
            setGraphic(empty || target == null ? null : line(target));
        }

        private static HBox line(Target target) {
            var number = new Label(String.valueOf(target.number()));
            number.getStyleClass().add("question-number");
            var label = new Label(target.label());
            HBox.setHgrow(label, Priority.ALWAYS);
            label.setMaxWidth(Double.MAX_VALUE);
            var section = new Label(target.section());
            section.getStyleClass().add("muted");
            var line = new HBox(number, label, section);
            line.getStyleClass().add("goto-line");
            return line;
        }
    }
}
