package org.fieldpost.simulation;

import java.util.function.Supplier;
import org.fieldpost.db.MemoryDatabase;
import org.jspecify.annotations.Nullable;

/** What was read of a database, read again only when something was written there since. */
final class WhileUnchanged<T> {
    private final MemoryDatabase database;
    private final Supplier<T> reading;
    private @Nullable T read;
    private long asOf;

    WhileUnchanged(MemoryDatabase database, Supplier<T> reading) {
        this.database = database;
        this.reading = reading;
    }

    T get() {
        long now = database.changes();
        var known = read;
        if (known == null || now != asOf) {
            known = reading.get();
            read = known;
            asOf = now;
        }
        return known;
    }
}
