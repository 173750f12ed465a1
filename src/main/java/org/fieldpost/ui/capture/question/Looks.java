package org.fieldpost.ui.capture.question;

import javafx.css.PseudoClass;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyEvent;

/** Small things several editors share: states the style sheet knows, digits on the keyboard. */
final class Looks {
    static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    static final PseudoClass DOUBTFUL = PseudoClass.getPseudoClass("doubtful");

    private static final int ONE_LINE_CHARS_MAX = 48;

    private Looks() {}

    /**
     * Lets the words of a choice wrap only when there are many: JavaFX measures a choice narrower than it draws it, and
     * a right-to-left word may not be broken (decision 0008).
     */
    static void wrapWhenLong(Labeled choice) {
        choice.setWrapText(choice.getText().length() > ONE_LINE_CHARS_MAX);
    }

    /** Whether the key that makes commands of letters is down: Control, or Command on a Mac. */
    static boolean isCommand(KeyEvent event) {
        return event.isControlDown() || event.isMetaDown();
    }

    /** The digit a key stands for, in any script; -1 for other keys. */
    static int digit(KeyEvent event) {
        String text = event.getText();
        return text.length() == 1 && !isCommand(event) && !event.isAltDown()
                ? Character.digit(text.charAt(0), 10)
                : -1;
    }
}
