package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.fieldpost.ui.fx.RightToLeft;
import org.jspecify.annotations.Nullable;

/** What the form works out itself: read, never typed, live. */
final class CalculatedView implements Editor {
    private final QuestionViewModel question;
    private final Label shown = new Label();

    CalculatedView(QuestionViewModel question) {
        this.question = question;
        shown.getStyleClass().add("calculated");
        shown.setWrapText(true);
        show(question.value());
    }

    @Override
    public Node node() {
        return shown;
    }

    @Override
    public Node focusTarget() {
        return shown;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        shown.setText(answer == null ? "–" : RightToLeft.wrappable(question.words(answer)));
    }

    @Override
    public void editable(boolean editable) {
        // Never.
    }
}
