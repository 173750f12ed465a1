package org.fieldpost.hubclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.Buffer;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.faults.FaultRow;
import org.fieldpost.kernel.Backoff;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.HubFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network can do to a call, played by a server on loopback that does it on purpose. */
class HttpHubApiTest {
    /** For a machine that is busy with other tests. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HubClientSettings PATIENT = settings(PATIENCE);
    private static final UUID ID = new UUID(1, 2);
    private final MockWebServer server = new MockWebServer();
    private HttpHubApi api;

    private static HubClientSettings settings(Duration silenceMax) {
        return new HubClientSettings(
                PATIENCE,
                silenceMax,
                PATIENCE,
                PATIENCE,
                10_000,
                new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)));
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
        api = new HttpHubApi(address(), "secret-token", PATIENT, new Random(1));
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    private URI address() {
        return server.url("/").uri();
    }

    @Test
    void a_push_carries_the_token_and_brings_the_answer() throws Exception {
        server.enqueue(json(200, "{'syncOperationId':'op','epoch':'e1','results':[]}"));
        var answer = api.push(new PushRequest("op", "e1", List.of()));
        assertEquals("e1", success(answer).epoch());
        var request = server.takeRequest();
        assertEquals("Bearer secret-token", request.getHeaders().get("Authorization"));
        assertEquals("/sync/push", request.getUrl().encodedPath());
    }

    @Test
    void a_pull_names_its_cursor_and_limit() throws Exception {
        server.enqueue(json(200, "{'changes':[],'nextCursor':'c2','hasMore':false}"));
        assertEquals("c2", success(api.changes("c1&x=", 7)).nextCursor());
        var url = server.takeRequest().getUrl();
        assertEquals("c1&x= 7", url.queryParameter("cursor") + " " + url.queryParameter("limit"));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    401, FP-2401, Unauthorized
                    403, FP-2403, Refused
                    404, FP-2404, Refused
                    409, FP-2409, EpochChanged
                    409, FP-2498, Refused
                    410, FP-2410, HorizonPassed
                    413, FP-2413, TooLarge
                    422, FP-2422, Refused
                    423, FP-2463, RetryLater
                    429, FP-2429, RetryLater
                    500, FP-2500, RetryLater
                    503, FP-2503, RetryLater
                    """)
    void a_status_in_the_hubs_words_is_a_typed_failure(int status, String code, String type) {
        server.enqueue(
                json(status, "{'code':'%s','message':'no','retryable':false}".formatted(code)));
        assertEquals(type, failure(api.changes(null, 1)).getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource({"200", "302", "401", "403", "404", "409", "422", "500", "502"})
    void a_captive_portal_is_no_hub_whatever_it_says(int status) {
        server.enqueue(
                new MockResponse.Builder()
                        .code(status)
                        .addHeader("Content-Type", "text/html")
                        .addHeader("Location", "http://portal.invalid/login")
                        .body("<html>Please accept our terms</html>")
                        .build());
        assertInstanceOf(HubFailure.Unreachable.class, failure(api.changes(null, 1)));
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what = "Something answers with a redirect to another address.",
            holds = "It is not followed; the token goes nowhere else.")
    void a_redirect_is_never_followed_so_the_token_goes_nowhere_else() throws Exception {
        try (var thief = new MockWebServer()) {
            thief.start();
            server.enqueue(
                    new MockResponse.Builder()
                            .code(307)
                            .addHeader("Location", thief.url("/sync/changes").toString())
                            .build());
            assertInstanceOf(HubFailure.Unreachable.class, failure(api.changes(null, 1)));
            assertEquals(0, thief.getRequestCount());
        }
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "0, 0", "999999, 3600", "soon,", "-5,"})
    void retry_after_is_taken_in_seconds_within_reason(String header, Long seconds) {
        server.enqueue(
                new MockResponse.Builder().code(429).addHeader("Retry-After", header).build());
        var later = assertInstanceOf(HubFailure.RetryLater.class, failure(api.health()));
        assertEquals(seconds == null ? null : Duration.ofSeconds(seconds), later.after());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what = "The hub takes the request and never says anything.",
            holds = "The call ends after its silence bound as unreachable.")
    void silence_ends_in_unreachable() {
        server.enqueue(
                new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
        var soon = settings(Duration.ofMillis(300));
        try (var impatient = new HttpHubApi(address(), "secret-token", soon, new Random(1))) {
            var failure =
                    assertInstanceOf(
                            HubFailure.Unreachable.class, failure(impatient.changes(null, 1)));
            assertTrue(failure.reason().contains("SocketTimeoutException"), failure.reason());
        }
    }

    @Test
    void an_answer_cut_short_is_unreachable_and_not_half_an_answer() {
        server.enqueue(
                json(200, "{'changes':[],'nextCursor':'c2','hasMore':false}")
                        .newBuilder()
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build());
        assertInstanceOf(HubFailure.Unreachable.class, failure(api.changes(null, 1)));
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what = "Something answers without end.",
            holds = "Reading stops at the bound.")
    void an_endless_answer_is_not_read_to_its_end() {
        server.enqueue(json(200, "{'nextCursor':'" + "x".repeat(20_000) + "'}"));
        var failure = assertInstanceOf(HubFailure.Unreachable.class, failure(api.changes(null, 1)));
        assertTrue(failure.reason().contains("longer than"), failure.reason());
    }

    @Test
    void no_server_is_unreachable_and_neither_token_nor_body_is_named() {
        server.close();
        var failure = assertInstanceOf(HubFailure.Unreachable.class, failure(api.health()));
        assertFalse(failure.toString().contains("secret-token"));
    }

    @Test
    void enrolment_goes_without_a_token() throws Exception {
        server.enqueue(
                json(
                        200,
                        "{'token':'t','deviceId':'%s','userId':'%s','userName':'Awa',"
                                        .formatted(ID, ID)
                                + "'organizationId':'%s','organizationName':'O','roles':[],'epoch':'e'}"
                                        .formatted(ID)));
        var request = new EnrolRequest("code", "d", "desktop", "os", "1", "laptop");
        assertEquals("Awa", success(HttpHubApi.enrol(address(), request, PATIENT)).userName());
        assertEquals(null, server.takeRequest().getHeaders().get("Authorization"));
    }

    @Test
    void a_file_is_announced_resumed_and_appended_by_tus() throws Exception {
        server.enqueue(
                new MockResponse.Builder()
                        .code(201)
                        .addHeader("Location", server.url("/media/uploads/u1").toString())
                        .build());
        server.enqueue(new MockResponse.Builder().addHeader("Upload-Offset", "3").build());
        server.enqueue(
                new MockResponse.Builder().code(204).addHeader("Upload-Offset", "5").build());
        var file = new HubApi.MediaFile(ID, "ab", "näme.jpg", "image/jpeg", 5);
        assertEquals(new HubApi.Upload("/media/uploads/u1", 0), success(api.createUpload(file)));
        assertEquals(3, success(api.upload("/media/uploads/u1")).offset());
        var chunk = "de".getBytes(UTF_8);
        assertEquals(5, success(api.append("/media/uploads/u1", 3, chunk)).offset());
        var created = server.takeRequest();
        assertEquals("5", created.getHeaders().get("Upload-Length"));
        assertEquals("HEAD", server.takeRequest().getMethod());
        var patched = server.takeRequest();
        assertEquals(
                "PATCH 3", patched.getMethod() + " " + patched.getHeaders().get("Upload-Offset"));
    }

    @Test
    void an_upload_the_hub_forgot_is_told_apart_from_no_hub() {
        server.enqueue(new MockResponse.Builder().code(404).build());
        var refused =
                assertInstanceOf(HubFailure.Refused.class, failure(api.upload("/media/uploads/x")));
        assertEquals(404, refused.status());
    }

    @Test
    void an_upload_place_at_another_host_is_refused() {
        server.enqueue(
                new MockResponse.Builder()
                        .code(201)
                        .addHeader("Location", "http://elsewhere.invalid/media/uploads/u1")
                        .build());
        var file = new HubApi.MediaFile(ID, "ab", "n", "image/jpeg", 5);
        assertInstanceOf(HubFailure.Unreachable.class, failure(api.createUpload(file)));
    }

    @Test
    void a_download_goes_on_where_it_broke_off() throws Exception {
        var sink = new ByteArrayOutputStream();
        server.enqueue(
                new MockResponse.Builder()
                        .code(206)
                        .body("0123456789".repeat(10_000))
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build());
        assertInstanceOf(HubFailure.Unreachable.class, failure(api.download(ID, 0, sink)));
        server.enqueue(new MockResponse.Builder().code(206).body("rest").build());
        assertEquals(4, success(api.download(ID, sink.size(), sink)));
        assertTrue(sink.toString(UTF_8).endsWith("rest"));
        server.takeRequest();
        assertEquals(
                "bytes=" + (sink.size() - 4) + "-", server.takeRequest().getHeaders().get("Range"));
    }

    @Test
    void a_hub_that_gives_the_whole_for_a_range_is_cut_to_the_range() {
        var sink = new ByteArrayOutputStream();
        server.enqueue(new MockResponse.Builder().code(200).body("0123456789").build());
        assertEquals(4, success(api.download(ID, 6, sink)));
        assertEquals("6789", sink.toString(UTF_8));
    }

    @Test
    void a_fault_of_our_own_disk_is_not_blamed_on_the_network() {
        server.enqueue(new MockResponse.Builder().code(206).body("bytes").build());
        var full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no space left");
                    }
                };
        Assertions.assertThrows(UncheckedIOException.class, () -> api.download(ID, 0, full));
    }

    @Test
    void hints_wake_and_a_lost_socket_is_opened_again() throws Exception {
        var speaking =
                new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket socket, okhttp3.Response response) {
                        socket.send("{\"type\":\"changed\"}");
                        socket.close(1001, "going");
                    }
                };
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().webSocketUpgrade(speaking).build());
        }
        var woken = new CountDownLatch(6); // three times open, three hints
        var listening = api.listenForHints(woken::countDown);
        try {
            assertTrue(woken.await(60, TimeUnit.SECONDS), "still missing " + woken.getCount());
        } finally {
            listening.close();
        }
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(new Buffer().writeUtf8(body.replace('\'', '"')))
                .build();
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
}
