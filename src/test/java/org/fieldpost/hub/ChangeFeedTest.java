package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Dialect;
import org.fieldpost.hub.store.CountersTable;
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
class ChangeFeedTest {
    private static final String ORG = "Water Aid";
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

    private UUID submit(TestDevice device, String answer) {
        var payload = device.submission(form, answer);
        var result = device.pushOne(device.create(EntityType.SUBMISSIONS, hub.ids.next(), payload));
        return Objects.requireNonNull(result.entityId());
    }

    private UUID attach(TestDevice device, UUID submission) {
        var id = hub.ids.next();
        var payload = device.media(submission, "c".repeat(64), 3);
        var result = device.pushOne(device.create(EntityType.SUBMISSION_MEDIA, id, payload));
        assertEquals(Outcome.OK, result.outcome());
        return id;
    }

    @Test
    void the_feed_is_in_commit_order_with_a_stamp_of_its_own_for_every_row() {
        for (int i = 0; i < 7; i++) {
            submit(worker, "answer " + i);
        }
        var stamps =
                supervisor.page(null, 100).changes().stream().map(PullChange::changedAt).toList();
        assertEquals(stamps.stream().sorted().distinct().toList(), stamps);
    }

    @Test
    void pages_of_any_size_bring_every_row_once() {
        var made = new HashSet<UUID>();
        for (int i = 0; i < 7; i++) {
            made.add(submit(worker, "answer " + i));
        }
        for (int limit : new int[] {1, 2, 3, 100}) {
            var pulled =
                    supervisor.pull(limit).stream()
                            .filter(c -> c.entityType() == EntityType.SUBMISSIONS)
                            .map(PullChange::entityId)
                            .toList();
            assertEquals(7, pulled.size(), "limit " + limit);
            assertEquals(made, new HashSet<>(pulled), "limit " + limit);
        }
    }

    @Test
    void a_page_may_end_inside_a_tie() {
        var made = new HashSet<UUID>();
        for (int i = 0; i < 5; i++) {
            var submission = submit(worker, "answer " + i);
            made.add(submission);
            made.add(attach(worker, submission));
        }
        hub.database.run(
                tx -> {
                    for (var table :
                            List.of(
                                    "submissions",
                                    "submission_media",
                                    "mobile_devices",
                                    "mobile_forms")) {
                        tx.handle().execute("UPDATE " + table + " SET changed_at = 5");
                    }
                });
        for (int limit : new int[] {1, 2, 3, 4}) {
            var own = new LinkedHashSet<UUID>();
            supervisor.pull(limit).forEach(change -> own.add(change.entityId()));
            assertTrue(own.containsAll(made), "limit " + limit);
        }
    }

    @Test
    void nothing_new_gives_the_same_cursor_back() {
        submit(worker, "x");
        var last = supervisor.page(null, 100);
        var again = supervisor.page(last.nextCursor(), 100);
        assertEquals(List.of(), again.changes());
        assertEquals(last.nextCursor(), again.nextCursor());
        assertEquals(false, again.hasMore());
    }

    @Test
    void a_type_whose_cursor_stayed_behind_is_sent_again_without_the_others() {
        submit(worker, "x");
        var page = supervisor.page(null, 100);
        var cursor = CompositeCursor.decode(page.nextCursor());
        var held = new HashMap<>(cursor.cursors());
        held.remove(EntityType.SUBMISSIONS);
        var again =
                supervisor.page(
                        new CompositeCursor(cursor.epoch(), cursor.scope(), held).encode(), 100);
        assertEquals(
                List.of(EntityType.SUBMISSIONS),
                again.changes().stream().map(PullChange::entityType).toList());
        assertEquals(page.nextCursor(), again.nextCursor());
    }

