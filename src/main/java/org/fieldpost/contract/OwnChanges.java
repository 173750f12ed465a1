package org.fieldpost.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Changes a device made itself and was told the stamps of: what the feed has under these stamps it holds already, so
 * that the hub need not send it back.
 *
 * @param start the start of the hub under which they were told; any other hub sends them all the same
 * @param stretches where they lie in the feed, in its order, apart from each other
 */
public record OwnChanges(String start, List<Stretch> stretches) {
    /** Nothing is known to be held. */
    public static final OwnChanges NONE = new OwnChanges("", List.of());

    private static final int STRETCHES_MAX = 16;
    private static final int TEXT_CHARS_MAX = 1_000;
    private static final String AFTER_START = "~";
    private static final String BETWEEN = ".";
    private static final String UP_TO = "-";

    /**
     * Stamps that follow each other.
     *
     * @param first the first
     * @param last the last; its change may be sent all the same, since a cursor stands at it
     */
    public record Stretch(long first, long last) {
        public Stretch {
            if (first < 1 || last <= first) {
                throw new IllegalArgumentException("no stretch: %d-%d".formatted(first, last));
            }
        }

        /** Whether the change of this stamp need not be sent. */
        public boolean covers(long stamp) {
            return stamp >= first && stamp < last;
        }

        private long length() {
            return last - first;
        }
    }

    public OwnChanges {
        stretches = List.copyOf(stretches);
        long end = 0;
        for (var stretch : stretches) {
            if (stretch.first() <= end) {
                throw new IllegalArgumentException("stretches out of order: " + stretches);
            }
            end = stretch.last();
        }
    }

    /** What can be said of these stamps in few words: the longest stretches of them. */
    public static OwnChanges of(String start, Collection<Long> stamps) {
        var found = new ArrayList<Stretch>();
        long first = 0;
        long last = 0;
        for (long stamp : new TreeSet<>(stamps)) {
            if (stamp != last + 1 || first == 0) {
                note(found, first, last);
                first = stamp;
            }
            last = stamp;
        }
        note(found, first, last);
        var longest =
                found.stream()
                        .sorted(Comparator.comparingLong(Stretch::length).reversed())
                        .limit(STRETCHES_MAX)
                        .sorted(Comparator.comparingLong(Stretch::first))
                        .toList();
        return start.isEmpty() || longest.isEmpty() ? NONE : new OwnChanges(start, longest);
    }

    private static void note(List<Stretch> found, long first, long last) {
        if (last > first) {
            found.add(new Stretch(first, last));
        }
    }

    public boolean isEmpty() {
        return stretches.isEmpty();
    }

    /** As text, safe in a URL: {@code start~first-last.first-last}; empty for nothing. */
    public String encode() {
        if (isEmpty()) {
            return "";
        }
        var words =
                stretches.stream()
                        .map(stretch -> stretch.first() + UP_TO + stretch.last())
                        .toList();
        return start + AFTER_START + String.join(BETWEEN, words);
    }

    /** Reads {@link #encode}d text; throws IllegalArgumentException for anything else. */
    public static OwnChanges decode(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        int at = text.indexOf(AFTER_START);
        if (text.length() > TEXT_CHARS_MAX || at < 1) {
            throw new IllegalArgumentException("not a device's own changes");
        }
        var stretches = new ArrayList<Stretch>();
        for (var word : text.substring(at + 1).split("\\" + BETWEEN, -1)) {
            var ends = word.split(UP_TO, 2);
            if (ends.length < 2) {
                throw new IllegalArgumentException("not a stretch of changes: " + word);
            }
            stretches.add(new Stretch(Long.parseLong(ends[0]), Long.parseLong(ends[1])));
        }
        return new OwnChanges(text.substring(0, at), stretches);
    }
}
