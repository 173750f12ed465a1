package org.fieldpost.ui.capture.question;

import atlantafx.base.controls.CustomTextField;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.Position;
import org.fieldpost.ui.answers.GeopointText;
import org.fieldpost.ui.answers.NumberText;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A place: latitude, longitude and accuracy; a place pasted into either field fills both; or that of a photo. */
final class GeopointEditor implements Editor {
    private static final int DECIMALS_MAX = 7;
    private static final int PASTED_CHARS_MIN = 3;
    private final QuestionViewModel question;
    private final Words words;
    private final NumberText numbers;
    private final CustomTextField latitude;
    private final CustomTextField longitude;
    private final CustomTextField accuracy;
    private final Button fromPhoto;
    private final VBox box;
    private @Nullable JsonNode altitude;
    private boolean showing;

    GeopointEditor(QuestionViewModel question, Words words, PhotoDesk photos) {
        this.question = question;
        this.words = words;
        numbers = new NumberText(question.locale());
        latitude = field("place.latitude", "°");
        longitude = field("place.longitude", "°");
        accuracy = field("place.accuracy", "m");
        accuracy.getStyleClass().add("answer-accuracy");
        fromPhoto = new Button(words.say("place.photo"), new FontIcon(Feather.IMAGE));
        fromPhoto.getStyleClass().add("quiet-button");
        fromPhoto.setOnAction(_ -> photos.latestPosition().ifPresent(this::take));
        fromPhoto.disableProperty().bind(photos.hasPositionProperty().not());
        var line =
                new HBox(
                        labelled("place.latitude", latitude),
                        labelled("place.longitude", longitude),
                        labelled("place.accuracy", accuracy),
                        fromPhoto);
        line.getStyleClass().add("place-line");
        var paste = new Label(words.say("place.paste"));
        paste.getStyleClass().add("hint");
        box = new VBox(line, paste);
        box.getStyleClass().add("place");
        show(question.value());
    }

    private CustomTextField field(String nameKey, String unit) {
        var field = new CustomTextField();
        field.getStyleClass().addAll("answer-coordinate", "number-field");
        field.setAccessibleText(question.label() + ", " + words.say(nameKey));
        var mark = new Label(unit);
        mark.getStyleClass().add("unit");
        field.setRight(mark);
        field.textProperty().addListener((_, before, now) -> typed(before, now));
        return field;
    }

    private VBox labelled(String key, Node field) {
        var label = new Label(words.say(key));
        label.getStyleClass().add("field-label");
        var both = new VBox(label, field);
        both.getStyleClass().add("labelled");
        return both;
    }

    private void typed(String before, String now) {
        if (showing) {
            return;
        }
        // A place comes in one go; somebody who types one is not interrupted after its first
        // digits.
        if (now.length() - before.length() > PASTED_CHARS_MIN && spread(now)) {
            accuracy.requestFocus();
        }
        question.answer(read());
    }

    /** Puts a whole place found in one field into both. */
    private boolean spread(String text) {
        Optional<GeopointText.Place> place = GeopointText.parse(text);
        if (place.isPresent()) {
            showing = true;
            latitude.setText(numbers.plain(place.get().latitude()));
            longitude.setText(numbers.plain(place.get().longitude()));
            showing = false;
        }
        return place.isPresent();
    }

    @Override
    public void left() {
        if (spread(latitude.getText())) {
            question.answer(read());
        }
    }

    private void take(Position position) {
        var answer = Json.object();
        answer.put("latitude", decimal(position.latitude()));
        answer.put("longitude", decimal(position.longitude()));
        if (position.altitude() != null) {
            answer.put("altitude", decimal(position.altitude()));
        }
        if (position.accuracy() != null) {
            answer.put("accuracy", decimal(position.accuracy()));
        }
        question.answer(answer);
        show(answer);
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS_MAX, java.math.RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }

    private @Nullable JsonNode read() {
        ObjectNode place = Json.object();
        put(place, "latitude", latitude.getText());
        put(place, "longitude", longitude.getText());
        put(place, "accuracy", accuracy.getText());
        if (place.isEmpty()) {
            return null;
        }
        if (altitude != null) {
            place.set("altitude", altitude);
        }
        return place;
    }

    private void put(ObjectNode place, String name, String typed) {
        if (!typed.isBlank()) {
            JsonNode number =
                    numbers.parse(typed)
                            .<JsonNode>map(DecimalNode::valueOf)
                            .orElseGet(() -> TextNode.valueOf(typed.strip()));
            place.set(name, number);
        }
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        return latitude;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        showing = true;
        latitude.setText(part(answer, "latitude"));
        longitude.setText(part(answer, "longitude"));
        accuracy.setText(part(answer, "accuracy"));
        altitude = answer == null ? null : answer.get("altitude");
        showing = false;
    }

    private String part(@Nullable JsonNode answer, String name) {
        JsonNode part = answer == null ? null : answer.get(name);
        if (part == null) {
            return "";
        }
        return part.isNumber() ? numbers.plain(part.decimalValue()) : part.asText();
    }

    @Override
    public void editable(boolean editable) {
        latitude.setEditable(editable);
        longitude.setEditable(editable);
        accuracy.setEditable(editable);
        fromPhoto.setVisible(editable);
    }
}
