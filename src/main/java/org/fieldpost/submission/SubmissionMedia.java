package org.fieldpost.submission;

import java.time.Instant;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A photo or other file of a submission (seed ERD: {@code submission_media}); its bytes lie in the media folder under
 * their hash.
 *
 * @param id made on the device, never changed; form data refers to it as {@code media/<id>}
 * @param submission the submission (or draft) it belongs to
 * @param question JSON pointer into the answers where it was attached
 * @param sha256 hash of the bytes, and the object store key
 * @param filename the name the person's file had; shown, never used as a path
 * @param contentType what the bytes are, found by looking at them
 * @param sizeBytes length of the bytes
 * @param position where it was taken, if the file says so
 * @param capturedAt when it was taken, if the file says so
 * @param uploadedAt when the hub held all its bytes, by the hub's clock
 * @param createdAt when it was attached
 */
public record SubmissionMedia(
        MediaId id,
        SubmissionId submission,
        String question,
        Sha256 sha256,
        String filename,
        String contentType,
        long sizeBytes,
        @Nullable Position position,
        @Nullable Instant capturedAt,
        @Nullable Instant uploadedAt,
        Instant createdAt) {
    /** How form data refers to it. */
    public String reference() {
        return "media/" + id;
    }
}
