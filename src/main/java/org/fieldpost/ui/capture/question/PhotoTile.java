package org.fieldpost.ui.capture.question;

import atlantafx.base.controls.RingProgressIndicator;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.fieldpost.ui.answers.Measures;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.TimeWords;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A photo of the answer: picture, when and where it was taken, how far off that is, and what looks wrong with it. */
final class PhotoTile extends VBox {
    private static final double WIDTH = 216;
    private static final double HEIGHT = 144;
    private static final double CORNER = 12;
    private final QuestionViewModel question;
    private final Words words;
    private final VBox facts = new VBox();

    PhotoTile(
            String reference,
            QuestionViewModel question,
            PhotoDesk desk,
            Words words,
            Consumer<String> remove) {
        this.question = question;
        this.words = words;
        getStyleClass().add("photo-tile");
        facts.getStyleClass().add("photo-facts");
        var frame = frame();
        getChildren().addAll(frame, facts);
        setFocusTraversable(true);
        desk.thumbnail(reference, image -> image.ifPresent(picture -> show(frame, picture)));
        desk.describe(
                reference,
                found ->
                        found.ifPresentOrElse(
                                photo -> describe(photo, () -> remove.accept(reference)),
                                () -> facts.getChildren().add(warning("photo.missing"))));
        setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.DELETE) {
                        remove.accept(reference);
                        event.consume();
                    }
                });
    }

    /** A place kept for a photo that is being taken in. */
    static Node underway(Words words) {
        var ring = new RingProgressIndicator(-1);
        ring.setPrefSize(32, 32);
        ring.setMaxSize(32, 32);
        var label = new Label(words.say("photo.underway"));
        label.getStyleClass().add("hint");
        var box = new VBox(ring, label);
        box.getStyleClass().addAll("photo-tile", "photo-underway");
        box.setPrefSize(WIDTH, HEIGHT);
        return box;
    }

    private static StackPane frame() {
        var frame = new StackPane(new FontIcon(Feather.IMAGE));
        frame.getStyleClass().add("photo-frame");
        frame.setPrefSize(WIDTH, HEIGHT);
        frame.setMinSize(WIDTH, HEIGHT);
        frame.setMaxSize(WIDTH, HEIGHT);
        var clip = new Rectangle(WIDTH, HEIGHT);
        clip.setArcWidth(CORNER);
        clip.setArcHeight(CORNER);
        frame.setClip(clip);
        return frame;
    }

    private void show(StackPane frame, Image picture) {
        var view = new ImageView(picture);
        view.setPreserveRatio(true);
        double scale = Math.max(WIDTH / picture.getWidth(), HEIGHT / picture.getHeight());
        view.setFitWidth(picture.getWidth() * scale);
        view.setNodeOrientation(javafx.geometry.NodeOrientation.LEFT_TO_RIGHT);
        frame.getChildren().setAll(view);
    }

    private void describe(PhotoFacts photo, Runnable remove) {
        var measures = new Measures(question.locale(), question.zone());
        var name = new Label(photo.filename());
        name.getStyleClass().add("photo-name");
        name.setTooltip(new Tooltip(photo.filename()));
        name.setMaxWidth(WIDTH - 40);
        var away = new Button("", new FontIcon(Feather.TRASH_2));
        away.getStyleClass().add("quiet-button");
        away.setAccessibleText(words.say("photo.remove", photo.filename()));
        away.setTooltip(new Tooltip(words.say("photo.remove", photo.filename())));
        away.setOnAction(_ -> remove.run());
        var spring = new javafx.scene.layout.Region();
        HBox.setHgrow(spring, javafx.scene.layout.Priority.ALWAYS);
        var line = new HBox(name, spring, away);
        line.getStyleClass().add("photo-line");
        facts.getChildren().setAll(line, when(photo, measures), where(photo, measures));
        setAccessibleText(photo.filename());
    }

    private Node when(PhotoFacts photo, Measures measures) {
        Instant taken = photo.takenAt();
        Instant now = question.now().toInstant();
        String size = measures.bytes(photo.sizeBytes());
        if (taken == null) {
            return warning("photo.notime", size);
        }
        String moment = measures.moment(taken);
        if (photo.isFromTheFuture(now)) {
            return warning("photo.future", moment);
        }
        if (photo.isOld(now)) {
            return warning(
                    "photo.old", new TimeWords(words, question.zone()).ago(taken, now), size);
        }
        return fact(Feather.CLOCK, moment + " · " + size);
    }

    private Node where(PhotoFacts photo, Measures measures) {
        if (photo.place() == null) {
            return warning("photo.noplace");
        }
        Double away = photo.metresAway();
        if (away == null) {
            return fact(Feather.MAP_PIN, measures.place(photo.place()));
        }
        String distance = measures.distance(away);
        return photo.isFar()
                ? warning("photo.far", distance)
                : fact(Feather.MAP_PIN, words.say("photo.near", distance));
    }

    private static Label fact(Feather icon, String text) {
        var label = new Label(text, new FontIcon(icon));
        label.getStyleClass().add("photo-fact");
        return label;
    }

    private Label warning(String key, Object... blanks) {
        var label = new Label(words.say(key, blanks), new FontIcon(Feather.ALERT_TRIANGLE));
        label.getStyleClass().add("photo-warning");
        label.setWrapText(true);
        label.setMaxWidth(WIDTH);
        return label;
    }
}
