package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.FormRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the simulation found where deletions, decisions and ids meet; two laptops and a real hub. */
class DecidedDeletionsTest {
    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private RunningHub hub;
    private FormRef form;
    private TestProfile worker;
    private TestProfile supervisor;

    @BeforeEach
    void start() {
        hub = new RunningHub(folder);
        open.add(hub);
        form = hub.form("water_point");
        worker = enrol("awa", 1, Role.FIELD_WORKER);
        supervisor = enrol("sam", 2, Role.SUPERVISOR);
        worker.sync();
        supervisor.sync();
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : open.reversed()) {
            part.close();
        }
    }

    private TestProfile enrol(String name, long seed, Role role) {
        var line = new RealLine(hub, name, seed, role);
        var profile =
                new TestProfile(folder.resolve(name), seed, line.api(), line.enrolment(), form);
        open.add(line.api());
        open.add(profile);
        return profile;
    }

    private void decide(TestProfile by, String action, @Nullable ObjectNode resolved) {
        var conflict = by.rows(EntityType.CONFLICTS).getFirst();
        by.store
                .writes()
                .commit(
                        new Mutation.DecideConflict(
                                by.ids.next(),
                                by.clock.instant(),
                                conflict.id(),
                                action,
                                resolved,
                                by.store.enrolment().user(),
                                null,
                                by.ids.next(),
                                by.ids.next()));
    }

    private static void settle(TestProfile... all) {
        for (int i = 0; i < 4; i++) {
            for (var profile : all) {
                profile.sync();
            }
        }
    }

    @Test
    void a_deletion_decided_against_on_another_laptop_is_undone_with_the_newest_row() {
        var id = worker.create("{'a':'1'}");
        settle(worker, supervisor);
        var real = worker.now(EntityType.SUBMISSIONS, id);
        supervisor.edit(real, "a", "2");
        supervisor.sync();
        worker.delete(real);
        worker.sync(); // a conflict; then the hub's row grows on
        supervisor.edit(real, "a", "3");
        settle(supervisor, worker);
        decide(supervisor, "accept_server", null);
        settle(supervisor, worker);
        assertEquals("3", supervisor.answers(real).path("a").asText());
        assertEquals("3", worker.answers(real).path("a").asText());
        assertEquals(0, worker.counts().open());
    }

    @Test
    void what_a_conflict_keeps_outlives_the_deletion_of_its_submission() {
        var id = worker.create("{'a':'1'}");
        settle(worker, supervisor);
        var real = worker.now(EntityType.SUBMISSIONS, id);
        worker.edit(real, "a", "worker");
        supervisor.edit(real, "a", "supervisor");
        supervisor.sync();
        worker.sync(); // parked, and the conflict is at the hub
        supervisor.delete(real);
        settle(supervisor, worker);
        var kept = supervisor.rows(EntityType.CONFLICTS).getFirst().payload();
        assertEquals("worker", kept.at("/client_payload/data/a").asText());
        assertTrue(worker.row(EntityType.SUBMISSIONS, real).isPresent());
    }

    @Test
    void an_edit_made_behind_a_push_that_meets_a_conflict_is_put_before_the_person() {
        var id = worker.create("{'a':'1'}");
        settle(worker, supervisor);
        var real = worker.now(EntityType.SUBMISSIONS, id);
        supervisor.edit(real, "a", "supervisor");
        supervisor.sync();
        worker.edit(real, "a", "first");
        var first = worker.commands(OutboxStatus.PENDING).getFirst();
        worker.db.run(
                tx ->
                        worker.tables
                                .outbox()
                                .markInFlight(tx, List.of(first), "killed", worker.instant()));
        worker.edit(real, "a", "second");
        worker.sync();
        var conflict = worker.rows(EntityType.CONFLICTS).getFirst().payload();
        assertEquals("second", conflict.at("/client_payload/data/a").asText());
    }

    @Test
    void a_submission_that_refers_to_itself_does_so_by_its_permanent_id_everywhere() {
        var id = worker.ids.next();
        worker.save(EntityType.SUBMISSIONS, id, worker.submission("{'answer':'%s'}".formatted(id)));
        settle(worker, supervisor);
        var real = worker.now(EntityType.SUBMISSIONS, id);
        assertEquals(real, named(worker, real));
        assertEquals(real, named(supervisor, real));
    }

    private static UUID named(TestProfile profile, UUID submission) {
        return UUID.fromString(profile.answers(submission).path("answer").asText());
    }
}
