package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import org.fieldpost.form.TextQuestion;
import org.fieldpost.ui.fx.RightToLeft;
import org.jspecify.annotations.Nullable;

/** A line of text, or a paragraph that grows as it is written. */
final class TextEditor implements Editor {
    private static final int PARAGRAPH_ROWS = 3;
    private final TextInputControl input;
    private boolean showing;

    TextEditor(QuestionViewModel question, TextQuestion type) {
        input = type.multiLine() ? paragraph() : new TextField();
        input.getStyleClass().add(width(type));
        input.textProperty()
                .addListener(
                        (_, _, text) -> {
                            if (!showing) {
                                question.answer(text.isBlank() ? null : TextNode.valueOf(text));
                            }
                        });
        show(question.value());
    }

    private static TextArea paragraph() {
        var area = new TextArea();
        RightToLeft.wrapWhileSafe(area);
        area.setPrefRowCount(PARAGRAPH_ROWS);
        return area;
    }

    private static String width(TextQuestion type) {
        Integer most = type.lengthMax();
        boolean few = most != null && most <= 12 && !type.multiLine();
        return few ? "answer-short" : "answer-long";
    }

    @Override
    public TextInputControl node() {
        return input;
    }

    @Override
    public TextInputControl focusTarget() {
        return input;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        showing = true;
        input.setText(answer == null ? "" : answer.asText());
        showing = false;
    }

    @Override
    public void editable(boolean editable) {
        input.setEditable(editable);
    }

    @Override
    public void left() {
        String tidy = input.getText().strip();
        if (!tidy.equals(input.getText())) {
            input.setText(tidy);
        }
    }
}
