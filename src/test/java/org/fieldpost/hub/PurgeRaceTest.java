package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.hub.store.Purges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conflict is told about a deletion in the very moment that it is forgotten; on H2 one writes after the other. */
class PurgeRaceTest {
    private static final String ORG = "Water Aid";
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private UUID deleted = new UUID(0, 0);

    @BeforeEach
    void start() {
        hub = new TestHub(Dialect.POSTGRESQL, folder);
        worker = hub.device(ORG, Role.FIELD_WORKER);
        var form = hub.form(ORG, "water_point");
        var made =
                worker.pushOne(
                        worker.create(
                                EntityType.SUBMISSIONS,
                                hub.ids.next(),
                                worker.submission(form, "x")));
        deleted = Objects.requireNonNull(made.entityId());
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, deleted, 1));
        hub.pass(Duration.ofDays(181));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private PushCommand conflict() {
        return worker.create(EntityType.CONFLICTS, hub.ids.next(), worker.conflict(deleted));
    }

    /** Waits until somebody waits for another's lock. */
    private void awaitBlocked() {
        long waiting = 0;
        for (int tries = 0; waiting == 0 && tries < 60_000; tries++) {
            waiting =
                    hub.database.read(
                            tx ->
                                    tx.handle()
                                            .createQuery(
                                                    """
                                                    SELECT count(*) FROM pg_stat_activity
                                                    WHERE datname = current_database()
                                                      AND wait_event_type = 'Lock'
                                                    """)
                                            .mapTo(Long.class)
                                            .one());
        }
        assertEquals(1, waiting, "nobody waits");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The conflict and the deletion it is about are there, and a laptop is told of both. */
    private void bothAreThere() {
        var told = worker.pull(100);
        assertTrue(told.stream().anyMatch(c -> c.entityType() == EntityType.CONFLICTS));
        assertTrue(
                told.stream().anyMatch(c -> c.entityId().equals(deleted) && c.payload() == null),
                told::toString);
        hub.server.hub().jobs().runDue();
        var still = worker.pull(100);
        assertTrue(still.stream().anyMatch(c -> c.entityId().equals(deleted)), still::toString);
    }

    @Test
    void whoever_comes_while_a_deletion_is_being_forgotten_has_it_remembered() {
        var looked = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var purge =
                CompletableFuture.supplyAsync(
                        () ->
                                hub.database.<Integer>write(
                                        tx -> {
                                            var step =
                                                    Purges.tombstones(
                                                            tx,
                                                            hub.organization(ORG).value(),
                                                            EntityType.SUBMISSIONS,
                                                            hub.now().minus(Duration.ofDays(180)),
                                                            -1,
                                                            500);
                                            looked.countDown();
                                            await(mayCommit);
                                            return step.rows();
                                        }));
        await(looked);
        var command = conflict();
        var told = CompletableFuture.supplyAsync(() -> worker.pushOne(command));
        awaitBlocked();
        mayCommit.countDown();
        assertEquals(1, purge.join());
        assertEquals(Outcome.OK, told.join().outcome());
        bothAreThere();
    }

    @Test
    void a_deletion_somebody_is_just_telling_a_conflict_about_is_not_forgotten() {
        var told = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var caller = hub.server.hub().caller(worker.token);
        var command = conflict();
        var writes = new OrgWrites(hub.database, hub::now, hub.ids.next());
        var telling =
                CompletableFuture.runAsync(
                        () ->
                                writes.write(
                                        caller.organization(),
                                        write -> {
                                            var execution =
                                                    new CommandExecution(
                                                            write, caller, hub.ids, 1_000_000);
                                            assertEquals(
                                                    Outcome.OK,
                                                    execution.run(command).result().outcome());
                                            write.flush();
                                            told.countDown();
                                            await(mayCommit);
                                            return true;
                                        }));
        await(told);
        var purge = CompletableFuture.supplyAsync(() -> hub.server.hub().jobs().runDue());
        awaitBlocked();
        mayCommit.countDown();
        telling.join();
        assertEquals("0 rows", purge.join().get("tombstones"));
        bothAreThere();
    }
}
