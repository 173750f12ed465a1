package org.fieldpost.ui.sync;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Something that stands still: what, why, what to do, and the button that does it. */
final class NeedsLine extends HBox {
    /**
     * @param open shows the thing itself; null when there is nowhere to show it
     * @param again sends it again; null when that cannot help
     * @param discard gives it up, after questions; null when that cannot be done
     */
    NeedsLine(
            QueueLine line,
            LineWords said,
            Words words,
            @Nullable Consumer<QueueLine> open,
            @Nullable Consumer<QueueLine> again,
            @Nullable Consumer<QueueLine> discard) {
        getStyleClass().add("needs-line");
        var title = new Label(said.what(line));
        title.getStyleClass().add("strong");
        title.setWrapText(true);
        var why = new Label(said.why(line));
        why.setWrapText(true);
        why.getStyleClass().add("muted");
        var texts = new VBox(title, why);
        texts.getStyleClass().add("needs-words");
        var error = line.error();
        if (error != null) {
            var detail = new Label(words.say("needs.detail", error.code(), error.message()));
            detail.getStyleClass().add("code");
            detail.setWrapText(true);
            texts.getChildren().add(detail);
        }
        HBox.setHgrow(texts, Priority.ALWAYS);
        getChildren().addAll(new FontIcon(said.icon(line)), texts, said.chip(line));
        if (open != null) {
            addButton(words.say("needs.open"), said.what(line), () -> open.accept(line));
        }
        if (again != null) {
            addButton(words.say("needs.again"), said.what(line), () -> again.accept(line));
        }
        if (discard != null) {
            addButton(words.say("needs.discard"), said.what(line), () -> discard.accept(line));
        }
    }

    private void addButton(String text, String about, Runnable act) {
        var button = new Button(text);
        button.setMinWidth(USE_PREF_SIZE);
        button.setAccessibleText(text + ": " + about);
        button.setOnAction(_ -> act.run());
        getChildren().add(button);
    }
}
