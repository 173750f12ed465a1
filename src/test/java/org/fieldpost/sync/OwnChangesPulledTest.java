package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
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

/** A run does not pull back what it has just pushed, and misses nothing by it: a real hub, real HTTP, real H2. */
class OwnChangesPulledTest {
    private static final int MANY = 30;
    @TempDir private Path folder;
    private final List<HttpHubApi> lines = new ArrayList<>();
    private RunningHub hub;
    private FormRef form;
    private Heard heard;
    private TestProfile laptop;

    @BeforeEach
    void start() {
        hub = new RunningHub(folder, HubShape.H2);
        form = hub.form("water_point");
        var real = line("awa", 1);
        heard = new Heard(real.api());
        laptop = new TestProfile(folder.resolve("awa"), 1, heard, real.enrolment(), form);
        completed(laptop);
        heard.came.clear();
    }

    @AfterEach
    void stop() {
        laptop.close();
        lines.forEach(HttpHubApi::close);
        hub.close();
    }

    private RealLine line(String name, long seed) {
        var line = new RealLine(hub, name, seed, Role.SUPERVISOR);
        lines.add(line.api());
        return line;
    }

    private static SyncReport completed(TestProfile profile) {
        var report = profile.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report::toString);
        return report;
    }

    /** Notes what pages bring and what was said to be held; may do something before a page is asked for. */
    private static final class Heard extends Forwarding {
        final List<UUID> came = new ArrayList<>();
        final List<OwnChanges> said = new ArrayList<>();
        Runnable beforePage = () -> {};
        Runnable beforePush = () -> {};

        Heard(HubApi real) {
            super(real);
        }

        @Override
        public HubAnswer<PushResponse> push(PushRequest request) {
            beforePush.run();
            return super.push(request);
        }

        @Override
        public HubAnswer<PullResponse> changes(@Nullable String cursor, int limit, OwnChanges own) {
            beforePage.run();
            said.add(own);
            var answer = super.changes(cursor, limit, own);
            if (answer instanceof HubAnswer.Success<PullResponse>(PullResponse page)) {
                page.changes().forEach(change -> came.add(change.entityId()));
            }
            return answer;
        }
    }

    private List<UUID> make(TestProfile profile) {
        var made = new ArrayList<UUID>();
        for (int i = 0; i < MANY; i++) {
            made.add(profile.create("{'answer':'" + i + "'}"));
        }
        return made;
    }

    private List<UUID> now(TestProfile profile, List<UUID> made) {
        return made.stream().map(id -> profile.now(EntityType.SUBMISSIONS, id)).toList();
    }

    @Test
    void what_a_run_pushed_it_does_not_pull() {
        var made = make(laptop);
        assertEquals(MANY, completed(laptop).push().accepted());
        var back = new ArrayList<>(now(laptop, made));
        back.retainAll(heard.came);
        assertTrue(back.size() <= 1, back::toString);
        assertEquals(1, heard.said.getLast().stretches().size());

        heard.came.clear();
        completed(laptop);
        assertEquals(List.of(), heard.came);
    }

    @Test
    void what_another_changed_between_push_and_pull_comes() {
        var other = line("sam", 2);
        try (var theirs =
                new TestProfile(folder.resolve("sam"), 2, other.api(), other.enrolment(), form)) {
            var made = make(laptop);
            heard.beforePage =
                    () -> {
                        heard.beforePage = () -> {};
                        completed(theirs);
                        theirs.edit(now(laptop, made).get(3), "answer", "theirs");
                        theirs.create("{'answer':'new'}");
                        completed(theirs);
                    };
            completed(laptop);

            var edited = now(laptop, made).get(3);
            var row = laptop.row(EntityType.SUBMISSIONS, edited).orElseThrow();
            assertEquals("theirs", row.payload().at("/data/answer").asText());
            assertTrue(heard.came.size() < MANY / 2, heard.came::toString);
            assertEquals(
                    theirs.rows(EntityType.SUBMISSIONS).size(),
                    laptop.rows(EntityType.SUBMISSIONS).size());
        }
    }

    @Test
    void a_hub_started_between_push_and_pull_is_looked_at_again_and_sends_everything() {
        var made = make(laptop);
        heard.beforePage =
                () -> {
                    heard.beforePage = () -> {};
                    hub.database().run(tx -> HubMetaTable.started(tx, new UUID(7, 7)));
                };
        assertEquals(SyncReport.Outcome.FAILED, laptop.sync().outcome());
        heard.came.clear();
        completed(laptop);
        assertTrue(heard.came.containsAll(now(laptop, made)), heard.came::toString);
    }

    @Test
    void a_row_no_snapshot_brought_is_the_hubs_again_only_once_it_comes() {
        var made = make(laptop);
        completed(laptop);
        var id = now(laptop, made).getFirst();
        laptop.db.run(
                tx ->
                        tx.handle()
                                .execute(
                                        "INSERT INTO snapshot_marks (entity_type, entity_id, seen)"
                                                + " VALUES ('submissions', ?, FALSE)",
                                        id));
        laptop.edit(id, "answer", "changed here");
        make(laptop);
        heard.came.clear();
        heard.said.clear();
        completed(laptop);

        assertTrue(heard.said.stream().allMatch(OwnChanges::isEmpty), heard.said::toString);
        assertTrue(heard.came.contains(id), heard.came::toString);
        assertTrue(laptop.row(EntityType.SUBMISSIONS, id).isPresent());
        assertEquals(0L, laptop.db.<Long>read(tx -> laptop.tables.snapshots().left(tx)));
    }

    @Test
    void a_row_deleted_here_while_it_was_on_its_way_is_left_to_the_pull() {
        var made = make(laptop);
        heard.beforePush =
                () -> {
                    heard.beforePush = () -> {};
                    laptop.delete(made.get(4));
                };
        completed(laptop);
        completed(laptop);

        var stays = new ArrayList<>(now(laptop, made));
        var gone = stays.remove(4);
        assertFalse(laptop.row(EntityType.SUBMISSIONS, gone).isPresent());
        stays.forEach(id -> assertTrue(laptop.row(EntityType.SUBMISSIONS, id).isPresent()));
        assertEquals(
                MANY - 1L,
                hub.database()
                        .<Long>read(
                                tx ->
                                        tx.handle()
                                                .createQuery(
                                                        "SELECT count(*) FROM submissions WHERE deleted_at IS NULL")
                                                .mapTo(Long.class)
                                                .one()));
    }
}
