package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.HubShape;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.simulation.Forwarding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub makes the next page ready while the laptop takes one in: a real hub, real HTTP, real H2, pages of ten. */
class PullOverlapTest {
    private static final int MANY = 35;
    @TempDir private Path folder;
    private RunningHub hub;
    private Watched line;
    private RealLine other;
    private TestProfile laptop;
    private TestProfile office;

    @BeforeEach
    void start() {
        hub = new RunningHub(folder, HubShape.H2);
        var form = hub.form("water_point");
        var real = new RealLine(hub, "moussa", 1, Role.SUPERVISOR);
        other = new RealLine(hub, "awa", 2, Role.FIELD_WORKER);
        line = new Watched(real.api());
        laptop = new TestProfile(folder.resolve("moussa"), 1, line, real.enrolment(), form);
        office = new TestProfile(folder.resolve("awa"), 2, other.api(), other.enrolment(), form);
        assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
        line.asked.clear();
    }

    @AfterEach
    void stop() {
        laptop.close();
        office.close();
        line.close();
        other.api().close();
        hub.close();
    }

    /** Says what the laptop held when it asked for a further page, and may change the answers. */
    private final class Watched extends Forwarding {
        private final HubApi real;
        final List<String> asked = new ArrayList<>();
        private List<PullChange> came = List.of();
        private Way way = coming -> coming;

        Watched(HubApi real) {
            super(real);
            this.real = real;
        }

        @Override
        public HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own) {
            return noted(super.changes(cursor, limit, own));
        }

        @Override
        public CompletableFuture<HubAnswer<PullResponse>> changesLater(
                @Nullable String cursor, int limit, OwnChanges own) {
            asked.add(isHeld(came) ? "after it was taken in" : "before");
            var coming = real.changesLater(cursor, limit, own).thenApply(this::noted);
            return way.go(coming);
        }

        private HubAnswer<PullResponse> noted(HubAnswer<PullResponse> answer) {
            if (answer instanceof HubAnswer.Success<PullResponse>(PullResponse page)) {
                came = page.changes();
            }
            return answer;
        }
    }

    /** What happens to a page that is on its way. */
    @FunctionalInterface
    private interface Way {
        CompletableFuture<HubAnswer<PullResponse>> go(
                CompletableFuture<HubAnswer<PullResponse>> coming);
    }

    private boolean isHeld(List<PullChange> page) {
        return page.stream()
                .filter(change -> change.entityType() == EntityType.SUBMISSIONS)
                .anyMatch(
                        change ->
                                laptop.row(EntityType.SUBMISSIONS, change.entityId()).isPresent());
    }

    private Set<UUID> othersWork() {
        var made = new ArrayList<UUID>();
        for (int i = 0; i < MANY; i++) {
            made.add(office.create("{'answer':'%d'}".formatted(i)));
        }
        assertEquals(SyncReport.Outcome.COMPLETED, office.sync().outcome());
        return made.stream()
                .map(id -> office.now(EntityType.SUBMISSIONS, id))
                .collect(Collectors.toSet());
    }

    private Set<UUID> held() {
        return laptop.rows(EntityType.SUBMISSIONS).stream()
                .map(row -> row.id())
                .collect(Collectors.toSet());
    }

    @Test
    void the_next_page_is_asked_for_before_one_is_taken_in_and_none_is_asked_for_in_vain() {
        var made = othersWork();
        var report = laptop.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report::toString);
        assertEquals(made, held());
        assertTrue(line.asked.size() >= MANY / 10, line.asked::toString);
        assertEquals(Set.of("before"), Set.copyOf(line.asked));
        assertEquals(report.pull().pages(), line.asked.size() + 1, "each page was taken in");
    }

    @Test
    void a_page_that_does_not_arrive_takes_nothing_from_the_one_before() {
        var made = othersWork();
        line.way =
                coming ->
                        coming.thenApply(
                                answer ->
                                        line.asked.size() == 2
                                                ? new HubAnswer.Failed<>(
                                                        new HubFailure.Unreachable("dropped"))
                                                : answer);
        assertEquals(SyncReport.Outcome.FAILED, laptop.sync().outcome());
        int kept = held().size();
        assertTrue(kept >= 10 && kept <= 20, "two pages: " + kept);
        line.way = coming -> coming;
        assertEquals(MANY - kept, laptop.sync().pull().applied(), "no row twice");
        assertEquals(made, held());
    }

    @Test
    void
            a_page_that_cannot_be_taken_in_ends_the_run_only_when_the_request_for_the_next_has_ended() {
        var made = othersWork();
        var laptopThread = Thread.currentThread();
        var late = new ArrayList<CompletableFuture<HubAnswer<PullResponse>>>();
        line.way =
                coming -> {
                    if (line.asked.size() == 1) {
                        return coming.thenApply(PullOverlapTest::unreadable);
                    }
                    var answer =
                            coming.thenApplyAsync(
                                    page -> {
                                        while (laptopThread.getState() == Thread.State.RUNNABLE) {
                                            Thread.onSpinWait();
                                        }
                                        return page;
                                    },
                                    task -> Thread.ofPlatform().start(task));
                    late.add(answer);
                    return answer;
                };
        assertThrows(IllegalArgumentException.class, laptop::sync, "no such cursor");
        assertEquals(1, late.size());
        assertTrue(late.getFirst().isDone(), "a request outlives the run");
        line.way = coming -> coming;
        assertEquals(SyncReport.Outcome.COMPLETED, laptop.sync().outcome());
        assertEquals(made, held());
    }

    private static HubAnswer<PullResponse> unreadable(HubAnswer<PullResponse> answer) {
        return answer instanceof HubAnswer.Success<PullResponse>(PullResponse page)
                ? new HubAnswer.Success<>(
                        new PullResponse(page.changes(), "no cursor", true, page.hub()))
                : answer;
    }
}
