package org.fieldpost.hub.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.RowSql;
import org.fieldpost.kernel.Json;

/** The history of submissions and conflicts; only ever added to ({@code sync_items} is the history of commands). */
public final class AuditTable {
    private static final RowSql ADD =
            RowSql.of(
                    """
                    INSERT INTO audit_history (organization_id, entity_type, entity_id, action, version_after,
                      payload_before, user_id, device_id, command_id, happened_at)
                    VALUES (:organization, :type, :id, :action, :version, :payload, :user, :device, :command, :now)
                    """);

    private AuditTable() {}

    /**
     * One change of a row.
     *
     * @param action what was done
     * @param versionAfter the row's version after it
     * @param user who did it, if a person
     * @param happenedAt when, by the hub's clock
     */
    public record Entry(
            SyncAction action,
            long versionAfter,
            @org.jspecify.annotations.Nullable UUID user,
            Instant happenedAt) {}

    /** Notes a change of {@code before}. */
    static void record(
            OrgWrite write, EntityRow before, long versionAfter, SyncAction action, Author author) {
        if (isKept(before)) {
            try (var entries = ADD.rows(write.tx())) {
                add(entries, write, before, versionAfter, action, author);
                entries.execute();
            }
        }
    }

    /** Notes rows that were added. */
    static void recordAdded(OrgWrite write, List<EntityRow> rows, List<Author> authors) {
        try (var entries = ADD.rows(write.tx())) {
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                if (isKept(row)) {
                    add(entries, write, row, row.version(), SyncAction.CREATE, authors.get(i));
                }
            }
            entries.execute();
        }
    }

    /** Whether a submission says this now. */
    public static boolean says(ReadTx tx, UUID organization, ManifestEntry said) {
        return EntityTable.of(EntityType.SUBMISSIONS)
                .find(tx, organization, said.entityId())
                .filter(row -> !row.deleted() && said.isSaidBy(row.payload()))
                .isPresent();
    }

    /** Whether a submission says, or once said, this. */
    public static boolean everSaid(ReadTx tx, UUID organization, ManifestEntry said) {
        return says(tx, organization, said)
                || tx
                        .handle()
                        .createQuery(
                                """
                                SELECT payload_before FROM audit_history
                                WHERE entity_id = :id AND organization_id = :organization
                                    AND entity_type = 'submissions' AND payload_before LIKE :said
                                """)
                        .bind("id", said.entityId())
                        .bind("organization", organization)
                        .bind("said", "%\"sha256\":\"" + said.sha256() + "\"%")
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .anyMatch(before -> said.isSaidBy(Json.parseObject(before)));
    }

    /**
     * The last version before {@code row}'s own in which a submission said exactly {@code payload}; 0 if it never did.
     * Below the row's version also when the row itself says so.
     */
    public static long lastSaid(ReadTx tx, UUID organization, EntityRow row, ObjectNode payload) {
        var wanted = Json.canonicalBytes(payload);
        if (Arrays.equals(wanted, Json.canonicalBytes(row.payload()))) {
            return row.version() - 1;
        }
        return tx.handle()
                .createQuery(
                        """
                        SELECT version_after, payload_before FROM audit_history
                        WHERE entity_id = :id AND organization_id = :organization
                            AND entity_type = 'submissions' AND payload_before LIKE :said
                        ORDER BY id DESC
                        """)
                .bind("id", row.id())
                .bind("organization", organization)
                .bind("said", "%\"sha256\":\"" + payload.path("sha256").asText() + "\"%")
                .map(
                        (found, context) -> {
                            var said = Json.parseObject(found.getString(2));
                            boolean same = Arrays.equals(wanted, Json.canonicalBytes(said));
                            return same ? found.getLong(1) - 1 : 0L;
                        })
                .filter(version -> version > 0)
                .findFirst()
                .orElse(0L);
    }

    private static boolean isKept(EntityRow row) {
        return row.type() == EntityType.SUBMISSIONS || row.type() == EntityType.CONFLICTS;
    }

    private static void add(
            RowSql.Rows entries,
            OrgWrite write,
            EntityRow before,
            long versionAfter,
            SyncAction action,
            Author author) {
        entries.bind("organization", write.organization())
                .bind("type", before.type().word())
                .bind("id", before.id())
                .bind("action", action.word())
                .bind("version", versionAfter)
                .bind("payload", action == SyncAction.CREATE ? null : Json.write(before.payload()))
                .bind("user", author.user())
                .bind("device", author.device())
                .bind("command", author.command())
                .bind("now", write.now())
                .add();
    }

    /**
     * The tombstone of a submission or conflict that is forgotten itself: its history remembers it. Its owner is
     * whoever captured it.
     */
    public static Optional<EntityRow> purged(
            ReadTx tx, UUID organization, EntityType type, UUID entity) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT action, version_after, payload_before FROM audit_history
                        WHERE entity_id = :id AND organization_id = :organization AND entity_type = :type
                        ORDER BY id DESC LIMIT 1
                        """)
                .bind("id", entity)
                .bind("organization", organization)
                .bind("type", type.word())
                .map(
                        (row, context) -> {
                            var payload =
                                    Json.parseObject(
                                            Objects.requireNonNullElse(row.getString(3), "{}"));
                            var by = payload.path("created_by").asText("");
                            var tombstone =
                                    new EntityRow(
                                            type,
                                            entity,
                                            null,
                                            by.isEmpty() ? null : UUID.fromString(by),
                                            row.getLong(2),
                                            0,
                                            true,
                                            payload);
                            boolean deleted = row.getString(1).equals(SyncAction.DELETE.word());
                            return Optional.of(tombstone).filter(t -> deleted);
                        })
                .findOne()
                .flatMap(found -> found);
    }

    /** Whether a row was deleted in that version. */
    public static boolean wasDeleted(ReadTx tx, UUID organization, UUID entity, long version) {
        return tx.handle()
                        .createQuery(
                                """
                                SELECT count(*) FROM audit_history
                                WHERE entity_id = :id AND organization_id = :organization
                                    AND action = 'delete' AND version_after = :version
                                """)
                        .bind("id", entity)
                        .bind("organization", organization)
                        .bind("version", version)
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    /** Whether a command has changed a row. */
    public static boolean isBy(ReadTx tx, UUID organization, UUID entity, UUID command) {
        return tx.handle()
                        .createQuery(
                                """
                        SELECT COUNT(*) FROM audit_history
                        WHERE entity_id = :id AND organization_id = :organization AND command_id = :command
                        """)
                        .bind("id", entity)
                        .bind("organization", organization)
                        .bind("command", command)
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    /** What happened to a row, oldest first. */
    public static List<Entry> of(ReadTx tx, UUID organization, UUID entity) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT action, version_after, user_id, happened_at FROM audit_history
                        WHERE entity_id = :id AND organization_id = :organization ORDER BY id
                        """)
                .bind("id", entity)
                .bind("organization", organization)
                .map(
                        (row, context) ->
                                new Entry(
                                        SyncAction.of(row.getString(1)),
                                        row.getLong(2),
                                        row.getObject(3, UUID.class),
                                        row.getObject(4, java.time.OffsetDateTime.class)
                                                .toInstant()))
                .list();
    }
}
