package org.fieldpost.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.fieldpost.form.FormSession;
import org.fieldpost.form.Severity;
import org.fieldpost.kernel.Json;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.Draft;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.GoneException;
import org.fieldpost.store.MediaPayload;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionDetail;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.SubmissionMedia;
import org.jspecify.annotations.Nullable;

/** Makes a submission, its photos and all commands out of a draft, in one mutation. */
final class Finishing {
    /** H2 holds 1,048,576 characters in a value; the outbox adds some columns around the answers. */
    private static final int ANSWERS_CHARS_MAX = 900_000;

    private final Profile profile;
    private final MediaFolder folder;
    private final CaptureTools tools;

    Finishing(Profile profile, MediaFolder folder, CaptureTools tools) {
        this.profile = profile;
        this.folder = folder;
        this.tools = tools;
    }

    /**
     * Finishes a draft; its session has stopped saving.
     *
     * @param first the draft's own save, when nothing of it is stored yet
     */
    FinaliseResult finish(FormSession form, Draft draft, @Nullable Mutation first) {
        var problems = form.validate();
        if (problems.stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
            return new FinaliseResult.Invalid(problems);
        }
        var who = profile.enrolment();
        if (who.isEmpty()) {
            return new FinaliseResult.Refused(
                    "capture.refused.notEnrolled", "This laptop has not joined a hub yet.");
        }
        var finalised = form.finalised();
        if (Json.write(finalised.data()).length() > ANSWERS_CHARS_MAX) {
            return new FinaliseResult.Refused(
                    "capture.refused.tooLarge", "These answers are too large for one submission.");
        }
        var before = before(draft);
        if (draft.basedOn() != null && before == null) {
            return gone();
        }
        var photos = photos(draft, finalised.data());
        if (photos == null) {
            return new FinaliseResult.Refused(
                    "capture.refused.photoMissing",
                    "A photo of these answers is not on this laptop; attach it again.");
        }
        return commit(draft, finalised.data(), before, who.get(), photos, first)
                ? new FinaliseResult.Finalised(
                        submission(draft, before), finalised.hiddenAnswersLeftOut())
                : gone();
    }

    private boolean commit(
            Draft draft,
            ObjectNode answers,
            @Nullable EntityRow before,
            Enrolment who,
            List<SubmissionMedia> photos,
            @Nullable Mutation first) {
        var now = tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        var submission = submission(draft, before);
        var media = new ArrayList<Mutation.NewMedia>();
        for (var photo : photos) {
            media.add(
                    new Mutation.NewMedia(
                            photo.id().value(),
                            MediaPayload.of(photo, submission),
                            tools.ids().next()));
        }
        var finish =
                new Mutation.Finalise(
                        tools.ids().next(),
                        now,
                        draft.id(),
                        submission.value(),
                        SubmissionPayload.of(
                                draft,
                                answers,
                                before == null ? null : before.payload(),
                                who,
                                tools.appVersion(),
                                now),
                        tools.ids().next(),
                        media);
        try {
            profile.writes().commit(first == null ? List.of(finish) : List.of(first, finish));
            return true;
        } catch (GoneException e) {
            return false;
        }
    }

    private static SubmissionId submission(Draft draft, @Nullable EntityRow before) {
        return new SubmissionId(before == null ? draft.id() : before.id());
    }

    private static FinaliseResult gone() {
        return new FinaliseResult.Refused(
                "capture.refused.gone", "It was finished, thrown away or deleted meanwhile.");
    }

    private @Nullable EntityRow before(Draft draft) {
        var basedOn = draft.basedOn();
        return basedOn == null
                ? null
                : profile.database()
                        .read(tx -> SubmissionDetail.find(tx, profile.tables(), basedOn))
                        .map(SubmissionDetail::row)
                        .orElse(null);
    }

    /** Photos of the draft and of the submission it edits. */
    List<SubmissionMedia> media(Draft draft) {
        return profile.database()
                .read(
                        tx -> {
                            var all = new ArrayList<SubmissionMedia>();
                            var basedOn = draft.basedOn();
                            if (basedOn != null) {
                                SubmissionDetail.find(tx, profile.tables(), basedOn)
                                        .ifPresent(
                                                d ->
                                                        d.media().stream()
                                                                .map(MediaPayload::media)
                                                                .forEach(all::add));
                            }
                            all.addAll(profile.tables().drafts().media(tx, draft.id()));
                            return all;
                        });
    }

    /** The photos the answers name, in their order; null when the bytes of a new one are not here. */
    private @Nullable List<SubmissionMedia> photos(Draft draft, ObjectNode answers) {
        var known = new HashMap<UUID, SubmissionMedia>();
        media(draft).forEach(m -> known.put(m.id().value(), m));
        var named = new ArrayList<SubmissionMedia>();
        for (var id : SubmissionPayload.photos(answers)) {
            SubmissionMedia media;
            try {
                media = known.get(UUID.fromString(id));
            } catch (IllegalArgumentException e) {
                return null;
            }
            boolean fresh = media != null && media.submission().value().equals(draft.id());
            if (media == null || (fresh && !folder.has(media.sha256()))) {
                return null;
            }
            named.add(media);
        }
        return named;
    }
}
