package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import javafx.scene.Node;
import org.fieldpost.form.Choice;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** One of many choices, found by typing part of its name or code. */
final class TypeAheadEditor implements Editor {
    private final QuestionViewModel question;
    private final TypeAhead<Choice> field;

    TypeAheadEditor(QuestionViewModel question, Words words) {
        this.question = question;
        field =
                new TypeAhead<>(
                        (text, found) -> found.accept(question.choices(text, TypeAhead.SHOWN_MAX)),
                        choice -> choice.label().in(question.locale()),
                        this::take,
                        words.say("choice.more"),
                        words.say("choice.none"));
        field.getStyleClass().add("answer-long");
        field.setPromptText(words.say("choice.prompt"));
        field.textProperty().addListener((_, _, text) -> cleared(text));
        show(question.value());
    }

    private void cleared(String text) {
        if (text.isEmpty()) {
            question.answer(null);
        }
    }

    private void take(Choice choice) {
        question.answer(choice.value());
        show(choice.value());
        field.end();
    }

    @Override
    public Node node() {
        return field;
    }

    @Override
    public Node focusTarget() {
        return field;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        field.showText(answer == null ? "" : question.words(answer));
    }

    @Override
    public void editable(boolean editable) {
        field.setEditable(editable);
    }

    /** What was typed is taken when it names one choice; else it stays, as an answer that is not on the list. */
    @Override
    public void left() {
        String typed = field.getText().strip();
        JsonNode held = question.value();
        if (typed.isEmpty() || (held != null && typed.equals(question.words(held)))) {
            return;
        }
        List<Choice> found = question.choices(typed, 2);
        boolean exact =
                !found.isEmpty()
                        && (found.getFirst().code().equalsIgnoreCase(typed)
                                || found.getFirst()
                                        .label()
                                        .in(question.locale())
                                        .equalsIgnoreCase(typed));
        if (exact || found.size() == 1) {
            take(found.getFirst());
        } else {
            question.answer(TextNode.valueOf(typed));
        }
    }
}
