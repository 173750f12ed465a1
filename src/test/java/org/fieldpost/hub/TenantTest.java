package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing crosses from one organization to another, whatever ids a device names. */
@ParameterizedClass
@EnumSource(Dialect.class)
class TenantTest {
    private static final byte[] PHOTO = "a photo".getBytes(StandardCharsets.UTF_8);
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice here;
    private TestDevice stranger;
    private FormRef form;
    private UUID submission = new UUID(0, 0);
    private UUID media = new UUID(0, 0);
    private UUID conflict = new UUID(0, 0);
    private UUID telemetry = new UUID(0, 0);
    private String upload = "";

    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        here = hub.device("Here", Role.ADMIN);
        stranger = hub.device("Elsewhere", Role.ADMIN);
        form = hub.form("Here", "water_point");
        hub.form("Elsewhere", "water_point");
        submission = created(here, EntityType.SUBMISSIONS, here.submission(form, "x"));
        media =
                created(
                        here,
                        EntityType.SUBMISSION_MEDIA,
                        here.media(submission, Sha256.of(PHOTO).hex(), PHOTO.length));
        conflict = created(here, EntityType.CONFLICTS, here.conflict(submission));
        telemetry = created(here, EntityType.TELEMETRY, here.telemetry());
        upload = upload(here, media);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private UUID created(
            TestDevice device,
            EntityType type,
            com.fasterxml.jackson.databind.node.ObjectNode payload) {
        var result = device.pushOne(device.create(type, hub.ids.next(), payload));
        assertEquals(Outcome.OK, result.outcome(), () -> String.valueOf(result.error()));
        return Objects.requireNonNull(result.entityId());
    }

