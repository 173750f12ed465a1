package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;

/** What the hub has seen of a device. */
public final class DeviceFacts {
    private static final String CLOCK_SKEW = "clock_skew_millis";
    private static final long MILLIS = 1_000;

    private DeviceFacts() {}

    /**
     * Facts about a device.
     *
     * @param damagedCommands commands whose content did not match its hash
     * @param quarantinedCommands commands kept since it was barred
     * @param clockSkewSeconds how far its clock was ahead of the hub's (behind: negative) by its last telemetry, the
     *     metric {@code clock_skew_millis}; 0 when it did not say
     */
    public record Facts(long damagedCommands, long quarantinedCommands, long clockSkewSeconds) {}

    /** The facts since {@code since}; what is kept and the clock are as they are now. */
    public static Facts of(ReadTx tx, UUID organization, UUID device, UUID user, Instant since) {
        long damaged =
                tx.handle()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM sync_batches b JOIN sync_items i ON i.batch_id = b.id
                                WHERE b.device_id = :device AND b.organization_id = :organization
                                  AND b.created_at > :since AND i.status = 'error'
                                  AND i.error_message LIKE 'FP-2608%'
                                """)
                        .bind("device", device)
                        .bind("organization", organization)
                        .bind("since", since)
                        .mapTo(long.class)
                        .one();
        long kept = QuarantineTable.amount(tx, organization, device).commands();
        return new Facts(damaged, kept, skewSeconds(tx, organization, device, user));
    }

    private static long skewSeconds(ReadTx tx, UUID organization, UUID device, UUID user) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT metrics FROM telemetry
                        WHERE organization_id = :organization AND owner_id = :user AND device_id = :device
                        ORDER BY organization_id DESC, owner_id DESC, changed_at DESC LIMIT 1
                        """)
                .bind("organization", organization)
                .bind("user", user)
                .bind("device", device)
                .map((row, context) -> millis(row.getString(1)) / MILLIS)
                .findOne()
                .orElse(0L);
    }

    private static long millis(String metrics) {
        for (var metric : Json.parse(metrics)) {
            if (metric.path("name").asText().equals(CLOCK_SKEW)) {
                return metric.path("value").asLong();
            }
        }
        return 0;
    }
}
