package org.fieldpost.ui.capture.question;

import atlantafx.base.controls.CustomTextField;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import javafx.scene.Node;
import org.fieldpost.ui.answers.TimeText;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A time of day; {@code =} or the clock writes the present one. */
final class TimeEditor implements Editor {
    private final CustomTextField field = new CustomTextField();
    private final TimeText times;
    private boolean showing;

    TimeEditor(QuestionViewModel question) {
        times = new TimeText(question.locale());
        field.getStyleClass().add("answer-time");
        field.setPromptText(times.show(LocalTime.of(14, 30)));
        var clock = new FontIcon(Feather.CLOCK);
        clock.setOnMouseClicked(_ -> writeNow(question));
        field.setRight(clock);
        field.textProperty()
                .addListener(
                        (_, _, text) -> {
                            if (text.equals("=")) {
                                writeNow(question);
                            } else if (!showing) {
                                question.answer(read());
                            }
                        });
        show(question.value());
    }

    private void writeNow(QuestionViewModel question) {
        if (field.isEditable()) {
            field.setText(times.show(question.now().toLocalTime().truncatedTo(ChronoUnit.MINUTES)));
        }
    }

    private @Nullable JsonNode read() {
        String typed = field.getText().strip();
        return typed.isEmpty()
                ? null
                : TextNode.valueOf(times.parse(typed).map(TimeText::iso).orElse(typed));
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
            field.setText(answer == null ? "" : times.show(LocalTime.parse(answer.asText())));
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
