package org.fieldpost.hub.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/**
 * Marks in the feed of each organization: every start of a hub process leaves one, of its own, at its first commit. A
 * cursor tells the last marks before it. When a backup is put back without anybody's saying so, the stamps after it are
 * given out a second time, but the marks among them are others: so a cursor of the lost history is known, and where the
 * two histories part.
 */
public final class FeedMarksTable {
    /** Marks a cursor tells: so many starts may lie between a backup and what was lost with it. */
    private static final int TOLD = 12;

    private static final int MARK_CHARS = 8;

    private FeedMarksTable() {}

    /** The mark of a start: some of the random digits of its id. */
    static String markOf(UUID start) {
        var text = start.toString();
        return text.substring(text.length() - MARK_CHARS);
    }

    /** Leaves a mark at a stamp that this transaction took; a start may leave several. */
    static void add(WriteTx tx, UUID organization, long stamp, String mark) {
        tx.handle()
                .createUpdate(
                        "INSERT INTO feed_marks (organization_id, stamp, mark) VALUES (:organization, :stamp, :mark)")
                .bind("organization", organization)
                .bind("stamp", stamp)
                .bind("mark", mark)
                .execute();
    }

    /** The last marks at or before a stamp, the newest first. */
    public static List<String> before(ReadTx tx, UUID organization, long stamp) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT mark FROM feed_marks WHERE organization_id = :organization AND stamp <= :stamp
                        ORDER BY organization_id DESC, stamp DESC LIMIT :told
                        """)
                .bind("organization", organization)
                .bind("stamp", stamp)
                .bind("told", TOLD)
                .mapTo(String.class)
                .list();
    }

    /**
     * Up to which stamp the history that a cursor was given in is this one.
     *
     * @param marks the last marks before the cursor, as they were told then
     * @param stamp the latest change it has seen
     * @return {@code stamp} when none of it is lost; 0 when nobody can say how much is left
     */
    public static long sharedUpTo(ReadTx tx, UUID organization, List<String> marks, long stamp) {
        long last = CountersTable.last(tx, organization);
        if (stamp <= last && before(tx, organization, stamp).equals(marks)) {
            return stamp;
        }
        for (var mark : marks) {
            var at = stampOf(tx, organization, mark);
            if (at.isPresent()) {
                return Math.min(last, next(tx, organization, at.get(), mark) - 1);
            }
        }
        return marks.size() < TOLD ? Math.min(last, next(tx, organization, 0, "") - 1) : 0;
    }

    private static Optional<Long> stampOf(ReadTx tx, UUID organization, String mark) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT stamp FROM feed_marks WHERE organization_id = :organization AND mark = :mark
                        ORDER BY stamp LIMIT 1
                        """)
                .bind("organization", organization)
                .bind("mark", mark)
                .mapTo(Long.class)
                .findOne();
    }

    /** Where the next start but this one left its mark. */
    private static long next(ReadTx tx, UUID organization, long after, String own) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT stamp FROM feed_marks WHERE organization_id = :organization AND stamp > :after
                          AND mark <> :own
                        ORDER BY organization_id, stamp LIMIT 1
                        """)
                .bind("organization", organization)
                .bind("after", after)
                .bind("own", own)
                .mapTo(Long.class)
                .findOne()
                .orElse(Long.MAX_VALUE);
    }
}
