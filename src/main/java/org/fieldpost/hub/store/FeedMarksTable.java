package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * Marks in the feed of each organization: every start of a hub process leaves one, of its own, at its first commit. A
 * cursor tells the last marks before it. When a backup is put back without anybody's saying so, the stamps after it are
 * given out a second time, but the marks among them are others: so a cursor of the lost history is known, and where the
 * two histories part. That holds as well when the backup is of an earlier life than the one that was lost.
 */
public final class FeedMarksTable {
    /** Marks a cursor tells: so many starts may lie between a backup and what was lost with it. */
    private static final int TOLD = 24;

    private static final int TIME_CHARS = 9;

    /** Some three thousand years, which nine digits of milliseconds hold. */
    private static final long SECONDS_MAX = 100_000_000_000L;

    private static final int RANDOM_CHARS = 6;

    private FeedMarksTable() {}

    /**
     * A mark as a cursor tells it.
     *
     * @param stamp where it is; 0 in cursors that do not say so
     */
    public record Mark(String word, long stamp) {}

    /**
     * How a cursor's history and this one go together.
     *
     * @param sharedUpTo they are one up to this stamp for certain: that of the cursor when none of it is lost, 0 when
     *     nobody can say
     * @param otherFrom what stands at or after this stamp was written under a start that the cursor knows nothing of,
     *     and later than all it knows of: another history may have older starts that it was never told
     */
    public record Parting(long sharedUpTo, long otherFrom) {}

    /** The mark of a start: when it was, to the base of 36, and some of the random digits of its id. */
    static String markOf(Instant at, UUID start) {
        long millis =
                Math.clamp(at.getEpochSecond(), 0, SECONDS_MAX) * 1_000 + at.getNano() / 1_000_000;
        var time = Long.toString(millis, Character.MAX_RADIX);
        var id = start.toString();
        return "0".repeat(Math.max(0, TIME_CHARS - time.length()))
                + time
                + id.substring(id.length() - RANDOM_CHARS);
    }

    /** When the start was, in milliseconds; 0 for words of older hubs, which do not say so. */
    private static long time(String mark) {
        return mark.length() < TIME_CHARS + RANDOM_CHARS
                ? 0
                : Long.parseLong(mark.substring(0, TIME_CHARS), Character.MAX_RADIX);
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
     * Where the history that a cursor was given in parts from this one.
     *
     * @param marks the last marks before the cursor, as they were told then
     * @param stamp the latest change it has seen
     */
    public static Parting parting(ReadTx tx, UUID organization, List<Mark> marks, long stamp) {
        var shared = shared(tx, organization, marks, stamp);
        long newest = marks.stream().mapToLong(mark -> time(mark.word())).max().orElse(0);
        return shared == null
                ? new Parting(0, Long.MAX_VALUE)
                : new Parting(shared.upTo(), later(tx, organization, shared.mark(), newest));
    }

    /** Up to which stamp that is one history for certain; as in {@link Parting}. */
    public static long sharedUpTo(ReadTx tx, UUID organization, List<Mark> marks, long stamp) {
        var shared = shared(tx, organization, marks, stamp);
        return shared == null ? 0 : shared.upTo();
    }

    /**
     * What two histories have in common.
     *
     * @param mark where the last mark is that both have; 0 if that is none
     */
    private record Shared(long mark, long upTo) {}

    /** Null when nobody can say. */
    private static @Nullable Shared shared(
            ReadTx tx, UUID organization, List<Mark> marks, long stamp) {
        long parted = stamp + 1;
        for (var mark : marks) {
            long at = find(tx, organization, mark, stamp);
            if (at > 0) {
                return shared(tx, organization, at, parted);
            }
            parted = mark.stamp();
        }
        return marks.size() < TOLD ? shared(tx, organization, 0, parted) : null;
    }

    /** Both have all up to {@code mark}, and not what the other history has at {@code parted}. */
    private static Shared shared(ReadTx tx, UUID organization, long mark, long parted) {
        long next = next(tx, organization, mark);
        long last = Math.min(CountersTable.last(tx, organization), Math.min(next, parted) - 1);
        return new Shared(mark, Math.max(mark, last));
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

    /** Where the next mark is of a start that was not before {@code time}. */
    private static long later(ReadTx tx, UUID organization, long after, long time) {
        return tx
                .handle()
                .createQuery(
                        """
                        SELECT mark, stamp FROM feed_marks WHERE organization_id = :organization AND stamp > :after
                        ORDER BY organization_id, stamp
                        """)
                .bind("organization", organization)
                .bind("after", after)
                .map((row, context) -> new Mark(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .filter(mark -> time(mark.word()) >= time)
                .mapToLong(Mark::stamp)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
