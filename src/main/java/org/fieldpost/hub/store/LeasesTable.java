package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** Leases for bulk work that are running. */
public final class LeasesTable {
    private LeasesTable() {}

    /**
     * A lease.
     *
     * @param id its id
     * @param device who holds it
     * @param purpose what for
     * @param expires when it ends
     */
    public record Lease(UUID id, UUID device, String purpose, Instant expires) {}

    /** The running lease of a device for a purpose. */
    public static Optional<UUID> find(ReadTx tx, UUID organization, UUID device, String purpose) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM sync_leases
                        WHERE organization_id = :organization AND device_id = :device AND purpose = :purpose
                        """)
                .bind("organization", organization)
                .bind("device", device)
                .bind("purpose", purpose)
                .map((row, context) -> row.getObject(1, UUID.class))
                .findFirst();
    }

    /** How many are running. */
    public static int count(ReadTx tx, UUID organization) {
        return tx.handle()
                .createQuery(
                        "SELECT COUNT(*) FROM sync_leases WHERE organization_id = :organization")
                .bind("organization", organization)
                .mapTo(int.class)
                .one();
    }

    /** Adds a lease. */
    public static void insert(OrgWrite write, Lease lease) {
        write.tx()
                .handle()
                .createUpdate(
                        """
                        INSERT INTO sync_leases (id, organization_id, device_id, purpose, granted_at, expires_at)
                        VALUES (:id, :organization, :device, :purpose, :now, :expires)
                        """)
                .bind("id", lease.id())
                .bind("organization", write.organization())
                .bind("device", lease.device())
                .bind("purpose", lease.purpose())
                .bind("now", write.now())
                .bind("expires", lease.expires())
                .execute();
    }

    /** Lets a lease run on. */
    public static void renew(WriteTx tx, UUID lease, Instant expires) {
        tx.handle()
                .createUpdate("UPDATE sync_leases SET expires_at = :expires WHERE id = :id")
                .bind("expires", expires)
                .bind("id", lease)
                .execute();
    }

    /** Removes those that have ended. */
    public static void deleteExpired(WriteTx tx, UUID organization, Instant now) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM sync_leases WHERE organization_id = :organization AND expires_at <= :now")
                .bind("organization", organization)
                .bind("now", now)
                .execute();
    }
}
