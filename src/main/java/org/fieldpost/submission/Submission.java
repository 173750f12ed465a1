package org.fieldpost.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finalised set of answers (seed ERD: {@code submissions}).
 *
 * @param id temporary until accepted by the hub, then the hub's
 * @param form the form it was made with
 * @param data the answers, irrelevant ones left out; repeat rows carry {@code _key}
 * @param device the device it was captured on
 * @param parent the submission it belongs to (visit to site), if any
 * @param status what the reviewers made of it
 * @param metadata who, where, how long, app version; free
 * @param createdAt when the draft was started, by the device's clock
 * @param reviewedAt when it was last reviewed, by the clock of the supervisor's laptop
 * @param updatedAt when the answers last changed
 */
public record Submission(
        SubmissionId id,
        FormRef form,
        ObjectNode data,
        DeviceId device,
        @Nullable SubmissionId parent,
        ReviewStatus status,
        ObjectNode metadata,
        Instant createdAt,
        @Nullable Instant reviewedAt,
        Instant updatedAt) {}