    @Test
    void a_field_worker_is_sent_the_forms_and_only_their_own_work() {
        var other = hub.device(ORG, Role.FIELD_WORKER);
        var mine = submit(worker, "mine");
        var photo = attach(worker, mine);
        var theirs = submit(other, "theirs");
        attach(other, theirs);
        other.pushOne(other.create(EntityType.TELEMETRY, hub.ids.next(), other.telemetry()));
        var seen = new HashSet<UUID>();
        worker.pull(2).forEach(change -> seen.add(change.entityId()));
        assertEquals(
                Set.of(FormIds.of("water_point", "1"), worker.who().deviceId(), mine, photo), seen);
        var all = new HashSet<UUID>();
        supervisor.pull(2).forEach(change -> all.add(change.entityId()));
        assertTrue(all.containsAll(Set.of(mine, theirs, photo, other.who().deviceId())));
    }

    @Test
    void drafts_of_forms_are_for_those_who_make_them() {
        var manager = hub.device(ORG, Role.FORM_MANAGER);
        var document = TestHub.document("draft_form", "1");
        var payload =
                org.fieldpost.kernel.Json.object()
                        .put("code", "draft_form")
                        .put("version", "1")
                        .put("sha256", org.fieldpost.kernel.Json.canonicalHash(document).hex())
                        .put("published", false)
                        .put("draft", true)
                        .put("created_at", TestHub.text(hub.now()))
                        .put("updated_at", TestHub.text(hub.now()));
        payload.set("schema", document);
        payload.putObject("name").put("en", "Draft");
        var id = FormIds.of("draft_form", "1");
        assertEquals(
                Outcome.OK,
                manager.pushOne(manager.create(EntityType.MOBILE_FORMS, id, payload)).outcome());
        assertEquals(false, worker.pull(100).stream().anyMatch(c -> c.entityId().equals(id)));
        assertEquals(true, manager.pull(100).stream().anyMatch(c -> c.entityId().equals(id)));
        hub.server.administration().publishForm(hub.organization(ORG), document);
        assertEquals(true, worker.pull(100).stream().anyMatch(c -> c.entityId().equals(id)));
    }

    /** A device that holds what it was sent, and checks after each page that nothing required is missing. */
    private static final class Replica {
        private final Map<UUID, PullChange> rows = new HashMap<>();
        private String cursor = "";

        void apply(PullResponse page, String when) {
            for (var change : page.changes()) {
                var held = rows.get(change.entityId());
                if (held == null || held.version() < change.version()) {
                    rows.put(change.entityId(), change);
                }
            }
            cursor = page.nextCursor();
            for (var row : rows.values()) {
                for (var relation : RelationGraph.from(row.entityType())) {
                    var id =
                            row.payload() == null
                                    ? null
                                    : row.payload().path(relation.field()).textValue();
                    if (relation.required() && id != null) {
                        assertTrue(
                                rows.containsKey(UUID.fromString(id)),
                                () ->
                                        when
                                                + ": "
                                                + row.entityType()
                                                + " dangles by "
                                                + relation.field());
                    }
                }
            }
        }
    }

    @Test
    void no_page_ever_leaves_a_required_reference_dangling() {
        for (int seed = 1; seed <= 6; seed++) {
            var random = new Random(seed);
            var replica = new Replica();
            var submissions = new ArrayList<UUID>();
            var versions = new HashMap<UUID, Long>();
            for (int step = 0; step < 25; step++) {
                act(random, submissions, versions);
                if (random.nextInt(3) > 0) {
                    replica.apply(
                            supervisor.page(replica.cursor, 1 + random.nextInt(3)),
                            "seed " + seed + " step " + step);
                }
            }
            PullResponse page;
            do {
                page = supervisor.page(replica.cursor, 2);
                replica.apply(page, "seed " + seed + " at the end");
            } while (page.hasMore());
            var fresh = new Replica();
            supervisor.pull(100).forEach(c -> fresh.rows.put(c.entityId(), c));
            assertEquals(
                    fresh.rows.keySet(),
                    union(replica.rows.keySet(), fresh.rows.keySet()),
                    "seed " + seed);
            fresh.rows.forEach((id, row) -> assertEquals(row, replica.rows.get(id)));
        }
    }

    private static Set<UUID> union(Set<UUID> a, Set<UUID> b) {
        var both = new HashSet<>(a);
        both.addAll(b);
        return both;
    }

