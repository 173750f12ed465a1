package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.fieldpost.form.Choice;
import org.fieldpost.ui.fx.RightToLeft;
import org.jspecify.annotations.Nullable;

/**
 * One of a few choices, all visible; number keys choose. Side by side when they are short, else one below the
 * other.
 */
final class RadioEditor implements Editor {
    static final int CHOICES_MAX = 5;
    private static final int SHORT_LABELS_CHARS_MAX = 44;
    private final VBox box = new VBox();
    private final QuestionViewModel question;
    private ToggleGroup group = new ToggleGroup();
    private List<Choice> choices = List.of();
    private boolean showing;

    RadioEditor(QuestionViewModel question) {
        this.question = question;
        box.getStyleClass().add("radios");
        choicesChanged();
    }

    @Override
    public void choicesChanged() {
        var now = question.choices("", CHOICES_MAX);
        if (!now.equals(choices)) {
            choices = now;
            build();
        }
    }

    private void build() {
        boolean hadFocus = box.isFocusWithin();
        group = new ToggleGroup();
        var buttons = new ArrayList<RadioButton>();
        int chars = 0;
        for (int i = 0; i < choices.size(); i++) {
            String label = choices.get(i).label().in(question.locale());
            chars += label.length();
            var button = new RadioButton(RightToLeft.wrappable(label));
            button.setToggleGroup(group);
            button.setUserData(choices.get(i));
            Looks.wrapWhenLong(button);
            var digit = new Label(question.number(i + 1));
            digit.getStyleClass().add("key-hint");
            button.setGraphic(digit);
            button.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
            buttons.add(button);
        }
        boolean side = chars <= SHORT_LABELS_CHARS_MAX;
        Pane line = side ? new HBox() : new VBox();
        line.getStyleClass().add(side ? "choices-beside" : "choices-below");
        line.getChildren().addAll(buttons);
        box.getChildren().setAll(line);
        show(question.value());
        RovingFocus.within(group);
        group.selectedToggleProperty()
                .addListener(
                        (_, _, now) -> {
                            if (!showing) {
                                question.answer(
                                        now == null ? null : ((Choice) now.getUserData()).value());
                            }
                        });
        if (hadFocus) {
            focusTarget().requestFocus();
        }
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        if (group.getSelectedToggle() instanceof RadioButton chosen) {
            return chosen;
        }
        return group.getToggles().isEmpty() ? box : (RadioButton) group.getToggles().getFirst();
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        showing = true;
        group.selectToggle(null);
        for (var toggle : group.getToggles()) {
            if (((Choice) toggle.getUserData()).value().equals(answer)) {
                group.selectToggle(toggle);
            }
        }
        showing = false;
    }

    @Override
    public boolean key(KeyEvent event) {
        if (event.getCode() == KeyCode.BACK_SPACE || event.getCode() == KeyCode.DELETE) {
            group.selectToggle(null);
            return true;
        }
        int digit = Looks.digit(event);
        if (digit < 1 || digit > choices.size()) {
            return false;
        }
        var button = (RadioButton) group.getToggles().get(digit - 1);
        button.setSelected(true);
        button.requestFocus();
        return true;
    }
}
