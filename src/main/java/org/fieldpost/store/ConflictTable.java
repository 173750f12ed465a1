package org.fieldpost.store;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;

/** {@code conflicts}: changed here and there; waiting for, or settled by, a person. */
public final class ConflictTable extends SyncedTable {
    ConflictTable() {
        super(
                EntityType.CONFLICTS,
                List.of(
                        Column.text("resource_type"),
                        Column.uuid("resource_id"),
                        Column.json("base_payload"),
                        Column.json("server_payload"),
                        Column.json("client_payload"),
                        Column.whole("server_version"),
                        Column.text("resolution"),
                        Column.text("resolution_action"),
                        Column.json("resolved_payload"),
                        Column.uuid("resolved_by"),
                        Column.instant("resolved_at"),
                        Column.text("notes"),
                        Column.uuid("device_id"),
                        Column.instant("created_at")),
                List.of(),
                false);
    }

    /** The undecided conflict about an entity, if there is one. */
    public Optional<EntityRow> pendingFor(ReadTx tx, EntityType resourceType, UUID resourceId) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM conflicts
                        WHERE resource_id = :id AND resource_type = :type AND resolution = 'pending'
                        ORDER BY created_at, id LIMIT 1
                        """)
                .bind("id", resourceId)
                .bind("type", resourceType.word())
                .map((row, ctx) -> row(row))
                .findOne();
    }

    /** Conflicts that mention an id in any of their payloads; there are few conflicts, so all are looked at. */
    public List<UUID> holding(ReadTx tx, UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM conflicts WHERE locate(:text, concat(coalesce(base_payload, ''),
                            coalesce(server_payload, ''), coalesce(client_payload, ''),
                            coalesce(resolved_payload, ''), coalesce(base_snapshot, ''))) > 0
                        """)
                .bind("text", id.toString())
                .mapTo(UUID.class)
                .list();
    }

    /** Every id in the payloads conflicts hold. */
    Set<UUID> ids(ReadTx tx) {
        var found = new HashSet<UUID>();
        tx.handle()
                .createQuery(
                        """
                        SELECT concat(coalesce(base_payload, ''), coalesce(server_payload, ''),
                            coalesce(client_payload, ''), coalesce(resolved_payload, ''),
                            coalesce(base_snapshot, '')) FROM conflicts
                        """)
                .mapTo(String.class)
                .forEach(text -> found.addAll(IdRewriting.idsIn(text)));
        return found;
    }

    /** Undecided conflicts, oldest first. */
    public List<EntityRow> pending(ReadTx tx, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM conflicts WHERE resolution = 'pending'
                        ORDER BY created_at, id LIMIT :limit
                        """)
                .bind("limit", limit)
                .map((row, ctx) -> row(row))
                .list();
    }

    /** How many wait for a decision. */
    public long pendingCount(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM conflicts WHERE resolution = 'pending'")
                .mapTo(Long.class)
                .one();
    }
}
