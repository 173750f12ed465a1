package org.fieldpost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Profile;
import org.fieldpost.store.ProfileSettings;
import org.fieldpost.store.SubmissionSearch;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the words of submissions are caught up with; on a real profile, in steps the test takes. */
class SearchIndexTest {
    private static final Instant NOW = Instant.parse("2026-05-04T08:00:00Z");
    private static final int MORE_THAN_A_SLICE = 250;
    private final Deque<Runnable> elsewhere = new ArrayDeque<>();
    private final Random random = new Random(5);
    private final MovableClock clock = new MovableClock();
    private final UuidV7 ids = new UuidV7(clock, random);
    private final SubmissionSearch search = new SubmissionSearch();
    private Profile profile;
    private SearchIndex index;

    @BeforeEach
    void open(@TempDir Path folder) {
        profile =
                Profile.create(
                        ProfileSettings.of(folder.resolve("profile"), null, random, clock, ids));
        index = new SearchIndex(profile, elsewhere::add);
    }

    @AfterEach
    void close() {
        profile.close();
    }

    private void add(int count) {
        profile.database()
                .run(
                        tx -> {
                            for (int i = 0; i < count; i++) {
                                profile.tables().submissions().insert(tx, row());
                            }
                        });
        index.refresh();
    }

    private EntityRow row() {
        var payload = Json.object().put("form_id", new UUID(1, 1).toString());
        payload.put("form_code", "well").put("form_version", "1").put("status", "pending");
        payload.put("created_at", NOW.toString());
        payload.set("data", Json.object().put("name", "By the mosque"));
        return new EntityRow(EntityType.SUBMISSIONS, ids.next(), payload, 1L, 1, false, null, NOW);
    }

    private void elsewhereNow() {
        for (var work = elsewhere.poll(); work != null; work = elsewhere.poll()) {
            work.run();
        }
    }

    private long behind() {
        return profile.database().read(search::behind);
    }

    @Test
    void what_changes_is_caught_up_with() {
        add(MORE_THAN_A_SLICE);
        elsewhereNow();
        assertEquals(0, behind());
    }

    @Test
    void what_a_sync_brought_is_caught_up_with_when_it_is_over() {
        index.hold(true);
        add(3);
        elsewhereNow();
        assertEquals(3, behind());
        index.hold(false);
        elsewhereNow();
        assertEquals(0, behind());
    }

    @Test
    void a_sync_that_brought_nothing_is_no_reason_to_look() {
        index.hold(true);
        index.hold(false);
        assertEquals(0, elsewhere.size());
    }

    /** The sync has the writer just before the first of three slices. */
    @Test
    void what_a_sync_interrupted_goes_on_when_it_is_over() throws Exception {
        add(MORE_THAN_A_SLICE);
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var writer =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        profile.database()
                                                .run(
                                                        tx -> {
                                                            inside.countDown();
                                                            await(leave);
                                                        }));
        await(inside);
        var sync = Thread.ofVirtual().start(() -> profile.database().run(tx -> index.hold(true)));
        until(() -> sync.getState() == Thread.State.WAITING);
        var indexing = Thread.ofVirtual().start(this::elsewhereNow);
        until(() -> indexing.getState() == Thread.State.WAITING);
        leave.countDown();
        for (var thread : List.of(writer, sync, indexing)) {
            thread.join();
        }
        assertTrue(behind() > 0);
        index.hold(false);
        elsewhereNow();
        assertEquals(0, behind());
    }

    private static void until(BooleanSupplier condition) {
        long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < latest, "it never came");
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void words_that_could_not_be_kept_are_tried_again_after_the_next_sync() {
        add(3);
        say("'{'");
        elsewhereNow();
        assertEquals(3, behind());
        say("'{\"name\":\"By the mosque\"}'");
        index.hold(true);
        index.hold(false);
        elsewhereNow();
        assertEquals(0, behind());
    }

    private void say(String data) {
        profile.database().run(tx -> tx.handle().execute("UPDATE submissions SET data = " + data));
    }
}
