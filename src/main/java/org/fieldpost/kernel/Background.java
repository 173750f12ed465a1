package org.fieldpost.kernel;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Runs work away from the caller and brings the outcome back to the caller's thread (the screen's, for screens). */
public interface Background {
    /** Runs {@code work} elsewhere; then exactly one of the two is called, on the screen's thread. */
    <T> void run(Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed);

    /** Calls {@code action} on the screen's thread, soon. */
    void onScreen(Runnable action);
}
