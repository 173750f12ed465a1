package org.fieldpost.hub;

import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.store.FeedMarksTable;

/**
 * What a cursor says of its holder and of the history it belongs to, in the hub's own words: {@code scope} or {@code
 * scope@mark.mark}.
 *
 * @param scope what its holder may see
 * @param marks the last marks in the feed before it, the newest first
 * @param stamp the latest change its holder has seen
 */
record FeedPlace(String scope, List<String> marks, long stamp) {
    private static final String MARKS = "@";
    private static final String BETWEEN = ".";

    /** Reads a cursor's words. */
    static FeedPlace of(CompositeCursor cursor) {
        var words = cursor.scope().split(MARKS, 2);
        return new FeedPlace(
                words[0],
                words.length < 2 ? List.of() : List.of(words[1].split("\\" + BETWEEN, -1)),
                cursor.latest());
    }

    /** A cursor that says where in this history it is. */
    static CompositeCursor marked(ReadTx tx, Caller caller, CompositeCursor cursor) {
        var marks = FeedMarksTable.before(tx, caller.organization(), cursor.latest());
        var scope = caller.scope().word();
        return cursor.in(marks.isEmpty() ? scope : scope + MARKS + String.join(BETWEEN, marks));
    }

    /** Whether some of the history it was given in is not this one. */
    boolean isLost(ReadTx tx, UUID organization) {
        return sharedUpTo(tx, organization) < stamp;
    }

    /** Up to which stamp it is. */
    long sharedUpTo(ReadTx tx, UUID organization) {
        return FeedMarksTable.sharedUpTo(tx, organization, marks, stamp);
    }
}
