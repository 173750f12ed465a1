package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Dialect;
import org.fieldpost.faults.FaultRow;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.hub.store.CountersTable;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices whose cursor no longer tells them everything: away too long, or shown more or less than before. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ResyncTest {
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir private Path folder = Path.of("");
    private final List<AutoCloseable> open = new ArrayList<>();
    private RunningHub hub;
    private FormRef form;
    private TestProfile worker;
    private TestProfile supervisor;

    @BeforeEach
    void start() {
        hub = new RunningHub(dialect, folder);
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

    private final AtomicInteger cutAfter = new AtomicInteger(Integer.MAX_VALUE);

    private TestProfile enrol(String name, long seed, Role role) {
        var line = new RealLine(hub, name, seed, role);
        var profile =
                new TestProfile(
                        folder.resolve(name), seed, cut(line.api()), line.enrolment(), form);
        open.add(line.api());
        open.add(profile);
        return profile;
    }

    /** The line to the hub, which is cut after so many pages of snapshots. */
    private HubApi cut(HubApi api) {
        return (HubApi)
                Proxy.newProxyInstance(
                        HubApi.class.getClassLoader(),
                        new Class<?>[] {HubApi.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("snapshot")
                                    && cutAfter.getAndDecrement() <= 0) {
                                return new HubAnswer.Failed<>(new HubFailure.Unreachable("cut"));
                            }
                            try {
                                return method.invoke(api, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
    }

    private void forgetDeletions() {
        var organization = hub.organization().value();
        hub.database()
                .run(
                        tx -> {
                            for (var table :
                                    List.of("conflicts", "submission_media", "submissions")) {
                                tx.handle()
                                        .execute(
                                                "DELETE FROM "
                                                        + table
                                                        + " WHERE deleted_at IS NOT NULL");
                            }
                            CountersTable.raiseHorizon(
                                    tx, organization, CountersTable.last(tx, organization));
                        });
    }

    private static void completed(TestProfile profile) {
        var report = profile.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report.toString());
    }

    private static Set<UUID> ids(TestProfile profile, EntityType type) {
        return profile.rows(type).stream().map(EntityRow::id).collect(Collectors.toSet());
    }

    private static UUID real(TestProfile profile, UUID id) {
        return profile.now(EntityType.SUBMISSIONS, id);
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what = "A laptop comes back after the hub has forgotten deletions it never heard of.",
            holds =
                    "It takes a snapshot: what was deleted goes, its own unsent work stays and is "
                            + "delivered.")
    void what_was_deleted_while_a_laptop_was_away_too_long_goes_and_its_own_work_stays() {
        var kept = worker.create("{'answer':'kept'}");
        var doomed = worker.create("{'answer':'doomed'}");
        var photo = worker.photo(doomed, new byte[200]);
        completed(worker);
        worker.sendFiles();
        completed(worker);
        completed(supervisor);
        var gone = real(worker, doomed);
        assertTrue(supervisor.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
        var unsent = supervisor.create("{'answer':'unsent'}");
        worker.delete(gone);
        completed(worker);
        forgetDeletions();
        supervisor.told.clear();

        completed(supervisor);

        assertEquals(
                Set.of(real(worker, kept), real(supervisor, unsent)),
                ids(supervisor, EntityType.SUBMISSIONS));
        assertEquals(Set.of(), ids(supervisor, EntityType.SUBMISSION_MEDIA));
        assertTrue(
                supervisor.told.containsAll(
                        List.of(
                                new ChangeEvent.Deleted(EntityType.SUBMISSION_MEDIA, photo),
                                new ChangeEvent.Deleted(EntityType.SUBMISSIONS, gone))));
        assertEquals(0, supervisor.counts().open());
        completed(worker);
        assertEquals(ids(worker, EntityType.SUBMISSIONS), Set.of(real(worker, kept)));
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what = "The link breaks after any page of a snapshot.",
            holds = "It goes on at that page; nothing is removed before the last one.")
    void a_snapshot_cut_after_any_page_goes_on_where_it_was_and_removes_only_in_the_end() {
        for (int i = 0; i < 35; i++) {
            worker.create("{'answer':'" + i + "'}");
        }
        completed(worker);
        completed(supervisor);
        var rows = ids(supervisor, EntityType.SUBMISSIONS);
        for (int pages = 0; pages < 4; pages++) {
            var doomed = ids(worker, EntityType.SUBMISSIONS).iterator().next();
            worker.delete(doomed);
            completed(worker);
            forgetDeletions();
            cutAfter.set(pages);
            supervisor.sync();
            assertTrue(
                    ids(supervisor, EntityType.SUBMISSIONS).contains(doomed),
                    "after " + pages + " pages nothing has gone");
            supervisor.restart();
            var own = supervisor.create("{'answer':'made meanwhile'}");
            cutAfter.set(5 - pages);
            completed(supervisor);
            cutAfter.set(Integer.MAX_VALUE);
            rows.remove(doomed);
            rows.add(real(supervisor, own));
            assertEquals(rows, ids(supervisor, EntityType.SUBMISSIONS), "cut after " + pages);
            supervisor.delete(real(supervisor, own));
            completed(supervisor);
            rows.remove(real(supervisor, own));
        }
    }

    @Test
    void a_sweep_that_a_crash_cut_off_is_ended_before_anything_is_sent() {
        var stale = worker.create("{'answer':'stale'}");
        var kept = worker.create("{'answer':'kept'}");
        completed(worker);
        var page = new ArrayList<PullChange>();
        for (var type : EntityType.values()) {
            for (var row : worker.rows(type)) {
                if (!row.id().equals(real(worker, stale))) {
                    page.add(
                            new PullChange(type, SyncAction.UPDATE, row.id(), 1, 1, row.payload()));
                }
            }
        }
        worker.db.run(
                tx -> {
                    worker.tables.snapshots().begin(tx, null);
                    worker.tables.snapshots().took(tx, page, "next");
                    worker.tables.snapshots().sweep(tx);
                });
        worker.restart();
        var fresh = worker.create("{'answer':'fresh'}");
        completed(worker);
        assertEquals(
                Set.of(real(worker, kept), real(worker, fresh)),
                ids(worker, EntityType.SUBMISSIONS));
    }

    @Test
    void who_becomes_a_supervisor_gets_what_others_captured_before() {
        var ibra = enrol("ibra", 5, Role.FIELD_WORKER);
        completed(ibra);
        var theirs = worker.create("{'answer':'old'}");
        completed(worker);
        completed(ibra);
        assertEquals(Set.of(), ids(ibra, EntityType.SUBMISSIONS));

        roles(ibra, Role.FIELD_WORKER, Role.SUPERVISOR);
        completed(ibra);

        assertEquals(Set.of(real(worker, theirs)), ids(ibra, EntityType.SUBMISSIONS));
        assertEquals(
                Set.of("field_worker", "supervisor"),
                Set.copyOf(ibra.db.read(ibra.tables.settings()::enrolment).orElseThrow().roles()));
    }

    private void roles(TestProfile profile, Role... roles) {
        hub.administration()
                .setRoles(hub.organization(), profile.store.enrolment().user(), Set.of(roles));
    }

    @Test
    void who_is_no_supervisor_any_more_keeps_only_their_own() {
        worker.create("{'answer':'theirs'}");
        worker.photo(worker.create("{'answer':'with a photo'}"), new byte[200]);
        completed(worker);
        var mine = supervisor.create("{'answer':'mine'}");
        completed(supervisor);
        assertEquals(3, ids(supervisor, EntityType.SUBMISSIONS).size());
        assertEquals(2, ids(supervisor, EntityType.MOBILE_DEVICES).size());
        var unsent = supervisor.create("{'answer':'unsent'}");

        roles(supervisor, Role.FIELD_WORKER);
        completed(supervisor);

        assertEquals(
                Set.of(real(supervisor, mine), real(supervisor, unsent)),
                ids(supervisor, EntityType.SUBMISSIONS));
        assertEquals(Set.of(), ids(supervisor, EntityType.SUBMISSION_MEDIA));
        assertEquals(Set.of(supervisor.deviceId), ids(supervisor, EntityType.MOBILE_DEVICES));
        assertFalse(ids(supervisor, EntityType.MOBILE_FORMS).isEmpty());

        roles(supervisor, Role.SUPERVISOR);
        completed(supervisor);
        assertEquals(4, ids(supervisor, EntityType.SUBMISSIONS).size(), "and back again");
    }

    @Test
    void unsent_work_on_a_row_no_longer_theirs_is_kept_with_all_it_needs_until_it_is_let_go() {
        var theirs = worker.create("{'answer':'theirs'}");
        completed(worker);
        completed(supervisor);
        var id = real(worker, theirs);
        supervisor.edit(id, "answer", "corrected");

        roles(supervisor, Role.FIELD_WORKER);
        supervisor.sync();

        assertEquals("corrected", supervisor.answers(id).path("answer").asText());
        assertEquals(2, ids(supervisor, EntityType.MOBILE_DEVICES).size());
        var dead = supervisor.commands(OutboxStatus.DEAD_LETTER).getFirst();
        assertEquals("FP-2604", dead.lastError() == null ? "" : dead.lastError().code());

        supervisor.db.run(
                tx -> {
                    tx.handle().execute("UPDATE outbox_events SET status = 'COMPLETED'");
                    tx.handle().execute("UPDATE submissions SET dirty = FALSE");
                });
        supervisor.sync();
        assertEquals(new HashSet<>(), ids(supervisor, EntityType.SUBMISSIONS));
        assertEquals(Set.of(supervisor.deviceId), ids(supervisor, EntityType.MOBILE_DEVICES));
    }

    @Test
    void a_change_to_what_was_deleted_and_forgotten_meanwhile_is_for_a_person_to_decide() {
        var made = worker.create("{'answer':'first'}");
        var photo = worker.photo(made, new byte[200]);
        worker.edit(made, "photo", "media/" + photo);
        completed(worker);
        worker.sendFiles();
        completed(worker);
        completed(supervisor);
        var id = real(worker, made);
        worker.edit(id, "answer", "edited far away");
        supervisor.delete(id);
        completed(supervisor);
        forgetDeletions();

        worker.sync();

        assertEquals("edited far away", worker.answers(id).path("answer").asText());
        assertEquals(1, worker.commands(OutboxStatus.CONFLICT).size());
        supervisor.sync();
        var conflict = supervisor.rows(EntityType.CONFLICTS).getFirst();
        var theirs = (ObjectNode) conflict.payload().get("client_payload");
        decide(supervisor, conflict.id(), theirs);
        completed(supervisor);
        worker.sync();
        completed(worker);
        completed(supervisor);
        for (var laptop : List.of(worker, supervisor)) {
            assertEquals("edited far away", laptop.answers(id).path("answer").asText());
            assertFalse(laptop.row(EntityType.SUBMISSIONS, id).orElseThrow().dirty());
        }
        assertEquals(0, worker.counts().open());
    }

    private static void decide(TestProfile profile, UUID conflict, ObjectNode resolved) {
        profile.store
                .writes()
                .commit(
                        new Mutation.DecideConflict(
                                profile.ids.next(),
                                profile.clock.instant(),
                                conflict,
                                "accept_client",
                                resolved,
                                profile.store.enrolment().user(),
                                "he was there",
                                profile.ids.next(),
                                profile.ids.next()));
    }

    @Test
    void a_suspended_laptop_keeps_its_work_and_sends_it_when_it_may_again() {
        var device = new DeviceId(worker.deviceId);
        hub.administration().suspend(hub.organization(), device);
        for (int i = 0; i < 45; i++) {
            worker.create("{'answer':'" + i + "'}");
        }
        var report = worker.sync();
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertTrue(report.errors().getFirst().message().contains("FP-2453"), report.toString());
        assertEquals(SyncErrorCode.SUSPENDED, report.errors().getFirst().code());
        assertEquals(45, worker.counts().open());
        assertEquals(0, worker.counts().of(OutboxStatus.DEAD_LETTER));
        assertEquals(45, hub.administration().quarantined(hub.organization(), device));
        worker.sync();
        assertEquals(45, hub.administration().quarantined(hub.organization(), device));

        hub.administration().activate(hub.organization(), device);
        completed(worker);
        completed(supervisor);
        assertEquals(45, ids(supervisor, EntityType.SUBMISSIONS).size());
        assertEquals(0, worker.counts().open());
    }

    @Test
    void a_revoked_laptop_drains_its_outbox_and_stops_and_keeps_everything() {
        var device = new DeviceId(worker.deviceId);
        for (int i = 0; i < 45; i++) {
            worker.create("{'answer':'" + i + "'}");
        }
        hub.administration().revoke(hub.organization(), device);
        var report = worker.sync();
        assertEquals(SyncErrorCode.UNAUTHORIZED, report.errors().getFirst().code());
        assertEquals(45, worker.counts().open());
        assertEquals(45, ids(worker, EntityType.SUBMISSIONS).size());
        assertEquals(45, hub.administration().quarantined(hub.organization(), device));
        assertEquals(
                Map.of("done", 45, "refused", 0),
                hub.administration().release(hub.organization(), device));
        completed(supervisor);
        assertEquals(45, ids(supervisor, EntityType.SUBMISSIONS).size());
    }
}
