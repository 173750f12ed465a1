package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** Removes what the hub need not remember any longer, a bounded number of rows in a transaction. */
public final class Purges {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private Purges() {}

    /**
     * Removes tombstones of deletions before {@code before}, looking on from stamp {@code after}, and moves the horizon
     * past them in the same transaction. One that a row refers to stays: a child of its own, a conflict about it.
     *
     * @return how many went, and where to look on; that is {@code Long.MAX_VALUE} when there are no more
     */
    public static Step tombstones(
            WriteTx tx, UUID organization, EntityType type, Instant before, long after, int limit) {
        record Found(UUID id, long stamp) {}
        // Locked before it is asked who refers to them: a conflict that is being made locks its
        // tombstone too.
        var found =
                tx.handle()
                        .createQuery(
                                """
                                SELECT id, changed_at FROM %s
                                WHERE organization_id = :organization AND changed_at > :after
                                  AND deleted_at < :before
                                ORDER BY organization_id, changed_at LIMIT :limit FOR UPDATE
                                """
                                        .formatted(type.word()))
                        .bind("organization", organization)
                        .bind("after", after)
                        .bind("before", before)
                        .bind("limit", limit)
                        .map(
                                (row, context) ->
                                        new Found(row.getObject(1, UUID.class), row.getLong(2)))
                        .list();
        var held = held(tx, organization, type, found.stream().map(Found::id).toList());
        var gone = found.stream().filter(row -> !held.contains(row.id())).toList();
        if (!gone.isEmpty()) {
            AwaitedReferencesTable.forget(tx, organization, gone.stream().map(Found::id).toList());
            FormerIdsTable.forget(tx, organization, gone.stream().map(Found::id).toList());
            CountersTable.raiseHorizon(tx, organization, gone.getLast().stamp());
            tx.handle()
                    .createUpdate(
                            """
                            DELETE FROM %s WHERE id IN (<ids>) AND organization_id = :organization
                            """
                                    .formatted(type.word()))
                    .bindList("ids", gone.stream().map(Found::id).toList())
                    .bind("organization", organization)
                    .execute();
        }
        boolean more = found.size() == limit;
        return new Step(gone.size(), more ? found.getLast().stamp() : Long.MAX_VALUE);
    }

    /** What a transaction came to: rows removed, and where to go on. */
    public record Step(int rows, long next) {}

    /** Those of these rows that another row, living or dead, refers to. */
    private static Set<UUID> held(
            ReadTx tx, UUID organization, EntityType type, List<UUID> tombstones) {
        return tombstones.isEmpty()
                ? Set.of()
                : tx.handle()
                        .createQuery(
                                """
                                SELECT s.id FROM %s s
                                WHERE s.id IN (<ids>) AND s.organization_id = :organization AND %s
                                """
                                        .formatted(type.word(), held(type)))
                        .bindList("ids", tombstones)
                        .bind("organization", organization)
                        .mapTo(UUID.class)
                        .set();
    }

    /** Whether another row, living or dead, refers to {@code s}. */
    private static String held(EntityType type) {
        var conditions = new ArrayList<String>();
        conditions.add(
                """
                EXISTS (SELECT 1 FROM conflicts c WHERE c.resource_id = s.id
                  AND c.organization_id = s.organization_id AND c.deleted_at IS NULL)\
                """);
        switch (type) {
            case SUBMISSIONS -> {
                conditions.add(referred("submissions", "parent_id"));
                conditions.add(referred("submission_media", "submission_id"));
            }
            case MOBILE_FORMS -> conditions.add(referred("submissions", "form_id"));
            case MOBILE_DEVICES -> conditions.add("TRUE");
            // A submission that a conflict brings back gets its photos back.
            case SUBMISSION_MEDIA ->
                    conditions.add(
                            """
                            EXISTS (SELECT 1 FROM conflicts c WHERE c.resource_id = s.submission_id
                              AND c.organization_id = s.organization_id AND c.deleted_at IS NULL)\
                            """);
            case CONFLICTS, TELEMETRY -> {}
        }
        return "(" + String.join(" OR ", conditions) + ")";
    }

    private static String referred(String table, String column) {
        return "EXISTS (SELECT 1 FROM %s r WHERE r.%s = s.id AND r.organization_id = s.organization_id)"
                .formatted(table, column);
    }

    /**
     * Forgets what commands before {@code before} said. Their ids, hashes and answers stay: a device may send a command
     * again however late.
     */
    public static Places payloads(WriteTx tx, Instant before, UUID after, int limit) {
        var ids =
                tx.handle()
                        .createQuery(
                                """
                                SELECT id FROM sync_items
                                WHERE id > :after AND created_at < :before AND payload IS NOT NULL
                                ORDER BY id LIMIT :limit
                                """)
                        .bind("after", after)
                        .bind("before", before)
                        .bind("limit", limit)
                        .mapTo(UUID.class)
                        .list();
        if (!ids.isEmpty()) {
            tx.handle()
                    .createUpdate("UPDATE sync_items SET payload = NULL WHERE id IN (<ids>)")
                    .bindList("ids", ids)
                    .execute();
        }
        return new Places(ids.size(), ids.isEmpty() ? BEFORE_ALL : ids.getLast());
    }

    /** What a transaction came to: rows changed, and the last of them. */
    public record Places(int rows, UUID last) {}

    /** Removes telemetry told before {@code before}; devices drop theirs by the same rule, without tombstones. */
    public static int telemetry(WriteTx tx, Instant before, int limit) {
        return delete(
                tx,
                "telemetry",
                tx.handle()
                        .createQuery(
                                "SELECT id FROM telemetry WHERE created_at < :before ORDER BY id LIMIT :limit")
                        .bind("before", before)
                        .bind("limit", limit)
                        .mapTo(UUID.class)
                        .list());
    }

    /** Removes enrolment codes used or expired before {@code before}. */
    public static int codes(WriteTx tx, Instant before) {
        return tx.handle()
                .createUpdate("DELETE FROM enrolment_codes WHERE expires_at < :before")
                .bind("before", before)
                .execute();
    }

    /**
     * Removes the records of uploads complete since before {@code before}; their bytes are photos now, and stay. While
     * the row that names the bytes has not come (it may lie in a laptop's outbox), the record is what names them.
     */
    public static int uploads(WriteTx tx, Instant before) {
        return tx.handle()
                .createUpdate(
                        """
                        DELETE FROM media_uploads WHERE completed_at < :before
                          AND EXISTS (SELECT 1 FROM submission_media m WHERE m.id = media_uploads.media_id
                            AND m.organization_id = media_uploads.organization_id)
                        """)
                .bind("before", before)
                .execute();
    }

    /** Removes kept commands of barred devices that have taken effect since. */
    public static int quarantine(WriteTx tx) {
        return tx.handle()
                .createUpdate(
                        """
                        DELETE FROM quarantined_commands
                        WHERE EXISTS (SELECT 1 FROM sync_items i
                          WHERE i.applied_command_id = quarantined_commands.command_id
                            AND i.organization_id = quarantined_commands.organization_id)
                        """)
                .execute();
    }

    private static int delete(WriteTx tx, String table, List<UUID> ids) {
        return ids.isEmpty()
                ? 0
                : tx.handle()
                        .createUpdate("DELETE FROM " + table + " WHERE id IN (<ids>)")
                        .bindList("ids", ids)
                        .execute();
    }

    /** The organizations there are. */
    public static List<UUID> organizations(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT id FROM organizations ORDER BY id")
                .mapTo(UUID.class)
                .list();
    }
}
