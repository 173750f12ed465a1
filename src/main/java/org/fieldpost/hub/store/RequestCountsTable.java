package org.fieldpost.hub.store;

import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** How many requests each caller was let have in a minute, by all processes of the hub together. */
public final class RequestCountsTable {
    private RequestCountsTable() {}

    /**
     * Takes up to {@code wanted} of the requests a caller may make in a minute; returns how many it got. Two that take
     * the first at the same time collide (a unique violation): the second tries again.
     */
    public static int take(WriteTx tx, String caller, long minute, int wanted, int perMinuteMax) {
        int got = Math.min(wanted, perMinuteMax - taken(tx, caller, minute));
        if (got <= 0) {
            return 0;
        }
        int updated =
                tx.handle()
                        .createUpdate(
                                """
                                UPDATE request_counts SET taken = taken + :got
                                WHERE caller = :caller AND minute_number = :minute
                                """)
                        .bind("got", got)
                        .bind("caller", caller)
                        .bind("minute", minute)
                        .execute();
        if (updated == 0) {
            tx.handle()
                    .createUpdate(
                            "INSERT INTO request_counts (caller, minute_number, taken) VALUES (:caller, :minute, :got)")
                    .bind("got", got)
                    .bind("caller", caller)
                    .bind("minute", minute)
                    .execute();
        }
        return got;
    }

    /** Locks the caller's row, if there is one. */
    private static int taken(ReadTx tx, String caller, long minute) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT taken FROM request_counts
                        WHERE caller = :caller AND minute_number = :minute FOR UPDATE
                        """)
                .bind("caller", caller)
                .bind("minute", minute)
                .mapTo(int.class)
                .findOne()
                .orElse(0);
    }

    /** Forgets the minutes before this one. */
    public static void forgetBefore(WriteTx tx, long minute) {
        tx.handle()
                .createUpdate("DELETE FROM request_counts WHERE minute_number < :minute")
                .bind("minute", minute)
                .execute();
    }
}
