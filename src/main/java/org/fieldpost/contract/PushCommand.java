package org.fieldpost.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
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
 * @param formerIds for a submission offered again to a hub restored from a backup: other ids it had before, by which
 *     rows may name it that the hub has, or that others hand in; null when there are none
 */
public record PushCommand(
        UUID commandId,
        EntityType entityType,
        SyncAction action,
        UUID entityId,
        @Nullable Long baseVersion,
        long clientVersion,
        @Nullable ObjectNode payload,
        @Nullable List<UUID> formerIds) {
    public PushCommand {
        formerIds = formerIds == null ? null : Collections.unmodifiableList(formerIds);
    }

    /** A command about what never had another id. */
    public PushCommand(
            UUID commandId,
            EntityType entityType,
            SyncAction action,
            UUID entityId,
            @Nullable Long baseVersion,
            long clientVersion,
            @Nullable ObjectNode payload) {
        this(commandId, entityType, action, entityId, baseVersion, clientVersion, payload, null);
    }

    /** The same command, telling ids its row had before. */
    public PushCommand formerly(List<UUID> ids) {
        return new PushCommand(
                commandId,
                entityType,
                action,
                entityId,
                baseVersion,
                clientVersion,
                payload,
                ids.isEmpty() ? null : ids);
    }
}
