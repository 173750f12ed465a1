package org.fieldpost.ui.capture.question;

import com.fasterxml.jackson.databind.JsonNode;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The part of a question row in which a person types or picks the answer. */
public interface Editor {
    Node node();

    /** Where the keyboard goes when the question is reached. */
    Node focusTarget();

    /** Shows {@code answer}, which came from elsewhere than this editor: a default, a calculation, a repeated value. */
    void show(@Nullable JsonNode answer);

    /** Whether the answer may be changed now. */
    default void editable(boolean editable) {
        node().setDisable(!editable);
    }

    /** The keyboard left the question: what was typed is put into its regular form. */
    default void left() {}

    /** What may be chosen has changed. */
    default void choicesChanged() {}

    /** A key no control inside wanted; whether this editor used it ("y", "2"). */
    default boolean key(KeyEvent event) {
        return false;
    }
}
