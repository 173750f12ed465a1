package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.ConflictView;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.hub.HubShape;
import org.fieldpost.hub.RunningHub;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.sync.HubApi.MediaFile;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link HubApi} keeps: the simulated hub in memory and the real hub over HTTP alike. */
class HubApiContractTest {
    /** The promises. */
    @SuppressWarnings("NullAway.Init") // open() fills the fields
    abstract static class Contract {
        @TempDir Path folder = Path.of("");
        HubApi api;
        TestProfile profile;

        abstract void open();

        abstract void shut();

        @BeforeEach
        void start() {
            open();
            profile.sync();
        }

        @AfterEach
        void stop() {
            profile.close();
            api.close();
            shut();
        }

        @Test
        void health_names_the_epoch_that_pushes_and_cursors_belong_to() {
            var epoch = success(api.health()).epoch();
            assertFalse(epoch.isEmpty());
            var strange = new PushRequest("op", "another life", List.of(create()));
            assertInstanceOf(HubFailure.EpochChanged.class, failure(api.push(named(strange))));
        }

        @Test
        void a_command_sent_twice_has_one_effect_and_the_same_answer() {
            var request = named(new PushRequest("", "", List.of(create())));
            var first = success(api.push(request)).results().getFirst();
            var again = success(api.push(request)).results().getFirst();
            assertEquals(Outcome.OK, first.outcome());
            assertEquals(first.entityId(), again.entityId());
            assertEquals(first.version(), again.version());
            var apart =
                    named(
                            new PushRequest(
                                    "", "", List.of(request.commands().getFirst(), create())));
            var other = success(api.push(apart)).results().getFirst();
            assertEquals(Outcome.DUPLICATE, other.outcome());
            assertEquals(first.entityId(), other.entityId());
        }

        @Test
        void an_update_on_an_old_version_is_a_conflict_that_shows_the_hubs_row() {
            var made = success(api.push(named(new PushRequest("", "", List.of(create())))));
            var id = Objects.requireNonNull(made.results().getFirst().entityId());
            var update =
                    new PushCommand(
                            profile.ids.next(),
                            EntityType.SUBMISSIONS,
                            SyncAction.UPDATE,
                            id,
                            99L,
                            2,
                            profile.submission("{'answer':'b'}"));
            var answer = success(api.push(named(new PushRequest("", "", List.of(update)))));
            var result = answer.results().getFirst();
            assertEquals(Outcome.CONFLICT, result.outcome());
            assertEquals(
                    "a", Objects.requireNonNull(result.serverRow()).at("/data/answer").asText());
        }

        @Test
        void the_feed_goes_page_by_page_to_an_end_that_stays_the_end() {
            for (int i = 0; i < 7; i++) {
                success(api.push(named(new PushRequest("", "", List.of(create())))));
            }
            String cursor = null;
            int pages = 0;
            boolean more = true;
            while (more) {
                var page = success(api.changes(cursor, 3));
                cursor = page.nextCursor();
                more = page.hasMore();
                assertTrue(++pages < 20);
            }
            assertTrue(pages >= 3);
            assertEquals(List.of(), success(api.changes(cursor, 3)).changes());
        }

        @Test
        void a_page_says_of_the_hub_what_it_says_when_asked_how_it_is() {
            var health = success(api.health());
            var told = success(api.changes(null, 1)).hub();
            assertEquals(health.epoch(), Objects.requireNonNull(told).epoch());
            assertEquals(health.start(), told.start());
            assertEquals(health.version(), told.version());
            assertFalse(told.time().isBefore(health.time()));
        }

