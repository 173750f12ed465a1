package org.fieldpost.simulation;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was read of a database, read again only when something was written there since. */
final class WhileUnchanged<T> {
    private final LongSupplier changes;
    private final Supplier<T> reading;
    private @Nullable T read;
    private long asOf;

    /**
     * Nothing is read yet.
     *
     * @param changes another number after each write
     */
    WhileUnchanged(LongSupplier changes, Supplier<T> reading) {
        this.changes = changes;
        this.reading = reading;
    }

    T get() {
        long now = changes.getAsLong();
        var known = read;
        if (known == null || now != asOf) {
            known = reading.get();
            read = known;
            asOf = now;
        }
        return known;
    }
}
