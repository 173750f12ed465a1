package org.fieldpost.sync;

import java.time.Instant;
import org.fieldpost.contract.PullChange;
import org.fieldpost.db.WriteTx;

/** Takes in one change of the hub's (seed: FrontendSyncEntityHandler). */
interface SyncEntityHandler {
    /** What became of a change. */
    enum Applied {
        /** A row was created, changed or deleted. */
        APPLIED,
        /** Local work and the hub's change were brought together. */
        MERGED,
        /** Nothing newer than what is held. */
        UNCHANGED,
        /** Local work that the push will bring together with the hub's row. */
        LEFT_TO_PUSH
    }

    /** Applies {@code change}; any RuntimeException means it could not be applied. */
    Applied apply(WriteTx tx, PullChange change, SyncBatchContext context, Instant now);
}
