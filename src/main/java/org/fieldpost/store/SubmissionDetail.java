package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.db.ReadTx;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;

/**
 * All there is about one submission.
 *
 * @param row its columns
 * @param form the form's document row; null while this device does not hold that version
 * @param createdBy name of who made it, if known
 * @param media its photos' rows, in the order attached
 * @param ledger what the hub holds of it
 * @param lastError why it could not be delivered, if so
 * @param draft the draft that edits it, if there is one
 */
public record SubmissionDetail(
        SubmissionId id,
        EntityRow row,
        @Nullable EntityRow form,
        @Nullable String createdBy,
        List<EntityRow> media,
        DeliveryStatus delivery,
        List<DeliveryLedger.Entry> ledger,
        @Nullable ErrorBody lastError,
        @Nullable Draft draft) {
    public SubmissionDetail {
        media = List.copyOf(media);
        ledger = List.copyOf(ledger);
    }

    /** The submission with this id, or with the id that replaced it. */
    public static Optional<SubmissionDetail> find(ReadTx tx, DeviceTables tables, SubmissionId id) {
        var user = tables.settings().enrolment(tx).map(Enrolment::user);
        var now =
                user.map(u -> tables.idMap().aliasOf(tx, u, EntityType.SUBMISSIONS, id.value()))
                        .orElse(id.value());
        return tables.submissions().find(tx, now).map(row -> read(tx, tables, row));
    }

    private static SubmissionDetail read(ReadTx tx, DeviceTables tables, EntityRow row) {
        var id = new SubmissionId(row.id());
        var payload = row.payload();
        var ledger = new DeliveryLedger();
        var media = tables.media().ofSubmission(tx, row.id());
        return new SubmissionDetail(
                id,
                row,
                tables.forms()
                        .find(tx, UUID.fromString(payload.path("form_id").asText()))
                        .orElse(null),
                createdBy(tx, tables, payload),
                media,
                ledger.statuses(tx, List.of(row.id()))
                        .getOrDefault(row.id(), DeliveryStatus.AT_HUB),
                ledger.of(tx, tables, id),
                lastError(tx, tables, row, media),
                tables.drafts().basedOn(tx, id).orElse(null));
    }

    /** The name known here, else the one the submission brought along. */
    private static @Nullable String createdBy(ReadTx tx, DeviceTables tables, ObjectNode payload) {
        var known =
                payload.has("created_by")
                        ? tables.users().name(tx, UserId.of(payload.path("created_by").asText()))
                        : Optional.<String>empty();
        return known.orElseGet(() -> payload.path("metadata").path("capturedBy").textValue());
    }

    private static @Nullable ErrorBody lastError(
            ReadTx tx, DeviceTables tables, EntityRow row, List<EntityRow> media) {
        var commands =
                new ArrayList<>(tables.outbox().ofEntity(tx, EntityType.SUBMISSIONS, row.id()));
        for (var photo : media) {
            commands.addAll(tables.outbox().ofEntity(tx, EntityType.SUBMISSION_MEDIA, photo.id()));
        }
        for (var command : commands) {
            if (command.lastError() != null) {
                return command.lastError();
            }
        }
        for (var photo : media) {
            var upload = tables.uploads().find(tx, photo.id());
            if (upload.isPresent() && upload.get().lastError() != null) {
                return upload.get().lastError();
            }
        }
        return null;
    }
}
