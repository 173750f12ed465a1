package org.fieldpost.hub.store;

import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** One counter row for each organization: its lock is what puts the organization's commits in order. */
public final class CountersTable {
    private CountersTable() {}

    static void create(WriteTx tx, UUID organization) {
        tx.handle()
                .createUpdate(
                        "INSERT INTO org_counters (organization_id, last_stamp, horizon_stamp) VALUES (:id, 0, 0)")
                .bind("id", organization)
                .execute();
    }

    /** Locks the counter until the commit and takes {@code count} stamps; returns the last of them. */
    static long take(WriteTx tx, UUID organization, int count) {
        tx.handle()
                .createUpdate(
                        "UPDATE org_counters SET last_stamp = last_stamp + :count WHERE organization_id = :id")
                .bind("count", count)
                .bind("id", organization)
                .execute();
        return last(tx, organization);
    }

    /** Keeps all other writers of the organization's counter waiting until the commit. */
    public static void lock(WriteTx tx, UUID organization) {
        number(
                tx,
                "SELECT last_stamp FROM org_counters WHERE organization_id = :id FOR UPDATE",
                organization);
    }

    /** The stamp of the organization's last commit, in this snapshot. */
    public static long last(ReadTx tx, UUID organization) {
        return number(
                tx,
                "SELECT last_stamp FROM org_counters WHERE organization_id = :id",
                organization);
    }

    /** Tombstones stamped at or below this are gone. */
    public static long horizon(ReadTx tx, UUID organization) {
        return number(
                tx,
                "SELECT horizon_stamp FROM org_counters WHERE organization_id = :id",
                organization);
    }

    /** Moves the horizon: whoever has not seen the tombstones up to {@code stamp} must start over. */
    public static void raiseHorizon(WriteTx tx, UUID organization, long stamp) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE org_counters SET horizon_stamp = :stamp
                        WHERE organization_id = :id AND horizon_stamp < :stamp
                        """)
                .bind("stamp", stamp)
                .bind("id", organization)
                .execute();
    }

    private static long number(ReadTx tx, String sql, UUID organization) {
        return tx.handle().createQuery(sql).bind("id", organization).mapTo(long.class).one();
    }
}
