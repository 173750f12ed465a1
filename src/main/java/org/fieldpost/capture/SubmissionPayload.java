package org.fieldpost.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Draft;
import org.fieldpost.store.Enrolment;
import org.fieldpost.submission.ReviewStatus;
import org.jspecify.annotations.Nullable;

/** The columns of a submission made from a draft. Pure. */
final class SubmissionPayload {
    private static final String MEDIA = "media/";

    private SubmissionPayload() {}

    /**
     * A finished draft as a submission.
     *
     * @param before the submission's columns, when the draft edits one
     */
    static ObjectNode of(
            Draft draft,
            ObjectNode answers,
            @Nullable ObjectNode before,
            Enrolment who,
            String appVersion,
            Instant now) {
        var payload = before == null ? fresh(draft, who) : before.deepCopy();
        payload.set("data", answers);
        payload.put("sha256", Json.canonicalHash(answers).hex());
        payload.put("status", ReviewStatus.PENDING.word());
        payload.put("updated_at", now.toString());
        var metadata = payload.get("metadata") instanceof ObjectNode m ? m : Json.object();
        metadata.put("summary", draft.summary());
        // Other laptops know the person by this name only; an edit leaves it.
        if (!metadata.has("capturedBy")) {
            metadata.put("capturedBy", who.userName());
        }
        metadata.put("startedAt", draft.createdAt().toString());
        metadata.put("finishedAt", now.toString());
        metadata.put("appVersion", appVersion);
        metadata.setAll(draft.remarks());
        var position = position(answers);
        if (position != null) {
            metadata.set("position", position);
        }
        // The reviewer sees their own words beside what became of them.
        var review = payload.remove("review");
        if (review != null) {
            metadata.set("answeredReview", review);
        }
        payload.remove("reviewed_by");
        payload.remove("reviewed_at");
        payload.set("metadata", metadata);
        return payload;
    }

    private static ObjectNode fresh(Draft draft, Enrolment who) {
        var payload = Json.object();
        payload.put("form_id", draft.formId().toString());
        payload.put("form_code", draft.form().code());
        payload.put("form_version", draft.form().version());
        payload.put("form_sha256", draft.form().sha256().hex());
        payload.put("device_id", who.device().toString());
        payload.put("created_by", who.user().toString());
        if (draft.parent() != null) {
            payload.put("parent_id", draft.parent().toString());
        }
        payload.put("created_at", draft.createdAt().toString());
        return payload;
    }

    /** Ids of photos the answers refer to. */
    static Set<String> photos(JsonNode answers) {
        var found = new LinkedHashSet<String>();
        collect(answers, found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        if (node.isTextual() && node.asText().startsWith(MEDIA)) {
            found.add(node.asText().substring(MEDIA.length()));
        }
        node.forEach(child -> collect(child, found));
    }

    /** The first place among the answers. */
    private static @Nullable ObjectNode position(JsonNode node) {
        if (node instanceof ObjectNode place
                && place.path("latitude").isNumber()
                && place.path("longitude").isNumber()) {
            return place.deepCopy();
        }
        for (var child : node) {
            var found = position(child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