        @Test
        void an_upload_is_resumed_where_the_hub_says_and_checked_by_its_hash() {
            var bytes = new byte[1_000];
            new Random(1).nextBytes(bytes);
            var id = photo(bytes);
            var file = new MediaFile(id, Sha256.of(bytes).hex(), "a.jpg", "image/jpeg", 1_000);
            var begun = success(api.createUpload(file));
            assertEquals(0, begun.offset());
            success(api.append(begun.location(), 0, Arrays.copyOf(bytes, 400)));
            assertEquals(400, success(api.upload(begun.location())).offset());
            assertEquals(409, refused(api.append(begun.location(), 0, new byte[10])));
            var rest = Arrays.copyOfRange(bytes, 400, 1_000);
            assertEquals(1_000, success(api.append(begun.location(), 400, rest)).offset());
            var whole = new ByteArrayOutputStream();
            assertEquals(600, success(api.download(id, 400, whole)));
            assertArrayEquals(rest, whole.toByteArray());
        }

        @Test
        void bytes_with_another_hash_are_refused_whole() {
            var bytes = new byte[50];
            var id = photo(bytes);
            var file = new MediaFile(id, Sha256.of(bytes).hex(), "a.jpg", "image/jpeg", 50);
            var begun = success(api.createUpload(file));
            var wrong = new byte[50];
            wrong[7] = 1;
            assertEquals(460, refused(api.append(begun.location(), 0, wrong)));
        }

        @Test
        void an_unknown_upload_is_told_apart_from_no_hub() {
            assertEquals(404, refused(api.upload("/media/uploads/" + new UUID(4, 4))));
        }

        @Test
        void a_lease_is_given_and_a_manifest_names_what_is_missing() {
            assertTrue(success(api.lease(new LeaseRequest("MEDIA_UPLOAD", null))).granted());
            var lost = ManifestEntry.of(EntityType.SUBMISSIONS, new UUID(3, 3), 1);
            var answer = success(api.manifest(new ManifestRequest(List.of(lost))));
            assertEquals(List.of(lost), answer.missing());
        }

        @Test
        void a_snapshot_brings_what_the_feed_does_and_says_when_it_is_whole() {
            for (int i = 0; i < 7; i++) {
                success(api.push(named(new PushRequest("", "", List.of(create())))));
            }
            var brought = new HashSet<UUID>();
            String after = null;
            boolean complete = false;
            while (!complete) {
                var page = success(api.snapshot(after, 3));
                page.changes().forEach(change -> brought.add(change.entityId()));
                after = page.next();
                complete = page.complete();
            }
            var fed = new HashSet<UUID>();
            success(api.changes(null, 100)).changes().forEach(c -> fed.add(c.entityId()));
            assertEquals(fed, brought);
            assertEquals(List.of(), success(api.changes(after, 3)).changes());
        }

        @Test
        void a_lease_given_back_may_have_ended_long_ago() {
            var lease = success(api.lease(new LeaseRequest("MEDIA_UPLOAD", null))).leaseId();
            success(api.release(Objects.requireNonNull(lease)));
            success(api.release(lease));
        }

        @Test
        void a_closed_line_is_unreachable() {
            api.close();
            assertInstanceOf(HubFailure.Unreachable.class, failure(api.health()));
        }

        private UUID photo(byte[] bytes) {
            var id = profile.photo(profile.create("{'answer':'a'}"), bytes);
            profile.sync();
            return id;
        }

        private PushCommand create() {
            return new PushCommand(
                    profile.ids.next(),
                    EntityType.SUBMISSIONS,
                    SyncAction.CREATE,
                    profile.ids.next(),
                    null,
                    1,
                    profile.submission("{'answer':'a'}"));
        }

        private static PushRequest named(PushRequest request) {
            var ids = request.commands().stream().map(PushCommand::commandId).toList();
            return new PushRequest(
                    PushRequest.operationId(ids), request.epoch(), request.commands());
        }
    }

    @Nested
    class InMemory extends Contract {
        @Override
        void open() {
            var hub = new SimulatedHub(new UuidV7(new MovableClock(), new Random(7)));
            var device = new SimulatedDevice(folder, "a", 1, hub, new SimulatedMedia());
            profile = device;
            api = device.link;
        }

