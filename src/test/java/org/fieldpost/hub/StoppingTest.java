package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that stops while an answer is on its way to somebody slow. */
class StoppingTest {
    private static final int ROWS = 40;
    private static final String UNDER_WAY = "fieldpost_requests_under_way ";
    @TempDir Path folder = Path.of("");

    @Test
    void an_answer_on_its_way_reaches_a_slow_reader_before_the_hub_stops() throws Exception {
        try (var hub = new TestHub(Dialect.H2, folder)) {
            var worker = hub.device("Water Aid", Role.FIELD_WORKER);
            var form = hub.form("Water Aid", "water_point");
            var commands = new PushCommand[ROWS];
            for (int i = 0; i < ROWS; i++) {
                commands[i] = large(hub, worker, form);
            }
            worker.push(commands);
            hub.metricsWith(UNDER_WAY + "0.0");
            try (var slow = new Socket()) {
                slow.setSoTimeout(60_000);
                slow.setReceiveBufferSize(4 * 1024);
                slow.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.server.port()));
                ask(slow, "/sync/changes?limit=1000", worker.token);
                int first = slow.getInputStream().read();
                assertEquals('H', first);

                // It has begun to arrive, and the rest does not fit into the line.
                hub.metricsWith(UNDER_WAY + "1.0");
                var stop = CompletableFuture.runAsync(hub.server::close);
                hub.textWith("/health", "draining");
                assertFalse(stop.isDone(), "stopped with an answer on its way");
                slow.setReceiveBufferSize(64 * 1024);
                var rest = slow.getInputStream().readAllBytes();
                var answer = new String(rest, StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("TTP/1.1 200"), () -> answer.substring(0, 200));
                var page =
                        Json.read(
                                answer.substring(answer.indexOf("\r\n\r\n") + 4)
                                        .getBytes(StandardCharsets.UTF_8),
                                PullResponse.class);
                long submissions =
                        page.changes().stream()
                                .filter(change -> change.entityType() == EntityType.SUBMISSIONS)
                                .count();
                assertEquals(ROWS, submissions);
                stop.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static PushCommand large(TestHub hub, TestDevice worker, FormRef form) {
        var answer = "w".repeat(90_000);
        return worker.create(
                EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, answer));
    }

    private static void ask(Socket line, String path, String token) throws IOException {
        var head =
                "GET %s HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                        .formatted(path, token);
        line.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }
}
