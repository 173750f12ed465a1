package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.RowSql;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/**
 * {@code outbox_events}: the queue of local mutations. Commands enter only together with the row they are about (see
 * {@link LocalWrites}); nothing is ever deleted but completed commands after their retention.
 */
public final class OutboxRepository {
    private static final RowSql LEASE =
            RowSql.of(
                    """
                    UPDATE outbox_events SET status = 'IN_FLIGHT', attempts = attempts + 1,
                        fencing_token = fencing_token + 1, lease_owner = :owner, state_updated_at = :now
                    WHERE id = :id AND fencing_token = :token AND status IN ('PENDING', 'FAILED')
                    """);

    private final OutboxReferences references = new OutboxReferences();
    private final OutboxPayloads payloads = new OutboxPayloads();

    OutboxReferences references() {
        return references;
    }

    /** The open and dead commands of one entity, oldest first. */
    public List<OutboxCommand> ofEntity(ReadTx tx, EntityType type, UUID aggregateId) {
        return tx.handle()
                .createQuery(
                        OutboxRow.SELECT
                                + """
                                WHERE o.aggregate_id = :id AND o.entity_type = :type
                                    AND o.status <> 'COMPLETED'
                                ORDER BY o.sequence
                                """)
                .bind("id", aggregateId)
                .bind("type", type.word())
                .map((row, ctx) -> OutboxRow.command(row))
                .list();
    }

    public Optional<OutboxCommand> find(ReadTx tx, UUID id) {
        return tx.handle()
                .createQuery(OutboxRow.SELECT + "WHERE o.id = :id")
                .bind("id", id)
                .map((row, ctx) -> OutboxRow.command(row))
                .findOne();
    }

    /**
     * The next commands to send, one per entity, folded by {@link OutboxCoalescing}; what they stand for is
     * completed at once, in this transaction.
     *
     * @param limit at most so many commands
     * @param payloadCharsMax and so much payload, but at least one command
     */
    public List<OutboxCommand> dequeueDeduplicatedByEntity(
            WriteTx tx, Instant now, int limit, long payloadCharsMax) {
        var queue = new OutboxQueue(this);
        return queue.next(tx, now, limit, payloadCharsMax);
    }

    /** Leases commands for sending; returns them as they are now, with their fencing tokens. */
    public List<OutboxCommand> markInFlight(
            WriteTx tx, List<OutboxCommand> commands, String leaseOwner, Instant now) {
        if (commands.isEmpty()) {
            return List.of();
        }
        try (var batch = LEASE.rows(tx)) {
            for (var command : commands) {
                batch.bind("owner", leaseOwner)
                        .bind("now", Sql.time(now))
                        .bind("id", command.id())
                        .bind("token", command.fencingToken())
                        .add();
            }
            int[] changed = batch.execute();
            var leased = new ArrayList<OutboxCommand>();
            for (int i = 0; i < changed.length; i++) {
                if (changed[i] == 1) {
                    leased.add(commands.get(i).leased(leaseOwner, now));
                }
            }
            return leased;
        }
    }

    /** The fencing tokens of those among {@code ids} that are in flight. */
    public Map<UUID, Long> inFlight(ReadTx tx, Collection<UUID> ids) {
        var tokens = new HashMap<UUID, Long>();
        if (!ids.isEmpty()) {
            tx.handle()
                    .createQuery(
                            """
                            SELECT o.id, o.fencing_token FROM UNNEST(:ids) t(id)
                                JOIN outbox_events o ON o.id = t.id
                            WHERE o.status = 'IN_FLIGHT'
                            """)
                    .bind("ids", Sql.array(ids))
                    .map(
                            (row, ctx) ->
                                    tokens.put(Sql.uuid(row, "id"), row.getLong("fencing_token")))
                    .list();
        }
        return tokens;
    }

    /** The hub has it. False, and nothing changes, when the lease was lost meanwhile. */
    public boolean complete(WriteTx tx, UUID id, long fencingToken, Instant now) {
        return leave(tx, id, fencingToken, OutboxStatus.COMPLETED, null, now, now);
    }

