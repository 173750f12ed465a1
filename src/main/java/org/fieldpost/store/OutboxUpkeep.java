package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.jspecify.annotations.Nullable;

/** What the sync run does to the queue as a whole, and to commands that were never sent. */
public final class OutboxUpkeep {
    private final OutboxRepository outbox;

    public OutboxUpkeep(OutboxRepository outbox) {
        this.outbox = outbox;
    }

    /**
     * A new run begins, and it alone sends: whatever an earlier run left in flight (it was killed) waits to be
     * sent again, unchanged. How many there were.
     */
    public int requeueInFlight(WriteTx tx, Instant now) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET status = 'PENDING', lease_owner = NULL,
                            next_attempt_at = :now, state_updated_at = :now
                        WHERE status = 'IN_FLIGHT'
                        """)
                .bind("now", Sql.time(now))
                .execute();
    }

    /** Nothing waits beyond {@code latest}: a clock set back must not put a try off for days. */
    public int noLaterThan(WriteTx tx, Instant latest) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET next_attempt_at = :latest
                        WHERE status IN ('PENDING', 'FAILED') AND next_attempt_at > :latest
                        """)
                .bind("latest", Sql.time(latest))
                .execute();
    }

    /** Commands postponed for {@code reasonCode} may be looked at again. */
    public int unblock(WriteTx tx, String reasonCode, Instant now) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET next_attempt_at = :now
                        WHERE status IN ('PENDING', 'FAILED') AND next_attempt_at > :now
                            AND error_code = :code AND attempts = 0
                        """)
                .bind("now", Sql.time(now))
                .bind("code", reasonCode)
                .execute();
    }

    /**
     * The network lost a sending, which is no fault of the command: due again at once (the run's own back-off
     * holds it), not counted as a try, and still frozen, since the hub may have it. False when the lease was lost
     * meanwhile.
     */
    public boolean release(WriteTx tx, UUID id, long fencingToken, ErrorBody error, Instant now) {
        return release(tx, id, fencingToken, error, now, now);
    }

    /** As {@link #release(WriteTx, UUID, long, ErrorBody, Instant)}, due at {@code next}. */
    public boolean release(
            WriteTx tx, UUID id, long fencingToken, ErrorBody error, Instant next, Instant now) {
        if (!outbox.fail(tx, id, fencingToken, error, next, now)) {
            return false;
        }
        tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET attempts = greatest(1, attempts - 1) WHERE id = :id
                        """)
                .bind("id", id)
                .execute();
        return true;
    }

    /**
     * A command that was leased and then not sent after all: it is as it was before, but for the fencing token. Nothing
     * when the lease was lost meanwhile.
     */
    public void giveBack(WriteTx tx, OutboxCommand leased, Instant now) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE outbox_events SET status = CASE WHEN error_code IS NULL THEN 'PENDING' ELSE 'FAILED' END,
                            attempts = attempts - 1, lease_owner = NULL, state_updated_at = :now
                        WHERE id = :id AND fencing_token = :token AND status = 'IN_FLIGHT'
                        """)
                .bind("now", Sql.time(now))
                .bind("id", leased.id())
                .bind("token", leased.fencingToken())
                .execute();
    }

    /** Takes columns out of a command that was never sent. */
    public OutboxCommand without(WriteTx tx, OutboxCommand command, List<String> columns) {
        if (command.payload() == null || command.isFrozen()) {
            throw new IllegalArgumentException("command %s cannot change".formatted(command.id()));
        }
        var changed = command.without(columns);
        outbox.rewrite(tx, changed);
        return changed;
    }

    /**
     * The row was merged with the hub's version: its newest command, never sent, now says {@code payload} on that
     * version, and the older ones are part of it. Returns false, and nothing changes, when a command was sent or
     * none waits.
     */
    public boolean rebaseUnsent(
            WriteTx tx,
            EntityType type,
            UUID aggregateId,
            ObjectNode payload,
            long clientVersion,
            long baseVersion,
            ObjectNode baseSnapshot,
            Instant now) {
        var open =
                outbox.ofEntity(tx, type, aggregateId).stream()
                        .filter(c -> c.status().isOpen())
                        .toList();
        if (open.isEmpty() || open.stream().anyMatch(OutboxCommand::isFrozen)) {
            return false;
        }
        var newest = open.getLast();
        if (newest.payload() == null) {
            return false;
        }
        outbox.completeFolded(
                tx,
                open.stream().map(OutboxCommand::id).filter(id -> !id.equals(newest.id())).toList(),
                now);
        outbox.rewrite(
                tx,
                new OutboxCommand(
                        newest.id(),
                        newest.sequence(),
                        type,
                        aggregateId,
                        newest.action(),
                        payload,
                        baseVersion,
                        baseSnapshot,
                        clientVersion,
                        newest.status(),
                        newest.attempts(),
                        newest.nextAttemptAt(),
                        newest.lastError(),
                        newest.leaseOwner(),
                        newest.fencingToken(),
                        newest.createdAt(),
                        newest.stateUpdatedAt()));
        return true;
    }

    /** A command never sent says the same on another version, of which {@code base} was agreed. */
    public void standOn(
            WriteTx tx, OutboxCommand command, long baseVersion, @Nullable ObjectNode base) {
        outbox.rewrite(
                tx, command.saying(command.aggregateId(), command.payload(), baseVersion, base));
    }

    /** Says the same on another version, under another key: the command itself is completed. */
    public void restand(
            WriteTx tx,
            OutboxCommand command,
            UUID newId,
            @Nullable Long baseVersion,
            Instant now) {
        outbox.completeFolded(tx, List.of(command.id()), now);
        outbox.enqueue(
                tx,
                new OutboxRepository.NewCommand(
                        newId,
                        command.entityType(),
                        command.aggregateId(),
                        command.action(),
                        command.payload(),
                        baseVersion,
                        command.baseSnapshot(),
                        command.clientVersion(),
                        now));
    }

    /**
     * A command that the hub knows otherwise says the same under another key, and what was said since and never sent
     * stays behind it. A deletion among that does not cancel it out, as it would one never sent: the hub has the row.
     */
    public void restandWithAllBehind(
            WriteTx tx, OutboxCommand command, Supplier<UUID> newIds, Instant now) {
        var behind = unsentBehind(tx, command);
        var key = newIds.get();
        restand(tx, command, key, command.baseVersion(), now);
        if (behind.stream().anyMatch(c -> c.action() == SyncAction.DELETE)) {
            freeze(tx, key);
        }
        behind.forEach(c -> restand(tx, c, newIds.get(), c.baseVersion(), now));
    }

    /** As {@link #restandWithAllBehind}, of a command that the hub has refused: without {@code columns}. */
    public void restandWithout(
            WriteTx tx,
            OutboxCommand command,
            List<String> columns,
            Supplier<UUID> newIds,
            Instant now) {
        var behind = unsentBehind(tx, command);
        restand(tx, command.without(columns), newIds.get(), command.baseVersion(), now);
        behind.forEach(c -> restand(tx, c.without(columns), newIds.get(), c.baseVersion(), now));
    }

    /**
     * The hub refuses to make the row, but it was changed here since: what it says now is to be made instead, under the
     * key of the change. Whether there was such a change.
     *
     * @param refused the create, not tried any more
     */
    public boolean makeInstead(WriteTx tx, OutboxCommand refused, Instant now) {
        var behind = unsentBehind(tx, refused);
        if (refused.action() != SyncAction.CREATE
                || OfferedUnderConflict.isHubsSide(refused)
                || behind.isEmpty()
                || behind.getLast().action() != SyncAction.UPDATE) {
            return false;
        }
        var newest = behind.getLast();
        var done = new ArrayList<UUID>(List.of(refused.id()));
        behind.stream()
                .map(OutboxCommand::id)
                .filter(id -> !id.equals(newest.id()))
                .forEach(done::add);
        outbox.completeFolded(tx, done, now);
        outbox.rewrite(tx, newest.making());
        return true;
    }

    private List<OutboxCommand> unsentBehind(WriteTx tx, OutboxCommand command) {
        return outbox.ofEntity(tx, command.entityType(), command.aggregateId()).stream()
                .filter(c -> c.sequence() > command.sequence() && !c.isFrozen())
                .filter(c -> c.status() == OutboxStatus.PENDING)
                .toList();
    }

    private static void freeze(WriteTx tx, UUID id) {
        tx.handle()
                .createUpdate("UPDATE outbox_events SET attempts = 1 WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /** What was edited behind a command that is being rebased is part of the merged payload. */
    public void completeUnsentBehind(
            WriteTx tx, EntityType type, UUID aggregateId, UUID sent, Instant now) {
        outbox.completeFolded(
                tx,
                outbox.ofEntity(tx, type, aggregateId).stream()
                        .filter(c -> c.status() == OutboxStatus.PENDING && !c.isFrozen())
                        .map(OutboxCommand::id)
                        .filter(id -> !id.equals(sent))
                        .toList(),
                now);
    }
}
