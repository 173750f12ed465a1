package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.ConflictList;
import org.fieldpost.contract.ConflictView;
import org.fieldpost.contract.DecisionResponse;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.kernel.Json;

/**
 * The OpenAPI 3.1 document of the hub, what {@code docs/protocol.md} says for programs. Its schemas are made from the
 * wire records; a test holds its paths to the routes and its schemas to real answers.
 */
final class ApiDocument {
    private static final String OFFSET = "Upload-Offset";
    private static final String TUS = "Tus-Resumable";
    private final RecordSchemas schemas = new RecordSchemas();
    private final ObjectNode paths = Json.object();

    private ApiDocument() {}

    static ObjectNode of(String version) {
        return new ApiDocument().write(version);
    }

    private ObjectNode write(String version) {
        watching();
        joining();
        syncing();
        conflicts();
        photos();
        administration();
        var document = Json.object().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Fieldpost hub")
                .put("version", version)
                .put("description", "JSON over HTTP; every answer carries X-Request-Id.");
        document.set("paths", paths);
        var components = document.putObject("components");
        components.set("schemas", schemas.all());
        var security = components.putObject("securitySchemes");
        for (var name : new String[] {"device", "administration"}) {
            security.putObject(name).put("type", "http").put("scheme", "bearer");
        }
        return document;
    }

    private ApiOperation on(String method, String path) {
        return new ApiOperation(paths, schemas, method, path);
    }

    private static ObjectNode type(String name) {
        return Json.object().put("type", name);
    }

    private void watching() {
        on("GET", "/health")
                .does("Alive, and by which clock.")
                .answers(200, "It serves.", HubHealth.class)
                .answers(503, "It finishes what is under way and ends.", HubHealth.class);
        on("GET", "/metrics")
                .does("Numbers for Prometheus: to the hub's own machine, or with the secret.")
                .answers(200, "Prometheus text, version 0.0.4.", "text/plain", type("string"))
                .error(403, "FP-2403: asked from elsewhere without the secret.");
        on("GET", "/openapi.json")
                .does("This.")
                .answers(200, "This.", "application/json", type("object"));
    }

    private void joining() {
        on("POST", "/enrol")
                .does("A single-use code for a token.")
                .takes(EnrolRequest.class)
                .answers(200, "The device is in.", EnrolResponse.class)
                .error(
                        403,
                        "FP-2443: wrong, used or expired code; FP-2444: another person's profile.")
                .error(429, "FP-2429: too many attempts from this address.");
    }

    private void syncing() {
        on("POST", "/sync/push")
                .does("Commands out of the device's outbox; packed with gzip or not.")
                .forDevices()
                .takes(PushRequest.class)
                .header("Content-Encoding", false)
                .answers(
                        200,
                        "One result for each command; the same to the byte when repeated.",
                        PushResponse.class)
                .error(409, "FP-2409: another epoch.")
                .error(422, "FP-2422: the operation id is not that of these commands.")
                .error(503, "FP-2467: the hub has started since the device looked.");
        on("GET", "/sync/changes")
                .does("A page of changes in commit order.")
                .forDevices()
                .query("cursor", type("string"))
                .query("limit", type("integer"))
                .query("own", type("string"))
                .answers(200, "A page.", PullResponse.class)
                .error(400, "FP-2400: not understood.")
                .error(409, "FP-2409: another epoch.")
                .error(
                        410,
                        "FP-2410, FP-2411: changes no longer tell everything; take a snapshot.");
        on("GET", "/sync/snapshot")
                .does("All the person may see, page by page.")
                .forDevices()
                .query("after", type("string"))
                .query("limit", type("integer"))
                .answers(200, "A page.", SnapshotPage.class)
                .error(400, "FP-2400: not understood.")
                .error(409, "FP-2409: another epoch.")
                .error(410, "FP-2410, FP-2411: begin a new snapshot.");
        on("POST", "/sync/lease")
                .does("Admission to bulk work.")
                .forDevices()
                .takes(LeaseRequest.class)
                .answers(200, "Granted, or when to ask again.", LeaseResponse.class);
        on("DELETE", "/sync/lease/{id}")
                .does("Gives a lease back.")
                .forDevices()
                .answers(204, "It is given back, or had ended.")
                .error(404, "FP-2404: not an id.");
        on("POST", "/sync/manifest")
                .does("What a device believes acknowledged, for what the hub lacks.")
                .forDevices()
                .takes(ManifestRequest.class)
                .answers(200, "What is missing here.", ManifestResponse.class);
        on("GET", "/events")
                .does("A WebSocket with hints: {\"type\":\"changed\"}.")
                .forDevices()
                .answers(101, "Listening.");
    }

