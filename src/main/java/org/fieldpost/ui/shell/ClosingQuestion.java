package org.fieldpost.ui.shell;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.Words;

/** Asks before the window goes with work that could not be saved; staying is the answer of a hasty Enter. */
final class ClosingQuestion extends VBox {
    private final Button stay;

    /** What the person may answer. */
    interface Answers {
        void stay();

        void tryAgain();

        void lose();
    }

    ClosingQuestion(Words words, String name, String problem, Answers answers) {
        getStyleClass().add("closing-question");
        setMaxHeight(USE_PREF_SIZE);
        var title = text(words.say("closing.title", name));
        title.getStyleClass().add("closing-title");
        var why = text(words.say("closing.why", problem));
        why.getStyleClass().add("code");
        stay = button(words.say("closing.stay"), answers::stay);
        var again = button(words.say("closing.again"), answers::tryAgain);
        var lose = button(words.say("closing.lose"), answers::lose);
        lose.getStyleClass().add("danger");
        var buttons = new FlowPane(stay, again, lose);
        buttons.getStyleClass().add("closing-buttons");
        getChildren().addAll(title, text(words.say("closing.text")), why, buttons);
    }

    private static Label text(String said) {
        var label = new Label(said);
        label.setWrapText(true);
        return label;
    }

    private static Button button(String said, Runnable action) {
        var button = new Button(said);
        button.setOnAction(_ -> action.run());
        return button;
    }

    Button stayButton() {
        return stay;
    }
}
