package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.ReviewStatus;

/** What each mutation does to the tables: the same rows every time it is applied, now or from the journal. */
final class Mutations {
    private final DeviceTables tables;
    private final ChangeEvents events;
    private final EntityWrites entities;
    private final ConflictWrites conflicts;
    private final Acceptances acceptances;
    private final TableRestore restore = new TableRestore();

    Mutations(DeviceTables tables, ChangeEvents events) {
        this.tables = tables;
        this.events = events;
        entities = new EntityWrites(tables, events);
        conflicts = new ConflictWrites(tables, entities, events);
        acceptances = new Acceptances(tables, new IdReplacement(tables, events), events);
    }

    /**
     * Applies one; {@link GoneException} when what it is about is gone, {@link UnshownChangeException} when a decision
     * would replace what it has not shown.
     *
     * @param replaying from the journal, over rows the hub may have changed since
     */
    void apply(WriteTx tx, Mutation mutation, boolean replaying) {
        switch (mutation) {
            case Mutation.SaveDraft m -> saveDraft(tx, m);
            case Mutation.DiscardDraft m -> deleteDraft(tx, m.draftId());
            case Mutation.AddMedia m -> tables.drafts().addMedia(tx, m.media());
            case Mutation.RemoveMedia m -> tables.drafts().removeMedia(tx, m.mediaId());
            case Mutation.Finalise m -> finalise(tx, m);
            case Mutation.EditSubmission m -> edit(tx, m);
            case Mutation.DeleteSubmission m -> deleteSubmission(tx, m);
            case Mutation.ReviewSubmission m -> review(tx, m);
            case Mutation.SaveEntity m ->
                    entities.save(
                            tx, m.id(), m.at(), m.type(), m.entityId(), m.payload(), m.commandId());
            case Mutation.DeleteEntity m ->
                    entities.delete(tx, m.at(), m.type(), m.entityId(), m.commandId());
            case Mutation.OpenConflict m -> open(tx, m);
            case Mutation.DecideConflict m -> conflicts.decide(tx, m, replaying);
            case Mutation.DiscardDeadLetter m ->
                    new Discards(tables, events).discard(tx, m, replaying);
            case Mutation.Enrol m -> enrol(tx, m.enrolment());
            case Mutation.PutSetting m -> tables.settings().put(tx, m.name(), m.value());
            case Mutation.Accept m -> accept(tx, m, replaying);
            case Mutation.Abandoned m -> {}
            case Mutation.Restored m -> {}
            case Mutation.Restore m -> restore.apply(tx, m);
        }
    }

    private void saveDraft(WriteTx tx, Mutation.SaveDraft m) {
        var id = m.draft().id();
        boolean first = !tables.drafts().holds(tx, id);
        tables.drafts().save(tx, m.draft().renamed((t, old) -> entities.alias(tx, t, old)));
        events.afterCommit(tx, first ? new DraftEvent.Begun(id) : new DraftEvent.Saved(id));
    }

    /** What is acknowledged and what has to be asked for after a restore: together, or a kill would part them. */
    private void accept(WriteTx tx, Mutation.Accept m, boolean replaying) {
        acceptances.apply(tx, m, replaying);
        tables.syncState().tellUnconfirmed(tx);
    }

    /** What it shows was told by the hub's answer. */
    private void open(WriteTx tx, Mutation.OpenConflict m) {
        conflicts.open(tx, m);
        tables.syncState().tellUnconfirmed(tx);
    }

    private boolean deleteDraft(WriteTx tx, UUID id) {
        boolean was = tables.drafts().delete(tx, id);
        if (was) {
            events.afterCommit(tx, new DraftEvent.Gone(id));
        }
        return was;
    }

    private void enrol(WriteTx tx, Enrolment enrolment) {
        tables.users().save(tx, enrolment);
        tables.settings().put(tx, Settings.ENROLMENT, Json.tree(enrolment));
    }

    private void finalise(WriteTx tx, Mutation.Finalise m) {
        if (tables.outbox().find(tx, m.commandId()).isPresent()) {
            return;
        }
        if (!deleteDraft(tx, m.draftId())) {
            throw new GoneException("draft", m.draftId());
        }
        var submission =
                entities.save(
                        tx,
                        m.id(),
                        m.at(),
                        EntityType.SUBMISSIONS,
                        m.submissionId(),
                        m.payload(),
                        m.commandId());
        var kept = new HashSet<UUID>();
        for (var photo : m.media()) {
            kept.add(photo.mediaId());
            if (tables.media().find(tx, photo.mediaId()).isEmpty()) {
                entities.save(
                        tx,
                        m.id(),
                        m.at(),
                        EntityType.SUBMISSION_MEDIA,
                        photo.mediaId(),
                        photo.payload(),
                        photo.commandId());
                tables.uploads().create(tx, photo.mediaId(), m.at());
            }
        }
        for (var photo : tables.media().ofSubmission(tx, submission)) {
            if (!kept.contains(photo.id())) {
                deletePhoto(tx, m, m.commandId(), photo.id());
            }
        }
    }

    private void deletePhoto(WriteTx tx, Mutation m, UUID commandId, UUID photo) {
        entities.delete(
                tx,
                m.at(),
                EntityType.SUBMISSION_MEDIA,
                photo,
                EntityWrites.derived(commandId, photo));
        tables.uploads().delete(tx, photo);
    }

    private EntityRow submission(WriteTx tx, UUID id) {
        var now = entities.alias(tx, EntityType.SUBMISSIONS, id);
        return tables.submissions()
                .find(tx, now)
                .orElseThrow(() -> new GoneException(EntityType.SUBMISSIONS, now));
    }

    private void edit(WriteTx tx, Mutation.EditSubmission m) {
        var payload = submission(tx, m.submissionId()).payload();
        payload.set("data", m.data());
        payload.put("sha256", Json.canonicalHash(m.data()).hex());
        payload.put("updated_at", m.at().toString());
        if (payload.path("status").asText().equals(ReviewStatus.REJECTED.word())) {
            payload.put("status", ReviewStatus.PENDING.word());
        }
        save(tx, m, m.submissionId(), payload, m.commandId());
    }

    private void review(WriteTx tx, Mutation.ReviewSubmission m) {
        var payload = submission(tx, m.submissionId()).payload();
        payload.put("status", m.status().word());
        if (m.review() == null) {
            payload.remove("review");
        } else {
            payload.set("review", m.review());
        }
        payload.put("reviewed_by", m.reviewer().toString());
        payload.put("reviewed_at", m.at().toString());
        save(tx, m, m.submissionId(), payload, m.commandId());
    }

    private void save(WriteTx tx, Mutation m, UUID id, ObjectNode payload, UUID commandId) {
        entities.save(tx, m.id(), m.at(), EntityType.SUBMISSIONS, id, payload, commandId);
    }

    private void deleteSubmission(WriteTx tx, Mutation.DeleteSubmission m) {
        var now = entities.alias(tx, EntityType.SUBMISSIONS, m.submissionId());
        for (var photo : tables.media().ofSubmission(tx, now)) {
            deletePhoto(tx, m, m.commandId(), photo.id());
        }
        entities.delete(tx, m.at(), EntityType.SUBMISSIONS, now, m.commandId());
    }
}
