package org.fieldpost.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Work done by another thread while the caller waits; an interrupt of the caller is kept for it and does no harm. */
public final class Handover {
    private Handover() {}

    /** Runs {@code work} on {@code threads} and waits; what it throws is thrown here, the same object. */
    public static <T> T call(Executor threads, Supplier<? extends T> work) {
        var result = new CompletableFuture<T>();
        threads.execute(
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        return await(result);
    }

    /** Waits, uninterruptibly; what {@code result} failed with is thrown, with the caller's stack suppressed in it. */
    public static <T> T await(CompletableFuture<T> result) {
        try {
            return result.join(); // not get: it would throw when interrupted
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            cause.addSuppressed(new CalledFrom());
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RuntimeException runtime
                    ? runtime
                    : new IllegalStateException(cause);
        }
    }

    /** Carries the stack of whoever asked for the work that failed. */
    private static final class CalledFrom extends Exception {
        private static final long serialVersionUID = 1;

        CalledFrom() {
            super("called from");
        }
    }
}
