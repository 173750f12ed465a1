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
}
