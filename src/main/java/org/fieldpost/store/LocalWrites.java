package org.fieldpost.store;

import java.util.List;
import org.fieldpost.db.WriteTx;

/**
 * The one way to change anything locally: row and outbox command together, journal first. When {@link #commit}
 * returns, the change survives a power cut.
 */
public interface LocalWrites {
    /** Applies and keeps {@code mutation}. */
    default void commit(Mutation mutation) {
        commit(List.of(mutation));
    }

    /** Applies and keeps all of them or none: one transaction, one forced write. */
    void commit(List<? extends Mutation> mutations);

    /** As {@link #commit}, inside a transaction of the caller's: kept when it commits. For the sync engines. */
    void apply(WriteTx tx, Mutation mutation);

    /**
     * Rows came from the hub in this transaction, or ids or keys changed, which no record tells of: they are forced to
     * the disk before the next change is acknowledged, which may be of one of them. For the sync engines.
     */
    void came(WriteTx tx);
}
