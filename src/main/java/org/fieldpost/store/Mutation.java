package org.fieldpost.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionMedia;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A local change a person may believe saved: one journal record. Every id and instant it needs is inside, so that
 * applying it again gives the same rows. An id of an entity may be one the hub replaced since: it is followed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Mutation.SaveDraft.class, name = "SaveDraft"),
    @JsonSubTypes.Type(value = Mutation.DiscardDraft.class, name = "DiscardDraft"),
    @JsonSubTypes.Type(value = Mutation.AddMedia.class, name = "AddMedia"),
    @JsonSubTypes.Type(value = Mutation.RemoveMedia.class, name = "RemoveMedia"),
    @JsonSubTypes.Type(value = Mutation.Finalise.class, name = "Finalise"),
    @JsonSubTypes.Type(value = Mutation.EditSubmission.class, name = "EditSubmission"),
    @JsonSubTypes.Type(value = Mutation.DeleteSubmission.class, name = "DeleteSubmission"),
    @JsonSubTypes.Type(value = Mutation.ReviewSubmission.class, name = "ReviewSubmission"),
    @JsonSubTypes.Type(value = Mutation.SaveEntity.class, name = "SaveEntity"),
    @JsonSubTypes.Type(value = Mutation.DeleteEntity.class, name = "DeleteEntity"),
    @JsonSubTypes.Type(value = Mutation.OpenConflict.class, name = "OpenConflict"),
    @JsonSubTypes.Type(value = Mutation.DecideConflict.class, name = "DecideConflict"),
    @JsonSubTypes.Type(value = Mutation.DiscardDeadLetter.class, name = "DiscardDeadLetter"),
    @JsonSubTypes.Type(value = Mutation.Enrol.class, name = "Enrol"),
    @JsonSubTypes.Type(value = Mutation.PutSetting.class, name = "PutSetting"),
    @JsonSubTypes.Type(value = Mutation.Accept.class, name = "Accept"),
    @JsonSubTypes.Type(value = Mutation.Abandoned.class, name = "Abandoned"),
    @JsonSubTypes.Type(value = Mutation.Restore.class, name = "Restore"),
    @JsonSubTypes.Type(value = Mutation.Restored.class, name = "Restored"),
})
public sealed interface Mutation {
    /** Its own id. */
    UUID id();

    /** When it was made, by the device's clock. */
    Instant at();

    /** A draft as it is now. */
    record SaveDraft(UUID id, Instant at, Draft draft) implements Mutation {}

    /** A draft thrown away. */
    record DiscardDraft(UUID id, Instant at, UUID draftId) implements Mutation {}

    /** A photo attached to a draft ({@code media.submission} is the draft's id); its bytes are safe already. */
    record AddMedia(UUID id, Instant at, SubmissionMedia media) implements Mutation {}

    /** A photo taken off a draft. */
    record RemoveMedia(UUID id, Instant at, UUID draftId, UUID mediaId) implements Mutation {}

    /**
     * A draft becomes a submission (or a new state of the one it was based on), with its photos.
     *
     * @param submissionId the submission; for a new one, the draft's id
     * @param payload the submission's columns
     * @param commandId the outbox command's id
     * @param media photos kept, each with the id of its command
     */
    record Finalise(
            UUID id,
            Instant at,
            UUID draftId,
            UUID submissionId,
            ObjectNode payload,
            UUID commandId,
            List<NewMedia> media)
            implements Mutation {
        public Finalise {
            media = List.copyOf(media);
        }
    }

    /** A photo that goes out with its submission. */
    record NewMedia(UUID mediaId, ObjectNode payload, UUID commandId) {}

    /** Other answers in a finished submission. */
    record EditSubmission(UUID id, Instant at, UUID submissionId, ObjectNode data, UUID commandId)
            implements Mutation {}

    /** A submission deleted, its photos with it. */
    record DeleteSubmission(UUID id, Instant at, UUID submissionId, UUID commandId)
            implements Mutation {}

    /**
     * A reviewer's verdict.
     *
     * @param review {@code {"note", "questions": [{"pointer", "note"}]}}, if there are words
     */
    record ReviewSubmission(
            UUID id,
            Instant at,
            UUID submissionId,
            ReviewStatus status,
            @Nullable ObjectNode review,
            UserId reviewer,
            UUID commandId)
            implements Mutation {}

    /** Any entity made or changed (telemetry, a device's name): a create if it is not there yet. */
    record SaveEntity(
            UUID id, Instant at, EntityType type, UUID entityId, ObjectNode payload, UUID commandId)
            implements Mutation {}

    /** Any entity deleted. */
    record DeleteEntity(UUID id, Instant at, EntityType type, UUID entityId, UUID commandId)
            implements Mutation {}

    /**
     * A merge needs a person: the conflict row with its command, and the entity's command parks.
     *
     * @param parkedCommandId the command that met the conflict
     */
    record OpenConflict(
            UUID id,
            Instant at,
            UUID conflictId,
            ObjectNode payload,
            UUID commandId,
            UUID parkedCommandId)
            implements Mutation {}

    /**
     * A person decided a conflict.
     *
     * @param action accept_server, accept_client or merged
     * @param resolved what the entity says from now on; null for a deletion
     * @param commandId of the conflict's own update
     * @param resourceCommandId of the entity's update, where one is needed
     */
    record DecideConflict(
            UUID id,
            Instant at,
            UUID conflictId,
            String action,
            @Nullable ObjectNode resolved,
            UserId decidedBy,
            @Nullable String notes,
            UUID commandId,
            UUID resourceCommandId)
            implements Mutation {}

    /** A person gave up what a dead letter says: the entity is again as the hub has it. */
    record DiscardDeadLetter(UUID id, Instant at, UUID commandId) implements Mutation {}

    /** The profile joined a hub. */
    record Enrol(UUID id, Instant at, Enrolment enrolment) implements Mutation {}

    /** A setting of the profile. */
    record PutSetting(UUID id, Instant at, String name, JsonNode value) implements Mutation {}

    /** The hub acknowledged commands: ids are replaced, rows synced, commands completed. */
    record Accept(UUID id, Instant at, List<Acceptance> answers) implements Mutation {
        public Accept {
            answers = List.copyOf(answers);
        }
    }

    /** An earlier record whose transaction failed: it is passed over. */
    record Abandoned(UUID id, Instant at, UUID mutationId) implements Mutation {}

    /** Rows as they stood when the journal was trimmed. */
    record Restore(UUID id, Instant at, String table, ArrayNode rows) implements Mutation {}

    /**
     * The {@code records} records before this one are all that was unsent: a database made anew starts with them.
     */
    record Restored(UUID id, Instant at, int records) implements Mutation {}
}
