package org.fieldpost.ui.capture.question;

import atlantafx.base.theme.Styles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** Yes or no as two keys side by side; {@code y} and {@code n} (and the first letters of the language) press them. */
final class YesNoEditor implements Editor {
    private final HBox box = new HBox();
    private final ToggleGroup group = new ToggleGroup();
    private final ToggleButton yes;
    private final ToggleButton no;
    private final QuestionViewModel question;
    private boolean showing;

    YesNoEditor(QuestionViewModel question, Words words) {
        this.question = question;
        yes = button(words.say("answer.yes"), "y", Styles.LEFT_PILL);
        no = button(words.say("answer.no"), "n", Styles.RIGHT_PILL);
        box.getChildren().addAll(yes, no);
        box.getStyleClass().add("yes-no");
        RovingFocus.within(group);
        group.selectedToggleProperty()
                .addListener((_, _, now) -> chosen(yes.equals(now), now == null));
        show(question.value());
    }

    private ToggleButton button(String text, String key, String side) {
        // The first letter of the word if a Latin keyboard has it: "o" for oui.
        char first = Character.toLowerCase(text.charAt(0));
        var letter = new Label(first >= 'a' && first <= 'z' ? String.valueOf(first) : key);
        letter.getStyleClass().add("key-hint");
        var button = new ToggleButton(text, letter);
        button.setToggleGroup(group);
        button.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        button.getStyleClass().addAll(side, "yes-no-key");
        return button;
    }

    private void chosen(boolean isYes, boolean nothing) {
        if (!showing) {
            question.answer(nothing ? null : BooleanNode.valueOf(isYes));
        }
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        return no.isSelected() ? no : yes;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        showing = true;
        if (answer == null || !answer.isBoolean()) {
            group.selectToggle(null);
        } else {
            group.selectToggle(answer.booleanValue() ? yes : no);
        }
        showing = false;
    }

    @Override
    public boolean key(KeyEvent event) {
        String letter = event.getText().toLowerCase(Locale.ROOT);
        if (event.getCode() == KeyCode.BACK_SPACE || event.getCode() == KeyCode.DELETE) {
            group.selectToggle(null);
        } else if (letter.equals("y") || startsWith(yes, letter)) {
            press(yes);
        } else if (letter.equals("n") || startsWith(no, letter)) {
            press(no);
        } else {
            return false;
        }
        return true;
    }

    private void press(ToggleButton button) {
        group.selectToggle(button);
        button.requestFocus();
    }

    private static boolean startsWith(ToggleButton button, String letter) {
        return !letter.isBlank() && button.getText().toLowerCase(Locale.ROOT).startsWith(letter);
    }
}
