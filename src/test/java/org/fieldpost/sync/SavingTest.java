package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that go to the hub first, over real HTTP: online, offline, and with the answer lost. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
class SavingTest {
    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private RunningHub hub;
    private FormRef form;
    private TestProfile worker;
    private TestProfile supervisor;
    private Saving saving;
    private Line line = Line.GOOD;

    private enum Line {
        GOOD,
        CUT,
        ANSWERS_LOST
    }

    @BeforeEach
    void start() {
        hub = new RunningHub(folder);
        open.add(hub);
        form = hub.form("water_point");
        worker = enrol("awa", 1, Role.FIELD_WORKER);
        supervisor = enrol("sam", 2, Role.SUPERVISOR, Role.FORM_MANAGER);
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : open.reversed()) {
            part.close();
        }
    }

    private TestProfile enrol(String name, long seed, Role... roles) {
        var real = new RealLine(hub, name, seed, roles);
        var profile =
                new TestProfile(folder.resolve(name), seed, real.api(), real.enrolment(), form);
        var tools = new SyncTools(profile.clock, profile.ids, new java.util.Random(seed));
        saving = new Saving(profile.store, through(real.api()), Set.of(), tools);
        open.add(real.api());
        open.add(profile);
        profile.sync();
        return profile;
    }

    private HubApi through(HubApi api) {
        return (HubApi)
                Proxy.newProxyInstance(
                        HubApi.class.getClassLoader(),
                        new Class<?>[] {HubApi.class},
                        (proxy, method, arguments) -> {
                            var cut = new HubAnswer.Failed<>(new HubFailure.Unreachable("cut"));
                            if (line == Line.CUT) {
                                return cut;
                            }
                            try {
                                var answer = method.invoke(api, arguments);
                                return line == Line.GOOD ? answer : cut;
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
    }

    private UUID disputed = new UUID(0, 0);

    private EntityRow conflict() {
        var id = worker.create("{'a':'1'}");
        worker.sync();
        supervisor.sync();
        disputed = worker.now(EntityType.SUBMISSIONS, id);
        worker.edit(disputed, "a", "worker");
        supervisor.edit(disputed, "a", "supervisor");
        supervisor.sync();
        assertEquals(1, worker.sync().push().conflicts());
        supervisor.sync();
        return supervisor.rows(EntityType.CONFLICTS).getFirst();
    }

    private Mutation.DecideConflict decision(EntityRow conflict) {
        return new Mutation.DecideConflict(
                supervisor.ids.next(),
                supervisor.clock.instant(),
                conflict.id(),
                "accept_client",
                (ObjectNode) conflict.payload().get("client_payload"),
                supervisor.store.enrolment().user(),
                "he was there",
                supervisor.ids.next(),
                supervisor.ids.next());
    }

    private void bothSay(String answer) {
        worker.sync();
        worker.sync();
        supervisor.sync();
        for (var laptop : List.of(worker, supervisor)) {
            assertEquals(answer, laptop.answers(disputed).path("a").asText());
            assertEquals(0, laptop.counts().open());
            assertEquals(0, laptop.counts().of(OutboxStatus.DEAD_LETTER));
            assertEquals(
                    "resolved",
                    laptop.rows(EntityType.CONFLICTS)
                            .getFirst()
                            .payload()
                            .path("resolution")
                            .asText());
        }
    }

    @Test
    void a_decision_made_online_is_at_the_hub_and_here_at_once() {
        var conflict = conflict();
        assertInstanceOf(Saving.Outcome.AtHub.class, saving.save(decision(conflict)));
        assertEquals("worker", supervisor.answers(disputed).path("a").asText());
        assertEquals(0, supervisor.counts().open());
        bothSay("worker");
    }

    @Test
    void a_decision_made_offline_waits_in_the_outbox() {
        var conflict = conflict();
        line = Line.CUT;
        assertInstanceOf(Saving.Outcome.Here.class, saving.save(decision(conflict)));
        assertTrue(supervisor.counts().open() > 0);
        supervisor.sync();
        bothSay("worker");
    }

    /** What was changed since is in nobody's conflict: a decision here replaced it, and nobody said so. */
    @Test
    void a_decision_made_offline_does_not_replace_an_edit_that_the_conflict_does_not_show() {
        var conflict = conflict();
        supervisor.edit(disputed, "b", "since");
        line = Line.CUT;
        var refused =
                assertInstanceOf(Saving.Outcome.Refused.class, saving.save(decision(conflict)));
        assertEquals("FP-2127", refused.why().code());
        assertEquals("since", supervisor.answers(disputed).path("b").asText());
        line = Line.GOOD;
        supervisor.sync();
        assertInstanceOf(Saving.Outcome.Here.class, saving.save(decision(conflict)));
        supervisor.sync();
        bothSay("worker");
        assertEquals("since", worker.answers(disputed).path("b").asText());
    }

    @Test
    void a_decision_made_online_leaves_an_edit_that_the_conflict_does_not_show() {
        var conflict = conflict();
        supervisor.edit(disputed, "b", "since");
        assertInstanceOf(Saving.Outcome.AtHub.class, saving.save(decision(conflict)));
        supervisor.sync();
        bothSay("worker");
        assertEquals("since", worker.answers(disputed).path("b").asText());
    }

    @Test
    void a_decision_whose_answer_was_lost_is_no_second_decision() {
        var conflict = conflict();
        line = Line.ANSWERS_LOST;
        assertInstanceOf(Saving.Outcome.Here.class, saving.save(decision(conflict)));
        supervisor.sync();
        bothSay("worker");
    }

    @Test
    void a_conflict_decided_by_somebody_else_is_told_and_nothing_changes_here() {
        var conflict = conflict();
        var before = supervisor.answers(disputed);
        line = Line.GOOD;
        assertInstanceOf(Saving.Outcome.AtHub.class, saving.save(decision(conflict)));
        long revision = revision(conflict.id());
        supervisor.db.run(tx -> supervisor.tables.conflicts().update(tx, conflict, revision));
        var again = assertInstanceOf(Saving.Outcome.Refused.class, saving.save(decision(conflict)));
        assertEquals("FP-2456", again.why().code());
        assertEquals(0, supervisor.counts().open());
        assertEquals("supervisor", before.path("a").asText());
        assertEquals("worker", supervisor.answers(disputed).path("a").asText());
    }

    private long revision(UUID conflict) {
        return supervisor.row(EntityType.CONFLICTS, conflict).orElseThrow().localRevision();
    }

    private Mutation.SaveEntity publication(String version) {
        var document = Json.object().put("code", "well").put("version", version);
        document.putObject("name").put("en", "Well");
        document.putObject("schema").put("type", "object").putObject("properties");
        var row = Json.object().put("code", "well").put("version", version);
        row.putObject("name").put("en", "Well");
        row.set("schema", document);
        row.put("sha256", Json.canonicalHash(document).hex());
        row.put("published", true).put("draft", false);
        row.put("created_at", "2026-05-04T08:00:00Z").put("updated_at", "2026-05-04T08:00:00Z");
        return new Mutation.SaveEntity(
                supervisor.ids.next(),
                supervisor.clock.instant(),
                EntityType.MOBILE_FORMS,
                FormIds.of("well", version),
                row,
                supervisor.ids.next());
    }

    @Test
    void a_form_is_published_at_the_hub_first_or_later_and_once() {
        assertInstanceOf(Saving.Outcome.AtHub.class, saving.save(publication("1")));
        line = Line.CUT;
        assertInstanceOf(Saving.Outcome.Here.class, saving.save(publication("2")));
        line = Line.ANSWERS_LOST;
        assertInstanceOf(Saving.Outcome.Here.class, saving.save(publication("3")));
        assertEquals(2, supervisor.counts().open());
        assertEquals(SyncReport.Outcome.COMPLETED, supervisor.sync().outcome());
        worker.sync();
        for (var version : List.of("1", "2", "3")) {
            var id = FormIds.of("well", version);
            for (var laptop : List.of(worker, supervisor)) {
                var row = laptop.row(EntityType.MOBILE_FORMS, id).orElseThrow();
                assertEquals(false, row.dirty());
                assertTrue(row.rowVersion() != null);
            }
        }
        assertEquals(0, supervisor.counts().open());
    }

    @Test
    void who_may_not_publish_is_told_and_has_nothing_left_over() {
        var mine = new SyncTools(worker.clock, worker.ids, new java.util.Random(1));
        var real = new RealLine(hub, "ibra", 9, Role.FIELD_WORKER);
        open.add(real.api());
        var refusing = new Saving(worker.store, real.api(), Set.of(), mine);
        var refused =
                assertInstanceOf(Saving.Outcome.Refused.class, refusing.save(publication("9")));
        assertEquals("FP-2607", refused.why().code());
        assertTrue(worker.row(EntityType.MOBILE_FORMS, FormIds.of("well", "9")).isEmpty());
        assertEquals(0, worker.counts().open());
    }

    @Test
    void a_deletion_decided_against_a_change_is_done_everywhere_with_nothing_left_parked() {
        var id = worker.create("{'a':'1'}");
        worker.sync();
        supervisor.sync();
        var real = worker.now(EntityType.SUBMISSIONS, id);
        worker.delete(real);
        supervisor.edit(real, "a", "supervisor");
        supervisor.sync();
        assertEquals(1, worker.sync().push().conflicts());
        supervisor.sync();
        var conflict = supervisor.rows(EntityType.CONFLICTS).getFirst();
        assertInstanceOf(Saving.Outcome.AtHub.class, saving.save(decision(conflict)));
        for (int i = 0; i < 3; i++) {
            worker.sync();
            supervisor.sync();
        }
        for (var laptop : List.of(worker, supervisor)) {
            assertTrue(laptop.row(EntityType.SUBMISSIONS, real).isEmpty());
            assertEquals(List.of("resolved"), resolutions(laptop));
            assertEquals(0, laptop.counts().open());
        }
    }

    private static List<String> resolutions(TestProfile laptop) {
        return laptop.rows(EntityType.CONFLICTS).stream()
                .map(row -> row.payload().path("resolution").asText())
                .toList();
    }

    private EntityRow undecided() {
        return supervisor.rows(EntityType.CONFLICTS).stream()
                .filter(row -> row.payload().path("resolution").asText().equals("pending"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_conflict_outlives_its_rows_deletion_and_is_put_before_a_person_once_more() {
        conflict();
        supervisor.delete(disputed);
        supervisor.sync();
        worker.sync();
        assertEquals("worker", worker.answers(disputed).path("a").asText(), "nothing is lost");
        assertEquals(1, worker.counts().of(OutboxStatus.CONFLICT));
        var overtaken = saving.save(decision(undecided()));
        assertInstanceOf(Saving.Outcome.Here.class, overtaken, "nobody has seen it deleted");
        supervisor.sync();
        var anew = undecided().payload();
        assertEquals("worker", anew.at("/client_payload/data/a").asText());
        assertTrue(anew.path("server_payload").isMissingNode(), "the deletion is told");
        supervisor.sync();
        assertInstanceOf(Saving.Outcome.AtHub.class, saving.save(decision(undecided())));
        bothSay("worker");
        assertEquals(List.of("resolved", "resolved"), resolutions(worker));
    }

    @Test
    void a_conflict_decided_for_the_hub_does_not_bring_back_what_the_hub_has_deleted() {
        conflict();
        supervisor.delete(disputed);
        supervisor.sync();
        var m = decision(undecided());
        var forHub =
                new Mutation.DecideConflict(
                        m.id(),
                        m.at(),
                        m.conflictId(),
                        "accept_server",
                        null,
                        m.decidedBy(),
                        m.notes(),
                        m.commandId(),
                        m.resourceCommandId());
        assertInstanceOf(Saving.Outcome.Here.class, saving.save(forHub));
        for (int i = 0; i < 3; i++) {
            supervisor.sync();
            worker.sync();
        }
        for (var laptop : List.of(worker, supervisor)) {
            assertTrue(laptop.row(EntityType.SUBMISSIONS, disputed).isEmpty());
            assertEquals(List.of("resolved"), resolutions(laptop));
            assertEquals(0, laptop.counts().open());
        }
    }

    @Test
    void a_decision_on_a_row_that_went_on_is_merged_with_what_came_since() {
        conflict();
        supervisor.edit(disputed, "b", "later");
        supervisor.sync();
        assertInstanceOf(Saving.Outcome.Here.class, saving.save(decision(undecided())));
        supervisor.sync();
        bothSay("worker");
        for (var laptop : List.of(worker, supervisor)) {
            assertEquals("later", laptop.answers(disputed).path("b").asText());
        }
    }
}
