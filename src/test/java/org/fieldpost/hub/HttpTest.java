package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every request, whatever the database. */
class HttpTest {
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private FormRef form;

    @BeforeEach
    void start() {
        hub = new TestHub(Dialect.H2, folder);
        worker = hub.device("Water Aid", Role.FIELD_WORKER);
        form = hub.form("Water Aid", "water_point");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private byte[] submission(String answer) {
        return TestDevice.request(
                worker.create(
                        EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, answer)));
    }

    @Test
    void health_needs_no_token_and_tells_the_clock() {
        var response = new TestDevice(hub).send("GET", "/health", null);
        assertEquals(200, response.statusCode());
        var health = Json.read(response.body(), HubHealth.class);
        assertEquals("ok", health.status());
        assertEquals(hub.now(), health.time());
        assertEquals(worker.who().epoch(), health.epoch());
    }

    @Test
    void everything_else_needs_one() {
        var nobody = new TestDevice(hub);
        for (var path :
                List.of(
                        "GET /sync/changes",
                        "POST /sync/push",
                        "POST /sync/lease",
                        "POST /sync/manifest",
                        "POST /media",
                        "GET /media/x",
                        "HEAD /media/uploads/x",
                        "PATCH /media/uploads/x",
                        "GET /events")) {
            var words = path.split(" ", 2);
            var response =
                    nobody.send(words[0], words[1], words[0].equals("GET") ? null : new byte[0]);
            if (!words[1].equals("/events")) {
                assertEquals(401, response.statusCode(), path);
                assertEquals(
                        "Bearer",
                        response.headers().firstValue("WWW-Authenticate").orElse(""),
                        path);
            }
        }
        nobody.token = "wrong";
        assertEquals("FP-2401", TestDevice.error(nobody.send("GET", "/sync/changes", null)).code());
    }

    @Test
    void what_is_not_there_is_told_in_the_same_form() {
        var response = worker.send("GET", "/nothing", null);
        assertEquals(404, response.statusCode());
        assertEquals("FP-2404", TestDevice.error(response).code());
    }

