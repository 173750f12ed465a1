package org.fieldpost.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.capture.CaptureService;
import org.fieldpost.capture.CaptureTools;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.db.WriteTx;
import org.fieldpost.form.BundledForms;
import org.fieldpost.form.ChoiceLists;
import org.fieldpost.form.CsvChoiceLists;
import org.fieldpost.form.FormDocument;
import org.fieldpost.form.FormEnvironment;
import org.fieldpost.form.FormSession;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.media.FreeSpace;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.store.Acceptance;
import org.fieldpost.store.Draft;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.Profile;
import org.fieldpost.store.ProfileSettings;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.UserId;

/** A real profile on disk with the bundled forms, and their samples as submissions when a test wants them. */
public final class SampleProfile implements AutoCloseable {
    public static final DeviceId LAPTOP = new DeviceId(new UUID(3, 3));
    public static final UserId AWA = new UserId(new UUID(1, 1));
    public final MovableClock clock = new MovableClock();
    public final UuidV7 ids = new UuidV7(clock, new Random(7));
    public final BundledForms forms = new BundledForms(SampleProfile.class.getClassLoader());
    public final Profile profile;
    public final MediaFolder media;

    /** Nothing more can be written. */
    public volatile boolean diskFull;

    public SampleProfile(Path folder) {
        profile =
                Profile.create(
                        new ProfileSettings(
                                folder.resolve("profile"),
                                null,
                                new Random(5),
                                clock,
                                ids,
                                this::reach));
        media =
                MediaFolder.open(
                        profile.mediaFolder(), profile.vault().seal("media"), FailPoint.NONE);
        profile.writes().commit(new Mutation.Enrol(ids.next(), now(), enrolment()));
    }

    private void reach(String step) {
        if (diskFull && step.equals("journal.write")) {
            throw SampleProfile.<RuntimeException>asIs(new IOException("No space left on device"));
        }
    }

    /** As the disk says it: the journal knows what of this kind left nothing half written. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> E asIs(IOException problem) throws E {
        throw (E) problem;
    }

    private static Enrolment enrolment() {
        return new Enrolment(
                "http://localhost",
                "token",
                LAPTOP,
                AWA,
                "Awa Ndour",
                new OrganizationId(new UUID(2, 2)),
                "Wells for all",
                List.of("field_worker"));
    }

    private Instant now() {
        return clock.move(Duration.ofSeconds(1));
    }

    /** Every bundled form is in the catalogue. */
    public SampleProfile withForms() {
        forms.codes().forEach(code -> publish(forms.form(code)));
        return this;
    }

    /** This form is in the catalogue. */
    public void publish(FormDocument form) {
        var payload = Json.object();
        payload.put("code", form.code()).put("version", form.version());
        payload.set("name", form.source().path("name"));
        payload.set("schema", form.source());
        payload.put("sha256", form.sha256().hex());
        payload.put("published", true).put("draft", false);
        payload.put("created_at", now().toString());
        var id = FormIds.of(form.code(), form.version());
        save(EntityType.MOBILE_FORMS, id, payload);
        profile.database().run(tx -> profile.tables().forms().lists().comesWithProgram(tx, id));
    }

    private void save(EntityType type, UUID id, ObjectNode payload) {
        profile.writes()
                .commit(new Mutation.SaveEntity(ids.next(), now(), type, id, payload, ids.next()));
    }

    /** A sample of a bundled form as a finished submission, its photos with it. */
    public SubmissionId submit(String code, String sample) {
        JsonNode document = Objects.requireNonNull(forms.samples(code).get(sample), sample);
        return submit(code, (ObjectNode) document.get("data"), document.path("photos"));
    }

    /** These answers as a finished submission; {@code files} names the sample file of each photo. */
    public SubmissionId submit(String code, ObjectNode data, JsonNode files) {
        UUID id = ids.next();
        save(EntityType.SUBMISSIONS, id, submission(code, data));
        photos(code, data, files, id);
        return new SubmissionId(id);
    }

