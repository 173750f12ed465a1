package org.fieldpost.hub.store;

import static org.fieldpost.hub.store.Column.hash;
import static org.fieldpost.hub.store.Column.id;
import static org.fieldpost.hub.store.Column.instant;
import static org.fieldpost.hub.store.Column.object;
import static org.fieldpost.hub.store.Column.text;
import static org.fieldpost.hub.store.Column.word;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;

/** What people hand in (seed ERD: {@code submissions}). */
public final class SubmissionsTable extends EntityTable {
    SubmissionsTable() {
        super(
                EntityType.SUBMISSIONS,
                List.of(
                        id("form_id"),
                        text("form_code", 100),
                        text("form_version", 40),
                        hash("form_sha256"),
                        object("data"),
                        hash("sha256"),
                        id("device_id"),
                        id("created_by"),
                        id("parent_id").optional(),
                        word("status", "pending", "approved", "rejected"),
                        object("review").optional(),
                        id("reviewed_by").optional(),
                        instant("reviewed_at").optional(),
                        object("metadata").optional(),
                        instant("created_at"),
                        instant("updated_at")));
    }

    /** The permanent ids of those among {@code clientIds} that are devices' temporary ids, or ids rows had once. */
    public static Map<UUID, UUID> permanentIds(
            ReadTx tx, UUID organization, Collection<UUID> clientIds) {
        var ids = new HashMap<UUID, UUID>();
        Chunks.of(clientIds)
                .forEach(
                        chunk ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT client_id, id FROM submissions
                                                WHERE client_id IN (<ids>) AND organization_id = :organization
                                                UNION
                                                SELECT former_id, submission_id FROM former_ids
                                                WHERE former_id IN (<ids>) AND organization_id = :organization
                                                  AND submission_id <> former_id
                                                """)
                                        .bindList("ids", chunk)
                                        .bind("organization", organization)
                                        .map(
                                                (row, c) ->
                                                        Map.entry(
                                                                row.getObject(1, UUID.class),
                                                                row.getObject(2, UUID.class)))
                                        .forEach(pair -> ids.put(pair.getKey(), pair.getValue())));
        return ids;
    }
}
