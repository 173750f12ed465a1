package org.fieldpost.ui.forms;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.TimeWords;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Something begun and kept: go on with it, or throw it away after one more question. */
final class DraftLine extends HBox {
    private final Words words;
    private final HBox buttons = new HBox();
    private final Label text = new Label();
    private final String kept;
    private final Runnable goOn;
    private final Runnable discard;

    /** How and against when times are told. */
    record Facts(TimeWords times, ZoneId zone, Instant now) {
        /** "14:02:11" today, else the day before it. */
        String told(Instant then) {
            var there = then.atZone(zone);
            String clock = DateTimeFormatter.ofPattern("HH:mm:ss").format(there);
            LocalDate today = now.atZone(zone).toLocalDate();
            return there.toLocalDate().equals(today) ? clock : times.date(then) + " " + clock;
        }
    }

    DraftLine(
            FormsViewModel.Unfinished draft,
            Words words,
            Facts facts,
            Runnable goOn,
            Runnable discard) {
        this.words = words;
        this.goOn = goOn;
        this.discard = discard;
        this.kept =
                words.say(
                        draft.edit() ? "draft.kept.edit" : "draft.kept",
                        draft.form(),
                        facts.told(draft.savedAt()));
        getStyleClass().add("draft-line");
        var name = new Label(draft.summary().isEmpty() ? draft.form() : draft.summary());
        name.getStyleClass().add("form-name");
        text.setText(kept);
        text.setWrapText(true);
        text.getStyleClass().add("muted");
        var texts = new VBox(name, text);
        texts.getStyleClass().add("form-texts");
        HBox.setHgrow(texts, Priority.ALWAYS);
        buttons.getStyleClass().add("draft-buttons");
        buttons.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(new FontIcon(Feather.EDIT_3), texts, buttons);
        offer();
    }

    private void offer() {
        text.setText(kept);
        var go = new Button(words.say("draft.continue"));
        go.getStyleClass().add("accent");
        go.setOnAction(_ -> goOn.run());
        var away = new Button(words.say("draft.discard"));
        away.setOnAction(_ -> ask());
        buttons.getChildren().setAll(away, go);
    }

    private void ask() {
        text.setText(words.say("draft.discard.ask"));
        var keep = new Button(words.say("draft.keep"));
        keep.setOnAction(_ -> offer());
        var yes = new Button(words.say("draft.discard.yes"));
        yes.getStyleClass().add("danger");
        yes.setOnAction(_ -> discard.run());
        buttons.getChildren().setAll(keep, yes);
        keep.requestFocus();
    }
}
