package org.fieldpost.ui.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.fieldpost.kernel.Background;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link Standing} up to date: read again, away from the screen, whenever something may have changed. However
 * often
 * that is, at most one reading runs and one waits.
 */
public final class StandingWatch {
    private static final System.Logger LOG = System.getLogger(StandingWatch.class.getName());
    private final Callable<Standing> reading;
    private final Background background;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ReadOnlyObjectWrapper<@Nullable Standing> standing =
            new ReadOnlyObjectWrapper<>();
    private boolean running;

    public StandingWatch(Callable<Standing> reading, Background background) {
        this.reading = reading;
        this.background = background;
    }

    /** Null until it was first read. Changes on the screen's thread. */
    public ReadOnlyObjectProperty<@Nullable Standing> standingProperty() {
        return standing.getReadOnlyProperty();
    }

    /** Something may have changed; from any thread. */
    public void refresh() {
        if (!asked.getAndSet(true)) {
            background.onScreen(this::readIfIdle);
        }
    }

    private void readIfIdle() {
        if (!running) {
            running = true;
            asked.set(false);
            background.run(reading, this::arrived, this::failed);
        }
    }

    private void arrived(Standing now) {
        standing.set(now);
        next();
    }

    private void failed(Throwable problem) {
        LOG.log(System.Logger.Level.WARNING, "cannot read how the work stands", problem);
        next();
    }

    private void next() {
        running = false;
        if (asked.get()) {
            readIfIdle();
        }
    }
}
