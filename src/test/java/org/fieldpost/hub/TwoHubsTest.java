package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.db.PostgresDatabase;
import org.fieldpost.hub.store.HubSchema;
import org.fieldpost.hub.store.MediaUploadsTable;
import org.fieldpost.hub.store.MediaUploadsTable.Claim;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.submission.FormRef;
import org.fieldpost.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one PostgreSQL and one media folder are one hub. */
class TwoHubsTest {
    private static final int REQUESTS_PER_MINUTE = 60;
    @TempDir Path folder = Path.of("");
    private final byte[] photo = new byte[200_000];
    private TestHub one;
    private TestHub two;
    private TestDevice worker;
    private FormRef form;

    @BeforeEach
    void start() {
        new Random(11).nextBytes(photo);
        var standard = HubLimits.standard();
        var limits =
                new HubLimits(
                        standard.bodyBytesMax(),
                        standard.commandsMax(),
                        standard.pageRowsMax(),
                        standard.pageBytesMax(),
                        standard.mediaBytesMax(),
                        standard.uploadLifetime(),
                        REQUESTS_PER_MINUTE,
                        standard.enrolmentsPerMinuteMax(),
                        2,
                        standard.leaseLifetime());
        var settings = Postgres.fresh(HubSchema.MIGRATIONS);
        // Both at once, on an empty database: migrations and the epoch are raced for.
        var started =
                both(
                        () -> new TestHub(PostgresDatabase.open(settings), folder, limits, 1),
                        () -> new TestHub(PostgresDatabase.open(settings), folder, limits, 2));
        one = started.getFirst();
        two = started.getLast();
        worker = one.device("Water Aid", Role.FIELD_WORKER);
        form = one.form("Water Aid", "water_point");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static <T> List<T> both(Supplier<T> first, Supplier<T> second) {
        var futures =
                List.of(
                        CompletableFuture.supplyAsync(first),
                        CompletableFuture.supplyAsync(second));
        return futures.stream().map(CompletableFuture::join).toList();
    }

    private byte[] submission(String answer) {
        return TestDevice.request(
                worker.create(
                        EntityType.SUBMISSIONS, one.ids.next(), worker.submission(form, answer)));
    }

    @Test
    void both_speak_of_the_same_epoch_though_they_began_at_the_same_time() {
        assertEquals(one.server.hub().health().epoch(), two.server.hub().health().epoch());
    }

    @Test
    void many_that_begin_at_once_agree_on_the_last_start() {
        try (var database = PostgresDatabase.open(Postgres.migrated(HubSchema.MIGRATIONS))) {
            for (int round = 0; round < 3; round++) {
                var starting = new ArrayList<CompletableFuture<Hub>>();
                for (int i = 0; i < 4; i++) {
                    var ids = new UuidV7(one::now, new Random(100 * round + i));
                    var parts =
                            new HubParts(
                                    database,
                                    new FolderVault(folder.resolve("media")),
                                    one::now,
                                    ids,
                                    new Random(i));
                    starting.add(
                            CompletableFuture.supplyAsync(
                                    () -> new Hub(HubConfig.onLoopback(0, "test"), parts)));
                }
                var hubs = starting.stream().map(CompletableFuture::join).toList();
                var starts = hubs.stream().map(hub -> hub.health().start()).distinct().toList();
                assertEquals(1, starts.size(), starts::toString);
            }
        }
    }

    @Test
    void a_push_sent_to_both_at_once_takes_effect_once_and_is_answered_alike() {
        var body = submission("x");
        var answers =
                both(
                        () -> worker.send("POST", "/sync/push", body),
                        () -> worker.at(two).send("POST", "/sync/push", body));
        assertEquals(200, answers.getFirst().statusCode());
        assertArrayEquals(answers.getFirst().body(), answers.getLast().body());
        long seen =
                worker.pull(100).stream()
                        .filter(change -> change.entityType() == EntityType.SUBMISSIONS)
                        .count();
        assertEquals(1, seen);
    }

    @Test
    void a_code_used_at_both_at_once_lets_one_device_in() {
        var admin = one.server.administration();
        var user = admin.createUser(one.organization("Water Aid"), "Awa", java.util.Set.of());
        var code = admin.mintCode(one.organization("Water Aid"), user).code();
        var request = Json.bytes(TestHub.request(code, "external-x"));
        var answers =
                both(
                        () -> new TestDevice(one).send("POST", "/enrol", request),
                        () -> new TestDevice(two).send("POST", "/enrol", request));
        var statuses = answers.stream().map(HttpResponse::statusCode).sorted().toList();
        assertEquals(List.of(200, 403), statuses);
    }

    @Test
    void a_hint_crosses_and_does_so_again_after_the_line_between_them_was_cut()
            throws InterruptedException {
        var ears = new Ears();
        var socket = Ears.listen(two.http, two, worker.at(two), ears);
        awaitHint(ears, "first");
        one.database.run(
                tx ->
                        tx.handle()
                                .createQuery(
                                        """
                                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                        WHERE application_name = 'fieldpost-notices'
                                        AND datname = current_database()
                                        """)
                                .mapTo(int.class)
                                .one());
        ears.heard.clear();
        awaitHint(ears, "second");
        socket.abort();
    }

    /** Pushes at one hub until the other has hinted; a hint may be lost while the line is being made. */
    private void awaitHint(Ears ears, String answer) throws InterruptedException {
        for (int tries = 0; tries < 25; tries++) {
            assertEquals(200, worker.send("POST", "/sync/push", submission(answer)).statusCode());
            var heard = ears.heard.poll(2, TimeUnit.SECONDS);
            if (heard != null) {
                assertEquals("{\"type\":\"changed\"}", heard);
                return;
            }
        }
        throw new AssertionError("no hint crossed");
    }

    @Test
    void a_device_has_one_share_of_requests_at_both_together() {
        var at = List.of(worker, worker.at(two));
        int served = 0;
        HttpResponse<byte[]> response = at.getFirst().send("GET", "/sync/changes", null);
        while (response.statusCode() == 200) {
            response = at.get(++served % 2).send("GET", "/sync/changes", null);
        }
        assertEquals(429, response.statusCode());
        assertTrue(response.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
        // A process takes a twentieth of the share at a time, and may be left with some of it.
        int slice = REQUESTS_PER_MINUTE / 20;
        assertTrue(
                served > REQUESTS_PER_MINUTE - slice && served <= REQUESTS_PER_MINUTE,
                "served " + served);
        one.pass(Duration.ofMinutes(1));
        assertEquals(200, worker.send("GET", "/sync/changes", null).statusCode());
    }

    @Test
    void leases_are_counted_at_both_together() {
        var body = Json.bytes(new LeaseRequest("media_upload", null));
        var granted = new ArrayList<Boolean>();
        for (int i = 0; i < 4; i++) {
            var device = one.device("Water Aid", Role.FIELD_WORKER).at(i % 2 == 0 ? one : two);
            var answer = device.send("POST", "/sync/lease", body).body();
            granted.add(Json.read(answer, LeaseResponse.class).granted());
        }
        assertEquals(List.of(true, true, false, false), granted);
    }

    private UUID announced() {
        var create =
                worker.create(EntityType.SUBMISSIONS, one.ids.next(), worker.submission(form, "x"));
        var submission = Objects.requireNonNull(worker.pushOne(create).entityId());
        var media = one.ids.next();
        var row = worker.media(submission, Tus.hash(photo), photo.length);
        var result = worker.pushOne(worker.create(EntityType.SUBMISSION_MEDIA, media, row));
        assertEquals(Outcome.OK, result.outcome());
        return media;
    }

    @Test
    void an_upload_begun_at_one_goes_on_at_the_other() {
        var media = announced();
        var there = worker.at(two);
        var location = Tus.location(Tus.create(worker, media, Tus.hash(photo), photo.length));
        Tus.patch(worker, location, 0, Arrays.copyOf(photo, 70_000));
        assertEquals(70_000, Tus.offset(Tus.head(there, location)));
        Tus.patch(there, location, 70_000, Arrays.copyOfRange(photo, 70_000, 150_000));
        var rest = Arrays.copyOfRange(photo, 150_000, photo.length);
        assertEquals(204, Tus.patch(worker, location, 150_000, rest).statusCode());
        assertArrayEquals(photo, there.send("GET", "/media/" + media, null).body());
    }

    @Test
    void the_same_bytes_sent_to_both_at_once_arrive_whole() {
        for (int round = 0; round < 3; round++) {
            new Random(round).nextBytes(photo);
            var media = announced();
            var there = worker.at(two);
            var location = Tus.location(Tus.create(worker, media, Tus.hash(photo), photo.length));
            var answers =
                    both(
                            () -> Tus.patch(worker, location, 0, photo),
                            () -> Tus.patch(there, location, 0, photo));
            var statuses = answers.stream().map(HttpResponse::statusCode).sorted().toList();
            assertEquals(204, statuses.getFirst(), statuses::toString);
            assertTrue(List.of(409, 423).contains(statuses.getLast()), "one of them: " + statuses);
            assertArrayEquals(photo, worker.send("GET", "/media/" + media, null).body());
        }
    }

    @Test
    void an_upload_held_by_a_process_that_died_is_taken_over_and_the_dead_can_do_no_harm()
            throws Exception {
        var media = announced();
        var location = Tus.location(Tus.create(worker, media, Tus.hash(photo), photo.length));
        Tus.patch(worker, location, 0, Arrays.copyOf(photo, 70_000));
        // A third process takes the upload and is never heard of again.
        var upload = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
        var organization = worker.who().organizationId();
        var claim =
                new Claim(new UUID(9, 9), two.now(), two.now().plus(Duration.ofSeconds(30)), false);
        var dead =
                two.database.write(
                        tx ->
                                MediaUploadsTable.take(tx, organization, upload, claim)
                                        .orElseThrow());
        var rest = Arrays.copyOfRange(photo, 70_000, photo.length);
        assertEquals(423, Tus.patch(worker, location, 70_000, rest).statusCode());
        one.pass(Duration.ofSeconds(31));
        var there = Arrays.copyOfRange(photo, 70_000, 100_000);
        assertEquals(204, Tus.patch(worker, location, 70_000, there).statusCode());
        // It was not dead after all, and writes what it still had, rubbish at that.
        var vault = new FolderVault(folder.resolve("media"));
        vault.append(
                upload,
                dead.turn(),
                new java.io.ByteArrayInputStream(new byte[50_000]),
                photo.length);
        assertEquals(100_000, Tus.offset(Tus.head(worker, location)));
        var last = Arrays.copyOfRange(photo, 100_000, photo.length);
        assertEquals(204, Tus.patch(worker, location, 100_000, last).statusCode());
        assertArrayEquals(photo, worker.at(two).send("GET", "/media/" + media, null).body());
    }
}
