package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.SyncAction;
import org.jspecify.annotations.Nullable;

/**
 * A mutation on its way to the hub (seed: {@code outbox_events}).
 *
 * @param id idempotency key, made when it was enqueued
 * @param sequence order of enqueueing
 * @param aggregateId the entity, by the id the device knows it by
 * @param payload the whole entity after the change; null for a delete
 * @param baseVersion the hub's version the change was made on; null for a create
 * @param baseSnapshot what was agreed at that version
 * @param clientVersion the row's local revision the payload shows
 * @param attempts how often it was sent; a command ever sent is frozen
 * @param leaseOwner the sync run that sent it
 * @param fencingToken grows with every sending; an answer to an earlier one changes nothing
 * @param stateUpdatedAt when it came into its status: an IN_FLIGHT lease runs from here
 */
public record OutboxCommand(
        UUID id,
        long sequence,
        EntityType entityType,
        UUID aggregateId,
        SyncAction action,
        @Nullable ObjectNode payload,
        @Nullable Long baseVersion,
        @Nullable ObjectNode baseSnapshot,
        long clientVersion,
        OutboxStatus status,
        int attempts,
        Instant nextAttemptAt,
        @Nullable ErrorBody lastError,
        @Nullable String leaseOwner,
        long fencingToken,
        Instant createdAt,
        Instant stateUpdatedAt) {

    /** As it travels. */
    public PushCommand wire() {
        return new PushCommand(
                id, entityType, action, aggregateId, baseVersion, clientVersion, payload);
    }

    /** This command without some columns. */
    OutboxCommand without(List<String> columns) {
        return saying(
                aggregateId,
                payload == null ? null : payload.deepCopy().without(columns),
                baseVersion,
                baseSnapshot);
    }

    /** This change of a row that the hub does not have, to make it there as it is now. */
    OutboxCommand making() {
        return new OutboxCommand(
                id,
                sequence,
                entityType,
                aggregateId,
                SyncAction.CREATE,
                payload,
                null,
                null,
                clientVersion,
                status,
                attempts,
                nextAttemptAt,
                lastError,
                leaseOwner,
                fencingToken,
                createdAt,
                stateUpdatedAt);
    }

    /** This command with other ids in it. */
    OutboxCommand saying(
            UUID aggregate,
            @Nullable ObjectNode newPayload,
            @Nullable Long newBaseVersion,
            @Nullable ObjectNode newBase) {
        return new OutboxCommand(
                id,
                sequence,
                entityType,
                aggregate,
                action,
                newPayload,
                newBaseVersion,
                newBase,
                clientVersion,
                status,
                attempts,
                nextAttemptAt,
                lastError,
                leaseOwner,
                fencingToken,
                createdAt,
                stateUpdatedAt);
    }

    /** This command as it is once it was leased for sending. */
    OutboxCommand leased(String owner, Instant now) {
        return new OutboxCommand(
                id,
                sequence,
                entityType,
                aggregateId,
                action,
                payload,
                baseVersion,
                baseSnapshot,
                clientVersion,
                OutboxStatus.IN_FLIGHT,
                attempts + 1,
                nextAttemptAt,
                lastError,
                owner,
                fencingToken + 1,
                createdAt,
                now);
    }

    /** May not change any more: it was sent at least once, and the hub may hold it. */
    public boolean isFrozen() {
        return attempts > 0;
    }
}
