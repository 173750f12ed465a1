package org.fieldpost.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormEnvironment;
import org.fieldpost.form.FormReading;
import org.fieldpost.form.FormSession;
import org.fieldpost.form.PhotoQuestion;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.FreeSpace;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.media.MediaProblem;
import org.fieldpost.store.Draft;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.FormEntry;
import org.fieldpost.store.Profile;
import org.fieldpost.store.SubmissionDetail;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/** Starts, resumes and finishes drafts. All methods block on the disk: screens call them through Background. */
public final class CaptureService {
    private static final Duration UNUSED_KEPT = Duration.ofDays(30);
    private final Profile profile;
    private final MediaFolder folder;
    private final FreeSpace space;
    private final CaptureTools tools;
    private final CaptureRoom room;
    private final OpenDrafts open = new OpenDrafts();

    public CaptureService(
            Profile profile, MediaFolder folder, FreeSpace space, CaptureTools tools) {
        this.profile = profile;
        this.folder = folder;
        this.space = space;
        this.tools = tools;
        room =
                new CaptureRoom(
                        profile,
                        tools,
                        new PhotoIntake(folder, space, profile.writes(), tools),
                        new Finishing(profile, folder, tools),
                        open);
    }

    /** Forms that can be filled, newest version each. */
    public List<FormEntry> forms() {
        return profile.database().read(profile.tables().forms()::catalogue);
    }

    /** A new draft of the newest version of a form; nothing is kept of it before the first answer. */
    public StartResult start(String formCode, @Nullable SubmissionId parent, Locale locale) {
        open.settle();
        var row = profile.database().read(tx -> profile.tables().forms().newest(tx, formCode));
        if (row.isEmpty()) {
            return refusedForm(formCode);
        }
        if (!isReady(row.get().id())) {
            return new StartResult.Refused("capture.refused.lists", notReady(formCode));
        }
        return switch (document(row.get())) {
            case FormReading.Rejected rejected -> refused(rejected);
            case FormReading.Accepted accepted -> {
                var form =
                        FormSession.start(
                                accepted.form(),
                                tools.lists().apply(accepted.form()),
                                environment(locale));
                yield begin(form, fresh(accepted.form(), row.get().id(), form, parent), false);
            }
        };
    }

    /** Goes on with a draft. */
    public StartResult resume(UUID draftId, Locale locale) {
        open.settle();
        var draft = profile.database().read(tx -> profile.tables().drafts().find(tx, draftId));
        return draft.<StartResult>map(d -> begin(d, true, locale))
                .orElseGet(
                        () ->
                                new StartResult.Refused(
                                        "capture.refused.gone",
                                        "The draft was finished or thrown away."));
    }

    /** A new draft that edits a finished submission (a rejected one, say), or the one begun before. */
    public StartResult edit(SubmissionId submission, Locale locale) {
        open.settle();
        var found =
                profile.database()
                        .read(tx -> SubmissionDetail.find(tx, profile.tables(), submission));
        if (found.isEmpty()) {
            return new StartResult.Refused(
                    "capture.refused.gone", "The submission is not there any more.");
        }
        var detail = found.get();
        if (detail.delivery() == DeliveryStatus.CONFLICT) {
            return new StartResult.Refused(
                    "capture.refused.conflict", "Decide the conflict about it first.");
        }
        if (detail.draft() != null) {
            return begin(detail.draft(), true, locale);
        }
        var form = detail.form();
        if (form == null) {
            return refusedForm(detail.row().payload().path("form_code").asText());
        }
        var now = tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        var data = detail.row().payload().get("data") instanceof ObjectNode d ? d : Json.object();
        var draft =
                new Draft(
                        tools.ids().next(),
                        form.id(),
                        ref(form),
                        data,
                        detail.id(),
                        null,
                        Json.object(),
                        detail.row().payload().path("metadata").path("summary").asText(),
                        now,
                        now);
        return begin(draft, false, locale);
    }

    /** Drafts kept, last saved first; after a crash, what to offer. */
    public List<Draft> drafts() {
        return profile.database().read(profile.tables().drafts()::list);
    }

    /** Start, fill and finish without a screen. {@code photos}: by the answer's pointer. */
    public FinaliseResult submit(
            String formCode, ObjectNode data, Map<String, List<Path>> photos, Locale locale) {
        var row = profile.database().read(tx -> profile.tables().forms().newest(tx, formCode));
        if (row.isEmpty()) {
            return new FinaliseResult.Refused(
                    "capture.refused.form", "There is no form " + formCode + " here.");
        }
        if (!isReady(row.get().id())) {
            return new FinaliseResult.Refused("capture.refused.lists", notReady(formCode));
        }
        if (!(document(row.get()) instanceof FormReading.Accepted accepted)) {
            return new FinaliseResult.Refused(
                    "capture.refused.form", "The form " + formCode + " cannot be used.");
        }
        var form =
                FormSession.resume(
                        accepted.form(),
                        data,
                        tools.lists().apply(accepted.form()),
                        environment(locale));
        var started = begin(form, fresh(accepted.form(), row.get().id(), form, null), false);
        return switch (started) {
            case StartResult.Refused r -> new FinaliseResult.Refused(r.code(), r.detail());
            case StartResult.Started s -> finish(s.session(), photos);
        };
    }

