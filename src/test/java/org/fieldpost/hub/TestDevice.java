package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.FormRef;
import org.jspecify.annotations.Nullable;

/** A device as the hub sees one: HTTP and a token. */
final class TestDevice {
    private final TestHub hub;
    private @Nullable EnrolResponse who;
    String token = "";

    TestDevice(TestHub hub) {
        this.hub = hub;
    }

    /** The same device, speaking to another hub on the same database. */
    TestDevice at(TestHub other) {
        var same = new TestDevice(other);
        same.token = token;
        same.who = who;
        return same;
    }

    EnrolResponse enrol(EnrolRequest request) {
        var response = send("POST", "/enrol", Json.bytes(request));
        assertEquals(
                200,
                response.statusCode(),
                () -> new String(response.body(), StandardCharsets.UTF_8));
        who = Json.read(response.body(), EnrolResponse.class);
        token = who.token();
        return who;
    }

    EnrolResponse who() {
        return Objects.requireNonNull(who);
    }

    HttpResponse<byte[]> send(
            String method, String path, byte @Nullable [] body, String... headers) {
        var request = HttpRequest.newBuilder(hub.server.address().resolve(path));
        request.method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return hub.http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static ErrorBody error(HttpResponse<byte[]> response) {
        return Json.read(response.body(), ErrorBody.class);
    }

    static byte[] request(PushCommand... commands) {
        var ids = Arrays.stream(commands).map(PushCommand::commandId).toList();
        return Json.bytes(new PushRequest(PushRequest.operationId(ids), "", List.of(commands)));
    }

    /** Pushes and returns the results, in order. */
    List<CommandResult> push(PushCommand... commands) {
        var response = send("POST", "/sync/push", request(commands));
        assertEquals(
                200,
                response.statusCode(),
                () -> new String(response.body(), StandardCharsets.UTF_8));
        return Json.read(response.body(), PushResponse.class).results();
    }

    CommandResult pushOne(PushCommand command) {
        return push(command).getFirst();
    }

    PullResponse page(@Nullable String cursor, int limit) {
        var path = "/sync/changes?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor);
        var response = send("GET", path, null);
        assertEquals(
                200,
                response.statusCode(),
                () -> new String(response.body(), StandardCharsets.UTF_8));
        return Json.read(response.body(), PullResponse.class);
    }

    /** All changes from the start, page by page. */
    List<PullChange> pull(int limit) {
        var changes = new ArrayList<PullChange>();
        String cursor = null;
        PullResponse page;
        do {
            page = page(cursor, limit);
            cursor = page.nextCursor();
            changes.addAll(page.changes());
        } while (page.hasMore());
        return changes;
    }

    PushCommand command(
            EntityType type,
            SyncAction action,
            UUID id,
            @Nullable Long baseVersion,
            @Nullable ObjectNode payload) {
        return new PushCommand(hub.ids.next(), type, action, id, baseVersion, 1, payload);
    }

    PushCommand create(EntityType type, UUID id, ObjectNode payload) {
        return command(type, SyncAction.CREATE, id, null, payload);
    }

    PushCommand update(EntityType type, UUID id, long baseVersion, ObjectNode payload) {
        return command(type, SyncAction.UPDATE, id, baseVersion, payload);
    }

    PushCommand delete(EntityType type, UUID id, long baseVersion) {
        return command(type, SyncAction.DELETE, id, baseVersion, null);
    }

    /** A submission of this device's user to a form. */
    ObjectNode submission(FormRef form, String answer) {
        return submission(form, Json.object().put("answer", answer));
    }

    ObjectNode submission(FormRef form, ObjectNode data) {
        var payload =
                Json.object()
                        .put("form_id", FormIds.of(form.code(), form.version()).toString())
                        .put("form_code", form.code())
                        .put("form_version", form.version())
                        .put("form_sha256", form.sha256().hex())
                        .put("sha256", Json.canonicalHash(data).hex())
                        .put("device_id", who().deviceId().toString())
                        .put("created_by", who().userId().toString())
                        .put("status", "pending")
                        .put("created_at", TestHub.text(hub.now()))
                        .put("updated_at", TestHub.text(hub.now()));
        payload.set("data", data);
        return payload;
    }

    ObjectNode media(UUID submission, String sha256, long bytes) {
        return Json.object()
                .put("submission_id", submission.toString())
                .put("question", "/photo")
                .put("key", sha256)
                .put("sha256", sha256)
                .put("filename", "photo.jpg")
                .put("content_type", "image/jpeg")
                .put("size_bytes", bytes)
                .put("created_at", TestHub.text(hub.now()));
    }

    ObjectNode telemetry() {
        var payload =
                Json.object()
                        .put("device_id", who().deviceId().toString())
                        .put("created_at", TestHub.text(hub.now()));
        payload.putArray("metrics").addObject().put("name", "outbox").put("value", 3);
        return payload;
    }

    ObjectNode conflict(UUID submission) {
        return Json.object()
                .put("resource_type", "submissions")
                .put("resource_id", submission.toString())
                .put("resolution", "pending")
                .put("device_id", who().deviceId().toString())
                .put("created_at", TestHub.text(hub.now()));
    }
}
