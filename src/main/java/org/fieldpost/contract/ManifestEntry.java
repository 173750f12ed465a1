package org.fieldpost.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * A row a device believes the hub holds. All hashes are SHA-256 of canonical JSON, lower-case hex; they are there for
 * submissions only, and what is absent is not compared. In an answer they are those of the row the hub holds.
 *
 * @param entityType what it is
 * @param entityId its permanent id
 * @param version the hub's row version the device was told; in an answer, the version the hub holds
 * @param sha256 of a submission's answers, or {@link #DELETED}
 * @param metadata of what else whoever finishes it says: what was noted beside the answers, whether it belongs to a
 *     record, the form, and when
 * @param verdict of {@code status}, {@code review} and, unless it is pending, {@code reviewed_at}; absent from whoever
 *     may not review
 */
public record ManifestEntry(
        EntityType entityType,
        UUID entityId,
        long version,
        @Nullable String sha256,
        @Nullable String metadata,
        @Nullable String verdict) {
    /** In the place of a hash: the device was told in that version that the row is deleted. */
    public static final String DELETED = "deleted";

    private static final String NO_VERDICT = "pending";
    private static final List<String> BESIDE =
            List.of("metadata", "form_code", "form_version", "updated_at");

    /** Without a hash. */
    public static ManifestEntry of(EntityType entityType, UUID entityId, long version) {
        return new ManifestEntry(entityType, entityId, version, null, null, null);
    }

    /** The row is deleted in that version. */
    public static ManifestEntry deleted(EntityType entityType, UUID entityId, long version) {
        return new ManifestEntry(entityType, entityId, version, DELETED, null, null);
    }

    /** With the hashes of what {@code payload} says, if it is a submission's. */
    public static ManifestEntry saying(
            EntityType entityType, UUID entityId, long version, ObjectNode payload) {
        var answers = payload.path("sha256");
        if (entityType != EntityType.SUBMISSIONS || !answers.isTextual()) {
            return of(entityType, entityId, version);
        }
        return new ManifestEntry(
                entityType,
                entityId,
                version,
                answers.textValue(),
                metadata(payload),
                verdict(payload));
    }

    /** The same, saying nothing of the verdict. */
    public ManifestEntry withoutVerdict() {
        return new ManifestEntry(entityType, entityId, version, sha256, metadata, null);
    }

    /** Whether a submission's columns say all this entry tells of. */
    public boolean isSaidBy(ObjectNode payload) {
        return payload.path("sha256").asText().equals(sha256)
                && (metadata == null || metadata.equals(metadata(payload)))
                && (verdict == null || verdict.equals(verdict(payload)));
    }

    /** The time tells the same words said again from those said before others. */
    private static String metadata(ObjectNode payload) {
        var said = Json.object();
        for (var column : BESIDE) {
            var value = payload.get(column);
            if (value != null && !value.isNull() && !(value.isObject() && value.isEmpty())) {
                said.set(column, value);
            }
        }
        // Not which: it may have another id by now.
        said.put("parent", payload.path("parent_id").isTextual());
        return Json.canonicalHash(said).hex();
    }

    private static String verdict(ObjectNode payload) {
        var said = Json.object();
        said.set("status", payload.path("status"));
        if (payload.get("review") instanceof ObjectNode review) {
            said.set("review", review);
        }
        if (!payload.path("status").asText().equals(NO_VERDICT)) {
            said.set("reviewed_at", payload.path("reviewed_at"));
        }
        return Json.canonicalHash(said).hex();
    }
}
