package org.fieldpost.ui.capture.question;

import java.util.List;
import java.util.Locale;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.fieldpost.form.NoteQuestion;
import org.fieldpost.ui.fx.RightToLeft;

/** Words between the questions. */
final class NoteRow extends Label {
    private final boolean heading;

    NoteRow(NoteQuestion note, Locale locale) {
        super(RightToLeft.wrappable(note.label(locale)));
        heading = note.heading();
        setWrapText(true);
        getStyleClass().add(note.heading() ? "note-heading" : "note-text");
    }

    boolean isHeading() {
        return heading;
    }

    /** It is shown while one of {@code rows} is. */
    void standOver(List<Node> rows) {
        if (!rows.isEmpty()) {
            Observable[] each = rows.stream().map(Node::visibleProperty).toArray(Observable[]::new);
            visibleProperty()
                    .bind(
                            Bindings.createBooleanBinding(
                                    () -> rows.stream().anyMatch(Node::isVisible), each));
            managedProperty().bind(visibleProperty());
        }
    }
}