    private static FinaliseResult finish(DraftSession session, Map<String, List<Path>> photos) {
        FinaliseResult result = null;
        try {
            for (var entry : photos.entrySet()) {
                var refused = attach(session, AnswerPath.parse(entry.getKey()), entry.getValue());
                if (refused != null) {
                    result = new FinaliseResult.Refused(refused.code(), refused.detail());
                    return result;
                }
            }
            result = session.finalise();
            return result;
        } finally {
            if (!(result instanceof FinaliseResult.Finalised)) {
                session.discard();
            }
        }
    }

    private static AttachResult.@Nullable Refused attach(
            DraftSession session, AnswerPath question, List<Path> files) {
        if (!session.form().has(question)
                || !(session.form().question(question) instanceof PhotoQuestion photo)) {
            return new AttachResult.Refused(
                    "capture.refused.noPhotoQuestion", "No photo is asked for at " + question);
        }
        var references = Json.array();
        for (var file : files) {
            switch (session.attach(question, file)) {
                case AttachResult.Refused refused -> {
                    return refused;
                }
                case AttachResult.Attached attached -> references.add(attached.media().reference());
            }
        }
        if (photo.several()) {
            session.form().set(question, references);
        } else if (!references.isEmpty()) {
            session.form().set(question, references.get(references.size() - 1));
        }
        return null;
    }

    /**
     * Removes files of photos that nothing refers to any more and that nobody stored again for a month: a photo is in
     * the folder before the answer that names it is in the database. How many there were.
     */
    public int sweepUnusedPhotos() {
        var used = profile.database().read(profile.tables().media()::hashesInUse);
        var before = tools.clock().instant().minus(UNUSED_KEPT);
        int swept = 0;
        for (var hash : folder.all()) {
            if (!used.contains(hash) && folder.deleteOlder(hash, before)) {
                swept++;
            }
        }
        return swept;
    }

    private StartResult begin(Draft draft, boolean stored, Locale locale) {
        var row = profile.database().read(tx -> profile.tables().forms().find(tx, draft.formId()));
        if (row.isEmpty()) {
            return refusedForm(draft.form().code());
        }
        return switch (document(row.get())) {
            case FormReading.Rejected rejected -> refused(rejected);
            case FormReading.Accepted accepted ->
                    begin(
                            FormSession.resume(
                                    accepted.form(),
                                    draft.data(),
                                    tools.lists().apply(accepted.form()),
                                    environment(locale)),
                            draft,
                            stored);
        };
    }

    private StartResult begin(FormSession form, Draft draft, boolean stored) {
        try {
            space.requireRoomFor(0);
        } catch (MediaProblem e) {
            return new StartResult.Refused(e.code(), e.getMessage() + " " + e.remedy());
        }
        if (!open.take(draft.id())) {
            return new StartResult.Refused(
                    "capture.refused.open", "This draft is open in another window.");
        }
        return new StartResult.Started(new DraftSession(room, form, draft, stored));
    }

    private Draft fresh(
            FormDocument document, UUID formId, FormSession form, @Nullable SubmissionId parent) {
        var now = tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return new Draft(
                tools.ids().next(),
                formId,
                new FormRef(document.code(), document.version(), document.sha256()),
                form.data(),
                null,
                parent,
                Json.object(),
                form.summary(form.environment().locale()),
                now,
                now);
    }

    private FormEnvironment environment(Locale locale) {
        var properties = new HashMap<String, String>();
        profile.enrolment()
                .ifPresent(
                        who -> {
                            properties.put("deviceid", who.device().toString());
                            properties.put("username", who.userName());
                        });
        return new FormEnvironment(
                tools.clock(), tools.zone(), locale, tools.ids(), tools.random(), properties);
    }

    private static FormReading document(EntityRow form) {
        return FormDocument.parse(form.payload().path("schema"));
    }

    private static FormRef ref(EntityRow form) {
        var said = form.payload();
        return new FormRef(
                said.path("code").asText(),
                said.path("version").asText(),
                new Sha256(said.path("sha256").asText()));
    }

    private static StartResult refused(FormReading.Rejected rejected) {
        return new StartResult.Refused(
                "capture.refused.form", "The form cannot be used: " + rejected.findings());
    }

    /** A form is never half usable: without its choice lists it waits. */
    private boolean isReady(UUID form) {
        return profile.database().read(tx -> profile.tables().forms().isReady(tx, form));
    }

    private static String notReady(String code) {
        return "The choice lists of the form " + code + " are not on this laptop yet; sync first.";
    }

    private static StartResult refusedForm(String code) {
        return new StartResult.Refused(
                "capture.refused.form",
                "The form " + code + " is not on this laptop; sync, then try again.");
    }
}
