package org.fieldpost.form.expr;

import static org.fieldpost.form.expr.Function.ANY;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.stream.Collectors;

/** Texts. Blank reads as "", an empty result is blank. Regular expressions are RE2: linear time. */
final class TextFunctions {
    private static final int PATTERN_CHARS_MAX = 1_000;
    static final List<Function> ALL =
            List.of(
                    new Function("string", 1, 1, a -> a.made(a.text(0))),
                    new Function("concat", 1, ANY, a -> a.made(joined(a, 0, ""))),
                    new Function("join", 1, ANY, a -> a.made(joined(a, 1, a.text(0)))),
                    new Function(
                            "string-length",
                            1,
                            1,
                            a -> Value.of(a.text(0).codePointCount(0, a.text(0).length()))),
                    new Function("substr", 2, 3, TextFunctions::substr),
                    new Function("substring-before", 2, 2, a -> before(a.text(0), a.text(1))),
                    new Function("substring-after", 2, 2, a -> after(a.text(0), a.text(1))),
                    new Function("contains", 2, 2, a -> Value.of(a.text(0).contains(a.text(1)))),
                    new Function(
                            "starts-with", 2, 2, a -> Value.of(a.text(0).startsWith(a.text(1)))),
                    new Function("ends-with", 2, 2, a -> Value.of(a.text(0).endsWith(a.text(1)))),
                    new Function(
                            "normalize-space",
                            1,
                            1,
                            a -> a.made(a.text(0).strip().replaceAll("\\s+", " "))),
                    new Function(
                            "translate",
                            3,
                            3,
                            a -> a.made(translate(a.text(0), a.text(1), a.text(2)))),
                    new Function(
                            "upper-case",
                            1,
                            1,
                            a -> a.made(a.text(0).toUpperCase(a.surroundings().locale()))),
                    new Function(
                            "lower-case",
                            1,
                            1,
                            a -> a.made(a.text(0).toLowerCase(a.surroundings().locale()))),
                    new Function("regex", 2, 2, a -> Value.of(matches(a.text(0), a.text(1)))),
                    new Function("uuid", 0, 1, TextFunctions::uuid),
                    new Function(
                            "property", 1, 1, a -> a.made(a.surroundings().property(a.text(0)))));

    private TextFunctions() {}

    private static String joined(Arguments a, int first, String between) {
        return a.spread(first).stream().map(Convert::text).collect(Collectors.joining(between));
    }

    /** From index {@code start} (0 is the first) to before {@code end}; negative ones count from the end. */
    private static Value substr(Arguments a) {
        var text = a.text(0);
        int length = text.length();
        int start = within(a.whole(1, 0), length);
        int end = within(a.whole(2, length), length);
        return start < end ? Value.of(text.substring(start, end)) : Value.BLANK;
    }

    private static int within(int index, int length) {
        return Math.clamp(index < 0 ? (long) index + length : index, 0, length);
    }

    private static Value before(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? Value.BLANK : Value.of(text.substring(0, at));
    }

    private static Value after(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? Value.BLANK : Value.of(text.substring(at + mark.length()));
    }

    private static String translate(String text, String from, String to) {
        var result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int at = from.indexOf(text.charAt(i));
            if (at < 0) {
                result.append(text.charAt(i));
            } else if (at < to.length()) {
                result.append(to.charAt(at));
            }
        }
        return result.toString();
    }

    /** The whole text must match, as in ODK. */
    private static boolean matches(String text, String pattern) {
        if (pattern.length() > PATTERN_CHARS_MAX) {
            throw new EvaluationLimit(
                    "a pattern of more than " + PATTERN_CHARS_MAX + " characters");
        }
        try {
            return Pattern.compile(pattern).matches(text);
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static Value uuid(Arguments a) {
        var id = a.surroundings().newId().toString();
        int length = a.whole(0, id.length());
        return Value.of(
                length > 0 && length < id.length() ? id.substring(id.length() - length) : id);
    }
}
