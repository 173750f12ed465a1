package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.HubShape;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.simulation.Forwarding;
import org.fieldpost.simulation.Killed;
import org.fieldpost.store.OutboxStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hub and laptop work at the same time during a push: a real hub, real HTTP, real H2, batches of twenty. */
class PushOverlapTest {
    private static final int BATCH = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @TempDir private Path folder;
    private RunningHub hub;
    private Watched line;
    private TestProfile laptop;

    @BeforeEach
    void start() {
        hub = new RunningHub(folder, HubShape.H2);
        var form = hub.form("water_point");
        var real = new RealLine(hub, "awa", 1, Role.FIELD_WORKER);
        line = new Watched(real.api());
        laptop = new TestProfile(folder.resolve("awa"), 1, line, real.enrolment(), form);
        assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
        line.pushed.clear();
    }

    @AfterEach
    void stop() {
        laptop.close();
        line.close();
        hub.close();
    }

    /** What happens to a batch on its way. */
    @FunctionalInterface
    private interface Way {
        CompletableFuture<HubAnswer<PushResponse>> go(PushRequest request);
    }

    /** A line that says what went over it, and lets a test stand in the way of a batch. */
    private static final class Watched extends Forwarding {
        final HubApi real;
        final List<PushRequest> pushed = new ArrayList<>();
        private int hinderedBatch = -1;
        private @Nullable Way hindrance;

        Watched(HubApi real) {
            super(real);
            this.real = real;
        }

        void hinder(int batch, Way way) {
            hinderedBatch = batch;
            hindrance = way;
        }

        @Override
        public CompletableFuture<HubAnswer<PushResponse>> pushing(PushRequest request) {
            pushed.add(request);
            var way = hindrance;
            return way != null && pushed.size() == hinderedBatch
                    ? way.go(request)
                    : real.pushing(request);
        }
    }

    private List<UUID> create(int count) {
        var made = new ArrayList<UUID>();
        for (int i = 0; i < count; i++) {
            made.add(laptop.create("{'answer':'%d'}".formatted(i)));
        }
        return made;
    }

    private int accepted() {
        return laptop.commands(OutboxStatus.COMPLETED).size();
    }

    /** False when it did not come true in time. */
    private static boolean comesTrue(BooleanSupplier condition) {
        var latest = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(latest)) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Waits, while the hub has the batch, for something at the laptop. */
    private Way until(BooleanSupplier condition, List<Boolean> seen) {
        return request ->
                line.real
                        .pushing(request)
                        .thenApplyAsync(
                                answer -> {
                                    seen.add(comesTrue(condition));
                                    return answer;
                                },
                                task -> Thread.ofPlatform().start(task));
    }

    private void everythingIsAtTheHubOnce(List<UUID> made) {
        assertEquals(0, laptop.counts().open(), laptop.counts().toString());
        assertTrue(laptop.counts().conserved());
        var ids = new HashSet<UUID>();
        for (var id : made) {
            var row = laptop.row(EntityType.SUBMISSIONS, id).orElseThrow();
            assertFalse(row.dirty());
            assertTrue(ids.add(row.id()));
        }
        assertEquals(ids, Set.copyOf(atHub()));
        assertEquals(made.size(), atHub().size(), "once each");
    }

    private List<UUID> atHub() {
        var seen = new ArrayList<UUID>();
        var cursor = new String[1];
        boolean more = true;
        while (more) {
            if (line.real.changes(cursor[0], 100) instanceof HubAnswer.Success<?> found
                    && found.value() instanceof org.fieldpost.contract.PullResponse page) {
                page.changes().stream()
                        .filter(change -> change.entityType() == EntityType.SUBMISSIONS)
                        .forEach(change -> seen.add(change.entityId()));
                cursor[0] = page.nextCursor();
                more = page.hasMore();
            } else {
                throw new AssertionError("the hub did not tell");
            }
        }
        return seen;
    }

