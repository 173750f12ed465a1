package org.fieldpost.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.fieldpost.kernel.Background;

/**
 * Does the work on a thread of its own, as the database wants it, and waits for it: the outcome is there when {@link
 * #run} returns. For tests on the JavaFX thread.
 */
public final class ElsewhereBackground implements Background {
    @Override
    public <T> void run(
            Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        var outcome = new CompletableFuture<T>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                outcome.complete(work.call());
                            } catch (Throwable e) {
                                outcome.completeExceptionally(e);
                            }
                        });
        T result;
        try {
            result = outcome.join();
        } catch (java.util.concurrent.CompletionException e) {
            failed.accept(e.getCause());
            return;
        }
        done.accept(result);
    }

    @Override
    public void onScreen(Runnable action) {
        if (javafx.application.Platform.isFxApplicationThread()) {
            action.run();
        } else {
            javafx.application.Platform.runLater(action);
        }
    }
}
