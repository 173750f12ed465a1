package org.fieldpost.hub;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.FeedMarksTable;
import org.fieldpost.hub.store.FeedMarksTable.Mark;
import org.fieldpost.hub.store.FeedMarksTable.Parting;

/**
 * What a cursor says of its holder and of the history it belongs to, in the hub's own words: {@code scope} or {@code
 * scope@mark-stamp.mark-stamp}, stamps to the base of 36.
 *
 * @param scope what its holder may see
 * @param marks the last marks in the feed before it, the newest first
 * @param stamp the latest change its holder has seen
 */
record FeedPlace(String scope, List<Mark> marks, long stamp) {
    private static final String MARKS = "@";
    private static final String BETWEEN = ".";
    private static final String AT = "-";
    private static final Pattern WORD = Pattern.compile("[0-9a-z]{1,20}");

    /** Reads a cursor's words; throws IllegalArgumentException for what no hub has written. */
    static FeedPlace of(CompositeCursor cursor) {
        var words = cursor.scope().split(MARKS, 2);
        return new FeedPlace(
                words[0],
                words.length < 2
                        ? List.of()
                        : Stream.of(words[1].split("\\" + BETWEEN, -1))
                                .map(FeedPlace::mark)
                                .toList(),
                cursor.latest());
    }

    /** A cursor that says where in this history it is. */
    static CompositeCursor marked(ReadTx tx, Caller caller, CompositeCursor cursor) {
        var marks = FeedMarksTable.before(tx, caller.organization(), cursor.latest());
        var scope = caller.scope().word();
        var told = marks.stream().map(FeedPlace::word).collect(Collectors.joining(BETWEEN));
        return cursor.in(marks.isEmpty() ? scope : scope + MARKS + told);
    }

    private static String word(Mark mark) {
        return mark.word() + AT + Long.toString(mark.stamp(), Character.MAX_RADIX);
    }

    private static Mark mark(String word) {
        var parts = word.split(AT, 2);
        if (!WORD.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("not a mark: " + word);
        }
        return new Mark(
                parts[0], parts.length < 2 ? 0 : Long.parseLong(parts[1], Character.MAX_RADIX));
    }

    /** Whether some of the history it was given in is not this one. */
    boolean isLost(ReadTx tx, UUID organization) {
        return FeedMarksTable.sharedUpTo(tx, organization, marks, stamp) < stamp;
    }

    /** Where that history parts from this one. */
    Parting parting(ReadTx tx, UUID organization) {
        return FeedMarksTable.parting(tx, organization, marks, stamp);
    }
}
