package org.fieldpost.ui.fx;

import java.util.regex.Pattern;
import javafx.scene.control.TextArea;

/**
 * Text that runs from right to left, made safe to wrap. JavaFX (23 to 27-ea, on Linux) throws out of its layout when a
 * line breaks inside a run of Arabic or Hebrew. A left-to-right mark after a gap makes the next word a run of its own;
 * in a right-to-left paragraph it cannot be seen. Behind a number or a Latin word the mark would draw the space on
 * their wrong side, so there, and before a lone sign, the line may not break at all. See docs/decisions/0008.
 */
public final class RightToLeft {
    private static final String MARK = "\u200e";
    private static final String NO_BREAK = "\u00a0";
    private static final Pattern DRAWN = Pattern.compile("[\u200f\u061c]");
    private static final Pattern GAP = Pattern.compile("[ \\t]+\u200e?");

    private RightToLeft() {}

    /** {@code text} for a label that may wrap: unchanged unless it holds right-to-left letters. */
    public static String wrappable(String text) {
        if (!isIn(text)) {
            return withoutMarks(text);
        }
        return mark(withoutMarks(text));
    }

    /** Dates of Arabic come with marks that some fonts draw as boxes; what they keep apart stays so by itself. */
    private static String withoutMarks(String text) {
        return DRAWN.matcher(text).find() ? DRAWN.matcher(text).replaceAll("") : text;
    }

    private static String mark(String text) {
        var marked = new StringBuilder();
        var gap = GAP.matcher(text);
        int from = 0;
        while (gap.find()) {
            marked.append(text, from, gap.start());
            marked.append(
                    mayBreak(text, gap.start(), gap.end())
                            ? gap.group().replace(MARK, "") + MARK
                            : NO_BREAK);
            from = gap.end();
        }
        return marked.append(text, from, text.length()).toString();
    }

    private static boolean mayBreak(String text, int start, int end) {
        var before = Side.TO_LEFT;
        for (int at = start - 1; at >= 0; at--) {
            if (Side.of(text.charAt(at)) != Side.NEITHER) {
                before = Side.of(text.charAt(at));
                break;
            }
        }
        var after = Side.TO_LEFT;
        boolean sign = false;
        for (int at = end; at < text.length(); at++) {
            sign |= at > end && isSpace(text.charAt(at));
            if (Side.of(text.charAt(at)) != Side.NEITHER) {
                after = Side.of(text.charAt(at));
                break;
            }
        }
        return before == Side.TO_LEFT ? !sign : after == Side.TO_RIGHT;
    }

    private static boolean isSpace(char letter) {
        return letter == ' ' || letter == '\t' || letter == NO_BREAK.charAt(0);
    }

    /** A text area that wraps its lines as long as that is safe: not while it holds right-to-left letters. */
    public static void wrapWhileSafe(TextArea area) {
        area.wrapTextProperty().bind(area.textProperty().map(text -> !isIn(text)));
    }

    /** Whether {@code text} holds a letter that is written from right to left. */
    public static boolean isIn(String text) {
        return text.codePoints().anyMatch(letter -> Side.of(letter) == Side.TO_LEFT);
    }

    /** Where a letter leads to. */
    private enum Side {
        TO_LEFT,
        TO_RIGHT,
        NEITHER;

        static Side of(int letter) {
            return switch (Character.getDirectionality(letter)) {
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                        TO_LEFT;
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT ->
                        letter == MARK.charAt(0) ? NEITHER : TO_RIGHT;
                case Character.DIRECTIONALITY_EUROPEAN_NUMBER,
                        Character.DIRECTIONALITY_ARABIC_NUMBER ->
                        TO_RIGHT;
                default -> NEITHER;
            };
        }
    }
}
