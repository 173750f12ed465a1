package org.fieldpost.store;

import java.util.List;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;

/** Local writes without a journal, for simulations that lose no power. */
public final class DirectWrites implements LocalWrites {
    private final Database database;
    private final Mutations mutations;

    public DirectWrites(Database database, DeviceTables tables, ChangeEvents events) {
        this.database = database;
        this.mutations = new Mutations(tables, events);
    }

    @Override
    public void commit(List<? extends Mutation> all) {
        database.run(tx -> all.forEach(mutation -> apply(tx, mutation)));
    }

    @Override
    public void apply(WriteTx tx, Mutation mutation) {
        mutations.apply(tx, mutation, false);
    }

    @Override
    public void came(WriteTx tx) {}
}
