package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import org.fieldpost.kernel.Json;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;

/** An answer no other editor can draw, written as JSON; text that is not JSON is kept and said to be wrong. */
final class JsonEditor implements Editor {
    private static final int ROWS = 5;
    private final QuestionViewModel question;
    private final TextArea area = new TextArea();
    private final VBox box;
    private boolean showing;

    JsonEditor(QuestionViewModel question, Words words) {
        this.question = question;
        area.getStyleClass().addAll("answer-long", "json");
        area.setPrefRowCount(ROWS);
        area.setNodeOrientation(javafx.geometry.NodeOrientation.LEFT_TO_RIGHT);
        var why = new Label(words.say("json.why"));
        why.getStyleClass().add("hint");
        why.setWrapText(true);
        box = new VBox(area, why);
        box.getStyleClass().add("labelled");
        area.textProperty()
                .addListener(
                        (_, _, text) -> {
                            if (!showing) {
                                this.question.answer(read(text));
                            }
                        });
        show(question.value());
    }

    private static @Nullable JsonNode read(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return Json.parse(text);
        } catch (Json.MalformedJson e) {
            return TextNode.valueOf(text);
        }
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        return area;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        showing = true;
        if (answer == null) {
            area.clear();
        } else {
            area.setText(answer.isTextual() ? answer.asText() : Json.writePretty(answer));
        }
        showing = false;
    }

    @Override
    public void editable(boolean editable) {
        area.setEditable(editable);
    }
}
