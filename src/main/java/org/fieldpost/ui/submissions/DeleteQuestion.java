package org.fieldpost.ui.submissions;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.Words;

/** Asks once before a submission is deleted, naming it; keeping it is the answer of a hasty Enter. */
final class DeleteQuestion {
    private final StackPane root;
    private final StackPane scrim = new StackPane();
    private final Button keep;
    private final Button delete;

    DeleteQuestion(Words words, StackPane root, String name) {
        this.root = root;
        var title = new Label(words.say("delete.title", name));
        title.getStyleClass().add("overlay-title");
        title.setWrapText(true);
        var text = new Label(words.say("delete.text"));
        text.setWrapText(true);
        keep = new Button(words.say("delete.keep"));
        keep.setOnAction(_ -> close());
        delete = new Button(words.say("delete.confirm"));
        delete.getStyleClass().add("danger");
        var buttons = new HBox(keep, delete);
        buttons.getStyleClass().add("overlay-buttons");
        var card = new VBox(title, text, buttons);
        card.setMaxHeight(Region.USE_PREF_SIZE);
        card.getStyleClass().add("overlay-card");
        scrim.getChildren().add(card);
        scrim.getStyleClass().add("scrim");
        scrim.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close();
                        event.consume();
                    }
                });
    }

    void ask(Runnable yes) {
        delete.setOnAction(
                _ -> {
                    close();
                    yes.run();
                });
        root.getChildren().add(scrim);
        keep.requestFocus();
    }

    private void close() {
        root.getChildren().remove(scrim);
    }
}
