package org.fieldpost.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the back-off stands; it survives a restart.
 *
 * @param failures failed runs in a row
 * @param nextTryAt when to try again; null = whenever there is a reason to
 * @param lastSuccessAt when a run last went through
 */
record SyncBackoff(int failures, @Nullable Instant nextTryAt, @Nullable Instant lastSuccessAt) {
    static final SyncBackoff NONE = new SyncBackoff(0, null, null);
}
