package org.fieldpost.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One mutation for the hub (seed: {@code sync_items}).
 *
 * @param commandId idempotency key, made when the command was enqueued and stored with it
 * @param entityType what it is about
 * @param action create, update or delete
 * @param entityId the id the device knows the entity by; for a create of a SERVER type, the temporary client id
 * @param baseVersion the hub's row version the change was made on; null for a create
 * @param clientVersion the device's local revision, echoed for the audit
 * @param payload the whole entity after the change (its columns by name, without id); null for a delete
 */
public record PushCommand(
        UUID commandId,
        EntityType entityType,
        SyncAction action,
        UUID entityId,
        @Nullable Long baseVersion,
        long clientVersion,
        @Nullable ObjectNode payload) {}
