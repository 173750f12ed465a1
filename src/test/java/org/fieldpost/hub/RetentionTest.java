package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.db.Dialect;
import org.fieldpost.hub.store.CountersTable;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class RetentionTest {
    private static final String ORG = "Water Aid";
    private static final Duration LONG = Duration.ofDays(181);
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private TestDevice supervisor;
    private FormRef form;

    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        worker = hub.device(ORG, Role.FIELD_WORKER);
        supervisor = hub.device(ORG, Role.SUPERVISOR);
        form = hub.form(ORG, "water_point");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private UUID submit(String answer) {
        var command =
                worker.create(
                        EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, answer));
        return Objects.requireNonNull(worker.pushOne(command).entityId());
    }

    private long count(String table) {
        return hub.database.read(
                tx ->
                        tx.handle()
                                .createQuery("SELECT COUNT(*) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }

    private long horizon() {
        return hub.database.read(tx -> CountersTable.horizon(tx, hub.organization(ORG).value()));
    }

    private Map<String, String> run() {
        return hub.server.hub().jobs().runDue();
    }

    @Test
    void a_deletion_is_forgotten_after_half_a_year_and_whoever_missed_it_takes_a_snapshot() {
        var doomed = submit("doomed");
        submit("kept");
        var away = supervisor.page(null, 100).nextCursor();
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, doomed, 1));
        var present = supervisor.page(away, 100).nextCursor();
        run();
        assertEquals(2, count("submissions"));
        assertEquals(0, horizon());

        hub.pass(LONG);
        var younger = submit("younger");
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, younger, 1));
        assertEquals("1 rows", run().get("tombstones"));

        assertEquals(2, count("submissions"), "the kept one and the younger deletion");
        assertTrue(horizon() > 0);
        assertEquals(
                410, supervisor.send("GET", "/sync/changes?cursor=" + away, null).statusCode());
        assertEquals(
                200, supervisor.send("GET", "/sync/changes?cursor=" + present, null).statusCode());
        var snapshot =
                Json.read(
                        supervisor.send("GET", "/sync/snapshot", null).body(), SnapshotPage.class);
        assertTrue(snapshot.complete());
        assertFalse(snapshot.changes().stream().anyMatch(c -> c.entityId().equals(doomed)));
        assertEquals(
                200,
                supervisor
                        .send("GET", "/sync/changes?cursor=" + snapshot.next(), null)
                        .statusCode());
    }

    @Test
    void a_deletion_that_something_refers_to_is_remembered() {
        var parent = submit("parent");
        var child = worker.submission(form, "child").put("parent_id", parent.toString());
        worker.pushOne(worker.create(EntityType.SUBMISSIONS, hub.ids.next(), child));
        var disputed = submit("disputed");
        worker.push(
                worker.delete(EntityType.SUBMISSIONS, parent, 1),
                worker.delete(EntityType.SUBMISSIONS, disputed, 1));
        var conflict =
                worker.pushOne(
                        worker.create(
                                EntityType.CONFLICTS, hub.ids.next(), worker.conflict(disputed)));
        assertEquals(Outcome.OK, conflict.outcome());
        hub.pass(LONG);
        assertEquals("0 rows", run().get("tombstones"));
        assertEquals(3, count("submissions"));
    }

    @Test
    void a_change_to_what_was_deleted_and_forgotten_is_a_conflict_and_may_be_decided_either_way() {
        var id = submit("before");
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, id, 1));
        hub.pass(LONG);
        run();
        assertEquals(0, count("submissions"));

        var late = worker.update(EntityType.SUBMISSIONS, id, 1, worker.submission(form, "late"));
        var answer = worker.pushOne(late);
        assertEquals(Outcome.CONFLICT, answer.outcome());
        assertEquals(2, answer.version());
        var conflict = worker.conflict(id).put("server_version", 2);
        var told = worker.pushOne(worker.create(EntityType.CONFLICTS, hub.ids.next(), conflict));
        assertEquals(Outcome.OK, told.outcome(), () -> String.valueOf(told.error()));
        var pulled = supervisor.pull(100);
        assertTrue(
                pulled.stream().anyMatch(c -> c.entityId().equals(id) && c.version() == 2),
                "the deletion is told again beside the conflict");

        var restored =
                supervisor.pushOne(
                        supervisor.update(
                                EntityType.SUBMISSIONS, id, 2, worker.submission(form, "late")));
        assertEquals(Outcome.OK, restored.outcome(), () -> String.valueOf(restored.error()));
        assertEquals(3, restored.version());
        assertTrue(
                worker.pull(100).stream()
                        .anyMatch(c -> c.entityId().equals(id) && c.payload() != null));
        assertEquals(
                Outcome.DUPLICATE,
                worker.pushOne(worker.delete(EntityType.SUBMISSIONS, forgotten(), 1)).outcome(),
                "deleting what was deleted and forgotten is done already");
    }

    private UUID forgotten() {
        var id = submit("forgotten");
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, id, 1));
        hub.pass(LONG);
        run();
        return id;
    }

    @Test
    void who_names_the_deletion_restores_the_row_with_the_photos_its_answers_name() {
        var id = submit("x");
        var photo = hub.ids.next();
        var other = hub.ids.next();
        worker.push(
                worker.create(
                        EntityType.SUBMISSION_MEDIA, photo, worker.media(id, "c".repeat(64), 3)),
                worker.create(
                        EntityType.SUBMISSION_MEDIA, other, worker.media(id, "d".repeat(64), 3)));
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, id, 1));
        var mended = worker.submission(form, "media/" + photo);
        assertEquals(
                Outcome.CONFLICT,
                worker.pushOne(worker.update(EntityType.SUBMISSIONS, id, 1, mended)).outcome());
        assertEquals(
                Outcome.OK,
                worker.pushOne(worker.update(EntityType.SUBMISSIONS, id, 2, mended)).outcome());
        var living = new HashMap<UUID, Boolean>();
        worker.pull(100).forEach(c -> living.put(c.entityId(), c.payload() != null));
        assertEquals(true, living.get(id));
        assertEquals(true, living.get(photo));
        assertEquals(false, living.get(other));
    }

    @Test
    void a_receipt_outlives_what_the_command_said() {
        var create =
                worker.create(EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, "x"));
        var body = TestDevice.request(create);
        var first = worker.send("POST", "/sync/push", body).body();
        hub.pass(Duration.ofDays(400));
        assertEquals("1 rows", run().get("payloads"));
        assertArrayEquals(first, worker.send("POST", "/sync/push", body).body());
        var apart =
                worker.create(EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, "y"));
        assertEquals(Outcome.DUPLICATE, worker.push(create, apart).getFirst().outcome());
        assertEquals(2, count("submissions"));
        hub.pass(Duration.ofDays(1));
        assertEquals("0 rows", run().get("payloads"));
    }

    @Test
    void telemetry_codes_and_uploads_go_when_their_time_is_over() {
        worker.pushOne(worker.create(EntityType.TELEMETRY, hub.ids.next(), worker.telemetry()));
        var user = hub.server.administration().users(hub.organization(ORG)).getFirst().id();
        hub.server.administration().mintCode(hub.organization(ORG), user);
        var announced =
                worker.send(
                        "POST",
                        "/media",
                        new byte[0],
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        "10",
                        "Upload-Metadata",
                        "id "
                                + base64(hub.ids.next().toString())
                                + ",sha256 "
                                + base64("a".repeat(64)));
        assertEquals(201, announced.statusCode());
        run();
        assertEquals(1, count("telemetry"));
        assertEquals(3, count("enrolment_codes"));
        assertEquals(1, count("media_uploads"));
        hub.pass(Duration.ofDays(91));
        var came = run();
        assertEquals("1 rows", came.get("telemetry"));
        assertEquals("3 rows", came.get("codes"));
        assertEquals("1 unfinished, 0 finished rows", came.get("uploads"));
        assertEquals(0, count("telemetry") + count("enrolment_codes") + count("media_uploads"));
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void of_two_processes_one_runs_a_job_and_a_dead_ones_claim_ends() throws Exception {
        var parts =
                new HubParts(
                        hub.database,
                        new FolderVault(folder.resolve("media")),
                        hub::now,
                        hub.ids,
                        new Random(1));
        var other = new Hub(HubConfig.onLoopback(0, "test"), parts);
        var outcomes = java.util.Collections.synchronizedList(new java.util.ArrayList<String>());
        var ready = new CountDownLatch(2);
        var threads = new java.util.ArrayList<Thread>();
        for (var jobs : java.util.List.of(other.jobs(), hub.server.hub().jobs())) {
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        ready.countDown();
                                        outcomes.addAll(jobs.runDue().keySet());
                                    }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(7, outcomes.size(), outcomes.toString());
        assertEquals(7, java.util.Set.copyOf(outcomes).size());
        assertEquals(Map.of(), run(), "nothing is due before tomorrow");

        hub.pass(Duration.ofDays(1));
        hub.database.run(
                tx ->
                        assertTrue(
                                org.fieldpost.hub.store.JobsTable.claim(
                                        tx,
                                        "codes",
                                        hub.ids.next(),
                                        hub.now(),
                                        Duration.ofHours(2))));
        assertFalse(run().containsKey("codes"), "somebody has it");
        hub.pass(Duration.ofHours(2));
        assertEquals(java.util.Set.of("codes"), run().keySet());
        var listed = hub.server.administration().jobs();
        assertEquals(7, listed.size());
        assertTrue(listed.stream().allMatch(job -> job.finished() != null));
    }
}
