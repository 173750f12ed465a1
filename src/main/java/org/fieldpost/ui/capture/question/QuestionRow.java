package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A question on a page: number, label, editor, hint, and what is wrong in words. */
public final class QuestionRow extends HBox {
    private static final int ONE_LINE_CHARS_MAX = 48;
    private static final double WRAPPED_WIDTH_MIN = 320;
    private final QuestionViewModel question;
    private final Words words;
    private final Editor editor;
    private final VBox body = new VBox();
    private final TextField note = new TextField();
    private @Nullable JsonNode shown;

    QuestionRow(QuestionViewModel question, Editor editor, String number, Words words) {
        this.question = question;
        this.words = words;
        this.editor = editor;
        this.shown = question.value();
        getStyleClass().add("question");
        var gutter = new Label(number);
        gutter.getStyleClass().add("question-number");
        HBox.setHgrow(body, Priority.ALWAYS);
        body.getStyleClass().add("question-body");
        body.getChildren().add(heading());
        // What to list or photograph is read before; a hint to a field is looked at beside it.
        boolean hintFirst = editor instanceof RepeatEditor || editor instanceof PhotoEditor;
        if (hintFirst) {
            addHint();
        }
        body.getChildren().add(editor.node());
        if (!hintFirst) {
            addHint();
        }
        body.getChildren().addAll(errorLine(), warningBox(), noteLine());
        getChildren().addAll(gutter, body);
        watch();
    }

    private Node heading() {
        var label = new Label(question.label());
        // Right-to-left words may not be broken (decision 0008), so only what is long wraps.
        label.setWrapText(question.label().length() > ONE_LINE_CHARS_MAX);
        if (label.isWrapText()) {
            label.setMinWidth(WRAPPED_WIDTH_MIN);
        }
        label.getStyleClass().add("question-label");
        label.setLabelFor(editor.focusTarget());
        var required = new Label(words.say("required"));
        required.getStyleClass().add("required");
        required.setMinWidth(USE_PREF_SIZE);
        required.visibleProperty().bind(question.requiredProperty());
        required.managedProperty().bind(required.visibleProperty());
        var line = new HBox(label, required);
        line.getStyleClass().add("question-heading");
        return line;
    }

    private void addHint() {
        if (!question.hint().isEmpty()) {
            var hint = new Label(question.hint());
            hint.setWrapText(true);
            hint.getStyleClass().add("hint");
            body.getChildren().add(hint);
        }
    }

    private Node errorLine() {
        var error = new Label("", new FontIcon(Feather.ALERT_CIRCLE));
        error.setWrapText(true);
        error.getStyleClass().add("question-error");
        error.textProperty().bind(question.errorProperty());
        error.visibleProperty().bind(question.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        return error;
    }

    private Node warningBox() {
        var warning = new Label("", new FontIcon(Feather.ALERT_TRIANGLE));
        warning.setWrapText(true);
        warning.getStyleClass().add("question-warning");
        warning.textProperty().bind(question.warningProperty());
        var reason = new TextField();
        reason.setPromptText(words.say("warning.reason"));
        reason.setAccessibleText(question.label() + ", " + words.say("warning.reason"));
        reason.getStyleClass().add("answer-long");
        var keep = new Button(words.say("warning.keep"));
        keep.disableProperty().bind(reason.textProperty().isEmpty());
        keep.setOnAction(_ -> question.keepDespiteWarning(reason.getText()));
        var line = new HBox(reason, keep);
        line.getStyleClass().add("answer-line");
        var box = new VBox(warning, line);
        box.getStyleClass().add("warning-box");
        box.visibleProperty().bind(question.warningProperty().isNotEmpty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private Node noteLine() {
        note.setText(question.noteProperty().get());
        note.setPromptText(words.say("note.prompt"));
        note.setAccessibleText(question.label() + ", " + words.say("note.prompt"));
        note.getStyleClass().add("answer-long");
        note.textProperty().addListener((_, _, text) -> question.writeNote(text));
        HBox.setHgrow(note, Priority.ALWAYS);
        var line = new HBox(new FontIcon(Feather.MESSAGE_SQUARE), note);
        line.getStyleClass().addAll("answer-line", "note-line");
        line.setVisible(!note.getText().isEmpty());
        line.setManaged(line.isVisible());
        note.focusedProperty()
                .addListener(
                        (_, _, focused) -> {
                            line.setVisible(focused || !note.getText().isBlank());
                            line.setManaged(line.isVisible());
                        });
        return line;
    }

    private void watch() {
        visibleProperty().bind(question.relevantProperty());
        managedProperty().bind(visibleProperty());
        editor.editable(!question.readOnlyProperty().get());
        question.readOnlyProperty().addListener((_, _, now) -> editor.editable(!now));
        question.valueProperty().addListener((_, _, now) -> showIfForeign(now));
        question.errorProperty()
                .addListener((_, _, now) -> pseudoClassStateChanged(Looks.WRONG, !now.isEmpty()));
        pseudoClassStateChanged(Looks.WRONG, !question.errorProperty().get().isEmpty());
        question.warningProperty()
                .addListener(
                        (_, _, now) -> pseudoClassStateChanged(Looks.DOUBTFUL, !now.isEmpty()));
        focusWithinProperty().addListener((_, _, within) -> focusMoved(within));
        body.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /** What the person types here is on the screen already; what comes from elsewhere is shown. */
    private void showIfForeign(@Nullable JsonNode now) {
        boolean typing = editor.node().isFocused() || isFocusInEditor();
        if (!typing && !Objects.equals(now, shown)) {
            editor.show(now);
        }
        shown = now;
    }

    private boolean isFocusInEditor() {
        return editor.node() instanceof javafx.scene.Parent parent && parent.isFocusWithin();
    }

    private void focusMoved(boolean within) {
        boolean windowLeft =
                getScene() != null
                        && getScene().getFocusOwner() != null
                        && isInside(getScene().getFocusOwner());
        if (!within && !windowLeft) {
            editor.left();
            question.left();
        }
    }

    private boolean isInside(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (equals(at)) {
                return true;
            }
        }
        return false;
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F7) {
            question.repeatPrevious();
            editor.show(question.value());
            event.consume();
        } else if (event.getCode() == KeyCode.M && Looks.isCommand(event)) {
            openNote();
            event.consume();
        } else if (note.isFocused() && event.getCode() == KeyCode.ESCAPE) {
            focusAnswer();
            event.consume();
        } else if (!Looks.isCommand(event) && !note.isFocused() && editor.key(event)) {
            event.consume();
        }
    }

    private void openNote() {
        note.getParent().setVisible(true);
        note.getParent().setManaged(true);
        note.requestFocus();
    }

    public QuestionViewModel question() {
        return question;
    }

    /** Puts the keyboard into the answer. */
    public void focusAnswer() {
        editor.focusTarget().requestFocus();
    }

    /** Looks at the form again, after an edit that touched this question. */
    public void refresh() {
        question.refresh();
        editor.choicesChanged();
    }

    Editor editor() {
        return editor;
    }
}
