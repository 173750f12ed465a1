package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub as a service manager runs it: what it logs, and how it ends. */
class HubProcessTest {
    private static final String ANSWER = "marker-answer-of-a-villager";
    @TempDir Path folder;
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder post(Program.Hub hub, String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create(hub.address() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private String code(Program program) throws IOException, InterruptedException {
        return program.json(
                        "hub",
                        "code",
                        "--db",
                        folder.resolve("hub").toString(),
                        "--user",
                        "Awa",
                        "--json")
                .path("code")
                .asText();
    }

    private JsonNode enrol(Program.Hub hub, String code) throws IOException, InterruptedException {
        var request =
                Json.object()
                        .put("code", code)
                        .put("deviceId", "laptop-1")
                        .put("deviceType", "desktop")
                        .put("osVersion", "Debian 12")
                        .put("appVersion", "0.1.0")
                        .put("deviceName", "Laptop");
        var answer = send(post(hub, "/enrol", Json.bytes(request)));
        assertEquals(200, answer.statusCode(), answer::body);
        return Json.parse(answer.body());
    }

    /** A push that reaches the rules of submissions, with an answer of a villager in it. */
    private static byte[] push() {
        var payload = Json.object().put("form_code", "water_point");
        payload.putObject("data").put("name", ANSWER);
        var command =
                new PushCommand(
                        new UUID(7, 7),
                        EntityType.SUBMISSIONS,
                        SyncAction.CREATE,
                        new UUID(8, 8),
                        null,
                        1,
                        payload);
        var id = PushRequest.operationId(List.of(command.commandId()));
        return Json.bytes(new PushRequest(id, "", List.of(command)));
    }

    @Test
    void its_log_names_every_request_and_no_answer_token_or_code() throws Exception {
        var program = new Program(folder);
        Program.Hub hub = program.hub("--db", text("hub"), "--port", "0", "--log", "json");
        String code;
        String token;
        try (hub) {
            code = code(program);
            token = enrol(hub, code).path("token").asText();
            var pushed =
                    send(
                            post(hub, "/sync/push", push())
                                    .header("Authorization", "Bearer " + token)
                                    .header("X-Request-Id", "trip-42"));
            assertEquals(200, pushed.statusCode(), pushed::body);
            assertEquals("trip-42", pushed.headers().firstValue("X-Request-Id").orElse(""));
            var wrong = post(hub, "/nowhere/" + ANSWER + "?token=" + token, new byte[0]);
            var lost = send(wrong.header("Authorization", "Bearer " + token + "x"));
            assertEquals(404, lost.statusCode());
            assertEquals(36, lost.headers().firstValue("X-Request-Id").orElse("").length());
        }
        var lines = Files.readAllLines(hub.log());
        var pushes =
                lines.stream()
                        .filter(line -> line.startsWith("{"))
                        .map(Json::parse)
                        .filter(line -> line.at("/mdc/request").asText().equals("trip-42"))
                        .toList();
        assertEquals(1, pushes.size(), lines::toString);
        assertTrue(pushes.getFirst().path("kvpList").toString().contains("/sync/push"));
        var log = String.join("\n", lines);
        for (var secret : List.of(ANSWER, token, code, code.replace("-", ""))) {
            assertFalse(log.contains(secret), () -> "in the log: " + secret + "\n" + log);
        }
        assertTrue(log.contains("unknown"), "what is none of our paths is not repeated");
    }

    /** Half of a push is on its way when the hub is asked to end. */
    @Test
    void asked_to_end_it_finishes_what_is_under_way_and_sends_the_others_away() throws Exception {
        var program = new Program(folder);
        try (var hub = program.hub(folder.resolve("hub"), 0)) {
            var token = enrol(hub, code(program)).path("token").asText();
            var sentAway = listen(hub, token);
            await(hub, "/metrics", "fieldpost_events_sockets 1.0");
            var body = push();
            await(hub, "/metrics", "fieldpost_requests_under_way 0.0");
            try (var line = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
                line.setSoTimeout(60_000);
                var head =
                        """
                        POST /sync/push HTTP/1.1
                        Host: hub
                        Authorization: Bearer %s
                        Content-Length: %d
                        Connection: close

                        """
                                .formatted(token, body.length)
                                .replace("\n", "\r\n");
                var out = line.getOutputStream();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(body, 0, body.length / 2);
                out.flush();
                awaitUnderWay(hub);
                hub.askToEnd();
                awaitDraining(hub);
                var refused =
                        send(
                                post(hub, "/sync/push", body)
                                        .header("Authorization", "Bearer " + token));
                assertEquals(503, refused.statusCode(), refused::body);
                assertTrue(refused.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
                out.write(body, body.length / 2, body.length - body.length / 2);
                out.flush();
                var answer =
                        new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
                assertTrue(answer.contains(PushRequest.operationId(List.of(new UUID(7, 7)))));
            }
            assertEquals("1012 reconnect", sentAway.get(60, TimeUnit.SECONDS));
            assertEquals(0, hub.ended(), () -> logOf(hub));
        }
        // The same data serves the next process, at once.
        try (var again = program.hub(folder.resolve("hub"), 0)) {
            var health = send(HttpRequest.newBuilder(URI.create(again.address() + "/health")));
            assertEquals("ok", Json.parse(health.body()).path("status").asText());
        }
    }

    private String text(String name) {
        return folder.resolve(name).toString();
    }

    private static String logOf(Program.Hub hub) {
        try {
            return Files.readString(hub.log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private CompletableFuture<String> listen(Program.Hub hub, String token) {
        var closed = new CompletableFuture<String>();
        http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + hub.port() + "/events"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onClose(
                                    WebSocket socket, int code, String reason) {
                                closed.complete(code + " " + reason);
                                return CompletableFuture.completedFuture(null);
                            }

                            @Override
                            public void onError(WebSocket socket, Throwable error) {
                                closed.completeExceptionally(error);
                            }
                        })
                .join();
        return closed;
    }

    /** Until the hub has counted the request whose body it waits for. */
    private void awaitUnderWay(Program.Hub hub) throws Exception {
        await(hub, "/metrics", "fieldpost_requests_under_way 1.0");
    }

    private void awaitDraining(Program.Hub hub) throws Exception {
        await(hub, "/health", "draining");
    }

    private void await(Program.Hub hub, String path, String words) throws Exception {
        var last = "";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            last = send(HttpRequest.newBuilder(URI.create(hub.address() + path))).body();
            if (last.contains(words)) {
                return;
            }
        }
        throw new AssertionError("no " + words + " in " + last);
    }
}
