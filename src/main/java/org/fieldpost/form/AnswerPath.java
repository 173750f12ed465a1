package org.fieldpost.form;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer lies in the data of a submission, written as a JSON pointer: {@code /members/2/age} is the
 * age in the third row of members. Rows are addressed by index from 0; {@link FormSession#rowKey} gives the
 * key that stays with a row when rows move.
 *
 * @param segments property names and row indexes from the root
 */
public record AnswerPath(List<String> segments) implements Comparable<AnswerPath> {
    public static final AnswerPath ROOT = new AnswerPath(List.of());

    public AnswerPath {
        segments = List.copyOf(segments);
    }

    /** The path a JSON pointer names; "" is the root. */
    public static AnswerPath parse(String pointer) {
        if (pointer.isEmpty()) {
            return ROOT;
        }
        if (pointer.charAt(0) != '/') {
            throw new IllegalArgumentException("an answer path starts with '/': " + pointer);
        }
        var segments = new ArrayList<String>();
        for (var part : pointer.substring(1).split("/", -1)) {
            segments.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return new AnswerPath(segments);
    }

    /** The path of a property of the object here. */
    public AnswerPath child(String name) {
        var longer = new ArrayList<String>(segments);
        longer.add(name);
        return new AnswerPath(longer);
    }

    /** The path of a row of the repeat here. */
    public AnswerPath row(int index) {
        return child(Integer.toString(index));
    }

    /** The path of what holds this; null at the root. */
    public @Nullable AnswerPath parent() {
        return segments.isEmpty() ? null : new AnswerPath(segments.subList(0, segments.size() - 1));
    }

    /** The last segment; "" at the root. */
    public String last() {
        return segments.isEmpty() ? "" : segments.getLast();
    }

    /** Whether this lies at or below {@code other}. */
    public boolean isWithin(AnswerPath other) {
        return segments.size() >= other.segments.size()
                && segments.subList(0, other.segments.size()).equals(other.segments);
    }

    /** By text, rows of one repeat by number: a stable order for lists and tests. */
    @Override
    public int compareTo(AnswerPath other) {
        int shared = Math.min(segments.size(), other.segments.size());
        for (int i = 0; i < shared; i++) {
            var mine = segments.get(i);
            var theirs = other.segments.get(i);
            int order =
                    isIndex(mine) && isIndex(theirs)
                            ? Integer.compare(Integer.parseInt(mine), Integer.parseInt(theirs))
                            : mine.compareTo(theirs);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(segments.size(), other.segments.size());
    }

    private static boolean isIndex(String segment) {
        return !segment.isEmpty()
                && segment.length() <= 9
                && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var segment : segments) {
            text.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}
