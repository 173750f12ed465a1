package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** Leases for bulk work that are running, and the queue of those who wait for one. */
public final class LeasesTable {
    private LeasesTable() {}

    /** Who asks for what: a device has one lease, or one place in the queue, for each purpose. */
    public record Asker(UUID organization, UUID device, String purpose) {}

    /**
     * A lease or a place in the queue.
     *
     * @param granted whether it is a lease
     */
    public record Entry(UUID id, Asker asker, boolean granted) {}

    /** Keeps all others who ask, in any process on this database, waiting until the commit. */
    public static void lock(WriteTx tx) {
        HubMetaTable.lock(tx);
    }

    /** Removes leases and places that have ended. */
    public static void deleteExpired(WriteTx tx, Instant now) {
        tx.handle()
                .createUpdate("DELETE FROM sync_leases WHERE expires_at <= :now")
                .bind("now", now)
                .execute();
    }

    /** What somebody has. */
    public static Optional<Entry> find(ReadTx tx, Asker asker) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, granted FROM sync_leases
                        WHERE organization_id = :organization AND device_id = :device AND purpose = :purpose
                        """)
                .bind("organization", asker.organization())
                .bind("device", asker.device())
                .bind("purpose", asker.purpose())
                .map(
                        (row, context) ->
                                new Entry(row.getObject(1, UUID.class), asker, row.getBoolean(2)))
                .findFirst();
    }

    /** All leases and all places, in the order of the queue. */
    public static List<Entry> all(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, organization_id, device_id, purpose, granted FROM sync_leases
                        ORDER BY place
                        """)
                .map(
                        (row, context) ->
                                new Entry(
                                        row.getObject(1, UUID.class),
                                        new Asker(
                                                row.getObject(2, UUID.class),
                                                row.getObject(3, UUID.class),
                                                row.getString(4)),
                                        row.getBoolean(5)))
                .list();
    }

    /** Puts somebody at the end of the queue. */
    public static void queue(WriteTx tx, UUID id, Asker asker, Instant now, Instant expires) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO sync_leases (id, organization_id, device_id, purpose, granted, asked_at, expires_at)
                        VALUES (:id, :organization, :device, :purpose, FALSE, :now, :expires)
                        """)
                .bind("id", id)
                .bind("organization", asker.organization())
                .bind("device", asker.device())
                .bind("purpose", asker.purpose())
                .bind("now", now)
                .bind("expires", expires)
                .execute();
    }

    /** Lets a lease or a place last on, and makes a place a lease. */
    public static void renew(WriteTx tx, UUID id, boolean granted, Instant expires) {
        tx.handle()
                .createUpdate(
                        "UPDATE sync_leases SET expires_at = :expires, granted = :granted WHERE id = :id")
                .bind("expires", expires)
                .bind("granted", granted)
                .bind("id", id)
                .execute();
    }

    /** Gives a lease or a place back; whether it was this device's. */
    public static boolean delete(WriteTx tx, UUID organization, UUID device, UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                DELETE FROM sync_leases
                                WHERE id = :id AND device_id = :device AND organization_id = :organization
                                """)
                        .bind("id", id)
                        .bind("device", device)
                        .bind("organization", organization)
                        .execute()
                == 1;
    }
}
