package org.fieldpost.db;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.fieldpost.kernel.Handover;

/**
 * How a caller passes work to a database's own threads and waits for it: uninterruptibly, with the caller's stack kept
 * in what is thrown, and never from the screen's thread or from inside another transaction.
 */
final class Door {
    private static final String SCREEN_THREAD = "JavaFX Application Thread";
    private final ScopedValue<Boolean> inside = ScopedValue.newInstance();

    /** Runs {@code work} on {@code threads}; what it throws is thrown here, the same object. */
    <T> T pass(Executor threads, Supplier<T> work) {
        refuseMisuse();
        try {
            return Handover.call(
                    threads, () -> ScopedValue.where(inside, Boolean.TRUE).call(work::get));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the database is closed", e);
        }
    }

    private void refuseMisuse() {
        if (Thread.currentThread().getName().equals(SCREEN_THREAD)) {
            throw new IllegalStateException(
                    "the database was called on the screen's thread; use Background");
        }
        if (inside.isBound()) {
            throw new IllegalStateException(
                    "the database was called inside one of its own transactions; use the transaction at hand");
        }
    }
}
