package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document says what the hub does: all its paths, its records, and what it really answers. */
class ApiDocumentTest {
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private ObjectNode document;

    @BeforeEach
    void start() {
        hub = new TestHub(Dialect.H2, folder);
        var response = new TestDevice(hub).send("GET", "/openapi.json", null);
        assertEquals(200, response.statusCode());
        document = (ObjectNode) Json.parse(response.body());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void every_route_is_in_it_and_nothing_else() {
        var described = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        described.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey())));
        assertEquals(hub.server.routes(), described);
        assertEquals("3.1.0", document.path("openapi").asText());
    }

    @Test
    void every_schema_has_the_components_of_its_record() throws ClassNotFoundException {
        var schemas = document.at("/components/schemas");
        assertTrue(schemas.size() > 10, schemas::toString);
        for (var schema : schemas.properties()) {
            var record = Class.forName("org.fieldpost.contract." + schema.getKey());
            var names = new ArrayList<String>();
            schema.getValue().path("properties").fieldNames().forEachRemaining(names::add);
            assertEquals(
                    Arrays.stream(record.getRecordComponents()).map(c -> c.getName()).toList(),
                    names);
            var required = new TreeSet<String>();
            schema.getValue().path("required").forEach(name -> required.add(name.asText()));
            var expected = new TreeSet<String>();
            for (var component : record.getRecordComponents()) {
                if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    expected.add(component.getName());
                }
            }
            assertEquals(expected, required, schema.getKey());
        }
    }

    /** Method and path as in the document, and what really came back. */
    private void holds(String method, String path, HttpResponse<byte[]> response) {
        var operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        var answer = operation.path("responses").path(Integer.toString(response.statusCode()));
        var said = method + " " + path + " " + response.statusCode();
        assertFalse(answer.isMissingNode(), () -> "not described: " + said);
        answered.add(said);
        for (var header : answer.path("headers").properties()) {
            assertTrue(
                    response.headers().firstValue(header.getKey()).isPresent(),
                    () -> said + " lacks " + header.getKey());
        }
        var content = answer.path("content");
        if (method.equals("HEAD") || content.isMissingNode()) {
            assertEquals(0, response.body().length, said);
            return;
        }
        var type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (type.equals("application/json")) {
            assertEquals(
                    List.of(), faults(content.path(type).path("schema"), response.body()), said);
        }
    }

    private final Set<String> answered = new TreeSet<>();
    private final Map<JsonNode, com.networknt.schema.Schema> compiled = new HashMap<>();

    private List<String> faults(JsonNode schema, byte[] body) {
        assertFalse(schema.isMissingNode());
        return compiled
                .computeIfAbsent(schema, this::compile)
                .validate(new String(body, StandardCharsets.UTF_8), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private com.networknt.schema.Schema compile(JsonNode schema) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.write(whole), InputFormat.JSON);
    }

    @Test
    void real_answers_of_every_path_are_as_described() {
        var worker = hub.device("Water Aid", Role.FIELD_WORKER);
        var form = hub.form("Water Aid", "water_point");
        var nobody = new TestDevice(hub);
        holds("GET", "/health", nobody.send("GET", "/health", null));
        holds("GET", "/metrics", nobody.send("GET", "/metrics", null));
        holds("GET", "/metrics", nobody.send("GET", "/metrics", null, "Via", "1.1 proxy"));
        holds("GET", "/openapi.json", nobody.send("GET", "/openapi.json", null));
        enrolments(nobody);
        var create =
                worker.create(EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, "x"));
        var body = TestDevice.request(create);
        var pushed = worker.send("POST", "/sync/push", body);
        holds("POST", "/sync/push", pushed);
        var id = Json.parse(pushed.body()).at("/results/0/entityId").asText();
        var late = worker.update(EntityType.SUBMISSIONS, UUID.fromString(id), 9, Json.object());
        holds("POST", "/sync/push", worker.send("POST", "/sync/push", TestDevice.request(late)));
        holds("POST", "/sync/push", worker.send("POST", "/sync/push", new byte[] {'{'}));
        holds("POST", "/sync/push", nobody.send("POST", "/sync/push", body));
        holds("POST", "/sync/push", worker.send("POST", "/sync/push", new byte[9_000_000]));
        holds("GET", "/sync/changes", worker.send("GET", "/sync/changes", null));
        holds("GET", "/sync/changes", worker.send("GET", "/sync/changes?cursor=x", null));
        holds("GET", "/sync/snapshot", worker.send("GET", "/sync/snapshot", null));
        holds("GET", "/sync/snapshot", nobody.send("GET", "/sync/snapshot", null));
        leases(worker);
        var lost = ManifestEntry.of(EntityType.SUBMISSIONS, new UUID(3, 3), 1);
        var manifest = Json.bytes(new ManifestRequest(List.of(lost)));
        holds("POST", "/sync/manifest", worker.send("POST", "/sync/manifest", manifest));
        holds("POST", "/sync/manifest", worker.send("POST", "/sync/manifest", new byte[] {'['}));
        events(nobody);
        conflicts(worker, UUID.fromString(id));
        photos(worker, UUID.fromString(id));
        administration(nobody);
        var paths = new TreeSet<String>();
        answered.forEach(said -> paths.add(said.substring(0, said.lastIndexOf(' '))));
        assertEquals(hub.server.routes(), paths, "every path was asked");
    }

    private void enrolments(TestDevice nobody) {
        var admin = hub.server.administration();
        var organization = hub.organization("Water Aid");
        var user = admin.createUser(organization, "Awa", Set.of());
        var request = TestHub.request(admin.mintCode(organization, user).code(), "external-a");
        for (int times = 0; times < 2; times++) {
            holds("POST", "/enrol", nobody.send("POST", "/enrol", Json.bytes(request)));
        }
        holds("POST", "/enrol", nobody.send("POST", "/enrol", new byte[] {'{', '}'}));
    }

    private void events(TestDevice nobody) {
        var refused =
                assertThrows(
                        CompletionException.class,
                        () -> Ears.listen(hub.http, hub, nobody, new Ears()));
        var handshake = assertInstanceOf(WebSocketHandshakeException.class, refused.getCause());
        int status = handshake.getResponse().statusCode();
        assertEquals(401, status);
        assertTrue(document.at("/paths/~1events/get/responses").has(Integer.toString(status)));
        answered.add("GET /events " + status);
    }

    private void leases(TestDevice worker) {
        var body = Json.bytes(new LeaseRequest("bulk", null));
        var granted = worker.send("POST", "/sync/lease", body);
        holds("POST", "/sync/lease", granted);
        holds("POST", "/sync/lease", worker.send("POST", "/sync/lease", new byte[] {'{', '}'}));
        var lease = Json.parse(granted.body()).path("leaseId").asText();
        var path = "/sync/lease/{id}";
        holds("DELETE", path, worker.send("DELETE", "/sync/lease/" + lease, null));
        holds("DELETE", path, worker.send("DELETE", "/sync/lease/none", null));
    }

    private void conflicts(TestDevice worker, UUID submission) {
        var create =
                worker.create(EntityType.CONFLICTS, hub.ids.next(), worker.conflict(submission));
        var conflict = worker.pushOne(create).entityId();
        var supervisor = hub.device("Water Aid", Role.SUPERVISOR);
        for (var device : List.of(supervisor, worker)) {
            holds("GET", "/conflicts", device.send("GET", "/conflicts", null));
            var one = device.send("GET", "/conflicts/" + conflict, null);
            holds("GET", "/conflicts/{id}", one);
        }
        var unknown = supervisor.send("GET", "/conflicts/" + new UUID(1, 1), null);
        holds("GET", "/conflicts/{id}", unknown);
        var path = "/conflicts/" + conflict + "/decision";
        var decision = new ConflictDecision(hub.ids.next(), 1, 1L, "accept_server", null, null);
        for (var device : List.of(worker, supervisor)) {
            var decided = device.send("POST", path, Json.bytes(decision));
            holds("POST", "/conflicts/{id}/decision", decided);
        }
        var other = new ConflictDecision(hub.ids.next(), 1, 1L, "accept_server", null, null);
        var late = supervisor.send("POST", path, Json.bytes(other));
        holds("POST", "/conflicts/{id}/decision", late);
    }

    private void photos(TestDevice worker, UUID submission) {
        var photo = new byte[5_000];
        var media = hub.ids.next();
        var row = worker.media(submission, Tus.hash(photo), photo.length);
        worker.pushOne(worker.create(EntityType.SUBMISSION_MEDIA, media, row));
        holds("OPTIONS", "/media", worker.send("OPTIONS", "/media", null));
        var created = Tus.create(worker, media, Tus.hash(photo), photo.length);
        holds("POST", "/media", created);
        holds("POST", "/media", Tus.create(worker, media, "no hash", 5));
        holds("POST", "/media", Tus.create(worker, media, "d".repeat(64), 5));
        var at = Tus.location(created);
        var upload = "/media/uploads/{id}";
        holds("HEAD", upload, Tus.head(worker, at));
        holds("HEAD", upload, Tus.head(worker, "/media/uploads/" + new UUID(1, 1)));
        holds("PATCH", upload, Tus.patch(worker, at, 7, photo));
        holds("PATCH", upload, Tus.patch(worker, at, 0, new byte[5_000 - 1]));
        holds("GET", "/media/{id}", worker.send("GET", "/media/" + media, null));
        holds("PATCH", upload, Tus.patch(worker, at, 4_999, new byte[] {1}));
        holds("PATCH", upload, Tus.patch(worker, at, 0, photo));
        holds("GET", "/media/{id}", worker.send("GET", "/media/" + media, null));
        holds(
                "GET",
                "/media/{id}",
                worker.send("GET", "/media/" + media, null, "Range", "bytes=1-2"));
        holds(
                "GET",
                "/media/{id}",
                worker.send("GET", "/media/" + media, null, "Range", "bytes=9999-"));
        var list = "/forms/{id}/files/{sha256}";
        var none = "/forms/" + new UUID(1, 1) + "/files/" + Tus.hash(photo);
        holds("GET", list, worker.send("GET", none, null));
        var old = Tus.location(Tus.create(worker, hub.ids.next(), "e".repeat(64), 9));
        hub.pass(HubLimits.standard().uploadLifetime().plus(Duration.ofHours(1)));
        holds("HEAD", upload, Tus.head(worker, old));
    }

    private void administration(TestDevice nobody) {
        for (var what : document.path("paths").properties()) {
            if (what.getKey().startsWith("/admin/")) {
                var empty = new byte[] {'{', '}'};
                var secret = "Bearer " + TestHub.SECRET;
                holds("POST", what.getKey(), nobody.send("POST", what.getKey(), empty));
                holds(
                        "POST",
                        what.getKey(),
                        nobody.send("POST", what.getKey(), empty, "Authorization", secret));
            }
        }
        var users = Json.bytes(Json.object().put("organization", "Water Aid"));
        var secret = "Bearer " + TestHub.SECRET;
        holds(
                "POST",
                "/admin/users",
                nobody.send("POST", "/admin/users", users, "Authorization", secret));
    }
}