        @Override
        void shut() {}
    }

    @Nested
    class OverHttp extends AtRealHub {
        OverHttp() {
            super(HubShape.H2);
        }
    }

    @Nested
    class OverHttpOnPostgres extends AtRealHub {
        OverHttpOnPostgres() {
            super(HubShape.POSTGRESQL);
        }
    }

    @Nested
    class OverHttpAtTwoHubs extends AtRealHub {
        OverHttpAtTwoHubs() {
            super(HubShape.TWO_ON_POSTGRESQL);
        }
    }

    /** What people decide at a hub, and files of forms: not simulated, since no device does it by itself. */
    @SuppressWarnings("NullAway.Init") // open() fills the field
    abstract static class AtRealHub extends Contract {
        private static final byte[] VILLAGES =
                "name,label::en\nv1,Kita\nv2,Segou\n".getBytes(StandardCharsets.UTF_8);
        private final HubShape shape;
        private RunningHub hub;

        AtRealHub(HubShape shape) {
            this.shape = shape;
        }

        /** A supervisor who has changed the answer that the field worker changed too. */
        private TestProfile disputing(RealLine line) {
            var supervisor =
                    new TestProfile(
                            folder.resolve("sam"), 2, line.api(), line.enrolment(), profile.form);
            var made = profile.create("{'answer':'as found'}");
            profile.sync();
            supervisor.sync();
            var id = profile.now(EntityType.SUBMISSIONS, made);
            profile.edit(id, "answer", "worker");
            supervisor.edit(id, "answer", "supervisor");
            supervisor.sync();
            profile.sync();
            profile.sync();
            supervisor.sync();
            return supervisor;
        }

        private ConflictDecision decision(ConflictView view, String action) {
            return new ConflictDecision(
                    profile.ids.next(),
                    view.version(),
                    view.resourceVersion(),
                    action,
                    null,
                    "he was there");
        }

        @Test
        void a_conflict_is_listed_shown_and_decided_once() {
            var line = new RealLine(hub, "sam", 2, Role.SUPERVISOR);
            try (var office = line.api();
                    var supervisor = disputing(line)) {
                var listed = success(office.conflicts(null, 10)).conflicts();
                assertEquals(1, listed.size());
                var view = success(office.conflict(listed.getFirst().id()));
                assertEquals(listed.getFirst(), view);
                assertEquals("worker", view.conflict().at("/client_payload/data/answer").asText());
                var now = Objects.requireNonNull(view.resource());
                assertEquals("supervisor", now.at("/data/answer").asText());

                var decision = decision(view, "accept_client");
                var decided = success(office.decide(view.id(), decision));
                assertEquals(decided, success(office.decide(view.id(), decision)), "a repetition");
                var late = office.decide(view.id(), decision(view, "accept_server"));
                assertEquals(409, refused(late));
                assertEquals("FP-2456", code(late));
                assertEquals(List.of(), success(office.conflicts(null, 10)).conflicts());
                supervisor.sync();
                profile.sync();
                for (var laptop : List.of(supervisor, profile)) {
                    var row = laptop.rows(EntityType.SUBMISSIONS).getFirst();
                    assertEquals("worker", row.payload().at("/data/answer").asText());
                }
            }
        }

        @Test
        void a_decision_on_a_row_that_has_gone_on_is_refused() {
            var line = new RealLine(hub, "sam", 2, Role.SUPERVISOR);
            try (var office = line.api();
                    var supervisor = disputing(line)) {
                var seen = success(office.conflicts(null, 10)).conflicts().getFirst();
                var id = supervisor.rows(EntityType.SUBMISSIONS).getFirst().id();
                supervisor.edit(id, "answer", "changed meanwhile");
                supervisor.sync();
                var overtaken = office.decide(seen.id(), decision(seen, "accept_client"));
                assertEquals(409, refused(overtaken));
                assertEquals("FP-2457", code(overtaken));
                var fresh = success(office.conflict(seen.id()));
                success(office.decide(fresh.id(), decision(fresh, "accept_server")));
            }
        }

