package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * Answers not finished yet; on this laptop only.
 *
 * @param data all answers, irrelevant ones too
 * @param basedOn the submission this is an edit of; null for a new one
 * @param parent the submission a new one will belong to
 * @param summary what it is called in lists; may be empty
 * @param savedAt when what is here was made safe
 */
public record Draft(
        UUID id,
        UUID formId,
        FormRef form,
        ObjectNode data,
        @Nullable SubmissionId basedOn,
        @Nullable SubmissionId parent,
        String summary,
        Instant createdAt,
        Instant savedAt) {
    /** This draft with other answers. */
    public Draft with(ObjectNode answers, String newSummary, Instant now) {
        return new Draft(id, formId, form, answers, basedOn, parent, newSummary, createdAt, now);
    }
}
