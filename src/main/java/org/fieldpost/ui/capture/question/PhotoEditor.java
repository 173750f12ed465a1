package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fieldpost.form.PhotoQuestion;
import org.fieldpost.kernel.Json;
import org.fieldpost.ui.fx.Words;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Photos dropped, pasted or chosen; each is on the disk before the answer refers to it. */
final class PhotoEditor implements Editor {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");
    private final QuestionViewModel question;
    private final PhotoQuestion type;
    private final PhotoDesk desk;
    private final Words words;
    private final FlowPane tiles = new FlowPane();
    private final VBox refusals = new VBox();
    private final HBox zone = new HBox();
    private final Button choose;
    private final VBox box = new VBox();
    private int underway;
    private boolean editable = true;

    PhotoEditor(QuestionViewModel question, PhotoQuestion type, PhotoDesk desk, Words words) {
        this.question = question;
        this.type = type;
        this.desk = desk;
        this.words = words;
        choose = new Button(words.say("photo.choose"), new FontIcon(Feather.IMAGE));
        choose.setOnAction(_ -> desk.choose(this::take));
        var invitation = new Label(words.say("photo.drop"), new FontIcon(Feather.UPLOAD));
        invitation.getStyleClass().add("drop-words");
        zone.getStyleClass().add("drop-zone");
        zone.getChildren().addAll(invitation, choose);
        zone.setOnDragOver(this::dragOver);
        zone.setOnDragExited(_ -> zone.pseudoClassStateChanged(TARGET, false));
        zone.setOnDragDropped(this::dropped);
        tiles.getStyleClass().add("photo-tiles");
        box.getStyleClass().add("photos");
        box.getChildren().addAll(tiles, refusals, zone);
        box.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        show(question.value());
    }

    private void dragOver(DragEvent event) {
        if (editable && event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
            zone.pseudoClassStateChanged(TARGET, true);
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        event.setDropCompleted(takeFrom(event.getDragboard()));
        event.consume();
    }

    private boolean takeFrom(Clipboard from) {
        if (!editable) {
            return false;
        }
        if (from.hasFiles()) {
            take(from.getFiles().stream().map(File::toPath).toList());
            return true;
        }
        if (!(from instanceof Dragboard) && from.hasImage()) {
            begin();
            desk.attachImage(question.path().toString(), from.getImage(), this::taken);
            return true;
        }
        return false;
    }

    /** Takes in {@code files}, as many as the question wants. */
    void take(List<Path> files) {
        refusals.getChildren().clear();
        int room = room();
        for (Path file : files.subList(0, Math.min(room, files.size()))) {
            begin();
            desk.attach(question.path().toString(), file, this::taken);
        }
        if (files.size() > room) {
            refuse(words.say("photo.toomany", photosMax()));
        }
    }

    private void begin() {
        underway++;
        tiles.getChildren().add(PhotoTile.underway(words));
    }

    private void taken(PhotoDesk.Outcome outcome) {
        underway--;
        switch (outcome) {
            case PhotoDesk.Outcome.Attached attached -> {
                var references = references();
                references.add(attached.reference());
                answer(references);
            }
            case PhotoDesk.Outcome.Refused refused -> refuse(refused.why());
        }
        boolean hadKeyboard = box.isFocusWithin();
        show(question.value());
        if (hadKeyboard && !zone.isVisible()) {
            // The button that had the keyboard is gone: the photo takes it.
            tiles.getChildren().getLast().requestFocus();
        }
    }

    private void refuse(String why) {
        var label = new Label(why, new FontIcon(Feather.ALERT_CIRCLE));
        label.setWrapText(true);
        label.getStyleClass().add("question-error");
        refusals.getChildren().add(label);
    }

    private void remove(String reference) {
        var references = references();
        references.remove(reference);
        answer(references);
        desk.detached(reference);
        show(question.value());
        choose.requestFocus();
    }

    private void answer(List<String> references) {
        if (references.isEmpty()) {
            question.answer(null);
        } else if (type.several()) {
            ArrayNode array = Json.array();
            references.forEach(array::add);
            question.answer(array);
        } else {
            question.answer(TextNode.valueOf(references.getLast()));
        }
    }

    private List<String> references() {
        var references = new ArrayList<String>();
        JsonNode answer = question.value();
        if (answer != null && answer.isArray()) {
            answer.forEach(each -> references.add(each.asText()));
        } else if (answer != null) {
            references.add(answer.asText());
        }
        return references;
    }

    private int photosMax() {
        Integer most = type.several() ? type.photosMax() : Integer.valueOf(1);
        return most == null ? Integer.MAX_VALUE : most;
    }

    private int room() {
        return Math.max(0, photosMax() - references().size() - underway);
    }

    @Override
    public Node node() {
        return box;
    }

    @Override
    public Node focusTarget() {
        return choose;
    }

    @Override
    public void show(@Nullable JsonNode answer) {
        tiles.getChildren().clear();
        for (String reference : references()) {
            tiles.getChildren().add(new PhotoTile(reference, question, desk, words, this::remove));
        }
        for (int i = 0; i < underway; i++) {
            tiles.getChildren().add(PhotoTile.underway(words));
        }
        tiles.setManaged(!tiles.getChildren().isEmpty());
        drawZone();
    }

    private void drawZone() {
        // It stays while a photo is on its way: the button that was pressed keeps the keyboard.
        zone.setVisible(editable && references().size() < photosMax());
        zone.setManaged(zone.isVisible());
    }

    @Override
    public void editable(boolean now) {
        editable = now;
        drawZone();
    }

    private void pressed(KeyEvent event) {
        if (Looks.isCommand(event)
                && event.getCode() == KeyCode.V
                && takeFrom(Clipboard.getSystemClipboard())) {
            event.consume();
        }
    }
}
