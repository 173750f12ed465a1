package org.fieldpost.hub.store;

import java.time.Duration;
import java.time.Instant;
import org.fieldpost.db.ReadTx;

/**
 * How many active devices of the whole hub were last here when; each counts once, where it was here most recently.
 *
 * @param withinHour during the last hour
 * @param withinDay during the last day
 * @param withinWeek during the last week
 * @param earlier before that
 */
public record DevicesSeen(long withinHour, long withinDay, long withinWeek, long earlier) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /** Counts them, over all organizations. */
    public static DevicesSeen count(ReadTx tx, Instant now) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT COUNT(CASE WHEN last_seen >= :hour THEN 1 END),
                          COUNT(CASE WHEN last_seen < :hour AND last_seen >= :day THEN 1 END),
                          COUNT(CASE WHEN last_seen < :day AND last_seen >= :week THEN 1 END),
                          COUNT(CASE WHEN last_seen < :week OR last_seen IS NULL THEN 1 END)
                        FROM mobile_devices WHERE deleted_at IS NULL AND status = 'active'
                        """)
                .bind("hour", now.minus(HOUR))
                .bind("day", now.minus(DAY))
                .bind("week", now.minus(WEEK))
                .map(
                        (row, context) ->
                                new DevicesSeen(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4)))
                .one();
    }
}
