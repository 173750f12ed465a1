package org.fieldpost.db;

import org.jdbi.v3.core.Handle;

/** A transaction that may read. Stores take it as a parameter and keep no connection; only they see the handle. */
public sealed class ReadTx permits WriteTx {
    private final Handle handle;

    ReadTx(Handle handle) {
        this.handle = handle;
    }

    /** Jdbi's view of this transaction, for the stores. */
    public final Handle handle() {
        return handle;
    }
}
