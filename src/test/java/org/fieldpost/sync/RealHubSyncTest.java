package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.hub.HubShape;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.hubclient.HttpHubApi;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.ReviewStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two laptops and a real hub over real HTTP, one process and two: the whole loop. */
@ParameterizedClass
@EnumSource(names = {"H2", "TWO_ON_POSTGRESQL"})
class RealHubSyncTest {
    @Parameter HubShape shape = HubShape.H2;
    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private RunningHub hub;
    private FormRef form;
    private TestProfile worker;
    private TestProfile supervisor;
    private @Nullable HttpHubApi supervisorsLine;

    @BeforeEach
    void start() {
        hub = new RunningHub(folder, shape);
        open.add(hub);
        form = hub.form("water_point");
        worker = enrol("awa", 1, Role.FIELD_WORKER);
        supervisor = enrol("sam", 2, Role.SUPERVISOR);
        completed(worker);
        completed(supervisor);
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : open.reversed()) {
            part.close();
        }
    }

    private TestProfile enrol(String name, long seed, Role role) {
        var line = new RealLine(hub, name, seed, role);
        supervisorsLine = line.api();
        var profile =
                new TestProfile(folder.resolve(name), seed, line.api(), line.enrolment(), form);
        open.add(line.api());
        open.add(profile);
        return profile;
    }

    @Test
    void a_submission_with_a_child_and_a_photo_reaches_the_second_laptop_byte_for_byte() {
        var bytes = new byte[100_000];
        new Random(3).nextBytes(bytes);
        var site = worker.create("{'answer':'site'}");
        var visit = worker.createChild("{'answer':'" + site + "'}", site);
        var photo = worker.photo(visit, bytes);
        completed(worker);
        assertEquals(1, worker.sendFiles().sent());
        completed(supervisor);
        assertEquals(1, supervisor.fetchFiles().fetched());
        var real = worker.now(EntityType.SUBMISSIONS, visit);
        var seen = supervisor.row(EntityType.SUBMISSIONS, real).orElseThrow();
        assertEquals(
                worker.row(EntityType.SUBMISSIONS, real).orElseThrow().payload(), seen.payload());
        assertEquals(
                worker.now(EntityType.SUBMISSIONS, site).toString(),
                seen.payload().at("/data/answer").asText());
        assertArrayEquals(bytes, supervisor.files.bytes(Sha256.of(bytes)));
        assertTrue(supervisor.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
    }

    @Test
    void a_rejection_comes_back_and_the_mended_submission_goes_out_again() {
        var id = worker.create("{'answer':'x'}");
        completed(worker);
        completed(supervisor);
        var real = worker.now(EntityType.SUBMISSIONS, id);
        supervisor
                .store
                .writes()
                .commit(
                        new Mutation.ReviewSubmission(
                                supervisor.ids.next(),
                                supervisor.clock.instant(),
                                real,
                                ReviewStatus.REJECTED,
                                null,
                                supervisor.store.enrolment().user(),
                                supervisor.ids.next()));
        completed(supervisor);
        completed(worker);
        assertEquals("rejected", status(worker, real.toString()));
        worker.edit(real, "answer", "mended");
        completed(worker);
        completed(supervisor);
        assertEquals("pending", status(supervisor, real.toString()));
        assertEquals("mended", supervisor.answers(real).path("answer").asText());
        same(worker, supervisor);
    }

    @Test
    void different_answers_edited_on_two_laptops_are_both_kept() {
        var id = worker.create("{'a':'1','b':'1'}");
        completed(worker);
        completed(supervisor);
        var real = worker.now(EntityType.SUBMISSIONS, id);
        worker.edit(real, "a", "worker");
        supervisor.edit(real, "b", "supervisor");
        completed(supervisor);
        worker.sync();
        completed(worker);
        completed(supervisor);
        same(worker, supervisor);
        assertEquals("worker", supervisor.answers(real).path("a").asText());
        assertEquals("supervisor", supervisor.answers(real).path("b").asText());
    }

    @Test
    void a_conflict_is_decided_on_the_other_laptop_and_both_agree() {
        var id = worker.create("{'a':'1'}");
        completed(worker);
        completed(supervisor);
        var real = worker.now(EntityType.SUBMISSIONS, id);
        worker.edit(real, "a", "worker");
        supervisor.edit(real, "a", "supervisor");
        completed(supervisor);
        assertEquals(1, worker.sync().push().conflicts());
        supervisor.sync();
        var conflict = supervisor.rows(EntityType.CONFLICTS).getFirst();
        var decided = (ObjectNode) conflict.payload().get("client_payload");
        supervisor
                .store
                .writes()
                .commit(
                        new Mutation.DecideConflict(
                                supervisor.ids.next(),
                                supervisor.clock.instant(),
                                conflict.id(),
                                "accept_client",
                                decided,
                                supervisor.store.enrolment().user(),
                                "the worker was there",
                                supervisor.ids.next(),
                                supervisor.ids.next()));
        completed(supervisor);
        worker.sync();
        worker.sync();
        supervisor.sync();
        same(worker, supervisor);
        assertEquals("worker", supervisor.answers(real).path("a").asText());
        assertEquals(0, worker.counts().of(OutboxStatus.CONFLICT));
    }

    @Test
    void the_hub_hints_when_somebody_else_has_pushed() throws Exception {
        var woken = new CountDownLatch(2); // once when open, once for the news
        var listening = Objects.requireNonNull(supervisorsLine).listenForHints(woken::countDown);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (woken.getCount() > 0 && System.nanoTime() < deadline) {
            worker.create("{'answer':'news'}");
            worker.sync();
        }
        listening.close();
        assertEquals(0, woken.getCount());
    }

    @Test
    void one_person_never_gets_what_another_person_captured() {
        var other = enrol("ibra", 5, Role.FIELD_WORKER);
        worker.create("{'answer':'x'}");
        completed(worker);
        completed(other);
        assertEquals(0, other.rows(EntityType.SUBMISSIONS).size());
        assertFalse(other.rows(EntityType.MOBILE_FORMS).isEmpty());
    }

    private static void completed(TestProfile profile) {
        var report = profile.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report.toString());
    }

    private static String status(TestProfile profile, String id) {
        var row = profile.row(EntityType.SUBMISSIONS, UUID.fromString(id)).orElseThrow();
        return row.payload().path("status").asText();
    }

    private static void same(TestProfile one, TestProfile other) {
        for (var row : one.rows(EntityType.SUBMISSIONS)) {
            assertEquals(
                    row.payload(),
                    other.row(EntityType.SUBMISSIONS, row.id()).orElseThrow().payload());
            assertFalse(row.dirty());
        }
    }
}
