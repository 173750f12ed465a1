package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.hub.store.DeviceTokensTable.Barred;

/** Commands of suspended and revoked devices, kept without effect until somebody decides about them. */
public final class QuarantineTable {
    private static final int REFUSAL_CHARS_MAX = 400;

    private QuarantineTable() {}

    /**
     * A command kept.
     *
     * @param place order of arrival
     * @param command as it came: a {@code PushCommand} as JSON
     */
    public record Kept(UUID commandId, long place, String command) {}

    /** How much is kept of a device. */
    public record Amount(long commands, long chars) {}

    /** How much is kept of a device. */
    public static Amount amount(ReadTx tx, UUID organization, UUID device) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT COUNT(*), COALESCE(SUM(command_chars), 0) FROM quarantined_commands
                        WHERE device_id = :device AND organization_id = :organization
                        """)
                .bind("device", device)
                .bind("organization", organization)
                .map((row, context) -> new Amount(row.getLong(1), row.getLong(2)))
                .one();
    }

    /** Keeps a command; the same again is kept once, as it came last. */
    public static void keep(WriteTx tx, Barred from, UUID commandId, String command, Instant now) {
        int known =
                tx.handle()
                        .createUpdate(
                                """
                                UPDATE quarantined_commands SET command = :command, command_chars = :chars
                                WHERE command_id = :id AND organization_id = :organization AND device_id = :device
                                """)
                        .bind("command", command)
                        .bind("chars", command.length())
                        .bind("id", commandId)
                        .bind("organization", from.organization())
                        .bind("device", from.device())
                        .execute();
        if (known > 0) {
            return;
        }
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO quarantined_commands (command_id, organization_id, device_id, user_id,
                          command_chars, command, received_at)
                        SELECT :id, :organization, :device, :user, :chars, :command, :now
                        WHERE NOT EXISTS (SELECT 1 FROM quarantined_commands
                            WHERE command_id = :id AND organization_id = :organization)
                        """)
                .bind("id", commandId)
                .bind("organization", from.organization())
                .bind("device", from.device())
                .bind("user", from.user())
                .bind("chars", command.length())
                .bind("command", command)
                .bind("now", now)
                .execute();
    }

    /** The commands of a device after a place, in the order they came. */
    public static List<Kept> list(
            ReadTx tx, UUID organization, UUID device, long after, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT command_id, place, command FROM quarantined_commands
                        WHERE device_id = :device AND organization_id = :organization AND place > :after
                        ORDER BY place LIMIT :limit
                        """)
                .bind("device", device)
                .bind("organization", organization)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Kept(
                                        row.getObject(1, UUID.class),
                                        row.getLong(2),
                                        row.getString(3)))
                .list();
    }

    /** The person whose commands a device's are. */
    public static List<UUID> users(ReadTx tx, UUID organization, UUID device) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT user_id FROM quarantined_commands
                        WHERE device_id = :device AND organization_id = :organization
                        """)
                .bind("device", device)
                .bind("organization", organization)
                .mapTo(UUID.class)
                .list();
    }

    /** It has taken effect. */
    public static void remove(WriteTx tx, UUID organization, UUID commandId) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM quarantined_commands WHERE command_id = :id AND organization_id = :organization")
                .bind("id", commandId)
                .bind("organization", organization)
                .execute();
    }

    /** It was released, and refused: it stays, with the reason. */
    public static void refused(WriteTx tx, UUID organization, UUID commandId, String why) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE quarantined_commands SET refusal = :why
                        WHERE command_id = :id AND organization_id = :organization
                        """)
                .bind("why", why.substring(0, Math.min(why.length(), REFUSAL_CHARS_MAX)))
                .bind("id", commandId)
                .bind("organization", organization)
                .execute();
    }
}
