package org.fieldpost.ui.capture.question;

import atlantafx.base.controls.Calendar;
import atlantafx.base.controls.CustomTextField;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.NodeOrientation;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Popup;
import org.fieldpost.ui.answers.DateText;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A day typed in any usual way, or picked from a calendar that Down or the icon opens. */
final class DateField extends CustomTextField {
    private final DateText days;
    private final Supplier<LocalDate> today;
    private final Popup popup = new Popup();

    DateField(DateText days, Supplier<LocalDate> today) {
        this.days = days;
        this.today = today;
        getStyleClass().add("answer-date");
        setPromptText(days.example(today.get()));
        var icon = new FontIcon(Feather.CALENDAR);
        icon.setOnMouseClicked(_ -> open());
        setRight(icon);
        popup.setAutoHide(true);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /** The day typed, if it is one. */
    Optional<LocalDate> day() {
        return days.parse(getText(), today.get());
    }

    void show(LocalDate day) {
        setText(days.show(day));
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN && isEditable()) {
            open();
            event.consume();
        }
    }

    private void open() {
        if (!isEditable() || getScene() == null) {
            return;
        }
        var calendar = new Calendar(day().orElseGet(today));
        calendar.valueProperty()
                .addListener(
                        (_, _, picked) -> {
                            if (picked != null) {
                                show(picked);
                                popup.hide();
                            }
                        });
        var box = new StackPane(calendar);
        box.getStyleClass().add("calendar-popup");
        popup.getContent().setAll(box);
        boolean mirrored = getEffectiveNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
        var corner = localToScreen(mirrored ? getWidth() : 0, getHeight() + 2);
        if (corner != null) {
            popup.show(this, corner.getX(), corner.getY());
            calendar.requestFocus();
        }
    }
}
