package org.fieldpost.store;

import java.util.concurrent.atomic.AtomicLong;
import org.fieldpost.db.Database;

/**
 * Whether rows that came from the hub lie in the system's caches only. The journal has no record of them, and what is
 * done to them can be done again after a power cut only if they are there.
 */
final class UnforcedRows {
    private final Database database;
    private final AtomicLong came = new AtomicLong();
    private final AtomicLong forced = new AtomicLong();

    UnforcedRows(Database database) {
        this.database = database;
    }

    /** Rows come in the transaction under way. */
    void came() {
        came.incrementAndGet();
    }

    /** Forces the database to the disk if rows came since that was done; who has seen a row finds it counted. */
    void forceIfAny() {
        if (came.get() > forced.get()) {
            force();
        }
    }

    void force() {
        // What is counted by now has begun on the writer's thread; the checkpoint comes after it.
        long upTo = came.get();
        database.checkpoint();
        forced.accumulateAndGet(upTo, Math::max);
    }
}
