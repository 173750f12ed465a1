package org.fieldpost.ui.fx;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.fieldpost.kernel.Background;

/** Work on virtual threads, outcomes on the JavaFX thread: the only place where the two meet. */
public final class FxBackground implements Background {
    private static final System.Logger LOG = System.getLogger(FxBackground.class.getName());

    @Override
    public <T> void run(
            Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        Thread.ofVirtual()
                .name("background")
                .start(
                        () -> {
                            Runnable outcome;
                            try {
                                T result = work.call();
                                outcome = () -> done.accept(result);
                            } catch (Exception | LinkageError | AssertionError e) {
                                outcome = () -> failed.accept(e);
                            }
                            onScreen(outcome);
                        });
    }

    @Override
    public void onScreen(Runnable action) {
        try {
            Platform.runLater(action);
        } catch (IllegalStateException e) {
            // The toolkit has ended: nobody is left to look.
            LOG.log(System.Logger.Level.DEBUG, "the screen is gone", e);
        }
    }
}
