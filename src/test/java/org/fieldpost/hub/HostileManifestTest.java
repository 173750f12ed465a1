package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests and reviews no laptop of ours would send. */
class HostileManifestTest {
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "{\"entries\":null}",
                "{\"entries\":[null]}",
                "{\"entries\":[{}]}",
                "{\"entries\":[{\"entityType\":\"submissions\",\"version\":1}]}",
                "{\"entries\":[{\"entityType\":\"submissions\",\"entityId\":null,\"version\":1}]}",
                "{\"entries\":[{\"entityId\":\"00000000-0000-0000-0000-000000000001\",\"version\":1}]}",
                "{\"entries\":[{\"entityType\":\"nothing\",\"entityId\":\"00000000-0000-0000-0000-000000000001\","
                        + "\"version\":1}]}",
                "{\"entries\":[{\"entityType\":\"submissions\",\"entityId\":\"x\",\"version\":1}]}",
                "{\"entries\":[{\"entityType\":\"submissions\",\"entityId\":"
                        + "\"00000000-0000-0000-0000-000000000001\",\"version\":1,\"sha256\":\"%\\u0000\"}]}",
                "{\"entries\":[],\"cursor\":\"bnVsbA\"}",
                "{\"entries\":[],\"cursor\":\"e30\"}",
                "{\"entries\":[],\"cursor\":\"\"}",
                "{\"entries\":[],\"cursor\":\"%%\"}"
            })
    void is_answered_with_a_code(String body) throws Exception {
        for (var dialect : Dialect.values()) {
            try (var hub = new TestHub(dialect, folder.resolve(dialect.name()))) {
                var device = hub.device("Water Aid", Role.FIELD_WORKER);
                var answer =
                        device.send(
                                "POST", "/sync/manifest", body.getBytes(StandardCharsets.UTF_8));
                var said = new String(answer.body(), StandardCharsets.UTF_8);
                assertTrue(
                        answer.statusCode() == 200
                                || (answer.statusCode() == 400 && said.contains("FP-2400")),
                        dialect + ": " + answer.statusCode() + " " + said);
            }
        }
    }

    /** Of a row that is there: hashes and versions as nobody would say them. */
    @ParameterizedTest
    @EnumSource
    void of_rows_that_are_there_too(Dialect dialect) throws Exception {
        try (var hub = new TestHub(dialect, folder)) {
            var device = hub.device("Water Aid", Role.SUPERVISOR);
            var form = hub.form("Water Aid", "water_point");
            var made =
                    device.pushOne(
                            device.create(
                                    EntityType.SUBMISSIONS,
                                    hub.ids.next(),
                                    device.submission(form, "a")));
            var id = Objects.requireNonNull(made.entityId());
            var failed = new ArrayList<String>();
            var start = CompositeCursor.decode(device.page(null, 10).nextCursor()).epoch();
            for (var cursor :
                    new String[] {
                        null,
                        CompositeCursor.start(start).encode(),
                        CompositeCursor.start("other").in("all@x-1").encode(),
                        device.page(null, 10).nextCursor()
                    }) {
                for (var type : EntityType.values()) {
                    for (var hash :
                            new String[] {
                                null,
                                "",
                                "deleted",
                                "%",
                                "\ud800",
                                "ABC",
                                "\u0000",
                                "x".repeat(100_000)
                            }) {
                        for (long version : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
                            for (var shown : new Boolean[] {null, true, false}) {
                                var entry = new ManifestEntry(type, id, version, hash, hash, hash);
                                var body = new ManifestRequest(List.of(entry), cursor, shown);
                                var answer =
                                        device.send("POST", "/sync/manifest", Json.bytes(body));
                                while (answer.statusCode() == 429) {
                                    hub.pass(Duration.ofMinutes(1));
                                    answer =
                                            device.send("POST", "/sync/manifest", Json.bytes(body));
                                }
                                if (answer.statusCode() >= 500) {
                                    var said = Json.object().put("hash", hash);
                                    failed.add(
                                            type
                                                    + " v"
                                                    + version
                                                    + " "
                                                    + Json.write(said)
                                                    + " shown "
                                                    + shown);
                                }
                            }
                        }
                    }
                }
            }
            assertEquals(List.of(), failed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-05-04T08:00:00.123456789Z",
        "2026-05-04T10:00:00+02:00",
        "yesterday",
        "''"
    })
    void a_review_of_any_time_is_answered(String time) throws Exception {
        for (var dialect : Dialect.values()) {
            try (var hub = new TestHub(dialect, folder.resolve(dialect.name()))) {
                var device = hub.device("Water Aid", Role.SUPERVISOR);
                var form = hub.form("Water Aid", "water_point");
                var said = device.submission(form, "a");
                var made =
                        device.pushOne(device.create(EntityType.SUBMISSIONS, hub.ids.next(), said));
                var id = Objects.requireNonNull(made.entityId());
                long version = 1;
                for (var at : List.of(time, time, "2026-05-04T08:00:00Z", time)) {
                    var review = said.deepCopy().put("status", "approved").put("reviewed_at", at);
                    var result =
                            device.pushOne(
                                    device.update(EntityType.SUBMISSIONS, id, version, review));
                    if (result.error() != null) {
                        assertTrue(
                                !result.error().code().endsWith("2500")
                                        && !result.error().retryable(),
                                dialect + " " + result);
                    } else {
                        version =
                                device.pull(100).stream()
                                        .filter(c -> c.entityId().equals(id))
                                        .mapToLong(c -> c.version())
                                        .max()
                                        .orElse(version);
                    }
                }
            }
        }
    }
}
