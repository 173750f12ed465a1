package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * {@code tombstones}: what was deleted here or at the hub; a tombstoned id never lives again unless restored by
 * name.
 */
public final class TombstoneRepository {
    private static final long CHANGED = 0;

    /** Whether the hub knows of the deletion. */
    public enum SyncStatus {
        PENDING,
        SYNCED,
        FAILED
    }

    /**
     * A deletion.
     *
     * @param rowVersion the version that was deleted, or the version of the deletion once the hub has it
     * @param said the hash of the answers that went, if it was a submission and they were here
     * @param lostIn in which version a restored hub that has lost the deletion had the row, if nobody had changed it
     *     since; 0 if somebody had; null for one that is not lost
     */
    public record Tombstone(
            EntityType entityType,
            UUID entityId,
            @Nullable Long rowVersion,
            Instant deletedAt,
            SyncStatus syncStatus,
            @Nullable String said,
            @Nullable Long lostIn) {
        /** A deletion of what was not here, or of what is no submission. */
        public Tombstone(
                EntityType entityType,
                UUID entityId,
                @Nullable Long rowVersion,
                Instant deletedAt,
                SyncStatus syncStatus) {
            this(entityType, entityId, rowVersion, deletedAt, syncStatus, null, null);
        }

        /** Whether a restored hub has lost it: it is told again when the row comes. */
        public boolean isLost() {
            return lostIn != null;
        }

        /** The deletion of {@code held}. */
        static Tombstone of(
                EntityRow held, @Nullable Long rowVersion, Instant at, SyncStatus syncStatus) {
            var said = held.payload().path("sha256").textValue();
            return new Tombstone(
                    held.type(),
                    held.id(),
                    rowVersion,
                    at,
                    syncStatus,
                    held.type() == EntityType.SUBMISSIONS ? said : null,
                    null);
        }
    }

    /** Notes a deletion; what was said by a row that had gone before stays noted. */
    public void record(WriteTx tx, Tombstone tombstone) {
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO tombstones
                            (entity_type, entity_id, row_version, deleted_at, sync_status, lost_in, said_sha256)
                        KEY (entity_id, entity_type) VALUES (:type, :id, :version, :deleted, :status, :lost,
                            coalesce(:said, (SELECT said_sha256 FROM tombstones
                                WHERE entity_id = :id AND entity_type = :type)))
                        """)
                .bind("type", tombstone.entityType().word())
                .bind("id", tombstone.entityId())
                .bind("version", tombstone.rowVersion())
                .bind("deleted", Sql.time(tombstone.deletedAt()))
                .bind("status", tombstone.syncStatus().name())
                .bind("said", tombstone.said())
                .bind("lost", tombstone.lostIn())
                .execute();
    }

    /** Those among {@code ids} that are here, of whatever type. */
    public Set<UUID> among(ReadTx tx, Collection<UUID> ids) {
        return Sql.among(tx, "tombstones", "entity_id", ids);
    }

    public Optional<Tombstone> find(ReadTx tx, EntityType type, UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT * FROM tombstones WHERE entity_id = :id AND entity_type = :type")
                .bind("id", id)
                .bind("type", type.word())
                .map((row, ctx) -> tombstone(row))
                .findOne();
    }

    /** Deletions the hub has not confirmed, oldest first. */
    public List<Tombstone> listPending(ReadTx tx, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM tombstones WHERE sync_status <> 'SYNCED'
                        ORDER BY deleted_at, entity_id LIMIT :limit
                        """)
                .bind("limit", limit)
                .map((row, ctx) -> tombstone(row))
                .list();
    }

    /** Deletions the hub has confirmed, by id, from the first after {@code after}. */
    public List<Tombstone> listSynced(ReadTx tx, @Nullable UUID after, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM tombstones
                        WHERE sync_status = 'SYNCED' AND row_version IS NOT NULL AND entity_id > :after
                        ORDER BY entity_id LIMIT :limit
                        """)
                .bind("after", after == null ? new UUID(0, 0) : after)
                .bind("limit", limit)
                .map((row, ctx) -> tombstone(row))
                .list();
    }

    /** The hub confirmed the deletion, or it failed. */
    public void mark(
            WriteTx tx,
            EntityType type,
            UUID id,
            SyncStatus status,
            @Nullable Long version,
            Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE tombstones SET sync_status = :status, synced_at = :now,
                            row_version = coalesce(:version, row_version), lost_in = NULL
                        WHERE entity_id = :id AND entity_type = :type
                        """)
                .bind("status", status.name())
                .bind("now", Sql.time(now))
                .bind("version", version)
                .bind("id", id)
                .bind("type", type.word())
                .execute();
    }

    /**
     * A restored hub has lost the deletion it had confirmed: it holds for every version that the row may come in. Or it
     * has it again: another backup was put back.
     *
     * @param in see {@link Tombstone#lostIn}
     */
    public void markLost(WriteTx tx, EntityType type, UUID id, @Nullable Long in) {
        find(tx, type, id).ifPresent(held -> record(tx, lost(held, id, in)));
    }

    /** It is lost, and somebody has offered the row again, which has another id now. */
    public void markRenamed(WriteTx tx, EntityType type, UUID was, UUID id) {
        find(tx, type, was)
                .ifPresent(
                        held -> {
                            remove(tx, type, was);
                            record(tx, lost(held, id, CHANGED));
                        });
    }

    private static Tombstone lost(Tombstone held, UUID id, @Nullable Long in) {
        return new Tombstone(
                held.entityType(),
                id,
                held.rowVersion(),
                held.deletedAt(),
                held.syncStatus(),
                held.said(),
                in);
    }

    /** Takes a tombstone away: the row was restored by name. */
    public boolean remove(WriteTx tx, EntityType type, UUID id) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM tombstones WHERE entity_id = :id AND entity_type = :type")
                        .bind("id", id)
                        .bind("type", type.word())
                        .execute()
                == 1;
    }

    /** Forgets confirmed deletions older than the retention; how many. */
    public int purgeSynced(WriteTx tx, Instant before) {
        return tx.handle()
                .createUpdate(
                        "DELETE FROM tombstones WHERE sync_status = 'SYNCED' AND synced_at < :before")
                .bind("before", Sql.time(before))
                .execute();
    }

    void replaceId(WriteTx tx, EntityType type, UUID oldId, UUID newId) {
        if (find(tx, type, oldId).isPresent()) {
            remove(tx, type, newId);
        }
        tx.handle()
                .createUpdate(
                        """
                        UPDATE tombstones SET entity_id = :new
                        WHERE entity_id = :old AND entity_type = :type
                        """)
                .bind("new", newId)
                .bind("old", oldId)
                .bind("type", type.word())
                .execute();
    }

    private static Tombstone tombstone(ResultSet row) throws SQLException {
        return new Tombstone(
                EntityType.of(Sql.text(row, "entity_type")).orElseThrow(),
                Sql.uuid(row, "entity_id"),
                Sql.longOrNull(row, "row_version"),
                Sql.instant(row, "deleted_at"),
                SyncStatus.valueOf(Sql.text(row, "sync_status")),
                row.getString("said_sha256"),
                Sql.longOrNull(row, "lost_in"));
    }
}