    private String upload(TestDevice device, UUID id) {
        var metadata = "id " + base64(id.toString()) + ",sha256 " + base64(Sha256.of(PHOTO).hex());
        var response =
                device.send(
                        "POST",
                        "/media",
                        new byte[0],
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        Integer.toString(PHOTO.length),
                        "Upload-Metadata",
                        metadata);
        assertEquals(201, response.statusCode());
        assertEquals("0", response.headers().firstValue("Upload-Offset").orElse(""));
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String code(CommandResult result) {
        return result.error() == null ? result.outcome().name() : result.error().code();
    }

    @Test
    void a_stranger_pulls_nothing_of_ours() {
        var ours = List.of(submission, media, conflict, telemetry, here.who().deviceId());
        Assertions.assertFalse(
                stranger.pull(100).stream().anyMatch(c -> ours.contains(c.entityId())));
        assertEquals(5, here.pull(100).stream().filter(c -> ours.contains(c.entityId())).count());
    }

    @Test
    void a_stranger_takes_no_snapshot_of_ours_and_gives_back_no_lease_of_ours() {
        var ours = List.of(submission, media, conflict, telemetry, here.who().deviceId());
        var theirs =
                Json.read(stranger.send("GET", "/sync/snapshot", null).body(), SnapshotPage.class);
        assertTrue(theirs.complete());
        Assertions.assertFalse(
                theirs.changes().stream().anyMatch(c -> ours.contains(c.entityId())));
        var body = Json.bytes(new LeaseRequest("media_upload", null));
        var lease = Json.read(here.send("POST", "/sync/lease", body).body(), LeaseResponse.class);
        assertEquals(
                204, stranger.send("DELETE", "/sync/lease/" + lease.leaseId(), null).statusCode());
        var still = Json.read(here.send("POST", "/sync/lease", body).body(), LeaseResponse.class);
        assertEquals(lease.leaseId(), still.leaseId());
        var snapshot =
                Json.read(here.send("GET", "/sync/snapshot", null).body(), SnapshotPage.class);
        var path = "/sync/changes?cursor=" + snapshot.next();
        var mixed = stranger.send("GET", path, null);
        assertEquals(409, mixed.statusCode(), "a place in another organization's history");
        assertEquals("FP-2408", TestDevice.error(mixed).code());
    }

    @Test
    void a_stranger_changes_and_deletes_nothing_of_ours() {
        var results =
                stranger.push(
                        stranger.update(
                                EntityType.SUBMISSIONS,
                                submission,
                                1,
                                stranger.submission(form, "theirs")),
                        stranger.update(
                                EntityType.SUBMISSION_MEDIA,
                                media,
                                1,
                                here.media(submission, "e".repeat(64), 7)),
                        stranger.update(
                                EntityType.CONFLICTS, conflict, 1, here.conflict(submission)),
                        stranger.update(
                                EntityType.MOBILE_DEVICES, here.who().deviceId(), 1, Json.object()),
                        stranger.delete(EntityType.SUBMISSIONS, submission, 1),
                        stranger.delete(EntityType.SUBMISSION_MEDIA, media, 1),
                        stranger.delete(EntityType.CONFLICTS, conflict, 1),
                        stranger.delete(EntityType.TELEMETRY, telemetry, 1));
        results.forEach(result -> assertEquals("FP-2604", code(result)));
    }

    @Test
    void a_stranger_refers_to_nothing_of_ours() {
        var onOurDevice =
                stranger.submission(form, "x").put("device_id", here.who().deviceId().toString());
        var underOurs = stranger.submission(form, "x").put("parent_id", submission.toString());
        var aboutOurs = stranger.conflict(submission);
        var ofOurs = stranger.media(submission, "e".repeat(64), 7);
        var ourTelemetry = here.telemetry();
        var results =
                stranger.push(
                        stranger.create(EntityType.SUBMISSIONS, hub.ids.next(), onOurDevice),
                        stranger.create(EntityType.SUBMISSIONS, hub.ids.next(), underOurs),
                        stranger.create(EntityType.CONFLICTS, hub.ids.next(), aboutOurs),
                        stranger.create(EntityType.SUBMISSION_MEDIA, hub.ids.next(), ofOurs),
                        stranger.create(EntityType.TELEMETRY, hub.ids.next(), ourTelemetry));
        results.forEach(result -> assertEquals("FP-2605", code(result)));
    }

    @Test
    void keys_of_one_organization_mean_nothing_in_another() {
        var clientId = hub.ids.next();
        var ours = here.create(EntityType.SUBMISSIONS, clientId, here.submission(form, "ours"));
        var theirs =
                new org.fieldpost.contract.PushCommand(
                        ours.commandId(),
                        ours.entityType(),
                        ours.action(),
                        clientId,
                        null,
                        1,
                        stranger.submission(form, "theirs"));
        var first = here.pushOne(ours);
        var second = stranger.pushOne(theirs);
        assertEquals(Outcome.OK, second.outcome());
        assertNotEquals(first.entityId(), second.entityId());
        var sameMedia =
                stranger.pushOne(
                        stranger.create(
                                EntityType.SUBMISSION_MEDIA,
                                media,
                                stranger.media(
                                        Objects.requireNonNull(second.entityId()),
                                        "e".repeat(64),
                                        7)));
        assertEquals(Outcome.OK, sameMedia.outcome());
    }

    @Test
    void a_stranger_neither_sees_nor_fills_our_uploads_nor_reads_our_photos() {
        String[] tus = {"Tus-Resumable", "1.0.0"};
        assertEquals(404, stranger.send("HEAD", upload, null, tus).statusCode());
        var patch =
                new String[] {
                    "Tus-Resumable",
                    "1.0.0",
                    "Upload-Offset",
                    "0",
                    "Content-Type",
                    "application/offset+octet-stream"
                };
        assertEquals(404, stranger.send("PATCH", upload, PHOTO, patch).statusCode());
        assertEquals(204, here.send("PATCH", upload, PHOTO, patch).statusCode());
        assertEquals(404, stranger.send("GET", "/media/" + media, null).statusCode());
        assertArrayEquals(PHOTO, here.send("GET", "/media/" + media, null).body());
        // Held by us, not by them: the hub does not even tell that it knows the bytes.
        upload(stranger, hub.ids.next());
    }

    @Test
    void a_manifest_finds_only_ones_own() {
        var entries =
                List.of(
                        ManifestEntry.of(EntityType.SUBMISSIONS, submission, 1),
                        ManifestEntry.of(EntityType.SUBMISSION_MEDIA, media, 9));
        var body = Json.bytes(new ManifestRequest(entries));
        var theirs =
                Json.read(
                        stranger.send("POST", "/sync/manifest", body).body(),
                        ManifestResponse.class);
        assertEquals(entries, theirs.missing());
        var ours =
                Json.read(here.send("POST", "/sync/manifest", body).body(), ManifestResponse.class);
        assertEquals(List.of(), ours.missing());
        var older =
                java.util.stream.Stream.concat(ours.older().stream(), ours.overtaken().stream());
        assertEquals(List.of(media), older.map(ManifestEntry::entityId).toList());
    }

    @Test
    void leases_of_one_organization_do_not_count_in_another() {
        var body = Json.bytes(new LeaseRequest("media_upload", null));
        var ours = Json.read(here.send("POST", "/sync/lease", body).body(), LeaseResponse.class);
        var again = Json.read(here.send("POST", "/sync/lease", body).body(), LeaseResponse.class);
        assertEquals(ours.leaseId(), again.leaseId(), "one for each purpose, renewed");
        var theirs =
                Json.read(stranger.send("POST", "/sync/lease", body).body(), LeaseResponse.class);
        assertTrue(theirs.granted());
        assertNotEquals(ours.leaseId(), theirs.leaseId());
    }

    @Test
    void administration_stays_in_its_organization() {
        var admin = hub.server.administration();
        var elsewhere = hub.organization("Elsewhere");
        Assertions.assertThrows(
                Refused.class, () -> admin.revoke(elsewhere, new DeviceId(here.who().deviceId())));
        var ourUser = new org.fieldpost.submission.UserId(here.who().userId());
        Assertions.assertThrows(Refused.class, () -> admin.mintCode(elsewhere, ourUser));
        assertEquals(1, admin.devices(elsewhere).size());
    }

    @Test
    void a_field_worker_changes_nothing_of_a_colleague() {
        var one = hub.device("Here", Role.FIELD_WORKER);
        var two = hub.device("Here", Role.FIELD_WORKER);
        var theirs = created(two, EntityType.SUBMISSIONS, two.submission(form, "x"));
        var results =
                one.push(
                        one.update(EntityType.SUBMISSIONS, theirs, 1, one.submission(form, "y")),
                        one.delete(EntityType.SUBMISSIONS, theirs, 1),
                        one.create(
                                EntityType.SUBMISSION_MEDIA,
                                hub.ids.next(),
                                one.media(theirs, "e".repeat(64), 7)),
                        one.create(
                                EntityType.SUBMISSIONS,
                                hub.ids.next(),
                                one.submission(form, "z")
                                        .put("created_by", two.who().userId().toString())));
        assertEquals(
                List.of("FP-2604", "FP-2604", "FP-2605", "FP-2607"),
                results.stream().map(TenantTest::code).toList());
    }
}