    @Test
    void the_answer_to_one_batch_is_taken_in_while_the_hub_has_the_next() {
        var made = create(3 * BATCH);
        var seen = new ArrayList<Boolean>();
        line.hinder(2, until(() -> accepted() == BATCH, seen));
        var report = laptop.sync();
        assertEquals(List.of(true), seen, "the laptop only waited");
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report.errors().toString());
        assertEquals(3 * BATCH, report.push().accepted());
        assertEquals(3, line.pushed.size());
        everythingIsAtTheHubOnce(made);
    }

    @Test
    void the_next_batch_is_ready_before_the_answer_to_this_one_comes() {
        var made = create(2 * BATCH);
        var seen = new ArrayList<Boolean>();
        line.hinder(
                1, until(() -> laptop.commands(OutboxStatus.IN_FLIGHT).size() == 2 * BATCH, seen));
        laptop.sync();
        assertEquals(List.of(true), seen, "nothing was made ready meanwhile");
        everythingIsAtTheHubOnce(made);
    }

    @Test
    void what_depends_on_an_unanswered_create_is_not_in_the_batch_made_ready_meanwhile() {
        var parent = laptop.create("{'answer':'site'}");
        var others = create(BATCH - 1);
        var child = laptop.createChild("{'answer':'" + parent + "'}", parent);
        others.addAll(create(BATCH));
        assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
        var permanent = laptop.now(EntityType.SUBMISSIONS, parent).toString();
        for (var request : line.pushed) {
            for (var command : request.commands()) {
                if (command.entityId().equals(child)) {
                    var payload = java.util.Objects.requireNonNull(command.payload());
                    assertEquals(permanent, payload.path("parent_id").asText());
                    assertEquals(permanent, payload.at("/data/answer").asText());
                }
            }
        }
        others.add(parent);
        others.add(child);
        everythingIsAtTheHubOnce(others);
    }

    @Test
    void an_edit_of_what_is_on_its_way_waits_for_the_answer() {
        var made = create(2 * BATCH);
        line.hinder(
                1,
                request -> {
                    laptop.edit(made.getFirst(), "answer", "changed");
                    return line.real.pushing(request);
                });
        assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
        var id = laptop.now(EntityType.SUBMISSIONS, made.getFirst());
        var about =
                line.pushed.stream()
                        .flatMap(request -> request.commands().stream())
                        .map(PushCommand::entityId)
                        .filter(e -> e.equals(made.getFirst()) || e.equals(id))
                        .toList();
        assertEquals(List.of(made.getFirst(), id), about, "the change under the permanent id");
        everythingIsAtTheHubOnce(made);
        assertEquals("changed", laptop.answers(id).path("answer").asText());
    }

    @Test
    void killed_with_one_answer_not_taken_in_and_the_next_batch_sent_nothing_is_lost_or_doubled() {
        var made = create(3 * BATCH);
        line.hinder(
                2,
                request -> {
                    line.real.pushing(request).join();
                    throw new Killed();
                });
        assertThrows(Killed.class, laptop::sync);
        assertEquals(0, accepted(), "the answers died with the process");
        assertEquals(2 * BATCH, laptop.commands(OutboxStatus.IN_FLIGHT).size());
        var keys =
                laptop.commands(OutboxStatus.IN_FLIGHT).stream()
                        .map(command -> command.id())
                        .collect(Collectors.toSet());
        laptop.restart();
        line.pushed.clear();
        line.hinder(-1, line.real::pushing);
        assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
        assertTrue(
                line.pushed.stream()
                        .flatMap(request -> request.commands().stream())
                        .map(PushCommand::commandId)
                        .collect(Collectors.toSet())
                        .containsAll(keys),
                "under the same keys");
        everythingIsAtTheHubOnce(made);
    }

    @Test
    void when_the_line_drops_what_was_only_made_ready_is_as_if_it_never_had_been() {
        var made = create(2 * BATCH);
        line.hinder(
                1,
                request ->
                        CompletableFuture.completedFuture(
                                new HubAnswer.Failed<>(new HubFailure.Unreachable("dropped"))));
        assertEquals(SyncReport.Outcome.FAILED, laptop.sync().outcome());
        assertEquals(1, line.pushed.size(), "nothing more is sent over a line that is down");
        var waiting = laptop.commands(OutboxStatus.PENDING);
        assertEquals(BATCH, waiting.size());
        waiting.forEach(command -> assertFalse(command.isFrozen(), "it was never sent"));
        laptop.clock.move(Duration.ofMinutes(5));
        assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
        everythingIsAtTheHubOnce(made);
    }
}
