package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/**
 * {@code id_mappings} (seed 000): temporary ids and the hub's ids for them. {@code client_id} never changes; a
 * mapping is resolved only with a server id; every look-up is scoped by user; over {@value #RETRIES_MAX} failures
 * it is failed.
 */
public final class IdMapRepository {
    /** Seed 000, rule max_retry_failure. */
    public static final int RETRIES_MAX = 10;

    private static final int CACHED_MAX = 10_000;
    private final IdReplacementCache cache = new IdReplacementCache(CACHED_MAX);

    /** Notes a temporary id; the user must be known. Operation 1 of 9. */
    public void create(
            WriteTx tx,
            UUID id,
            UserId user,
            OrganizationId organization,
            EntityType type,
            UUID clientId,
            Instant createdAt) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO id_mappings (id, user_id, entity_type, client_id, status,
                            organization_id, created_at, retry_count)
                        VALUES (:id, :user, :type, :client, 'pending', :organization, :created, 0)
                        """)
                .bind("id", id)
                .bind("user", user.value())
                .bind("type", type.word())
                .bind("client", clientId)
                .bind("organization", organization.value())
                .bind("created", Sql.time(createdAt))
                .execute();
    }

    /** Operation 2: by the temporary id. */
    public Optional<IdMapping> findByClientId(
            ReadTx tx, UserId user, EntityType type, UUID clientId) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM id_mappings
                        WHERE client_id = :client AND entity_type = :type AND user_id = :user
                        """)
                .bind("client", clientId)
                .bind("type", type.word())
                .bind("user", user.value())
                .map((row, ctx) -> mapping(row))
                .findOne();
    }

    /** Operation 3: by the hub's id; of several (ids the row had at a hub since restored) the first one there was. */
    public Optional<IdMapping> findByServerId(
            ReadTx tx, UserId user, EntityType type, UUID serverId) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM id_mappings
                        WHERE user_id = :user AND server_id = :server AND entity_type = :type
                        ORDER BY created_at, id LIMIT 1
                        """)
                .bind("server", serverId)
                .bind("type", type.word())
                .bind("user", user.value())
                .map((row, ctx) -> mapping(row))
                .findOne();
    }

    /** Operation 4: not resolved yet, oldest first. */
    public List<IdMapping> listPending(ReadTx tx, UserId user, int limit) {
        return listByStatus(tx, user, IdMapping.Status.PENDING, limit);
    }

    /** Operation 5: by status, oldest first. */
    public List<IdMapping> listByStatus(
            ReadTx tx, UserId user, IdMapping.Status status, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM id_mappings WHERE status = :status AND user_id = :user
                        ORDER BY created_at, id LIMIT :limit
                        """)
                .bind("status", word(status))
                .bind("user", user.value())
                .bind("limit", limit)
                .map((row, ctx) -> mapping(row))
                .list();
    }

    /**
     * Operation 6: the hub gave {@code serverId}. False when there is no such mapping; the same answer twice is fine,
     * another id than before is refused.
     */
    public boolean markResolved(
            WriteTx tx, UserId user, EntityType type, UUID clientId, UUID serverId, Instant now) {
        var held = findByClientId(tx, user, type, clientId);
        if (held.isEmpty()) {
            return false;
        }
        var before = held.get().serverId();
        if (before != null && !before.equals(serverId)) {
            throw new IllegalStateException(
                    "%s %s is already %s at the hub and cannot become %s"
                            .formatted(type.word(), clientId, before, serverId));
        }
        tx.handle()
                .createUpdate(
                        """
                        UPDATE id_mappings SET server_id = :server, status = 'resolved',
                            resolved_at = coalesce(resolved_at, :now), last_error = NULL
                        WHERE client_id = :client AND entity_type = :type AND user_id = :user
                        """)
                .bind("server", serverId)
                .bind("now", Sql.time(now))
                .bind("client", clientId)
                .bind("type", type.word())
                .bind("user", user.value())
                .execute();
        long age = cache.age();
        tx.afterCommit(() -> cache.record(user, type, clientId, serverId, age));
        return true;
    }

    /** Operation 7: a try failed; whether the mapping is failed now, so that the user is told. */
    public boolean recordFailure(
            WriteTx tx, UserId user, EntityType type, UUID clientId, String error) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE id_mappings SET retry_count = retry_count + 1, last_error = :error,
                            status = CASE WHEN retry_count + 1 > :max THEN 'failed' ELSE status END
                        WHERE client_id = :client AND entity_type = :type AND user_id = :user
                            AND status <> 'resolved'
                        """)
                .bind("error", error)
                .bind("max", RETRIES_MAX)
                .bind("client", clientId)
                .bind("type", type.word())
                .bind("user", user.value())
                .execute();
        return findByClientId(tx, user, type, clientId)
                .filter(m -> m.status() == IdMapping.Status.FAILED)
                .isPresent();
    }

    /** Operation 8: a person asked to try again. */
    public boolean resetFailed(WriteTx tx, UserId user, EntityType type, UUID clientId) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE id_mappings SET status = 'pending', retry_count = 0
                                WHERE client_id = :client AND entity_type = :type
                                    AND user_id = :user AND status = 'failed'
                                """)
                        .bind("client", clientId)
                        .bind("type", type.word())
                        .bind("user", user.value())
                        .execute()
                == 1;
    }

    /** Operation 9: moves mappings resolved before {@code before} into the archive; how many. */
    public int archive(WriteTx tx, Instant before, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO id_mappings_archive
                            (entity_type, client_id, server_id, user_id, archived_at)
                        KEY (client_id, entity_type)
                        SELECT entity_type, client_id, server_id, user_id, CAST(:now AS TIMESTAMP(9) WITH TIME ZONE)
                        FROM id_mappings WHERE status = 'resolved' AND resolved_at < :before
                        """)
                .bind("now", Sql.time(now))
                .bind("before", Sql.time(before))
                .execute();
        return tx.handle()
                .createUpdate(
                        "DELETE FROM id_mappings WHERE status = 'resolved' AND resolved_at < :before")
                .bind("before", Sql.time(before))
                .execute();
    }

    /** Part of operation 9: what was deleted before any push will never be resolved. */
    void purge(WriteTx tx, UserId user, EntityType type, UUID clientId) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM id_mappings
                        WHERE client_id = :client AND entity_type = :type AND user_id = :user
                            AND status <> 'resolved'
                        """)
                .bind("client", clientId)
                .bind("type", type.word())
                .bind("user", user.value())
                .execute();
    }

    /** The id an entity has now: the hub's for a temporary id that was replaced, else {@code id} itself. */
    public UUID aliasOf(ReadTx tx, UserId user, EntityType type, UUID id) {
        if (tx instanceof WriteTx write) {
            return cachedAliasOf(write, user, type, id);
        }
        return readAliasOf(tx, user, type, id);
    }

    private UUID cachedAliasOf(WriteTx tx, UserId user, EntityType type, UUID id) {
        if (cache.temporary(user, type, id).isPresent()) {
            return id;
        }
        return cache.permanent(user, type, id)
                .orElseGet(
                        () -> {
                            long age = cache.age();
                            var now = readAliasOf(tx, user, type, id);
                            if (!now.equals(id)) {
                                // It may be this very transaction that replaces it.
                                tx.afterCommit(() -> cache.record(user, type, id, now, age));
                            }
                            return now;
                        });
    }

    private static UUID readAliasOf(ReadTx tx, UserId user, EntityType type, UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT server_id FROM id_mappings
                        WHERE client_id = :id AND entity_type = :type AND user_id = :user
                            AND status = 'resolved'
                        UNION ALL
                        SELECT server_id FROM id_mappings_archive
                        WHERE client_id = :id AND entity_type = :type AND user_id = :user
                        """)
                .bind("id", id)
                .bind("type", type.word())
                .bind("user", user.value())
                .mapTo(UUID.class)
                .findFirst()
                .orElse(id);
    }

    /**
     * A permanent id is a temporary one from now on: a hub restored from a backup lacks the row and will give it
     * another.
     */
    void reopen(WriteTx tx, IdMapping.Owner owner, UUID permanent, Instant now) {
        if (findByClientId(tx, owner.user(), owner.type(), permanent).isEmpty()) {
            create(
                    tx,
                    reopened(permanent),
                    owner.user(),
                    owner.organization(),
                    owner.type(),
                    permanent,
                    now);
        }
    }

    /** Whether {@code id} was permanent once and waits for another. */
    boolean isReopened(ReadTx tx, UserId user, EntityType type, UUID id) {
        return findByClientId(tx, user, type, id)
                .filter(mapping -> mapping.id().equals(reopened(id)))
                .isPresent();
    }

    /** The id of the mapping of an id that was permanent once; it tells such mappings from others. */
    static UUID reopened(UUID permanent) {
        return EntityWrites.derived(permanent, permanent);
    }

    /**
     * A permanent id was replaced by another (a hub restored from a backup made the row anew): what was known by the
     * old one is known by the new one, and the old one is an alias itself.
     */
    void follow(WriteTx tx, IdMapping.Owner owner, UUID oldId, UUID newId, Instant now) {
        var held = findByClientId(tx, owner.user(), owner.type(), oldId);
        if (held.isPresent() && !held.get().id().equals(reopened(oldId))) {
            return; // a temporary id, as almost always: nothing was known by it as a permanent one
        }
        cache.forget(owner.user(), owner.type(), oldId);
        for (var table : List.of("id_mappings", "id_mappings_archive")) {
            tx.handle()
                    .createUpdate(
                            "UPDATE %s SET server_id = :new WHERE server_id = :old AND entity_type = :type"
                                    .formatted(table))
                    .bind("new", newId)
                    .bind("old", oldId)
                    .bind("type", owner.type().word())
                    .execute();
        }
        reopen(tx, owner, oldId, now);
    }

    /**
     * Of {@code ids}, those that were permanent once and wait for another, with the ids their rows had before that,
     * which stay the same while they wait. {@code server_id} has no index: one look through the table for all of them.
     */
    public Map<UUID, List<UUID>> formerIds(
            ReadTx tx, UserId user, EntityType type, Collection<UUID> ids) {
        var former = new HashMap<UUID, List<UUID>>();
        var waiting = ids.isEmpty() ? Set.<UUID>of() : reopened(tx, ids);
        if (!waiting.isEmpty()) {
            tx.handle()
                    .createQuery(
                            """
                            SELECT server_id, client_id FROM id_mappings
                            WHERE server_id IN (<ids>) AND entity_type = :type AND user_id = :user
                            UNION
                            SELECT server_id, client_id FROM id_mappings_archive
                            WHERE server_id IN (<ids>) AND entity_type = :type AND user_id = :user
                            ORDER BY server_id, client_id
                            """)
                    .bindList("ids", List.copyOf(waiting))
                    .bind("type", type.word())
                    .bind("user", user.value())
                    .map(
                            (row, ctx) ->
                                    Map.entry(
                                            Sql.uuid(row, "server_id"), Sql.uuid(row, "client_id")))
                    .forEach(
                            known ->
                                    former.computeIfAbsent(known.getKey(), id -> new ArrayList<>())
                                            .add(known.getValue()));
        }
        return former;
    }

    private static Set<UUID> reopened(ReadTx tx, Collection<UUID> ids) {
        return tx.handle()
                .createQuery(
                        "SELECT m.client_id FROM UNNEST(:ids) t(id) JOIN id_mappings m ON m.id = t.id")
                .bind("ids", Sql.array(ids.stream().map(IdMapRepository::reopened).toList()))
                .mapTo(UUID.class)
                .set();
    }

    private static String word(IdMapping.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static IdMapping mapping(ResultSet row) throws SQLException {
        return new IdMapping(
                Sql.uuid(row, "id"),
                new UserId(Sql.uuid(row, "user_id")),
                EntityType.of(Sql.text(row, "entity_type")).orElseThrow(),
                Sql.uuid(row, "client_id"),
                Sql.uuidOrNull(row, "server_id"),
                IdMapping.Status.valueOf(Sql.text(row, "status").toUpperCase(Locale.ROOT)),
                new OrganizationId(Sql.uuid(row, "organization_id")),
                Sql.instant(row, "created_at"),
                Sql.instantOrNull(row, "resolved_at"),
                row.getInt("retry_count"),
                row.getString("last_error"));
    }
}