    /** It failed and is tried again at {@code nextAttemptAt}. */
    public boolean fail(
            WriteTx tx,
            UUID id,
            long fencingToken,
            ErrorBody error,
            Instant nextAttemptAt,
            Instant now) {
        return leave(tx, id, fencingToken, OutboxStatus.FAILED, error, nextAttemptAt, now);
    }

    /** It needs a person; the payload is kept. */
    public boolean deadLetter(
            WriteTx tx, UUID id, long fencingToken, ErrorBody error, Instant now) {
        return leave(tx, id, fencingToken, OutboxStatus.DEAD_LETTER, error, now, now);
    }

    /** It waits for a decision about a conflict. */
    public boolean parkAsConflict(
            WriteTx tx, UUID id, long fencingToken, ErrorBody error, Instant now) {
        return leave(tx, id, fencingToken, OutboxStatus.CONFLICT, error, now, now);
    }

    private boolean leave(
            WriteTx tx,
            UUID id,
            long fencingToken,
            OutboxStatus status,
            @Nullable ErrorBody error,
            Instant nextAttemptAt,
            Instant now) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE outbox_events SET status = :status, error_code = :code,
                                    error_message = :message, error_retryable = :retryable,
                                    next_attempt_at = :next, lease_owner = NULL,
                                    state_updated_at = :now
                                WHERE id = :id AND fencing_token = :token AND status = 'IN_FLIGHT'
                                """)
                        .bind("status", status.name())
                        .bind("code", error == null ? null : error.code())
                        .bind("message", error == null ? null : error.message())
                        .bind("retryable", error == null ? null : error.retryable())
                        .bind("next", Sql.time(nextAttemptAt))
                        .bind("now", Sql.time(now))
                        .bind("id", id)
                        .bind("token", fencingToken)
                        .execute()
                == 1;
    }

    /**
     * Replaces a command by one on a newer base, with a key of its own ({@code newId}), since it says something
     * else than what was sent; the old one is completed. False when the lease was lost meanwhile.
     */
    public boolean rebase(
            WriteTx tx,
            UUID id,
            long fencingToken,
            UUID newId,
            ObjectNode payload,
            long clientVersion,
            long baseVersion,
            ObjectNode baseSnapshot,
            Instant now) {
        var old = find(tx, id).orElseThrow();
        if (!complete(tx, id, fencingToken, now)) {
            return false;
        }
        enqueue(
                tx,
                new NewCommand(
                        newId,
                        old.entityType(),
                        old.aggregateId(),
                        SyncAction.UPDATE,
                        payload,
                        baseVersion,
                        baseSnapshot,
                        clientVersion,
                        now));
        return true;
    }

    /** Waits until {@code nextAttemptAt} without having been sent, for instance blocked by a parent. */
    public void postpone(
            WriteTx tx, UUID id, ErrorBody reason, Instant nextAttemptAt, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET error_code = :code, error_message = :message,
                            error_retryable = TRUE, next_attempt_at = :next, state_updated_at = :now
                        WHERE id = :id AND status IN ('PENDING', 'FAILED')
                        """)
                .bind("code", reason.code())
                .bind("message", reason.message())
                .bind("next", Sql.time(nextAttemptAt))
                .bind("now", Sql.time(now))
                .bind("id", id)
                .execute();
    }

    /** Commands in flight longer than {@code lease} wait to be sent again (unchanged); how many. */
    public int requeueExpiredLeases(WriteTx tx, Instant now, Duration lease) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET status = 'PENDING', lease_owner = NULL,
                            next_attempt_at = :now, state_updated_at = :now
                        WHERE status = 'IN_FLIGHT' AND state_updated_at <= :expired
                        """)
                .bind("now", Sql.time(now))
                .bind("expired", Sql.time(now.minus(lease)))
                .execute();
    }

    /** All commands that wait out a back-off are due now: the network is back, or a person asked. */
    public int retryNow(WriteTx tx, Instant now) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET next_attempt_at = :now
                        WHERE status IN ('PENDING', 'FAILED') AND next_attempt_at > :now
                        """)
                .bind("now", Sql.time(now))
                .execute();
    }

    /** A person asked to try a dead letter again. */
    public boolean retryDeadLetter(WriteTx tx, UUID id, Instant now) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE outbox_events SET status = 'PENDING', next_attempt_at = :now,
                                    state_updated_at = :now
                                WHERE id = :id AND status = 'DEAD_LETTER'
                                """)
                        .bind("now", Sql.time(now))
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** A command parks until a conflict is decided. */
    void park(WriteTx tx, UUID id, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET status = 'CONFLICT', lease_owner = NULL,
                            state_updated_at = :now
                        WHERE id = :id AND status <> 'COMPLETED'
                        """)
                .bind("now", Sql.time(now))
                .bind("id", id)
                .execute();
    }

    /** The conflict about an entity is decided: its parked commands are done. How many there were. */
    public int completeParked(WriteTx tx, EntityType type, UUID aggregateId, Instant now) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET status = 'COMPLETED', state_updated_at = :now,
                            error_code = NULL, error_message = NULL, error_retryable = NULL
                        WHERE aggregate_id = :id AND entity_type = :type AND status = 'CONFLICT'
                        """)
                .bind("now", Sql.time(now))
                .bind("id", aggregateId)
                .bind("type", type.word())
                .execute();
    }

    /** The conflict about an entity is gone, undecided: its parked commands are sent again, unchanged. */
    public int unpark(WriteTx tx, EntityType type, UUID aggregateId, Instant now) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET status = 'PENDING', next_attempt_at = :now,
                            state_updated_at = :now
                        WHERE aggregate_id = :id AND entity_type = :type AND status = 'CONFLICT'
                        """)
                .bind("now", Sql.time(now))
                .bind("id", aggregateId)
                .bind("type", type.word())
                .execute();
    }

    /** How many commands are in each status but {@code COMPLETED}; what is done is not counted through. */
    public Map<OutboxStatus, Long> openCounts(ReadTx tx) {
        var byStatus = new EnumMap<OutboxStatus, Long>(OutboxStatus.class);
        for (var status : OutboxStatus.values()) {
            if (status != OutboxStatus.COMPLETED) {
                byStatus.put(status, count(tx, status));
            }
        }
        return byStatus;
    }

    private static long count(ReadTx tx, OutboxStatus status) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM outbox_events WHERE status = :status")
                .bind("status", status.name())
                .mapTo(Long.class)
                .one();
    }

    /** How many commands are in each status. */
    public OutboxCounts counts(ReadTx tx) {
        var byStatus = new EnumMap<OutboxStatus, Long>(OutboxStatus.class);
        tx.handle()
                .createQuery("SELECT status, count(*) AS n FROM outbox_events GROUP BY status")
                .map(
                        (row, ctx) ->
                                byStatus.put(
                                        OutboxStatus.valueOf(Sql.text(row, "status")),
                                        row.getLong("n")))
                .list();
        return tx.handle()
                .createQuery("SELECT created, purged FROM outbox_totals WHERE id = 1")
                .map(
                        (row, ctx) ->
                                new OutboxCounts(
                                        row.getLong("created"), byStatus, row.getLong("purged")))
                .one();
    }

    /** When the oldest open command was enqueued. */
    public Optional<Instant> oldestOpen(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT min(created_at) AS oldest FROM outbox_events
                        WHERE status IN ('PENDING', 'IN_FLIGHT', 'FAILED', 'CONFLICT')
                        """)
                .map((row, ctx) -> Optional.ofNullable(Sql.instantOrNull(row, "oldest")))
                .one();
    }

    /** Commands in any of {@code statuses} for a list, by sequence, from the first after {@code after}. */
    public List<OutboxCommand> list(ReadTx tx, Set<OutboxStatus> statuses, long after, int limit) {
        if (statuses.isEmpty()) {
            return List.of();
        }
        return tx.handle()
                .createQuery(
                        OutboxRow.SELECT
                                + """
                                WHERE o.status IN (<statuses>) AND o.sequence > :after
                                ORDER BY o.sequence LIMIT :limit
                                """)
                .bindList("statuses", statuses.stream().map(OutboxStatus::name).toList())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, ctx) -> OutboxRow.command(row))
                .list();
    }

    /** Forgets commands completed before {@code before}; how many. */
    public int purgeCompleted(WriteTx tx, Instant before) {
        int purged =
                tx.handle()
                        .createUpdate(
                                """
                                DELETE FROM outbox_events
                                WHERE status = 'COMPLETED' AND state_updated_at < :before
                                """)
                        .bind("before", Sql.time(before))
                        .execute();
        tx.handle()
                .createUpdate("UPDATE outbox_totals SET purged = purged + :n WHERE id = 1")
                .bind("n", purged)
                .execute();
        return purged;
    }

    /** A command about to be enqueued. */
    record NewCommand(
            UUID id,
            EntityType type,
            UUID aggregateId,
            SyncAction action,
            @Nullable ObjectNode payload,
            @Nullable Long baseVersion,
            @Nullable ObjectNode baseSnapshot,
            long clientVersion,
            Instant at) {}

    /** Adds a command; only ever called where its row is written in the same transaction. */
    void enqueue(WriteTx tx, NewCommand command) {
        var payload = Sql.textOf(command.payload());
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO outbox_events (id, sequence, entity_type, aggregate_id, action,
                            payload_chars, base_version, client_version, status, attempts,
                            next_attempt_at, fencing_token, created_at, state_updated_at)
                        VALUES (:id, (SELECT coalesce(max(sequence), 0) + 1 FROM outbox_events),
                            :type, :aggregate, :action, :chars, :base_version, :client_version,
                            'PENDING', 0, :at, 0, :at, :at)
                        """)
                .bind("id", command.id())
                .bind("type", command.type().word())
                .bind("aggregate", command.aggregateId())
                .bind("action", command.action().word())
                .bind("chars", payload == null ? 0 : payload.length())
                .bind("base_version", command.baseVersion())
                .bind("client_version", command.clientVersion())
                .bind("at", Sql.time(command.at()))
                .execute();
        payloads.add(tx, command.id(), payload, command.baseSnapshot());
        tx.handle()
                .createUpdate("UPDATE outbox_totals SET created = created + 1 WHERE id = 1")
                .execute();
        references.note(
                tx, command.id(), command.type(), command.payload(), command.baseSnapshot());
    }

    /** Replaces what a command says; the caller knows that it was never sent, or only its ids change. */
    void rewrite(WriteTx tx, OutboxCommand command) {
        var payload = Sql.textOf(command.payload());
        tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET aggregate_id = :aggregate, action = :action,
                            payload_chars = :chars, base_version = :base_version,
                            client_version = :client_version
                        WHERE id = :id
                        """)
                .bind("aggregate", command.aggregateId())
                .bind("action", command.action().word())
                .bind("chars", payload == null ? 0 : payload.length())
                .bind("base_version", command.baseVersion())
                .bind("client_version", command.clientVersion())
                .bind("id", command.id())
                .execute();
        payloads.replace(tx, command.sequence(), payload, command.baseSnapshot());
        references.note(
                tx, command.id(), command.entityType(), command.payload(), command.baseSnapshot());
    }

    /** These need not be sent: another command says what they say, or they cancelled out. */
    public void completeFolded(WriteTx tx, Collection<UUID> ids, Instant now) {
        for (var id : ids) {
            tx.handle()
                    .createUpdate(
                            """
                            UPDATE outbox_events SET status = 'COMPLETED', state_updated_at = :now,
                                error_code = NULL, error_message = NULL, error_retryable = NULL
                            WHERE id = :id
                            """)
                    .bind("now", Sql.time(now))
                    .bind("id", id)
                    .execute();
        }
    }

    static long charsOf(@Nullable ObjectNode payload) {
        var text = Sql.textOf(payload);
        return text == null ? 0 : text.length();
    }
}
