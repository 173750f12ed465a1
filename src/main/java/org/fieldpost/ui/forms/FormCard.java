package org.fieldpost.ui.forms;

import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.RightToLeft;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.StatusChip;
import org.fieldpost.ui.kit.TimeLabel;
import org.fieldpost.ui.kit.TimeWords;
import org.fieldpost.ui.kit.Tone;
import org.fieldpost.ui.shell.Frame;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A form in the catalogue: what it is for, how much was done with it, and the button that starts it. */
final class FormCard extends HBox {
    private final String code;

    FormCard(
            FormsViewModel.Card card,
            Words words,
            TimeWords times,
            Frame frame,
            Consumer<FormsViewModel.Card> start) {
        code = card.code();
        getStyleClass().add("form-card");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(card.name());
        var disc = new StackPane(new FontIcon(Feather.FILE_TEXT));
        disc.getStyleClass().add("form-disc");
        var texts = new VBox(title(card, words));
        texts.getStyleClass().add("form-texts");
        if (!card.description().isEmpty()) {
            var description = new Label(RightToLeft.wrappable(card.description()));
            description.setWrapText(true);
            description.getStyleClass().add("form-description");
            texts.getChildren().add(description);
        }
        texts.getChildren().add(facts(card, words, times, frame));
        HBox.setHgrow(texts, Priority.ALWAYS);
        var button = new Button(words.say("start"), new FontIcon(Feather.PLUS));
        button.setFocusTraversable(false);
        button.setMinWidth(USE_PREF_SIZE);
        button.getStyleClass().add("form-start");
        button.setOnAction(_ -> start.accept(card));
        getChildren().addAll(disc, texts);
        if (!card.ready()) {
            getChildren().add(notReady(words));
            setAccessibleText(card.name() + ". " + words.say("notready.text"));
            return;
        }
        getChildren().add(button);
        setOnMouseClicked(_ -> start.accept(card));
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                        start.accept(card);
                        event.consume();
                    }
                });
    }

    /** The code of its form. */
    String code() {
        return code;
    }

    /** Its choice lists are on their way; until then it cannot be begun. */
    private static Node notReady(Words words) {
        var chip = new StatusChip(Tone.INFO, Feather.DOWNLOAD_CLOUD, words.say("notready"));
        Tooltip.install(chip, new Tooltip(words.say("notready.text")));
        return chip;
    }

    private static Node title(FormsViewModel.Card card, Words words) {
        var name = new Label(card.name());
        name.getStyleClass().add("form-name");
        var version = new Label(words.say("version", card.version()));
        version.getStyleClass().addAll("muted", "small");
        var line = new HBox(name, version);
        line.getStyleClass().add("form-title");
        return line;
    }

    private static Node facts(FormsViewModel.Card card, Words words, TimeWords times, Frame frame) {
        var line = new HBox();
        line.getStyleClass().add("form-facts");
        line.getChildren().add(fact(words.say("submissions", card.submissions())));
        if (card.drafts() > 0) {
            line.getChildren().addAll(fact("·"), fact(words.say("drafts", card.drafts())));
        }
        if (card.lastUsed() != null) {
            var last = new TimeLabel(times, frame.ticker().nowProperty());
            last.getStyleClass().add("small");
            last.timeProperty().set(card.lastUsed());
            line.getChildren().addAll(fact("·"), fact(words.say("lastused")), last);
        }
        return line;
    }

    private static Label fact(String text) {
        var label = new Label(text);
        label.getStyleClass().addAll("muted", "small");
        return label;
    }
}
