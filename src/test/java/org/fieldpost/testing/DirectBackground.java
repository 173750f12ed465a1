package org.fieldpost.testing;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.fieldpost.kernel.Background;

/** Does everything at once, on the caller's thread: for tests of view models. */
public final class DirectBackground implements Background {
    @Override
    public <T> void run(
            Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        T result;
        try {
            result = work.call();
        } catch (Exception e) {
            failed.accept(e);
            return;
        }
        done.accept(result);
    }

    @Override
    public void onScreen(Runnable action) {
        action.run();
    }
}
