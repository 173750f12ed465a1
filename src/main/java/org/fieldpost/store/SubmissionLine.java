package org.fieldpost.store;

import java.time.Instant;
import java.util.UUID;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.Position;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * A submission in a list.
 *
 * @param summary what the form calls it; may be empty
 * @param createdBy the name of who made it, if known
 * @param questionsRejected how many questions the reviewer wrote about
 */
public record SubmissionLine(
        SubmissionId id,
        UUID formId,
        String formCode,
        String formVersion,
        String summary,
        @Nullable String createdBy,
        @Nullable Position position,
        ReviewStatus status,
        int questionsRejected,
        DeliveryStatus delivery,
        int photos,
        Instant createdAt,
        Instant changedAt) {
    SubmissionLine withDelivery(DeliveryStatus other) {
        return new SubmissionLine(
                id,
                formId,
                formCode,
                formVersion,
                summary,
                createdBy,
                position,
                status,
                questionsRejected,
                other,
                photos,
                createdAt,
                changedAt);
    }
}
