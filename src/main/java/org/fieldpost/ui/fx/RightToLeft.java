package org.fieldpost.ui.fx;

import java.util.regex.Pattern;

/**
 * Text that runs from right to left, made safe to wrap. JavaFX (23 to 27-ea, on Linux) throws out of its layout when a
 * line breaks inside a run of Arabic or Hebrew. A left-to-right mark after each space makes every word a run of its
 * own;
 * in a right-to-left paragraph it changes nothing one can see. See docs/decisions/0008.
 */
public final class RightToLeft {
    private static final String MARK = "\u200e";
    private static final Pattern SPACE = Pattern.compile("(?<=[ \\t])(?![ \\t\u200e])");

    private RightToLeft() {}

    /** {@code text} for a label that may wrap: unchanged unless it holds right-to-left letters. */
    public static String wrappable(String text) {
        return isIn(text) ? SPACE.matcher(text).replaceAll(MARK) : text;
    }

    /** Whether {@code text} holds a letter that is written from right to left. */
    public static boolean isIn(String text) {
        return text.codePoints().anyMatch(RightToLeft::isRightToLeft);
    }

    private static boolean isRightToLeft(int letter) {
        byte direction = Character.getDirectionality(letter);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
