package org.fieldpost.store;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A temporary id and the permanent one the hub gave for it (seed: {@code id_mappings}, its eleven columns).
 *
 * @param clientId never changes
 * @param serverId there once resolved
 */
public record IdMapping(
        UUID id,
        UserId userId,
        EntityType entityType,
        UUID clientId,
        @Nullable UUID serverId,
        Status status,
        OrganizationId organizationId,
        Instant createdAt,
        @Nullable Instant resolvedAt,
        int retryCount,
        @Nullable String lastError) {

    /** Whose mapping of what. */
    record Owner(EntityType type, UserId user, OrganizationId organization) {}

    /** Where the negotiation of an id stands. */
    public enum Status {
        PENDING,
        RESOLVED,
        FAILED
    }
}
