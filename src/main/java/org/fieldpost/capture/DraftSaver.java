package org.fieldpost.capture;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.store.Draft;
import org.jspecify.annotations.Nullable;

/**
 * Saves a draft elsewhere, one save at a time; while one runs, only the newest of what follows is remembered. What
 * it says is true: {@code savedAt} moves only after the forced write.
 */
final class DraftSaver {
    private static final System.Logger LOG = System.getLogger(DraftSaver.class.getName());
    private final Executor elsewhere;
    private final Function<Draft, Instant> save;
    private final Listeners<Boolean> listeners = new Listeners<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private @Nullable Draft waiting;
    private boolean running;
    private boolean ended;
    private SaveState state;

    /**
     * A saver of one draft.
     *
     * @param save makes a draft safe, and says since when; throws when it cannot
     * @param savedAt when what is stored was saved; null if nothing is
     */
    DraftSaver(Executor elsewhere, Function<Draft, Instant> save, @Nullable Instant savedAt) {
        this.elsewhere = elsewhere;
        this.save = save;
        this.state = new SaveState(savedAt, false, null);
    }

    SaveState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells that {@link #state} changed. The state is not handed along: who changes it and who tells of it are several
     * threads, so an older word could come after a newer one and would stand.
     */
    Listeners.Subscription listen(Runnable changed) {
        return listeners.add(_ -> changed.run());
    }

    /** Saves soon. */
    void submit(Draft draft) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            waiting = draft;
            state = new SaveState(state.savedAt(), true, state.problem());
            start();
        } finally {
            lock.unlock();
        }
        listeners.tell(true);
    }

    /** Tries again what failed, and waits until nothing is waiting or it failed again. */
    SaveState flush() {
        lock.lock();
        try {
            if (waiting != null && !running) {
                start();
            }
            while (running) {
                idle.awaitUninterruptibly();
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** No save begins any more; waits for one that runs. */
    void end() {
        lock.lock();
        try {
            ended = true;
            while (running) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Takes {@link #end} back: what was to end the draft did not come about. */
    void resume() {
        lock.lock();
        try {
            ended = false;
            if (waiting != null) {
                start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether anything is stored of this draft. */
    boolean isStored() {
        return state().savedAt() != null;
    }

    private void start() {
        if (!running) {
            running = true;
            elsewhere.execute(this::run);
        }
    }

    private void run() {
        for (var draft = next(); draft != null; draft = next()) {
            SaveState after;
            try {
                after = saved(save.apply(draft));
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "a draft could not be saved", e);
                after = failed(draft, String.valueOf(e.getMessage()));
            }
            listeners.tell(true);
            if (after.problem() != null) {
                return;
            }
        }
    }

    private @Nullable Draft next() {
        lock.lock();
        try {
            if (ended || waiting == null) {
                running = false;
                idle.signalAll();
                // What waits is not forgotten: the end may be taken back.
                return null;
            }
            var draft = waiting;
            waiting = null;
            return draft;
        } finally {
            lock.unlock();
        }
    }

    private SaveState saved(Instant at) {
        lock.lock();
        try {
            state = new SaveState(at, waiting != null, null);
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** What failed waits for the next change, or a flush. */
    private SaveState failed(Draft draft, String problem) {
        lock.lock();
        try {
            waiting = waiting == null ? draft : waiting;
            running = false;
            idle.signalAll();
            state = new SaveState(state.savedAt(), true, problem);
            return state;
        } finally {
            lock.unlock();
        }
    }
}
