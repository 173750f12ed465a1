package org.fieldpost.hub.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.Role;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** The tokens by which devices speak; only their hashes are kept. */
public final class DeviceTokensTable {
    private DeviceTokensTable() {}

    /**
     * Who holds a token.
     *
     * @param organization their organization
     * @param device the device
     * @param user the person
     * @param userActive whether the person may still use the hub
     * @param deviceStatus the device's status
     * @param lastSeen when the device was last noted to be here
     * @param pullHorizon the horizon when it last began to pull from the start
     */
    public record Holder(
            UUID organization,
            UUID device,
            UUID user,
            boolean userActive,
            String deviceStatus,
            @Nullable Instant lastSeen,
            long pullHorizon) {}

    /** Gives a device a token; its earlier ones end. */
    public static void replace(
            WriteTx tx, Sha256 token, UUID organization, UUID device, UUID user, Instant now) {
        revokeAll(tx, organization, device, now);
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO device_tokens (token_sha256, organization_id, device_id, user_id, created_at,
                          pull_horizon)
                        VALUES (:token, :organization, :device, :user, :now, 0)
                        """)
                .bind("token", token.hex())
                .bind("organization", organization)
                .bind("device", device)
                .bind("user", user)
                .bind("now", now)
                .execute();
    }

    /** Ends all tokens of a device. */
    public static void revokeAll(WriteTx tx, UUID organization, UUID device, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE device_tokens SET revoked_at = :now
                        WHERE device_id = :device AND organization_id = :organization AND revoked_at IS NULL
                        """)
                .bind("device", device)
                .bind("organization", organization)
                .bind("now", now)
                .execute();
    }

    /** Notes that a device pulls from the start, at the present horizon. */
    public static void startPull(WriteTx tx, UUID organization, UUID device, long horizon) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE device_tokens SET pull_horizon = :horizon
                        WHERE device_id = :device AND organization_id = :organization
                        """)
                .bind("horizon", horizon)
                .bind("device", device)
                .bind("organization", organization)
                .execute();
    }

    /** The holder of a token that was not revoked. */
    public static Optional<Holder> find(ReadTx tx, Sha256 token) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT t.organization_id, t.device_id, t.user_id, u.active, d.status, d.last_seen,
                          t.pull_horizon
                        FROM device_tokens t
                        JOIN mobile_devices d ON d.id = t.device_id AND d.organization_id = t.organization_id
                        JOIN users u ON u.id = t.user_id AND u.organization_id = t.organization_id
                        WHERE t.token_sha256 = :token AND t.revoked_at IS NULL
                        """)
                .bind("token", token.hex())
                .map(
                        (row, context) ->
                                new Holder(
                                        row.getObject(1, UUID.class),
                                        row.getObject(2, UUID.class),
                                        row.getObject(3, UUID.class),
                                        row.getBoolean(4),
                                        row.getString(5),
                                        instant(row.getObject(6, OffsetDateTime.class)),
                                        row.getLong(7)))
                .findOne();
    }

    /**
     * A token that ended with its device, or whose device waits.
     *
     * @param status of the device
     * @param revoked when the token ended; null while it is only suspended
     */
    public record Barred(
            UUID organization, UUID device, UUID user, String status, @Nullable Instant revoked) {}

    /** The device this token would speak for, were it not suspended or revoked; its newest token only. */
    public static Optional<Barred> barred(ReadTx tx, Sha256 token) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT t.organization_id, t.device_id, t.user_id, d.status, t.revoked_at
                        FROM device_tokens t
                        JOIN mobile_devices d ON d.id = t.device_id AND d.organization_id = t.organization_id
                        JOIN users u ON u.id = t.user_id AND u.organization_id = t.organization_id
                        WHERE t.token_sha256 = :token AND u.active
                          AND ((d.status = 'suspended' AND t.revoked_at IS NULL)
                            OR (d.status = 'revoked' AND NOT EXISTS (SELECT 1 FROM device_tokens n
                                WHERE n.device_id = t.device_id AND n.organization_id = t.organization_id
                                  AND n.created_at > t.created_at)))
                        """)
                .bind("token", token.hex())
                .map(
                        (row, context) ->
                                new Barred(
                                        row.getObject(1, UUID.class),
                                        row.getObject(2, UUID.class),
                                        row.getObject(3, UUID.class),
                                        row.getString(4),
                                        instant(row.getObject(5, OffsetDateTime.class))))
                .findOne();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** The roles of a token's holder. */
    public static List<Role> roles(ReadTx tx, Holder holder) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT role FROM user_roles
                        WHERE user_id = :user AND organization_id = :organization
                        """)
                .bind("user", holder.user())
                .bind("organization", holder.organization())
                .map((row, context) -> Role.of(row.getString(1)))
                .list();
    }
}