    private ObjectNode submission(String code, ObjectNode data) {
        FormDocument form = forms.form(code);
        var session =
                FormSession.resume(form, data, forms.lists(code), environment(Locale.ENGLISH));
        var payload = Json.object();
        payload.put("form_id", FormIds.of(form.code(), form.version()).toString());
        payload.put("form_code", form.code()).put("form_version", form.version());
        payload.put("form_sha256", form.sha256().hex());
        payload.set("data", data);
        payload.put("sha256", Json.canonicalHash(data).hex());
        payload.put("device_id", LAPTOP.toString()).put("created_by", AWA.toString());
        payload.put("status", "pending");
        var metadata = Json.object().put("summary", session.summary(Locale.ENGLISH));
        if (data.has("position")) {
            metadata.set("position", data.get("position"));
        }
        payload.set("metadata", metadata);
        return payload.put("created_at", now().toString());
    }

    /** The environment sessions of this profile run in. */
    public FormEnvironment environment(Locale locale) {
        return new FormEnvironment(clock, ZoneOffset.UTC, locale, ids, new Random(2), Map.of());
    }

    private void photos(String code, JsonNode data, JsonNode files, UUID submission) {
        if (data.isTextual() && data.asText().startsWith("media/")) {
            String id = data.asText().substring("media/".length());
            photo(forms.sampleFile(code, files.path(data.asText()).asText()), id, submission);
        }
        data.forEach(child -> photos(code, child, files, submission));
    }

    private void photo(byte[] jpeg, String id, UUID submission) {
        try {
            var stored = media.store(new ByteArrayInputStream(jpeg), Long.MAX_VALUE);
            var payload = Json.object().put("submission_id", submission.toString());
            payload.put("question", "/photos").put("key", stored.sha256().hex());
            payload.put("sha256", stored.sha256().hex()).put("filename", "IMG_0412.jpg");
            payload.put("content_type", "image/jpeg").put("size_bytes", stored.sizeBytes());
            payload.put("created_at", now().toString());
            save(EntityType.SUBMISSION_MEDIA, UUID.fromString(id), payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Capture over this profile; drafts are saved on a thread of their own. */
    public CaptureService capture() {
        var tools =
                new CaptureTools(
                        ids,
                        clock,
                        new Random(3),
                        task -> Thread.ofVirtual().start(task),
                        ZoneOffset.UTC,
                        "test",
                        this::lists);
        return new CaptureService(
                profile, media, new FreeSpace(profile.mediaFolder(), 0, 0), tools);
    }

    /** The choice lists of a bundled form; a form of a test has none of its own. */
    public ChoiceLists lists(FormDocument form) {
        return forms.codes().contains(form.code())
                ? forms.lists(form.code())
                : CsvChoiceLists.read(form, Map.of());
    }

    /** A draft of a bundled form with these answers. */
    public UUID draft(String code, ObjectNode data, String summary) {
        FormDocument form = forms.form(code);
        UUID id = ids.next();
        var draft =
                new Draft(
                        id,
                        FormIds.of(form.code(), form.version()),
                        new FormRef(form.code(), form.version(), form.sha256()),
                        data,
                        null,
                        null,
                        Json.object(),
                        summary,
                        now(),
                        now());
        profile.writes().commit(new Mutation.SaveDraft(ids.next(), now(), draft));
        return id;
    }

    /** The hub acknowledges a submission under an id of its own, which comes back. */
    public SubmissionId accept(SubmissionId submission) {
        UUID hubs = ids.next();
        var answers =
                profile.database().write(this::send).stream()
                        .filter(command -> command.aggregateId().equals(submission.value()))
                        .map(command -> answer(command, hubs))
                        .toList();
        profile.writes().commit(new Mutation.Accept(ids.next(), now(), answers));
        return new SubmissionId(hubs);
    }

    private List<OutboxCommand> send(WriteTx tx) {
        var outbox = profile.tables().outbox();
        var due = outbox.dequeueDeduplicatedByEntity(tx, now(), 500, Long.MAX_VALUE);
        return outbox.markInFlight(tx, due, "run", now());
    }

    private static Acceptance answer(OutboxCommand sent, UUID hubs) {
        var payload = java.util.Objects.requireNonNull(sent.payload());
        return new Acceptance(sent.id(), sent.fencingToken(), hubs, 1, Json.canonicalHash(payload));
    }

    @Override
    public void close() {
        profile.close();
    }
}
