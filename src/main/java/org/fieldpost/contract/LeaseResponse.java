package org.fieldpost.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether bulk work may go on.
 *
 * @param granted yes or not now
 * @param leaseId the lease, if granted
 * @param expiresAt when it ends unless renewed, by the hub's clock, if granted
 * @param retryAfterSeconds when to ask again, if not granted
 */
public record LeaseResponse(
        boolean granted,
        @Nullable UUID leaseId,
        @Nullable Instant expiresAt,
        @Nullable Integer retryAfterSeconds) {}
