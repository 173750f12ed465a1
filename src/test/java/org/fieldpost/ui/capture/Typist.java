package org.fieldpost.ui.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.DateQuestion;
import org.fieldpost.form.GeopointQuestion;
import org.fieldpost.form.MultiChoiceQuestion;
import org.fieldpost.form.PhotoQuestion;
import org.fieldpost.form.RepeatQuestion;
import org.fieldpost.form.YesNoQuestion;
import org.fieldpost.ui.capture.question.QuestionRow;
import org.fieldpost.ui.capture.question.QuestionViewModel;
import org.fieldpost.ui.capture.question.TypeAhead;
import org.jspecify.annotations.Nullable;
import org.testfx.util.WaitForAsyncUtils;

/** Fills a form as a practised person does: reads a paper (the sample), never touches the mouse, goes on with Enter. */
public final class Typist {
    private static final int STEPS_MAX = 600;
    private final Scene scene;
    private final JsonNode paper;
    private final Map<String, String> spoken;
    private final List<String> visited = new ArrayList<>();

    /**
     * A typist before a window.
     *
     * @param spoken what to type to find a submission, by its id
     */
    public Typist(Scene scene, JsonNode paper, Map<String, String> spoken) {
        this.spoken = spoken;
        this.scene = scene;
        this.paper = paper;
    }

    /** From the focused question to the end of the last page; the questions that had the keyboard, in order. */
    public List<String> fillAll() {
        for (int step = 0; step < STEPS_MAX; step++) {
            QuestionRow row = row();
            if (row != null) {
                fill(row);
            } else if (focused() instanceof Button button
                    && isWithin(button, "page-foot")
                    && button.getText().startsWith("Next")) {
                press(KeyCode.ENTER);
            } else if (focused() instanceof Button button && isWithin(button, "page-foot")) {
                press(KeyCode.TAB);
            } else {
                return visited;
            }
        }
        throw new IllegalStateException(
                "goes round and round: " + visited.subList(STEPS_MAX - 9, STEPS_MAX));
    }

    private void fill(QuestionRow row) {
        QuestionViewModel question = row.question();
        visited.add(question.path().toString());
        JsonNode answer = paper.at(question.path().toString());
        switch (question.question()) {
            case RepeatQuestion _ -> repeat(question.path(), answer);
            case PhotoQuestion _ -> photo(question);
            case GeopointQuestion _ -> {
                write(answer.path("latitude").asText());
                press(KeyCode.ENTER);
                write(answer.path("longitude").asText());
                press(KeyCode.ENTER);
                write(answer.path("accuracy").asText());
                press(KeyCode.ENTER);
            }
            default -> {
                if (!answer.isMissingNode() && !answer.equals(question.value())) {
                    simple(question, answer);
                }
                // In a paragraph Enter starts a line.
                press(focused() instanceof TextArea ? KeyCode.TAB : KeyCode.ENTER);
            }
        }
    }

