package org.fieldpost.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.fieldpost.kernel.Background;
import org.fieldpost.sync.SyncStatus;
import org.junit.jupiter.api.Test;

class StandingWatchTest {
    private final Deque<Runnable> later = new ArrayDeque<>();
    private int readings;
    private boolean broken;
    private final StandingWatch watch =
            new StandingWatch(
                    () -> {
                        readings++;
                        if (broken) {
                            throw new IllegalStateException("no disk");
                        }
                        return ShellSample.standing(readings, 0, 0, 0, 0, SyncStatus.State.IDLE);
                    },
                    new Stepwise());

    @Test
    void a_burst_of_changes_is_read_at_most_twice() {
        for (int at = 0; at < 100; at++) {
            watch.refresh();
        }
        later.poll().run();
        for (int at = 0; at < 100; at++) {
            watch.refresh();
        }
        runAll();
        assertEquals(2, readings);
        assertEquals(2, watch.standingProperty().get().light().submissions());
    }

    @Test
    void what_changed_during_a_reading_is_read_after_it() {
        watch.refresh();
        later.poll().run();
        watch.refresh();
        runAll();
        assertEquals(2, readings);
    }

    @Test
    void a_failed_reading_keeps_what_was_known_and_the_next_one_goes_on() {
        broken = true;
        watch.refresh();
        runAll();
        assertNull(watch.standingProperty().get());
        broken = false;
        watch.refresh();
        runAll();
        assertEquals(2, watch.standingProperty().get().light().submissions());
    }

    private void runAll() {
        while (!later.isEmpty()) {
            later.poll().run();
        }
    }

    /** Everything waits until it is stepped. */
    private final class Stepwise implements Background {
        @Override
        public <T> void run(
                Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
            later.add(
                    () -> {
                        T result;
                        try {
                            result = work.call();
                        } catch (Exception e) {
                            failed.accept(e);
                            return;
                        }
                        done.accept(result);
                    });
        }

        @Override
        public void onScreen(Runnable action) {
            later.add(action);
        }
    }
}
