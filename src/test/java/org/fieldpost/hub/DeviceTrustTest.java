package org.fieldpost.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Telemetry, what the hub makes of a device, and what each status and role may ask for. */
@ParameterizedClass
@EnumSource(Dialect.class)
class DeviceTrustTest {
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

    private CommandResult tell(ObjectNode telemetry) {
        return worker.pushOne(worker.create(EntityType.TELEMETRY, hub.ids.next(), telemetry));
    }

    private static String code(CommandResult result) {
        return result.error() == null ? result.outcome().name() : result.error().code();
    }

    private ObjectNode telemetry(int metrics, String name) {
        var row = worker.telemetry();
        var all = row.putArray("metrics");
        for (int i = 0; i < metrics; i++) {
            all.addObject().put("name", name).put("value", i);
        }
        return row;
    }

    @Test
    void telemetry_is_small_ones_own_and_only_added_to() {
        var good = worker.create(EntityType.TELEMETRY, hub.ids.next(), telemetry(100, "m"));
        assertEquals("OK", code(worker.pushOne(good)));
        assertEquals("FP-2603", code(tell(telemetry(101, "m"))));
        assertEquals("FP-2603", code(tell(telemetry(1, ""))));
        assertEquals("FP-2603", code(tell(telemetry(1, "m".repeat(101)))));
        var nested = worker.telemetry();
        nested.putArray("metrics").addObject().put("name", "m").putObject("value");
        assertEquals("FP-2603", code(tell(nested)));
        var tooLong = worker.telemetry();
        tooLong.putArray("metrics").addObject().put("name", "m").put("value", "x".repeat(40_000));
        assertEquals("FP-2603", code(tell(tooLong)));
        assertEquals("FP-2607", code(tell(supervisor.telemetry())), "not about another device");
        var id = good.entityId();
        assertEquals(
                "FP-2611",
                code(
                        worker.pushOne(
                                worker.update(EntityType.TELEMETRY, id, 1, telemetry(1, "n")))));
        assertEquals("FP-2611", code(worker.pushOne(worker.delete(EntityType.TELEMETRY, id, 1))));
    }

    /** What a supervisor sees of the worker's device after its next visit. */
    private ObjectNode seen() {
        hub.pass(Duration.ofMinutes(20));
        worker.page(null, 1);
        return supervisor.pull(100).stream()
                .filter(c -> c.entityId().equals(worker.who().deviceId()))
                .map(c -> Objects.requireNonNull(c.payload()))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    @Test
    void trust_follows_from_facts_and_comes_back() {
        var first = seen();
        assertEquals(1.0, first.path("trust_score").asDouble());
        assertEquals(hub.now().toString(), first.path("last_seen").asText());
        for (int i = 0; i < 2; i++) {
            var damaged = worker.submission(form, "x").put("sha256", "0".repeat(64));
            assertEquals(
                    "FP-2608",
                    code(
                            worker.pushOne(
                                    worker.create(
                                            EntityType.SUBMISSIONS, hub.ids.next(), damaged))));
        }
        assertEquals(0.8, seen().path("trust_score").asDouble());
        var skewed = worker.telemetry();
        skewed.putArray("metrics")
                .addObject()
                .put("name", "clock_skew_millis")
                .put("value", -86_400_000);
        assertEquals("OK", code(tell(skewed)));
        assertEquals(0.5, seen().path("trust_score").asDouble());
        var right = worker.telemetry();
        right.putArray("metrics").addObject().put("name", "clock_skew_millis").put("value", 80);
        assertEquals("OK", code(tell(right)));
        assertEquals(0.8, seen().path("trust_score").asDouble());
        hub.pass(Duration.ofDays(31));
        assertEquals(1.0, seen().path("trust_score").asDouble());
    }

    @Test
    void nobody_gives_themselves_trust() {
        var row =
                supervisor.pull(100).stream()
                        .filter(c -> c.entityId().equals(worker.who().deviceId()))
                        .findFirst()
                        .orElseThrow();
        var payload = Objects.requireNonNull(row.payload()).put("trust_score", 0.1);
        var changed =
                supervisor.pushOne(
                        supervisor.update(
                                EntityType.MOBILE_DEVICES, row.entityId(), row.version(), payload));
        assertEquals(Outcome.OK, changed.outcome());
        assertEquals(1.0, seen().path("trust_score").asDouble());
    }

    /** A request and what an active field worker and an active supervisor get for it. */
    private record Ask(String method, String path, String body, int worker, int supervisor) {}

    private static String text(Object body) {
        return Json.write(Json.tree(body));
    }

    private List<Ask> asks() {
        var none = "";
        var unknown = hub.ids.next();
        return List.of(
                new Ask("GET", "/sync/changes", none, 200, 200),
                new Ask("GET", "/sync/snapshot", none, 200, 200),
                new Ask("POST", "/sync/push", none, 400, 400),
                new Ask(
                        "POST",
                        "/sync/lease",
                        text(new LeaseRequest("MEDIA_UPLOAD", null)),
                        200,
                        200),
                new Ask("DELETE", "/sync/lease/" + unknown, none, 204, 204),
                new Ask("POST", "/sync/manifest", text(new ManifestRequest(List.of())), 200, 200),
                new Ask("GET", "/conflicts", none, 403, 200),
                new Ask("GET", "/conflicts/" + unknown, none, 403, 404),
                new Ask(
                        "POST",
                        "/conflicts/" + unknown + "/decision",
                        text(new ConflictDecision(unknown, 1, 1L, "accept_server", null, null)),
                        403,
                        404),
                new Ask("POST", "/media", none, 412, 412),
                new Ask("HEAD", "/media/uploads/" + unknown, none, 412, 412),
                new Ask("PATCH", "/media/uploads/" + unknown, none, 412, 412),
                new Ask("GET", "/media/" + unknown, none, 404, 404));
    }

    private List<Integer> statuses(TestDevice device) {
        var statuses = new ArrayList<Integer>();
        for (var ask : asks()) {
            var body = ask.method().equals("GET") ? null : ask.body().getBytes(UTF_8);
            statuses.add(device.send(ask.method(), ask.path(), body).statusCode());
        }
        return statuses;
    }

    @Test
    void every_path_answers_by_status_and_role() {
        assertEquals(asks().stream().map(Ask::worker).toList(), statuses(worker));
        assertEquals(asks().stream().map(Ask::supervisor).toList(), statuses(supervisor));
        var admin = hub.server.administration();
        for (var device : List.of(worker, supervisor)) {
            admin.suspend(hub.organization(ORG), new DeviceId(device.who().deviceId()));
            // A push is read, to be kept, before it is refused.
            assertEquals(all(403, 400), statuses(device));
            admin.revoke(hub.organization(ORG), new DeviceId(device.who().deviceId()));
            assertEquals(all(401, 400), statuses(device));
            var nobody = new TestDevice(hub);
            assertEquals(all(401, 401), statuses(nobody));
        }
    }

    private List<Integer> all(int status, int push) {
        return asks().stream().map(ask -> ask.path().equals("/sync/push") ? push : status).toList();
    }
}
