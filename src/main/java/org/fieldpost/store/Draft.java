package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/**
 * Answers not finished yet; on this laptop only.
 *
 * @param data all answers, irrelevant ones too
 * @param basedOn the submission this is an edit of; null for a new one
 * @param parent the submission a new one will belong to
 * @param remarks what the person says about answers beside giving them; travels in the metadata
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
        ObjectNode remarks,
        String summary,
        Instant createdAt,
        Instant savedAt) {
    /** This draft with ids renamed in what it refers to. */
    Draft renamed(IdRewriting.Renaming renaming) {
        return new Draft(
                id,
                formId,
                form,
                IdRewriting.rewriteData(data, renaming),
                renamed(basedOn, renaming),
                renamed(parent, renaming),
                remarks,
                summary,
                createdAt,
                savedAt);
    }

    private static @Nullable SubmissionId renamed(
            @Nullable SubmissionId id, IdRewriting.Renaming renaming) {
        return id == null
                ? null
                : new SubmissionId(renaming.apply(EntityType.SUBMISSIONS, id.value()));
    }

    /** This draft about submissions under other ids. */
    public Draft about(@Nullable SubmissionId newBasedOn, @Nullable SubmissionId newParent) {
        return new Draft(
                id,
                formId,
                form,
                data,
                newBasedOn,
                newParent,
                remarks,
                summary,
                createdAt,
                savedAt);
    }

    /** This draft with other answers. */
    public Draft with(ObjectNode answers, ObjectNode newRemarks, String newSummary, Instant now) {
        return new Draft(
                id, formId, form, answers, basedOn, parent, newRemarks, newSummary, createdAt, now);
    }
}
