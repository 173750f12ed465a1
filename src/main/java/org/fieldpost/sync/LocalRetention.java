package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.fieldpost.store.Retention;
import org.jspecify.annotations.Nullable;

/** Forgets, once a day, what this device need not remember (archived id mappings, confirmed deletions, ...). */
final class LocalRetention {
    private static final System.Logger LOG = System.getLogger(LocalRetention.class.getName());
    private static final Duration EVERY = Duration.ofDays(1);
    private final LocalStore store;
    private final InstantSource clock;
    private final Retention retention;
    private @Nullable Instant last;

    LocalRetention(LocalStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        retention = new Retention(store.tables());
    }

    /** Runs if it has not run today, by a clock that may be set back. */
    void runDaily() {
        var now = clock.instant();
        if (last != null && !now.isBefore(last) && now.isBefore(last.plus(EVERY))) {
            return;
        }
        last = now;
        var forgotten = store.database().write(tx -> retention.run(tx, now));
        if (!forgotten.isNothing()) {
            LOG.log(System.Logger.Level.INFO, "forgotten: {0}", forgotten);
        }
    }
}
