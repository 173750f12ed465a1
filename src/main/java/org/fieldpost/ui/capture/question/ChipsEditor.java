package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.fieldpost.form.Choice;
import org.fieldpost.kernel.Json;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Any of many choices: found by typing, kept as chips; Backspace in the empty field takes the last one away. */
final class ChipsEditor implements Editor {
    private final QuestionViewModel question;
    private final Words words;
    private final FlowPane chips = new FlowPane();
    private final TypeAhead<Choice> field;
    private final VBox box;

    ChipsEditor(QuestionViewModel question, Words words) {
        this.question = question;
        this.words = words;
        field =
                new TypeAhead<>(
                        this::search,
                        choice -> choice.label().in(question.locale()),
                        this::take,
                        words.say("choice.more"),
                        words.say("choice.none"));
        field.getStyleClass().add("answer-long");
        field.setPromptText(words.say("choice.prompt.several"));
        field.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        chips.getStyleClass().add("chips");
        box = new VBox(chips, field);
        box.getStyleClass().add("chips-box");
        show(question.value());
    }

    private void search(String text, Consumer<List<Choice>> found) {
        var held = held();
        found.accept(
                question.choices(text, TypeAhead.SHOWN_MAX).stream()
                        .filter(choice -> !contains(held, choice.value()))
                        .toList());
    }

    private void take(Choice choice) {
        var answer = held();
        if (!contains(answer, choice.value())) {
            answer.add(choice.value());
        }
        change(answer);
        field.showText("");
    }

    private void pressed(KeyEvent event) {
        var held = held();
        if (event.getCode() == KeyCode.BACK_SPACE && field.getText().isEmpty() && !held.isEmpty()) {
            held.remove(held.size() - 1);
            change(held);
            event.consume();
        }
    }

    private void change(ArrayNode answer) {
        question.answer(answer.isEmpty() ? null : answer);
        show(answer);
    }

    private ArrayNode held() {
        return question.value() instanceof ArrayNode array ? array.deepCopy() : Json.array();
    }

    private static boolean contains(ArrayNode array, JsonNode value) {
        for (var item : array) {
            if (item.equals(value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        return field;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        chips.getChildren().clear();
        if (answer instanceof ArrayNode array) {
            array.forEach(value -> chips.getChildren().add(chip(value)));
        }
        chips.setManaged(!chips.getChildren().isEmpty());
    }

    private Node chip(JsonNode value) {
        String label = question.choiceWords(value);
        var chip = new Button(label, new FontIcon(Feather.X));
        chip.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        chip.getStyleClass().add("answer-chip");
        chip.setFocusTraversable(false);
        chip.setAccessibleText(words.say("choice.remove", label));
        chip.setOnAction(_ -> remove(value));
        return chip;
    }

    private void remove(JsonNode value) {
        var kept = Json.array();
        for (var item : held()) {
            if (!item.equals(value)) {
                kept.add(item);
            }
        }
        change(kept);
        field.requestFocus();
    }

    @Override
    public void left() {
        var found =
                field.getText().isBlank()
                        ? List.<Choice>of()
                        : question.choices(field.getText(), 2);
        if (found.size() == 1) {
            take(found.getFirst());
        }
    }
}