    private void conflicts() {
        on("GET", "/conflicts")
                .does("Undecided conflicts, oldest first; for supervisors.")
                .forDevices()
                .query("after", type("string").put("format", "uuid"))
                .query("limit", type("integer"))
                .answers(200, "A page.", ConflictList.class)
                .error(400, "FP-2400: not understood.");
        on("GET", "/conflicts/{id}")
                .does("A conflict with the row as it is now; for supervisors.")
                .forDevices()
                .answers(200, "The conflict.", ConflictView.class)
                .error(404, "FP-2404: no such conflict.");
        on("POST", "/conflicts/{id}/decision")
                .does("Decides a conflict; the same commandId again, the same answer.")
                .forDevices()
                .takes(ConflictDecision.class)
                .answers(200, "Decided.", DecisionResponse.class)
                .error(404, "FP-2404: no such conflict.")
                .error(409, "FP-2456: decided meanwhile; FP-2457: the row has changed meanwhile.")
                .error(422, "The decision cannot be carried out.");
    }

    private void photos() {
        on("OPTIONS", "/media")
                .does("What of tus is spoken.")
                .answers(204, "tus 1.0.0.", TUS, "Tus-Version", "Tus-Extension", "Tus-Max-Size");
        on("POST", "/media")
                .does("Begins an upload (tus creation).")
                .forDevices()
                .header(TUS, true)
                .header("Upload-Length", true)
                .header("Upload-Metadata", true)
                .answers(201, "Begun, or held already.", "Location", OFFSET, "Upload-Expires")
                .error(400, "FP-2400: not understood.")
                .error(404, "FP-2404: another person's file.")
                .error(412, "FP-2412: another version of tus.")
                .error(413, "FP-2413: too large.")
                .error(422, "FP-2461: announced with another hash.")
                .error(507, "FP-2507: the hub's disk is full.");
        on("HEAD", "/media/uploads/{id}")
                .does("How far an upload is.")
                .forDevices()
                .header(TUS, true)
                .answers(200, "So far.", OFFSET, "Upload-Length", "Upload-Expires")
                .error(404, "FP-2404: no such upload.")
                .error(410, "FP-2462: expired.")
                .error(412, "FP-2412: another version of tus.");
        on("PATCH", "/media/uploads/{id}")
                .does("Appends bytes.")
                .forDevices()
                .header(TUS, true)
                .header(OFFSET, true)
                .takes("application/offset+octet-stream", type("string").put("format", "binary"))
                .answers(204, "They are on the hub's disk.", OFFSET)
                .error(404, "FP-2404: no such upload.")
                .error(409, "FP-2464: the upload stands elsewhere.")
                .error(410, "FP-2462: expired.")
                .error(412, "FP-2412: another version of tus.")
                .error(415, "FP-2415: another content type.")
                .error(423, "FP-2463: another request is sending it; Retry-After says when.")
                .error(460, "FP-2460: not the bytes announced; it begins at 0 again.")
                .error(507, "FP-2507: the hub's disk is full.");
        on("GET", "/media/{id}")
                .does("The bytes of a photo.")
                .forDevices()
                .header("Range", false)
                .answers(
                        200,
                        "All.",
                        "application/octet-stream",
                        type("string").put("format", "binary"))
                .answers(
                        206,
                        "A range.",
                        "application/octet-stream",
                        type("string").put("format", "binary"))
                .error(404, "FP-2404: no such file, or its bytes are not here yet.")
                .error(416, "FP-2416: no such range.");
        on("GET", "/forms/{id}/files/{sha256}")
                .does("The bytes of a choice list the form names.")
                .forDevices()
                .header("Range", false)
                .answers(200, "All.", "text/csv", type("string").put("format", "binary"))
                .answers(206, "A range.", "text/csv", type("string").put("format", "binary"))
                .error(404, "FP-2404: the form has no such file here.")
                .error(416, "FP-2416: no such range.");
    }

    private void administration() {
        for (var what :
                new String[] {
                    "code", "publish", "device-status", "release", "jobs", "users", "devices"
                }) {
            on("POST", "/admin/" + what)
                    .does("For the command line on the hub's machine.")
                    .forAdministrators()
                    .takes("application/json", type("object"))
                    .answers(
                            200, "An object, or a list of them.", "application/json", Json.object())
                    .error(404, "FP-2404: nobody, or nothing, of this name.")
                    .error(422, "FP-2466: the form cannot be read.");
        }
    }
}
