package org.fieldpost.db;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.fieldpost.kernel.Handover;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

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
            var logged = MDC.getCopyOfContextMap();
            return Handover.call(
                    threads,
                    () ->
                            ScopedValue.where(inside, Boolean.TRUE)
                                    .call(() -> loggedAs(logged, work)));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the database is closed", e);
        }
    }

    /** Log lines written inside carry what the caller's would (a request's id). */
    private static <T> T loggedAs(@Nullable Map<String, String> logged, Supplier<T> work) {
        if (logged == null || logged.isEmpty()) {
            return work.get();
        }
        MDC.setContextMap(logged);
        try {
            return work.get();
        } finally {
            MDC.clear();
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
