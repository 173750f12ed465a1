package org.fieldpost.hub.store;

import static org.fieldpost.hub.store.Column.id;
import static org.fieldpost.hub.store.Column.instant;
import static org.fieldpost.hub.store.Column.integer;
import static org.fieldpost.hub.store.Column.object;
import static org.fieldpost.hub.store.Column.text;
import static org.fieldpost.hub.store.Column.word;

import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Changes that people must decide between (seed ERD: {@code conflicts}). */
public final class ConflictsTable extends EntityTable {
    ConflictsTable() {
        super(
                EntityType.CONFLICTS,
                List.of(
                        text("resource_type", 40),
                        id("resource_id"),
                        object("base_payload").optional(),
                        object("server_payload").optional(),
                        object("client_payload").optional(),
                        integer("server_version").optional(),
                        word("resolution", "pending", "resolved"),
                        word("resolution_action", "accept_server", "accept_client", "merged")
                                .optional(),
                        object("resolved_payload").optional(),
                        id("resolved_by").optional(),
                        instant("resolved_at").optional(),
                        text("notes", 10_000).optional(),
                        id("device_id"),
                        instant("created_at")));
    }

    /**
     * Whether a conflict shows that the hub once had a submission saying this, and nobody has decided for that side of
     * it: who decides looks at it.
     */
    public static boolean isShown(ReadTx tx, UUID organization, ManifestEntry said) {
        return tx
                .handle()
                .createQuery(
                        """
                                SELECT server_payload FROM conflicts
                                WHERE resource_id = :id AND organization_id = :organization AND deleted_at IS NULL
                                  AND coalesce(resolution_action, '') <> 'accept_server' AND server_payload LIKE :said
                                """)
                .bind("id", said.entityId())
                .bind("organization", organization)
                .bind("said", "%\"sha256\":\"" + said.sha256() + "\"%")
                .mapTo(String.class)
                .list()
                .stream()
                .anyMatch(shown -> said.isSaidBy(Json.parseObject(shown)));
    }

    /**
     * Whether a conflict opened or decided at or after {@code from} is about the deletion of a row that is there: a
     * person has kept it, or it is as long as nobody has decided.
     *
     * @param version of the deletion that is asked about: a conflict that shows an older row, or an older deletion, is
     *     about another
     */
    public static boolean isDeletionShown(
            ReadTx tx, UUID organization, UUID row, long from, long version) {
        return tx.handle()
                        .createQuery(
                                """
                                SELECT count(*) FROM conflicts
                                WHERE resource_id = :id AND organization_id = :organization AND deleted_at IS NULL
                                  AND changed_at >= :from AND coalesce(server_version, 0) >= :version
                                  AND (client_payload IS NULL
                                      AND coalesce(resolution_action, 'accept_server') = 'accept_server'
                                    OR server_payload IS NULL
                                      AND resolution_action IN ('accept_client', 'merged'))
                                """)
                        .bind("id", row)
                        .bind("organization", organization)
                        .bind("from", from)
                        .bind("version", version)
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    /** Conflicts nobody has decided, by id (which is by age), from the first after {@code after}. */
    public List<UUID> pending(ReadTx tx, UUID organization, @Nullable UUID after, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM conflicts
                        WHERE organization_id = :organization AND resolution = 'pending'
                          AND deleted_at IS NULL AND id > :after
                        ORDER BY id LIMIT :limit
                        """)
                .bind("organization", organization)
                .bind("after", after == null ? new UUID(0, 0) : after)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }
}
