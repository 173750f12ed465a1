package org.fieldpost.hub.store;

import java.util.List;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/**
 * Marks in the feed of each organization: every start of a hub process leaves one, of its own, at its first commit. A
 * cursor tells the last marks before it. When a backup is put back without anybody's saying so, the stamps after it are
 * given out a second time, but the marks among them are others: so a cursor of the lost history is known, and where the
 * two histories part. That holds as well when the backup is of an earlier life than the one that was lost.
 */
public final class FeedMarksTable {
    /** Marks a cursor tells: so many starts may lie between a backup and what was lost with it. */
    private static final int TOLD = 24;

    private static final int MARK_CHARS = 8;

    private FeedMarksTable() {}

    /**
     * A mark as a cursor tells it.
     *
     * @param stamp where it is; 0 in cursors that do not say so
     */
    public record Mark(String word, long stamp) {}

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
    public static List<Mark> before(ReadTx tx, UUID organization, long stamp) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT mark, stamp FROM feed_marks
                        WHERE organization_id = :organization AND stamp <= :stamp
                        ORDER BY organization_id DESC, stamp DESC LIMIT :told
                        """)
                .bind("organization", organization)
                .bind("stamp", stamp)
                .bind("told", TOLD)
                .map((row, context) -> new Mark(row.getString(1), row.getLong(2)))
                .list();
    }

    /**
     * Up to which stamp the history that a cursor was given in is this one for certain.
     *
     * @param marks the last marks before the cursor, as they were told then
     * @param stamp the latest change it has seen
     * @return {@code stamp} when none of it is lost; 0 when nobody can say how much is left
     */
    public static long sharedUpTo(ReadTx tx, UUID organization, List<Mark> marks, long stamp) {
        long parted = stamp + 1;
        for (var mark : marks) {
            long at = find(tx, organization, mark, stamp);
            if (at > 0) {
                return shared(tx, organization, at, parted);
            }
            parted = mark.stamp();
        }
        return marks.size() < TOLD ? shared(tx, organization, 0, parted) : 0;
    }

    /** Both have all up to {@code from}, and not what the other history has at {@code parted}. */
    private static long shared(ReadTx tx, UUID organization, long from, long parted) {
        long next = Math.min(next(tx, organization, from), parted);
        return Math.max(from, Math.min(CountersTable.last(tx, organization), next - 1));
    }

    /** Where this history has the mark; 0 if it has not. */
    private static long find(ReadTx tx, UUID organization, Mark mark, long stamp) {
        long last = mark.stamp() > 0 ? mark.stamp() : stamp;
        long found =
                tx.handle()
                        .createQuery(
                                """
                                SELECT COALESCE(MAX(stamp), 0) FROM feed_marks
                                WHERE organization_id = :organization AND mark = :mark AND stamp <= :last
                                """)
                        .bind("organization", organization)
                        .bind("mark", mark.word())
                        .bind("last", last)
                        .mapTo(long.class)
                        .one();
        return mark.stamp() > 0 && found != mark.stamp() ? 0 : found;
    }

    /** Where the next mark is. */
    private static long next(ReadTx tx, UUID organization, long after) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT stamp FROM feed_marks WHERE organization_id = :organization AND stamp > :after
                        ORDER BY organization_id, stamp LIMIT 1
                        """)
                .bind("organization", organization)
                .bind("after", after)
                .mapTo(Long.class)
                .findOne()
                .orElse(Long.MAX_VALUE);
    }
}
