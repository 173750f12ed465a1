package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import javafx.scene.Node;
import org.fieldpost.form.ReferenceQuestion;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** Another submission, found by typing part of its name. */
final class ReferenceEditor implements Editor {
    private final QuestionViewModel question;
    private final ReferenceDesk desk;
    private final TypeAhead<ReferenceDesk.Found> field;

    ReferenceEditor(
            QuestionViewModel question, ReferenceQuestion type, ReferenceDesk desk, Words words) {
        this.question = question;
        this.desk = desk;
        field =
                new TypeAhead<>(
                        (text, done) -> desk.search(type.form(), text, TypeAhead.SHOWN_MAX, done),
                        ReferenceDesk.Found::name,
                        this::take,
                        words.say("choice.more"),
                        words.say("reference.none"));
        field.getStyleClass().add("answer-long");
        field.setPromptText(words.say("reference.prompt"));
        field.textProperty()
                .addListener(
                        (_, _, text) -> {
                            if (text.isEmpty()) {
                                question.answer(null);
                            }
                        });
        show(question.value());
    }

    private void take(ReferenceDesk.Found found) {
        question.answer(TextNode.valueOf(found.id()));
        field.showText(found.name());
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
        if (answer == null) {
            field.showText("");
            return;
        }
        String id = answer.asText();
        desk.describe(
                id,
                found -> {
                    if (!field.isFocused()) {
                        field.showText(found.map(ReferenceDesk.Found::name).orElse(id));
                    }
                });
    }

    @Override
    public void editable(boolean editable) {
        field.setEditable(editable);
    }

    /** What names nothing is not kept: the submission referred to before, or none, is shown again. */
    @Override
    public void left() {
        show(question.value());
    }
}
