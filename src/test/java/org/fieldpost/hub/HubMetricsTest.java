package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} says after real traffic, and to whom. */
class HubMetricsTest {
    @TempDir Path folder = Path.of("");

    private static String scrape(TestHub hub, String... headers) {
        var response = new TestDevice(hub).send("GET", "/metrics", null, headers);
        assertEquals(200, response.statusCode());
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The value of a line, 0 if there is none. */
    private static double value(String text, String line) {
        return text.lines()
                .filter(l -> l.startsWith(line + " "))
                .mapToDouble(l -> Double.parseDouble(l.substring(line.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void the_numbers_are_those_of_what_happened() {
        try (var hub = new TestHub(Dialect.POSTGRESQL, folder)) {
            var worker = hub.device("Water Aid", Role.FIELD_WORKER);
            var form = hub.form("Water Aid", "water_point");
            var create =
                    worker.create(
                            EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, "x"));
            var submission = Objects.requireNonNull(worker.pushOne(create).entityId());
            worker.pushOne(create); // the same again: the receipt answers
            worker.pushOne(worker.update(EntityType.SUBMISSIONS, submission, 99, Json.object()));
            var photo = new byte[10_000];
            new Random(5).nextBytes(photo);
            var media = hub.ids.next();
            var at = Tus.location(Tus.create(worker, media, Tus.hash(photo), photo.length));
            Tus.patch(worker, at, 0, Arrays.copyOf(photo, 4_000));
            Tus.patch(worker, at, 4_000, Arrays.copyOfRange(photo, 4_000, 10_000));
            worker.send("POST", "/sync/lease", Json.bytes(new LeaseRequest("bulk", null)));
            int changes = worker.pull(100).size();
            worker.send("GET", "/media/" + hub.ids.next(), null);
            worker.send("GET", "/made/up/" + hub.ids.next(), null);
            var socket = Ears.listen(hub.http, hub, worker, new Ears());
            hub.pass(Duration.ofHours(2));

            var text = hub.metricsWith("fieldpost_events_sockets 1.0");
            assertEquals(1, value(text, "fieldpost_push_commands_total{outcome=\"OK\"}"), text);
            assertEquals(
                    1,
                    value(text, "fieldpost_push_commands_total{outcome=\"CONFLICT\"}")
                            + value(text, "fieldpost_push_commands_total{outcome=\"ERROR\"}"),
                    text);
            assertEquals(2, value(text, "fieldpost_push_receipts_total{kind=\"new\"}"), text);
            assertEquals(1, value(text, "fieldpost_push_receipts_total{kind=\"again\"}"), text);
            assertEquals(photo.length, value(text, "fieldpost_upload_bytes_total"), text);
            assertEquals(1, value(text, "fieldpost_leases_total{answer=\"granted\"}"), text);
            assertEquals(changes, value(text, "fieldpost_changes_sent_total"), text);
            assertEquals(1, value(text, "fieldpost_events_sockets"), text);
            assertEquals(1, value(text, "fieldpost_devices{seen=\"day\"}"), text);
            assertEquals(
                    3,
                    value(
                            text,
                            "fieldpost_http_request_seconds_count"
                                    + "{method=\"POST\",path=\"/sync/push\",status=\"200\"}"),
                    text);
            assertTrue(
                    text.contains("path=\"/media/{id}\",status=\"404\""),
                    "by template, not by id:\n" + text);
            assertTrue(text.contains("path=\"unknown\",status=\"404\""), text);
            assertTrue(
                    value(text, "fieldpost_database_connections{pool=\"write\",state=\"idle\"}")
                            > 0,
                    text);
            for (var secret :
                    List.of(
                            worker.who().organizationId().toString(),
                            worker.who().deviceId().toString(),
                            media.toString(),
                            "Water Aid")) {
                assertFalse(text.contains(secret), "tenants are not told apart: " + secret);
            }
            socket.abort();
        }
    }

    @Test
    void who_is_not_on_this_machine_needs_the_secret() {
        try (var hub = new TestHub(Dialect.H2, folder)) {
            var proxied =
                    new TestDevice(hub)
                            .send("GET", "/metrics", null, "X-Forwarded-For", "203.0.113.7");
            assertEquals(403, proxied.statusCode());
            var device = hub.device("Water Aid", Role.ADMIN);
            assertEquals(
                    403,
                    device.send("GET", "/metrics", null, "Forwarded", "for=203.0.113.7")
                            .statusCode(),
                    "a device's token is not the secret");
            var text =
                    scrape(
                            hub,
                            "X-Forwarded-For",
                            "203.0.113.7",
                            "Authorization",
                            "Bearer " + TestHub.SECRET);
            assertTrue(text.contains("fieldpost_http_request_seconds"));
        }
    }
}
