package org.fieldpost.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The seed's {@code PullChangeItem}: an entity as the hub holds it now.
 *
 * @param entityType what it is
 * @param action CREATE or UPDATE (treated alike: an upsert) or DELETE
 * @param entityId the permanent id
 * @param version the hub's row version; a device applies only what is newer than what it holds
 * @param changedAt the change stamp, strictly increasing in commit order within an organization
 * @param payload the columns by name, without id; null for a delete
 */
public record PullChange(
        EntityType entityType,
        SyncAction action,
        UUID entityId,
        long version,
        long changedAt,
        @Nullable ObjectNode payload) {}
