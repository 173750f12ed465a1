package org.fieldpost.ui.capture.question;

import atlantafx.base.controls.CustomTextField;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.fieldpost.form.NumberQuestion;
import org.fieldpost.ui.answers.NumberText;
import org.fieldpost.ui.answers.UnitText;
import org.jspecify.annotations.Nullable;

/**
 * A number as the place writes it, its unit inside the field. What is no number is kept as typed and said to be
 * none.
 */
final class NumberEditor implements Editor {
    private final CustomTextField field = new CustomTextField();
    private final NumberText numbers;
    private boolean showing;

    NumberEditor(QuestionViewModel question, NumberQuestion type) {
        numbers = new NumberText(question.locale());
        field.getStyleClass().addAll("answer-number", "number-field");
        if (!type.unit().isEmpty()) {
            var unit = new Label(UnitText.of(type.unit(), question.locale()));
            unit.getStyleClass().add("unit");
            field.setRight(unit);
        }
        field.textProperty()
                .addListener(
                        (_, _, text) -> {
                            if (!showing) {
                                question.answer(read(text));
                            }
                        });
        show(question.value());
    }

    private @Nullable JsonNode read(String text) {
        if (text.isBlank()) {
            return null;
        }
        return numbers.parse(text)
                .<JsonNode>map(DecimalNode::valueOf)
                .orElseGet(() -> TextNode.valueOf(text.strip()));
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
        showing = true;
        field.setText(shown(answer));
        showing = false;
    }

    private String shown(@Nullable JsonNode answer) {
        if (answer == null) {
            return "";
        }
        return answer.isNumber() ? numbers.plain(answer.decimalValue()) : answer.asText();
    }

    @Override
    public void editable(boolean editable) {
        field.setEditable(editable);
    }

    @Override
    public void left() {
        JsonNode read = read(field.getText());
        if (!shown(read).equals(field.getText())) {
            show(read);
        }
    }
}
