package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import org.fieldpost.form.Choice;
import org.fieldpost.kernel.Json;
import org.fieldpost.ui.fx.RightToLeft;
import org.jspecify.annotations.Nullable;

/**
 * Any of a score of choices, all visible; number keys switch the first nine, arrows move. Answers stay in the
 * order of the choices.
 */
final class CheckBoxesEditor implements Editor {
    static final int CHOICES_MAX = 20;
    private static final int ONE_COLUMN_MAX = 7;
    private static final int KEYS_MAX = 9;
    private final GridPane box = new GridPane();
    private final QuestionViewModel question;
    private final List<CheckBox> checks = new ArrayList<>();
    private List<Choice> choices = List.of();
    private Set<JsonNode> unknown = Set.of();
    private boolean showing;

    CheckBoxesEditor(QuestionViewModel question) {
        this.question = question;
        box.getStyleClass().add("check-boxes");
        // Before the boxes themselves, which would leave the question on an arrow.
        box.addEventFilter(KeyEvent.KEY_PRESSED, this::arrow);
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
        checks.clear();
        for (int i = 0; i < choices.size(); i++) {
            var check =
                    new CheckBox(
                            RightToLeft.wrappable(choices.get(i).label().in(question.locale())));
            Looks.wrapWhenLong(check);
            if (i < KEYS_MAX) {
                var digit = new Label(question.number(i + 1));
                digit.getStyleClass().add("key-hint");
                check.setGraphic(digit);
                check.setContentDisplay(ContentDisplay.RIGHT);
            }
            check.setFocusTraversable(i == 0);
            check.selectedProperty().addListener((_, _, _) -> chosen());
            check.focusedProperty().addListener((_, _, focused) -> rove(check, focused));
            checks.add(check);
        }
        lay();
        show(question.value());
    }

    /** One below the other; many in two columns, read down. */
    private void lay() {
        box.getChildren().clear();
        int rows = checks.size() <= ONE_COLUMN_MAX ? checks.size() : (checks.size() + 1) / 2;
        for (int i = 0; i < checks.size(); i++) {
            box.add(checks.get(i), i / rows, i % rows);
        }
    }

    private void rove(CheckBox check, boolean focused) {
        if (focused) {
            checks.forEach(other -> other.setFocusTraversable(other.equals(check)));
        }
    }

    private void chosen() {
        if (showing) {
            return;
        }
        ArrayNode answer = Json.array();
        for (int i = 0; i < checks.size(); i++) {
            if (checks.get(i).isSelected()) {
                answer.add(choices.get(i).value());
            }
        }
        unknown.forEach(answer::add);
        question.answer(answer.isEmpty() ? null : answer);
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        return checks.isEmpty() ? box : checks.getFirst();
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        showing = true;
        var chosen = new LinkedHashSet<JsonNode>();
        if (answer instanceof ArrayNode array) {
            array.forEach(chosen::add);
        }
        for (int i = 0; i < checks.size(); i++) {
            checks.get(i).setSelected(chosen.remove(choices.get(i).value()));
        }
        unknown = chosen;
        showing = false;
    }

    @Override
    public boolean key(KeyEvent event) {
        int digit = Looks.digit(event);
        if (digit < 1 || digit > Math.min(KEYS_MAX, checks.size())) {
            return false;
        }
        checks.get(digit - 1).setSelected(!checks.get(digit - 1).isSelected());
        checks.get(digit - 1).requestFocus();
        return true;
    }

    private void arrow(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN, RIGHT -> step(1);
            case UP, LEFT -> step(-1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int by) {
        for (int i = 0; i < checks.size(); i++) {
            if (checks.get(i).isFocused()) {
                checks.get(Math.clamp(i + (long) by, 0, checks.size() - 1)).requestFocus();
                return;
            }
        }
    }
}
