package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Database} does. */
abstract class DatabaseContractTest {
    static final String MIGRATIONS = "org/fieldpost/db/migrations";
    private @Nullable Database opened;

    abstract Database open();

    @BeforeEach
    void openIt() {
        opened = open();
    }

    @AfterEach
    void closeIt() {
        db().close();
    }

    final Database db() {
        return java.util.Objects.requireNonNull(opened);
    }

    private static UUID insert(WriteTx tx, String name) {
        var id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        tx.handle()
                .createUpdate("INSERT INTO things (id, name) VALUES (:id, :name)")
                .bind("id", id)
                .bind("name", name)
                .execute();
        return id;
    }

    private static List<String> names(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT name FROM things ORDER BY name")
                .mapTo(String.class)
                .list();
    }

    private static long add(WriteTx tx, long amount) {
        tx.handle().execute("UPDATE counters SET \"value\" = \"value\" + ?", amount);
        return count(tx);
    }

    private static long count(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT \"value\" FROM counters WHERE name = 'a;b'")
                .mapTo(Long.class)
                .one();
    }

    @Test
    void what_is_written_is_read() {
        db().run(tx -> insert(tx, "one"));
        assertEquals(List.of("one"), db().read(DatabaseContractTest::names));
    }

    @Test
    void work_that_throws_leaves_nothing_and_tells_nobody() {
        var told = new AtomicInteger();
        assertThrows(
                IllegalStateException.class,
                () ->
                        db().run(
                                        tx -> {
                                            insert(tx, "one");
                                            tx.afterCommit(told::incrementAndGet);
                                            throw new IllegalStateException("no");
                                        }));
        assertEquals(List.of(), db().read(DatabaseContractTest::names));
        assertEquals(0, told.get());
    }

    @Test
    void the_very_exception_comes_back_with_both_stacks() {
        var thrown = new IllegalArgumentException("mine");
        var caught =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                db().read(
                                                tx -> {
                                                    throw thrown;
                                                }));
        assertSame(thrown, caught);
        var callers = caught.getSuppressed()[0].getStackTrace();
        assertTrue(
                List.of(callers).stream()
                        .anyMatch(
                                f ->
                                        f.getClassName()
                                                .startsWith(DatabaseContractTest.class.getName())),
                () -> List.of(callers).toString());
    }

    @Test
    void the_world_is_told_after_the_commit_on_the_callers_thread_and_may_ask_the_database() {
        var seen = new ArrayList<Object>();
        db().run(
                        tx -> {
                            insert(tx, "one");
                            tx.afterCommit(() -> seen.add(Thread.currentThread()));
                            tx.afterCommit(() -> seen.add(db().read(DatabaseContractTest::names)));
                        });
        assertEquals(List.of(Thread.currentThread(), List.of("one")), seen);
    }

    @Test
    void a_listener_that_fails_does_not_undo_or_hide_the_commit() {
        var told = new AtomicInteger();
        long result =
                db().write(
                                tx -> {
                                    tx.afterCommit(
                                            () -> {
                                                throw new IllegalStateException("listener");
                                            });
                                    tx.afterCommit(told::incrementAndGet);
                                    return add(tx, 1);
                                });
        assertEquals(1, result);
        assertEquals(1, told.get());
    }

    @Test
    void before_commit_runs_last_and_undoes_all_when_it_throws() {
        var order = new ArrayList<String>();
        db().run(
                        tx -> {
                            tx.beforeCommit(() -> order.add("before commit " + add(tx, 1)));
                            order.add("work " + add(tx, 1));
                        });
        assertEquals(List.of("work 1", "before commit 2"), order);
        assertThrows(
                IllegalStateException.class,
                () ->
                        db().run(
                                        tx -> {
                                            add(tx, 1);
                                            tx.beforeCommit(
                                                    () -> {
                                                        throw new IllegalStateException("gate");
                                                    });
                                        }));
        assertEquals(2, db().read(DatabaseContractTest::count));
    }

    @Test
    void a_savepoint_undoes_its_own_writes_only() {
        var told = new ArrayList<String>();
        db().run(
                        tx -> {
                            insert(tx, "kept");
                            tx.afterCommit(() -> told.add("kept"));
                            assertThrows(
                                    UnableToExecuteStatementException.class,
                                    () -> tx.savepoint(() -> twice(tx, told)));
                            insert(tx, "later");
                        });
        assertEquals(List.of("kept", "later"), db().read(DatabaseContractTest::names));
        assertEquals(List.of("kept"), told);
    }

    private static UUID twice(WriteTx tx, List<String> told) {
        tx.afterCommit(() -> told.add("undone"));
        insert(tx, "undone");
        return insert(tx, "undone");
    }

    @Test
    void a_read_sees_one_moment_while_others_write() {
        long[] seen =
                db().read(
                                tx -> {
                                    long before = count(tx);
                                    elsewhere(() -> db().write(w -> add(w, 5)));
                                    return new long[] {before, count(tx), names(tx).size()};
                                });
        assertEquals(0, seen[0]);
        assertEquals(0, seen[1]);
        assertEquals(5, db().read(DatabaseContractTest::count));
    }

    @Test
    void a_read_sees_one_moment_in_tables_it_has_not_looked_at_yet() {
        int things =
                db().read(
                                tx -> {
                                    count(tx);
                                    elsewhere(() -> db().write(w -> insert(w, "late")));
                                    return names(tx).size();
                                });
        assertEquals(0, things);
    }

    @Test
    void a_read_cannot_write() {
        assertThrows(
                UnableToExecuteStatementException.class,
                () -> db().read(tx -> tx.handle().execute("UPDATE counters SET \"value\" = 7")));
        assertEquals(0, db().read(DatabaseContractTest::count));
    }

    @Test
    void no_increment_of_many_threads_is_lost() {
        var all = new ArrayList<CompletableFuture<Long>>();
        for (int i = 0; i < 8; i++) {
            all.add(
                    later(
                            () -> {
                                long last = 0;
                                for (int n = 0; n < 25; n++) {
                                    last = db().write(tx -> add(tx, 1));
                                }
                                return last;
                            }));
        }
        all.forEach(CompletableFuture::join);
        assertEquals(200, db().read(DatabaseContractTest::count));
    }

    @Test
    void a_call_inside_a_transaction_is_refused() {
        List<Function<ReadTx, Object>> nested =
                List.of(
                        tx -> db().write(inner -> add(inner, 1)),
                        tx -> db().read(DatabaseContractTest::count));
        for (var call : nested) {
            var refusal = assertThrows(IllegalStateException.class, () -> db().write(call));
            assertTrue(String.valueOf(refusal.getMessage()).contains("inside"));
            assertThrows(IllegalStateException.class, () -> db().read(call));
        }
        assertEquals(0, db().read(DatabaseContractTest::count));
    }

    @Test
    void the_screens_thread_is_refused() {
        var refusal = new CompletableFuture<Throwable>();
        Thread.ofPlatform()
                .name("JavaFX Application Thread")
                .start(
                        () -> {
                            try {
                                db().read(DatabaseContractTest::count);
                                refusal.complete(new AssertionError("let in"));
                            } catch (RuntimeException e) {
                                refusal.complete(e);
                            }
                        });
        assertInstanceOf(IllegalStateException.class, refusal.join());
    }

    @Test
    void an_interrupt_is_kept_for_the_caller_and_harms_nobody() {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        var caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    db().run(
                                                    tx -> {
                                                        inside.countDown();
                                                        await(go);
                                                        insert(tx, "one");
                                                    });
                                    interrupted.complete(Thread.currentThread().isInterrupted());
                                });
        await(inside);
        caller.interrupt();
        go.countDown();
        assertTrue(interrupted.join());
        assertEquals(List.of("one"), db().read(DatabaseContractTest::names));
    }

    @Test
    void a_caller_interrupted_before_still_gets_its_work_done() {
        Thread.currentThread().interrupt();
        db().run(tx -> insert(tx, "one"));
        assertTrue(Thread.interrupted(), "the interrupt was swallowed");
        assertEquals(List.of("one"), db().read(DatabaseContractTest::names));
    }

    @Test
    void close_waits_for_running_work_and_refuses_more() {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var work =
                later(
                        () ->
                                db().write(
                                                tx -> {
                                                    inside.countDown();
                                                    await(go);
                                                    return add(tx, 1);
                                                }));
        await(inside);
        var closing = closingHasBegun();
        assertFalse(closing.isDone(), "closed before the work was done");
        go.countDown();
        assertEquals(1, work.join());
        closing.join();
        assertThrows(IllegalStateException.class, () -> db().read(DatabaseContractTest::count));
        assertThrows(IllegalStateException.class, () -> db().write(tx -> add(tx, 1)));
    }

    /** Returns once the database refuses readers, as it does from when it begins to close. */
    private CompletableFuture<Boolean> closingHasBegun() {
        var closing =
                later(
                        () -> {
                            db().close();
                            return true;
                        });
        while (isOpen()) {
            Thread.onSpinWait();
        }
        return closing;
    }

    private boolean isOpen() {
        try {
            db().read(DatabaseContractTest::count);
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    @Test
    void our_types_lie_in_columns_alike() {
        var id = new SubmissionId(new UUID(7, 8));
        var at = Instant.parse("2026-02-03T04:05:06.123456789Z");
        var data = Json.parseObject("{\"name\":\"Zoë \\u0000 'quoted' 東京\",\"n\":1.50}");
        data.put("long", "x".repeat(200_000));
        var hash = Json.canonicalHash(data);
        db().run(
                        tx ->
                                tx.handle()
                                        .createUpdate(
                                                """
                                                INSERT INTO things (id, name, at, data, sha256, status)
                                                VALUES (:id, :name, :at, :data, :sha256, :status)""")
                                        .bind("id", id)
                                        .bind("name", "all")
                                        .bind("at", at)
                                        .bind("data", data)
                                        .bind("sha256", hash)
                                        .bind("status", ReviewStatus.APPROVED)
                                        .execute());
        Thing read =
                db().read(
                                tx ->
                                        tx.handle()
                                                .createQuery("SELECT * FROM things WHERE id = :id")
                                                .bind("id", id)
                                                .map(Row.mapper(DatabaseContractTest::thing))
                                                .one());
        var cut = Instant.parse("2026-02-03T04:05:06.123456Z");
        assertEquals(new Thing(id, cut, data, hash, ReviewStatus.APPROVED), read);
    }

    private static Thing thing(Row row) {
        return new Thing(
                row.get("id", SubmissionId.class),
                row.find("at", Instant.class),
                row.find("data", ObjectNode.class),
                row.find("sha256", Sha256.class),
                row.find("status", ReviewStatus.class));
    }

    private record Thing(
            SubmissionId id,
            @Nullable Instant at,
            @Nullable ObjectNode data,
            @Nullable Sha256 sha256,
            @Nullable ReviewStatus status) {}

    @Test
    void absent_values_are_null_in_every_type() {
        db().run(
                        tx ->
                                tx.handle()
                                        .createUpdate(
                                                """
                                                INSERT INTO things (id, name, at, data, sha256, status)
                                                VALUES (:id, 'none', :at, :data, :sha256, :status)""")
                                        .bind("id", new UUID(1, 1))
                                        .bindByType("at", null, Instant.class)
                                        .bindByType("data", null, ObjectNode.class)
                                        .bindByType("sha256", null, Sha256.class)
                                        .bindByType("status", null, ReviewStatus.class)
                                        .execute());
        Thing read =
                db().read(
                                tx ->
                                        tx.handle()
                                                .createQuery("SELECT * FROM things")
                                                .map(Row.mapper(DatabaseContractTest::thing))
                                                .one());
        assertNull(read.at());
        assertNull(read.data());
        assertNull(read.sha256());
        assertNull(read.status());
    }

    @Test
    void many_rows_go_in_one_batch_and_lists_can_be_bound() {
        db().run(
                        tx -> {
                            try (var batch =
                                    tx.handle()
                                            .prepareBatch(
                                                    "INSERT INTO things (id, name) VALUES (:id, :name)")) {
                                for (int i = 0; i < 100; i++) {
                                    batch.bind("id", new SubmissionId(new UUID(0, i)))
                                            .bind("name", "n" + i)
                                            .add();
                                }
                                batch.execute();
                            }
                        });
        int found =
                db().read(
                                tx ->
                                        tx.handle()
                                                .createQuery(
                                                        "SELECT COUNT(*) FROM things WHERE id IN (<ids>)")
                                                .bindList(
                                                        "ids",
                                                        List.of(
                                                                new SubmissionId(new UUID(0, 3)),
                                                                new SubmissionId(new UUID(0, 99)),
                                                                new SubmissionId(new UUID(0, 100))))
                                                .mapTo(Integer.class)
                                                .one());
        assertEquals(2, found);
    }

    @Test
    void a_checkpoint_and_the_dialects_own_script_are_there() {
        db().run(tx -> insert(tx, "one"));
        db().checkpoint();
        var note =
                db().read(
                                tx ->
                                        tx.handle()
                                                .createQuery("SELECT note FROM things")
                                                .mapTo(String.class)
                                                .one());
        assertEquals(db().dialect().name().toLowerCase(java.util.Locale.ROOT), note);
    }

    static <T> CompletableFuture<T> later(java.util.function.Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, command -> Thread.ofVirtual().start(command));
    }

    static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work, command -> Thread.ofVirtual().start(command)).join();
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), "waited in vain");
        } catch (InterruptedException e) {
            throw new IllegalStateException("a database thread was interrupted", e);
        }
    }
}
