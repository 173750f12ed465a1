package org.fieldpost.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.MediaId;
import org.fieldpost.submission.Position;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.SubmissionMedia;
import org.jspecify.annotations.Nullable;

/** {@link SubmissionMedia} to and from the columns of {@code submission_media}. */
public final class MediaPayload {
    private MediaPayload() {}

    /** The columns of a photo that goes out with {@code submission}. */
    public static ObjectNode of(SubmissionMedia media, SubmissionId submission) {
        var payload = Json.object();
        payload.put("submission_id", submission.toString());
        payload.put("question", media.question());
        payload.put("key", media.sha256().hex());
        payload.put("sha256", media.sha256().hex());
        payload.put("filename", media.filename());
        payload.put("content_type", media.contentType());
        payload.put("size_bytes", media.sizeBytes());
        if (media.position() != null) {
            payload.set("gps", Json.tree(media.position()));
        }
        put(payload, "captured_at", media.capturedAt());
        put(payload, "uploaded_at", media.uploadedAt());
        put(payload, "created_at", media.createdAt());
        return payload;
    }

    private static void put(ObjectNode payload, String name, @Nullable Instant at) {
        if (at != null) {
            payload.put(name, at.toString());
        }
    }

    /** The photo a row tells of. */
    public static SubmissionMedia media(EntityRow row) {
        var said = row.payload();
        var created = instant(said.get("created_at"));
        return new SubmissionMedia(
                new MediaId(row.id()),
                SubmissionId.of(said.path("submission_id").asText()),
                said.path("question").asText(),
                new Sha256(said.path("sha256").asText()),
                said.path("filename").asText(),
                said.path("content_type").asText(),
                said.path("size_bytes").asLong(),
                position(said.path("gps")),
                instant(said.get("captured_at")),
                instant(said.get("uploaded_at")),
                created == null ? row.changedAt() : created);
    }

    private static @Nullable Instant instant(@Nullable JsonNode text) {
        return text == null ? null : Instant.parse(text.asText());
    }

    private static @Nullable Position position(JsonNode gps) {
        return gps.isObject() ? Json.read(gps, Position.class) : null;
    }
}
