package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import org.fieldpost.ui.answers.DateText;
import org.fieldpost.ui.answers.TimeText;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** A moment: a day and a time in the zone of the laptop, or now. Half a moment is kept as typed and said to be half. */
final class DateTimeEditor implements Editor {
    private final QuestionViewModel question;
    private final DateField day;
    private final TextField time = new TextField();
    private final Button now;
    private final TimeText times;
    private final HBox box;
    private boolean showing;

    DateTimeEditor(QuestionViewModel question, Words words) {
        this.question = question;
        times = new TimeText(question.locale());
        day = new DateField(new DateText(question.locale()), question::today);
        time.getStyleClass().add("answer-time");
        time.setPromptText(times.show(LocalTime.of(14, 30)));
        now = new Button(words.say("answer.now"));
        now.getStyleClass().add("quiet-button");
        now.setFocusTraversable(false);
        now.setOnAction(_ -> writeNow());
        box = new HBox(day, time, now);
        box.getStyleClass().add("answer-line");
        day.textProperty().addListener((_, _, _) -> typed());
        time.textProperty().addListener((_, _, _) -> typed());
        show(question.value());
    }

    private void typed() {
        if (!showing) {
            question.answer(read());
        }
    }

    private void writeNow() {
        var moment = question.now().truncatedTo(ChronoUnit.MINUTES);
        question.answer(TextNode.valueOf(iso(moment)));
        show(question.value());
    }

    private @Nullable JsonNode read() {
        String typed = (day.getText().strip() + " " + time.getText().strip()).strip();
        if (typed.isEmpty()) {
            return null;
        }
        Optional<LocalDate> date = day.day();
        Optional<LocalTime> clock = times.parse(time.getText());
        if (date.isEmpty() || clock.isEmpty()) {
            return TextNode.valueOf(typed);
        }
        return TextNode.valueOf(iso(ZonedDateTime.of(date.get(), clock.get(), question.zone())));
    }

    private static String iso(ZonedDateTime moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        return day;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        showing = true;
        day.setText(answer == null ? "" : answer.asText());
        time.setText("");
        try {
            if (answer != null) {
                var there =
                        OffsetDateTime.parse(answer.asText()).atZoneSameInstant(question.zone());
                day.show(there.toLocalDate());
                time.setText(times.show(there.toLocalTime()));
            }
        } catch (DateTimeException e) {
            // Half a moment: shown as it was typed.
        }
        showing = false;
    }

    @Override
    public void editable(boolean editable) {
        day.setEditable(editable);
        time.setEditable(editable);
        now.setDisable(!editable);
    }

    @Override
    public void left() {
        showing = true;
        day.day().ifPresent(day::show);
        times.parse(time.getText()).ifPresent(parsed -> time.setText(times.show(parsed)));
        showing = false;
    }
}
