package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.HubShape;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.hub.store.HubMetaTable;
import org.fieldpost.hubclient.HttpHubApi;
import org.fieldpost.simulation.Forwarding;
import org.fieldpost.submission.FormRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run asks the hub when it has nothing to send: a real hub, real HTTP, real H2. */
class NothingNewTest {
    @TempDir private Path folder;
    private final List<HttpHubApi> lines = new ArrayList<>();
    private RunningHub hub;
    private FormRef form;
    private Asked asked;
    private TestProfile laptop;

    @BeforeEach
    void start() {
        hub = new RunningHub(folder, HubShape.H2);
        form = hub.form("water_point");
        var real = line("awa", 1, Role.SUPERVISOR);
        asked = new Asked(real.api());
        laptop = new TestProfile(folder.resolve("awa"), 1, asked, real.enrolment(), form);
        completed();
        completed();
        asked.calls.clear();
    }

    @AfterEach
    void stop() {
        laptop.close();
        lines.forEach(HttpHubApi::close);
        hub.close();
    }

    private RealLine line(String name, long seed, Role role) {
        var line = new RealLine(hub, name, seed, role);
        lines.add(line.api());
        return line;
    }

    private SyncReport completed() {
        var report = laptop.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report::toString);
        return report;
    }

    /** Notes what is asked; may leave out of a page what the hub says of itself. */
    private static final class Asked extends Forwarding {
        private final HubApi real;
        final List<String> calls = new ArrayList<>();
        boolean older;

        Asked(HubApi real) {
            super(real);
            this.real = real;
        }

        @Override
        public HubAnswer<HubHealth> health() {
            calls.add("health");
            return real.health();
        }

        @Override
        public HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own) {
            calls.add("changes");
            var answer = real.changes(cursor, limit, own);
            return older && answer instanceof HubAnswer.Success<PullResponse>(PullResponse page)
                    ? new HubAnswer.Success<>(
                            new PullResponse(page.changes(), page.nextCursor(), page.hasMore()))
                    : answer;
        }
    }

    @Test
    void a_run_with_nothing_to_send_asks_one_question() {
        completed();
        assertEquals(List.of("changes"), asked.calls);
    }

    @Test
    void what_another_sent_comes_with_the_answer_to_that_question() {
        var other = line("sam", 2, Role.FIELD_WORKER);
        try (var theirs =
                new TestProfile(folder.resolve("sam"), 2, other.api(), other.enrolment(), form)) {
            var made = theirs.create("{'answer':'x'}");
            assertEquals(1, theirs.sync().push().accepted());
            assertTrue(completed().pull().applied() > 0);
            var id = theirs.now(EntityType.SUBMISSIONS, made);
            assertTrue(laptop.row(EntityType.SUBMISSIONS, id).isPresent());
        }
        assertEquals(List.of("changes"), asked.calls);
    }

    @Test
    void with_something_to_send_the_hub_is_asked_first_how_it_is() {
        laptop.create("{'answer':'x'}");
        completed();
        assertEquals("health", asked.calls.getFirst());
    }

    @Test
    void a_hub_that_has_started_since_is_asked_the_long_way_once() {
        hub.database().run(tx -> HubMetaTable.started(tx, new UUID(7, 7)));
        completed();
        assertTrue(asked.calls.contains("health"), asked.calls::toString);
        asked.calls.clear();
        completed();
        assertEquals(List.of("changes"), asked.calls);
    }

    @Test
    void an_older_hub_that_says_nothing_of_itself_is_asked() {
        asked.older = true;
        completed();
        assertEquals(List.of("changes", "health", "changes"), asked.calls);
        asked.calls.clear();
        completed();
        assertEquals(List.of("health", "changes"), asked.calls);
    }

    @Test
    void a_run_with_one_question_is_kept_in_the_journal_and_ends_the_back_off() {
        var report = completed();
        assertEquals(report.id(), laptop.engine().lastReport().orElseThrow().id());
        assertEquals(0, laptop.engine().backoff().failures());
        assertEquals(report.endedAt(), laptop.engine().backoff().lastSuccessAt());
    }

    @Test
    void a_hub_that_does_not_answer_fails_the_run_and_the_next_asks_first() {
        hub.close();
        assertEquals(SyncReport.Outcome.FAILED, laptop.sync().outcome());
        assertEquals(1, laptop.engine().backoff().failures());
        asked.calls.clear();
        assertEquals(SyncReport.Outcome.FAILED, laptop.sync().outcome());
        assertEquals(List.of("health"), asked.calls);
    }
}