    @Test
    void bodies_are_bounded_packed_or_not() throws IOException {
        var huge = new byte[HubLimits.standard().bodyBytesMax() + 1];
        var plain = worker.send("POST", "/sync/push", huge);
        assertEquals(413, plain.statusCode());
        assertEquals("FP-2413", TestDevice.error(plain).code());
        var bomb = packed(new byte[200 * 1024 * 1024]);
        assertTrue(bomb.length < 1024 * 1024);
        var packed = worker.send("POST", "/sync/push", bomb, "Content-Encoding", "gzip");
        assertEquals(413, packed.statusCode());
        assertEquals(
                400,
                worker.send("POST", "/sync/push", new byte[] {1, 2, 3}, "Content-Encoding", "gzip")
                        .statusCode());
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void a_push_may_come_packed() throws IOException {
        var response =
                worker.send(
                        "POST", "/sync/push", packed(submission("x")), "Content-Encoding", "gzip");
        assertEquals(
                Outcome.OK,
                Json.read(response.body(), PushResponse.class).results().getFirst().outcome());
    }

    @Test
    void what_is_not_a_push_is_refused_in_words() {
        for (var body :
                List.of(
                        "",
                        "{",
                        "[]",
                        "{\"commands\":[]}",
                        "{\"syncOperationId\":\"x\",\"commands\":[]}",
                        "{\"syncOperationId\":\"x\",\"commands\":[{}]}",
                        "[".repeat(100_000))) {
            var response = worker.send("POST", "/sync/push", body.getBytes(StandardCharsets.UTF_8));
            assertEquals(400, response.statusCode(), body.length() > 100 ? "deep" : body);
            assertFalse(TestDevice.error(response).message().contains("Exception"));
        }
        var wrongKey =
                new String(submission("x"), StandardCharsets.UTF_8)
                        .replaceFirst(
                                "\"syncOperationId\":\"[0-9a-f]{4}", "\"syncOperationId\":\"ffff");
        assertEquals(
                422,
                worker.send("POST", "/sync/push", wrongKey.getBytes(StandardCharsets.UTF_8))
                        .statusCode());
    }

    @Test
    void our_own_failure_is_told_without_its_trace() {
        hub.database.run(tx -> tx.handle().execute("DELETE FROM org_counters"));
        var response = worker.send("GET", "/sync/changes", null);
        assertEquals(500, response.statusCode());
        var error = TestDevice.error(response);
        assertEquals("FP-2500", error.code());
        assertTrue(error.retryable());
        assertFalse(error.message().contains("SELECT"));
    }

    @Test
    void a_request_keeps_its_id_if_it_is_a_decent_one() {
        var kept = worker.send("GET", "/health", null, "X-Request-Id", "run-42");
        assertEquals("run-42", kept.headers().firstValue("X-Request-Id").orElse(""));
        var replaced = worker.send("GET", "/health", null, "X-Request-Id", "a b");
        assertEquals(36, replaced.headers().firstValue("X-Request-Id").orElse("").length());
    }

    @Test
    void a_device_that_never_stops_asking_is_told_to_wait() {
        var standard = HubLimits.standard();
        hub.close();
        hub =
                new TestHub(
                        TestHub.open(Dialect.H2, folder.resolve("again")),
                        folder,
                        new HubLimits(
                                standard.bodyBytesMax(),
                                standard.commandsMax(),
                                standard.pageRowsMax(),
                                standard.pageBytesMax(),
                                standard.mediaBytesMax(),
                                standard.uploadLifetime(),
                                5,
                                standard.enrolmentsPerMinuteMax(),
                                1,
                                standard.leaseLifetime()));
        worker = hub.device("Water Aid", Role.FIELD_WORKER);
        for (int i = 0; i < 5; i++) {
            assertEquals(200, worker.send("GET", "/sync/changes", null).statusCode());
        }
        var response = worker.send("GET", "/sync/changes", null);
        assertEquals(429, response.statusCode());
        assertTrue(response.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
        var other = hub.device("Water Aid", Role.FIELD_WORKER);
        assertEquals(200, other.send("GET", "/sync/changes", null).statusCode());
    }

    @Test
    void leases_are_few_and_end_by_themselves() {
        var body = Json.bytes(new LeaseRequest("media_upload", null));
        for (int i = 0; i < HubLimits.standard().leasesMax(); i++) {
            var device = hub.device("Water Aid", Role.FIELD_WORKER);
            assertTrue(
                    Json.read(device.send("POST", "/sync/lease", body).body(), LeaseResponse.class)
                            .granted());
        }
        var refused =
                Json.read(worker.send("POST", "/sync/lease", body).body(), LeaseResponse.class);
        assertFalse(refused.granted());
        assertTrue(refused.retryAfterSeconds() != null && refused.retryAfterSeconds() > 0);
        hub.pass(HubLimits.standard().leaseLifetime());
        assertTrue(
                Json.read(worker.send("POST", "/sync/lease", body).body(), LeaseResponse.class)
                        .granted());
    }

    @Test
    void hints_reach_those_of_the_organization_only() throws InterruptedException {
        var stranger = hub.device("Elsewhere", Role.SUPERVISOR);
        var ours = new Ears();
        var theirs = new Ears();
        var sockets =
                List.of(
                        Ears.listen(hub.http, hub, worker, ours),
                        Ears.listen(hub.http, hub, stranger, theirs));
        // A device sees its socket open a moment before the hub counts on it.
        hub.metricsWith("fieldpost_events_sockets 2.0");
        worker.send("POST", "/sync/push", submission("x"));
        assertEquals("{\"type\":\"changed\"}", ours.heard.poll(60, TimeUnit.SECONDS));
        stranger.page(null, 1);
        assertEquals(null, theirs.heard.poll());
        var nobody = new TestDevice(hub);
        var refused =
                org.junit.jupiter.api.Assertions.assertThrows(
                        CompletionException.class,
                        () -> Ears.listen(hub.http, hub, nobody, new Ears()));
        assertTrue(
                String.valueOf(refused.getCause()).contains("Handshake"),
                () -> String.valueOf(refused));
        sockets.forEach(WebSocket::abort);
    }

    @Test
    void a_stopping_hub_answers_what_is_under_way() throws InterruptedException {
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var blocker =
                CompletableFuture.runAsync(
                        () ->
                                hub.database.run(
                                        tx -> {
                                            inside.countDown();
                                            try {
                                                goOn.await();
                                            } catch (InterruptedException e) {
                                                throw new IllegalStateException(e);
                                            }
                                        }));
        inside.await();
        var pushed =
                CompletableFuture.supplyAsync(
                        () -> worker.send("POST", "/sync/push", submission("x")));
        var stopped = CompletableFuture.runAsync(hub.server::close);
        goOn.countDown();
        blocker.join();
        var status =
                pushed.handle((response, failure) -> failure == null ? response.statusCode() : 0)
                        .join();
        stopped.join();
        assertTrue(
                status == 200 || status == 503 || status == 0,
                "answered, refused, or too late: never cut off: " + status);
    }
}
