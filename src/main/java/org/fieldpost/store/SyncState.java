package org.fieldpost.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What sync remembers between runs and restarts.
 *
 * @param epoch the hub's epoch; empty before the first pull
 * @param failures failed runs in a row
 * @param nextAttemptAt no run before this, unless a person asks
 * @param firstSyncComplete everything the hub had was pulled at least once
 * @param resyncNeeded rows may be missing here: pull everything again, keep the outbox
 * @param pausedReason why sync stands still until somebody acts (a revoked token); null when it does not
 */
public record SyncState(
        String epoch,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant lastSuccessAt,
        int failures,
        @Nullable Instant nextAttemptAt,
        boolean firstSyncComplete,
        boolean resyncNeeded,
        @Nullable String pausedReason) {}
