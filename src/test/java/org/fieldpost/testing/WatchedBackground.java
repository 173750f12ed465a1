package org.fieldpost.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.fieldpost.kernel.Background;
import org.fieldpost.ui.fx.FxBackground;
import org.testfx.util.WaitForAsyncUtils;

/** The program's own background, which can be waited for. */
public final class WatchedBackground implements Background {
    private static final long PATIENCE_SECONDS = 60;
    private final FxBackground real = new FxBackground();
    private final AtomicInteger underWay = new AtomicInteger();

    @Override
    public <T> void run(
            Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        underWay.incrementAndGet();
        real.run(
                work,
                result -> {
                    try {
                        done.accept(result);
                    } finally {
                        underWay.decrementAndGet();
                    }
                },
                problem -> {
                    try {
                        failed.accept(problem);
                    } finally {
                        underWay.decrementAndGet();
                    }
                });
    }

    @Override
    public void onScreen(Runnable action) {
        underWay.incrementAndGet();
        real.onScreen(
                () -> {
                    try {
                        action.run();
                    } finally {
                        underWay.decrementAndGet();
                    }
                });
    }

    /** Waits, away from the JavaFX thread, until nothing is under way any more. */
    public void settle() {
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE_SECONDS, TimeUnit.SECONDS, () -> underWay.get() == 0);
        } catch (TimeoutException e) {
            throw new IllegalStateException(underWay.get() + " things are still under way", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
