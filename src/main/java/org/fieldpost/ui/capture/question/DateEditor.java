package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import javafx.scene.Node;
import org.fieldpost.ui.answers.DateText;
import org.jspecify.annotations.Nullable;

/** A day. */
final class DateEditor implements Editor {
    private final DateField field;
    private boolean showing;

    DateEditor(QuestionViewModel question) {
        field = new DateField(new DateText(question.locale()), question::today);
        field.textProperty()
                .addListener(
                        (_, _, _) -> {
                            if (!showing) {
                                question.answer(read());
                            }
                        });
        show(question.value());
    }

    private @Nullable JsonNode read() {
        String typed = field.getText().strip();
        return typed.isEmpty()
                ? null
                : TextNode.valueOf(field.day().map(LocalDate::toString).orElse(typed));
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
        try {
            if (answer == null) {
                field.setText("");
            } else {
                field.show(LocalDate.parse(answer.asText()));
            }
        } catch (DateTimeException e) {
            field.setText(answer == null ? "" : answer.asText());
        }
        showing = false;
    }

    @Override
    public void editable(boolean editable) {
        field.setEditable(editable);
    }

    @Override
    public void left() {
        show(read());
    }
}