    private void simple(QuestionViewModel question, JsonNode answer) {
        Node focused = focused();
        if (question.question() instanceof YesNoQuestion) {
            press(answer.asBoolean() ? KeyCode.Y : KeyCode.N);
        } else if (question.question() instanceof MultiChoiceQuestion) {
            several(answer, question);
        } else if (focused instanceof RadioButton) {
            press(KeyCode.getKeyCode(String.valueOf(place(question, answer) + 1)));
        } else if (question.question() instanceof DateQuestion) {
            var day = LocalDate.parse(answer.asText());
            write(DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT).format(day));
        } else if (focused.getStyleClass().contains("type-ahead")) {
            write(spoken.getOrDefault(answer.asText(), question.words(answer)));
            wait(() -> hasFound(focused));
        } else {
            write(answer.isNumber() ? answer.decimalValue().toPlainString() : answer.asText());
        }
    }

    /** Whether the list under a look-up field stands and holds something; it may come from the disk. */
    private static boolean hasFound(Node field) {
        return ((TypeAhead<?>) field).isOpen() && !((TypeAhead<?>) field).offered().isEmpty();
    }

    private static int place(QuestionViewModel question, JsonNode answer) {
        var choices = question.choices("", 50);
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).value().equals(answer)) {
                return i;
            }
        }
        throw new IllegalArgumentException(question.path() + " has no choice " + answer);
    }

    private void several(JsonNode answer, QuestionViewModel question) {
        for (JsonNode each : answer) {
            int away = place(question, each) - checkBoxAt();
            for (int i = 0; i < Math.abs(away); i++) {
                press(away > 0 ? KeyCode.DOWN : KeyCode.UP);
            }
            press(KeyCode.SPACE);
        }
    }

    private int checkBoxAt() {
        Node focused = focused();
        return focused.getParent().getChildrenUnmodifiable().stream()
                .filter(CheckBox.class::isInstance)
                .toList()
                .indexOf(focused);
    }

    /** Adds the rows of the paper, one after the other; then goes on behind the table. */
    private void repeat(AnswerPath path, JsonNode rows) {
        for (int i = 0; i < rows.size(); i++) {
            press(KeyCode.F3);
            AnswerPath at = path.row(i);
            for (QuestionRow row = row();
                    row != null && row.question().path().isWithin(at);
                    row = row()) {
                fill(row);
            }
        }
        // Out of the table: past the button that adds.
        leave(path);
    }

    private void photo(QuestionViewModel question) {
        if (question.value() == null) {
            press(KeyCode.ENTER);
            wait(() -> question.value() != null);
        }
        leave(question.path());
    }

    private void leave(AnswerPath path) {
        for (QuestionRow row = row();
                row != null && row.question().path().isWithin(path);
                row = row()) {
            press(KeyCode.TAB);
        }
    }

    /** Writes over what the field holds. */
    private void write(String text) {
        if (focused() instanceof TextInputControl input) {
            WaitForAsyncUtils.waitForAsyncFx(
                    60_000,
                    () -> {
                        input.selectAll();
                        return input;
                    });
        }
        type(text);
    }

    /** Types where the caret is, letter by letter. */
    public void type(String text) {
        WaitForAsyncUtils.waitForAsyncFx(
                60_000,
                () -> {
                    for (var letter : text.codePoints().mapToObj(Character::toString).toList()) {
                        Node target = scene.getFocusOwner();
                        Event.fireEvent(
                                target,
                                new KeyEvent(
                                        KeyEvent.KEY_TYPED,
                                        letter,
                                        "",
                                        KeyCode.UNDEFINED,
                                        false,
                                        false,
                                        false,
                                        false));
                    }
                    return text;
                });
        settle();
    }

    /** Presses keys, modifiers first. */
    public void press(KeyCode... keys) {
        WaitForAsyncUtils.waitForAsyncFx(
                60_000,
                () -> {
                    var held = Set.of(keys);
                    Node target = scene.getFocusOwner();
                    var code = keys[keys.length - 1];
                    for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                        Event.fireEvent(
                                target == null ? scene.getRoot() : target,
                                new KeyEvent(
                                        type,
                                        KeyEvent.CHAR_UNDEFINED,
                                        code.getName(),
                                        code,
                                        held.contains(KeyCode.SHIFT),
                                        held.contains(KeyCode.CONTROL),
                                        held.contains(KeyCode.ALT),
                                        false));
                    }
                    return code;
                });
        settle();
    }

    /** What the keys set off on the screen's thread has happened. */
    private static void settle() {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> true);
    }

    /** Waits for something that is to be seen on the screen. */
    public void wait(BooleanSupplier until) {
        try {
            WaitForAsyncUtils.waitFor(
                    60,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.waitForAsyncFx(60_000, until::getAsBoolean));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("waited too long, after " + visited, e);
        }
        settle();
    }

    /** What has the keyboard. */
    public Node focused() {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, scene::getFocusOwner);
    }

    /** The question that has the keyboard. */
    public @Nullable QuestionRow row() {
        for (Node at = focused(); at != null; at = at.getParent()) {
            if (at instanceof QuestionRow row) {
                return row;
            }
        }
        return null;
    }

    private static boolean isWithin(Node node, String styleClass) {
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            if (at.getStyleClass().contains(styleClass)) {
                return true;
            }
        }
        return false;
    }
}
