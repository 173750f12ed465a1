package org.fieldpost.ui.settings;

import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.fieldpost.ui.fx.Words;

/** A button that opens three fields: the passphrase now, the new one, the new one again. */
final class PassphraseForm extends VBox {
    private final PassphraseViewModel model;
    private final Words words;
    private final Button begin;
    private final VBox fields = new VBox();

    PassphraseForm(PassphraseViewModel model, Words words) {
        this.model = model;
        this.words = words;
        getStyleClass().add("passphrase-form");
        setSpacing(8);
        fields.setSpacing(8);
        begin = new Button(words.say("passphrase.change"));
        begin.setOnAction(_ -> open());
        var now = field("passphrase.now", model.nowProperty());
        fields.getChildren()
                .addAll(
                        now,
                        field("passphrase.new", model.freshProperty()),
                        field("passphrase.again", model.repeatedProperty()),
                        complaint(),
                        buttons());
        getChildren().setAll(begin);
    }

    private VBox field(String key, StringProperty text) {
        var label = new Label(words.say(key));
        var field = new PasswordField();
        field.textProperty().bindBidirectional(text);
        field.setOnAction(_ -> model.change());
        field.setMaxWidth(320);
        label.setLabelFor(field);
        return new VBox(label, field);
    }

    private Label complaint() {
        var complaint = new Label();
        complaint.setWrapText(true);
        complaint.setMinHeight(USE_PREF_SIZE);
        complaint.getStyleClass().add("question-error");
        complaint.textProperty().bind(model.complaintProperty());
        complaint.visibleProperty().bind(Bindings.isNotEmpty(model.complaintProperty()));
        complaint.managedProperty().bind(complaint.visibleProperty());
        return complaint;
    }

    private HBox buttons() {
        var change = new Button(words.say("passphrase.change.do"));
        change.getStyleClass().add("accent");
        change.disableProperty().bind(model.busyProperty());
        change.setOnAction(_ -> model.change());
        var leave = new Button(words.say("passphrase.cancel"));
        leave.disableProperty().bind(model.busyProperty());
        leave.setOnAction(_ -> close());
        var buttons = new HBox(change, leave);
        buttons.setSpacing(8);
        return buttons;
    }

    private void open() {
        model.forget();
        getChildren().setAll(fields);
        // A field takes keys only once it is dressed, and the first may come before the next frame.
        applyCss();
        ((VBox) fields.getChildren().getFirst()).getChildren().getLast().requestFocus();
        reveal();
    }

    /** What opens below the fold comes into view. */
    private void reveal() {
        for (Node at = getParent(); at != null; at = at.getParent()) {
            if (at instanceof ScrollPane scroll) {
                scroll.layout();
                var content = scroll.getContent().getBoundsInLocal();
                var here = scroll.getContent().sceneToLocal(localToScene(getBoundsInLocal()));
                double room = content.getHeight() - scroll.getViewportBounds().getHeight();
                if (room > 0) {
                    double below = here.getMaxY() - scroll.getViewportBounds().getHeight();
                    scroll.setVvalue(Math.clamp(Math.max(scroll.getVvalue(), below / room), 0, 1));
                }
                return;
            }
        }
    }

    /** Back to the button, with nothing kept of what was typed. */
    void close() {
        model.forget();
        getChildren().setAll(begin);
        begin.requestFocus();
    }
}
