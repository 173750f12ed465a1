package org.fieldpost.db;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

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
        var result = new CompletableFuture<T>();
        try {
            threads.execute(() -> answer(result, work));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the database is closed", e);
        }
        try {
            // join, not get: an interrupt is remembered for the caller and never reaches the
            // database's thread.
            return result.join();
        } catch (CompletionException e) {
            throw thrown(e.getCause() == null ? e : e.getCause());
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

    private <T> void answer(CompletableFuture<T> result, Supplier<T> work) {
        try {
            result.complete(ScopedValue.where(inside, Boolean.TRUE).call(work::get));
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private static RuntimeException thrown(Throwable e) {
        e.addSuppressed(new CalledFrom());
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }

    /** Carries the stack of whoever asked the database for the work that failed. */
    private static final class CalledFrom extends Exception {
        private static final long serialVersionUID = 1;

        CalledFrom() {
            super("called from");
        }
    }
}
