package org.fieldpost.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.fieldpost.capture.SaveState.Safety;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.Draft;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.Test;

/** How safe a draft is, step by step: the test is the thread that saves. */
class DraftSaverTest {
    private static final Instant NOW = Instant.parse("2026-05-04T08:00:00Z");
    private final Deque<Runnable> elsewhere = new ArrayDeque<>();
    private final List<String> saved = new ArrayList<>();
    private final AtomicBoolean full = new AtomicBoolean();

    private Instant save(Draft draft) {
        if (full.get()) {
            throw new IllegalStateException("disk full");
        }
        saved.add(draft.summary());
        return NOW;
    }

    private DraftSaver saver(Function<Draft, Instant> save) {
        return new DraftSaver(elsewhere::add, save, null);
    }

    private static Draft draft(String summary) {
        var form = new FormRef("well", "1", Sha256.of(new byte[] {1}));
        var id = new UUID(1, 1);
        return new Draft(id, id, form, Json.object(), null, null, Json.object(), summary, NOW, NOW);
    }

    private void work() {
        while (!elsewhere.isEmpty()) {
            elsewhere.remove().run();
        }
    }

    @Test
    void untouched_then_saving_then_saved() {
        var saver = saver(this::save);
        assertEquals(Safety.UNTOUCHED, saver.state().safety());
        saver.submit(draft("a"));
        assertEquals(Safety.SAVING, saver.state().safety());
        work();
        assertEquals(Safety.SAVED, saver.state().safety());
    }

    @Test
    void what_could_not_be_saved_is_said_until_it_is() {
        var saver = saver(this::save);
        full.set(true);
        saver.submit(draft("a"));
        work();
        assertEquals(Safety.NOT_SAVED, saver.state().safety());
        saver.submit(draft("b"));
        assertEquals(Safety.NOT_SAVED, saver.state().safety(), "trying again is not yet saved");
        full.set(false);
        work();
        assertEquals(Safety.SAVED, saver.state().safety());
        assertEquals(List.of("b"), saved);
    }

    @Test
    void a_fault_of_the_machine_while_saving_is_said_too_and_nobody_waits_for_ever() {
        var saver =
                saver(
                        _ -> {
                            throw new OutOfMemoryError("no heap");
                        });
        saver.submit(draft("a"));
        work();
        assertEquals(Safety.NOT_SAVED, saver.state().safety());
        assertEquals("no heap", saver.state().problem());
    }

    @Test
    void whoever_is_told_last_sees_the_newest_state() {
        var saver = saver(this::save);
        var seen = new ArrayList<Safety>();
        saver.listen(
                () -> {
                    // The screen's thread is slow: saving ends before it says that it began.
                    work();
                    seen.add(saver.state().safety());
                });
        saver.submit(draft("a"));
        assertEquals(Safety.SAVED, seen.getLast());
    }

    @Test
    void when_finishing_is_refused_what_waited_is_saved_after_all() throws InterruptedException {
        var saver = saver(this::save);
        saver.submit(draft("a"));
        var ended = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(
                        () -> {
                            saver.end();
                            ended.countDown();
                        });
        while (!saver.isEnded()) {
            Thread.onSpinWait();
        }
        work();
        ended.await();
        assertEquals(List.of(), saved, "no save begins after the end");
        saver.resume();
        work();
        assertEquals(List.of("a"), saved);
        assertEquals(Safety.SAVED, saver.state().safety());
        assertNotNull(saver.state().savedAt());
        assertTrue(elsewhere.isEmpty());
    }
}