        @Test
        void a_field_worker_sees_no_list_of_conflicts_and_decides_none() {
            var line = new RealLine(hub, "sam", 2, Role.SUPERVISOR);
            try (var office = line.api();
                    var supervisor = disputing(line)) {
                var seen = success(office.conflicts(null, 10)).conflicts().getFirst();
                assertEquals(403, refused(api.conflicts(null, 10)));
                assertEquals(403, refused(api.conflict(seen.id())));
                assertEquals(403, refused(api.decide(seen.id(), decision(seen, "accept_client"))));
                assertEquals(404, refused(office.conflict(new UUID(5, 5))));
                assertEquals(1, supervisor.rows(EntityType.CONFLICTS).size());
            }
        }

        @Test
        void a_forms_list_is_handed_out_from_any_byte_to_whoever_sees_the_form() {
            var hash = Sha256.of(VILLAGES);
            var line = new RealLine(hub, "fatou", 3, Role.FORM_MANAGER);
            try (var manager = line.api()) {
                var file =
                        new MediaFile(
                                profile.ids.next(),
                                hash.hex(),
                                "villages.csv",
                                "text/csv",
                                VILLAGES.length);
                var begun = success(manager.createUpload(file));
                success(manager.append(begun.location(), 0, VILLAGES));
            }
            var document = Json.object().put("code", "village").put("version", "1");
            document.putObject("name").put("en", "Village");
            document.putObject("schema").put("type", "object").putObject("properties");
            document.putObject("choices")
                    .putObject("villages")
                    .put("resource", "villages.csv")
                    .put("sha256", hash.hex())
                    .put("bytes", VILLAGES.length);
            hub.administration().publishForm(hub.organization(), document);
            var form = FormIds.of("village", "1");

            var whole = new ByteArrayOutputStream();
            assertEquals(VILLAGES.length, success(api.formFile(form, hash, 0, whole)));
            assertArrayEquals(VILLAGES, whole.toByteArray());
            var rest = new ByteArrayOutputStream();
            success(api.formFile(form, hash, 10, rest));
            assertArrayEquals(
                    Arrays.copyOfRange(VILLAGES, 10, VILLAGES.length), rest.toByteArray());
            var none = new ByteArrayOutputStream();
            assertEquals(404, refused(api.formFile(new UUID(6, 6), hash, 0, none)));
            assertEquals(404, refused(api.formFile(form, Sha256.of(new byte[1]), 0, none)));
            assertEquals(0, none.size());
        }

        private static String code(HubAnswer<?> answer) {
            return assertInstanceOf(HubFailure.Refused.class, failure(answer)).error().code();
        }

        @Override
        void open() {
            hub = new RunningHub(folder, shape);
            var form = hub.form("water_point");
            var line = new RealLine(hub, "awa", 1, Role.FIELD_WORKER);
            api = line.api();
            profile = new TestProfile(folder.resolve("awa"), 1, api, line.enrolment(), form);
        }

        @Override
        void shut() {
            hub.close();
        }
    }

    private static <T> T success(HubAnswer<T> answer) {
        return switch (answer) {
            case HubAnswer.Success<T>(T value) -> value;
            case HubAnswer.Failed<T>(HubFailure failure) -> throw new AssertionError(failure);
        };
    }

    private static HubFailure failure(HubAnswer<?> answer) {
        return switch (answer) {
            case HubAnswer.Success<?>(Object value) -> throw new AssertionError("got " + value);
            case HubAnswer.Failed<?>(HubFailure failure) -> failure;
        };
    }

    private static int refused(HubAnswer<?> answer) {
        return assertInstanceOf(HubFailure.Refused.class, failure(answer)).status();
    }
}