    private void act(Random random, List<UUID> submissions, Map<UUID, Long> versions) {
        int kind = submissions.isEmpty() ? 0 : random.nextInt(4);
        if (kind == 0) {
            var id = submit(worker, "a" + random.nextInt());
            submissions.add(id);
            versions.put(id, 1L);
            return;
        }
        var id = submissions.get(random.nextInt(submissions.size()));
        long version = Objects.requireNonNull(versions.get(id));
        switch (kind) {
            case 1 -> attach(worker, id);
            case 2 -> {
                var payload = worker.submission(form, "b" + random.nextInt());
                worker.pushOne(worker.update(EntityType.SUBMISSIONS, id, version, payload));
                versions.put(id, version + 1);
            }
            default -> {
                worker.pushOne(worker.delete(EntityType.SUBMISSIONS, id, version));
                submissions.remove(id);
            }
        }
    }

    @Test
    void a_page_is_bounded_in_bytes_but_never_empty() {
        hub.close();
        var standard = HubLimits.standard();
        hub =
                new TestHub(
                        TestHub.open(dialect, folder.resolve("small")),
                        folder,
                        new HubLimits(
                                standard.bodyBytesMax(),
                                standard.commandsMax(),
                                standard.pageRowsMax(),
                                1_500,
                                standard.mediaBytesMax(),
                                standard.uploadLifetime(),
                                standard.requestsPerMinuteMax(),
                                standard.enrolmentsPerMinuteMax(),
                                standard.leasesMax(),
                                standard.leaseLifetime()));
        worker = hub.device(ORG, Role.FIELD_WORKER);
        form = hub.form(ORG, "water_point");
        for (int i = 0; i < 4; i++) {
            submit(worker, "long ".repeat(300));
        }
        var sizes = new ArrayList<Integer>();
        String cursor = null;
        PullResponse page;
        do {
            page = worker.page(cursor, 100);
            sizes.add(page.changes().size());
            cursor = page.nextCursor();
        } while (page.hasMore());
        assertEquals(List.of(2, 1, 1, 1, 1), sizes);
    }

    @Test
    void a_cursor_of_another_epoch_is_refused() {
        var cursor = CompositeCursor.start("another").encode();
        var response = supervisor.send("GET", "/sync/changes?cursor=" + cursor, null);
        assertEquals(409, response.statusCode());
        assertEquals("FP-2409", TestDevice.error(response).code());
        assertEquals(
                400, supervisor.send("GET", "/sync/changes?cursor=rubbish", null).statusCode());
    }

    @Test
    void a_device_away_past_the_tombstone_horizon_starts_over_and_is_not_stopped_on_its_way() {
        for (int i = 0; i < 4; i++) {
            submit(worker, "x" + i);
        }
        var old = supervisor.page(null, 2).nextCursor();
        var organization = hub.organization(ORG).value();
        hub.database.run(
                tx ->
                        CountersTable.raiseHorizon(
                                tx, organization, CountersTable.last(tx, organization)));
        var refused = supervisor.send("GET", "/sync/changes?cursor=" + old, null);
        assertEquals(410, refused.statusCode());
        assertEquals("FP-2410", TestDevice.error(refused).code());
        assertEquals(
                4,
                supervisor.pull(1).stream()
                        .filter(c -> c.entityType() == EntityType.SUBMISSIONS)
                        .count());
    }

    @Test
    void supervisors_learn_when_a_device_was_last_here_to_a_quarter_of_an_hour() {
        var before = supervisor.page(null, 100).nextCursor();
        hub.pass(Duration.ofMinutes(20));
        worker.page(null, 1);
        hub.pass(Duration.ofMinutes(1));
        worker.page(null, 1);
        var news =
                supervisor.page(before, 100).changes().stream()
                        .filter(c -> c.entityId().equals(worker.who().deviceId()))
                        .toList();
        assertEquals(1, news.size());
        assertEquals(SyncAction.UPDATE, news.getFirst().action());
    }
}
