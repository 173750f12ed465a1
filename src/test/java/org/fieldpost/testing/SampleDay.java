package org.fieldpost.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Acceptance;
import org.fieldpost.store.MediaUploads;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.SubmissionSearch;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/** A day in the field, as a profile remembers it: what was sent, what waits, what came back. Away from the screen. */
public final class SampleDay {
    private static final Duration BETWEEN = Duration.ofMinutes(37);
    private final SampleProfile sample;
    private final List<UUID> wells = new ArrayList<>();
    private final Map<UUID, UUID> atHub = new HashMap<>();

    public SampleDay(SampleProfile sample) {
        this.sample = sample;
    }

    /** Twenty-odd visits of all forms, with photos; everything is at the hub. */
    public SampleDay morning() {
        sample.withForms();
        submit("water_point", "wp-0193");
        atTheHub();
        for (var name : List.of("wp-0201", "wp-0225", "wp-0230", "wp-0261", "wp-0277")) {
            submit("water_point", name);
        }
        for (var name : List.of("nd-014", "bo-018", "ca-005")) {
            submit("tree_inventory", name);
        }
        for (var name : List.of("b-0101", "b-0103", "b-0117")) {
            submit("damage_assessment", name);
        }
        for (var name : List.of("balde", "coly", "faye", "kane", "manga", "sarr", "thiam")) {
            submit("household_survey", name);
        }
        atTheHub();
        return this;
    }

    private SubmissionId submit(String form, String name) {
        sample.clock.move(BETWEEN);
        ObjectNode document = Objects.requireNonNull(sample.forms.samples(form).get(name));
        var data = (ObjectNode) document.path("data").deepCopy();
        var water = data.path("water");
        if (water instanceof ObjectNode object && water.has("water_point")) {
            object.put("water_point", String.valueOf(atHub.get(wells.get(0))));
        }
        var id = sample.submit(form, data, document.path("photos"));
        if (form.equals("water_point")) {
            wells.add(id.value());
        }
        sample.profile.database().run(tx -> toUpload(tx, data));
        return id;
    }

    /** The photos of a sample are to be sent, as those of a finished form are. */
    private void toUpload(WriteTx tx, JsonNode part) {
        if (part.isTextual() && part.asText().startsWith("media/")) {
            var id = UUID.fromString(part.asText().substring("media/".length()));
            sample.profile
                    .tables()
                    .uploads()
                    .save(
                            tx,
                            new MediaUploads.Upload(
                                    id, MediaUploads.State.PENDING, null, 0, 0, now(), null),
                            now());
        }
        part.forEach(child -> toUpload(tx, child));
    }

    /** The hub takes everything that waits. */
    public void atTheHub() {
        List<Acceptance> answers;
        do {
            var sent = inFlight();
            answers = sent.stream().map(this::answer).toList();
            if (!answers.isEmpty()) {
                sample.profile
                        .writes()
                        .commit(new Mutation.Accept(sample.ids.next(), now(), answers));
            }
        } while (!answers.isEmpty());
        uploads(MediaUploads.State.DONE, null, 1_000);
    }

    private Acceptance answer(OutboxCommand sent) {
        var payload = Objects.requireNonNull(sent.payload());
        boolean isForm = sent.entityType() == EntityType.MOBILE_FORMS;
        UUID hubs = isForm ? sent.aggregateId() : sample.ids.next();
        atHub.put(sent.aggregateId(), hubs);
        return new Acceptance(sent.id(), sent.fencingToken(), hubs, 1, Json.canonicalHash(payload));
    }

    private List<OutboxCommand> inFlight() {
        return sample.profile
                .database()
                .write(
                        tx -> {
                            var outbox = sample.profile.tables().outbox();
                            var due =
                                    outbox.dequeueDeduplicatedByEntity(
                                            tx, now(), 500, Long.MAX_VALUE);
                            return outbox.markInFlight(tx, due, "run", now());
                        });
    }

    private void uploads(MediaUploads.State state, @Nullable ErrorBody why, int most) {
        sample.profile
                .database()
                .run(
                        tx -> {
                            var uploads = sample.profile.tables().uploads();
                            for (var upload : uploads.list(tx, MediaUploads.State.PENDING, most)) {
                                uploads.save(
                                        tx,
                                        new MediaUploads.Upload(
                                                upload.mediaId(), state, null, 0, 1, now(), why),
                                        now());
                            }
                        });
    }

    private Instant now() {
        return sample.clock.instant();
    }

    /** Four more visits nobody has sent yet; the one that is returned has two photos. */
    public SubmissionId afternoon() {
        submit("water_point", "wp-0312");
        submit("household_survey", "sow");
        submit("damage_assessment", "b-0102");
        var last = submit("household_survey", "diallo");
        sample.profile.database().write(tx -> new SubmissionSearch().catchUp(tx, 1_000));
        return last;
    }

    /** A household that is keyed just now: everything but its photos. */
    public UUID unfinished() {
        return sample.draft("household_survey", answers("diallo"), "ND01004-041 · Awa Diallo");
    }

    /** A household with slips in it. */
    public UUID withErrors() {
        var answers = answers("sow");
        answers.remove(List.of("respondent", "household_number", "household_id"));
        answers.put("visit_result", "moon");
        answers.withObject("/position").put("latitude", 95.5);
        return sample.draft("household_survey", answers, "Sow, Ndiambel 017");
    }

    /** The answers of a household of the samples, without its photos and references. */
    public ObjectNode answers(String name) {
        var sampled = Objects.requireNonNull(sample.forms.samples("household_survey").get(name));
        var answers = (ObjectNode) sampled.path("data").deepCopy();
        answers.withObject("/dwelling").remove("photo_dwelling");
        answers.withObject("/water").remove(List.of("photo_container", "water_point"));
        return answers;
    }

    /** The hub refuses two of what waits, one is changed elsewhere too, and a photo is refused. */
    public void troubles() {
        sample.clock.move(Duration.ofMinutes(5));
        var sent =
                inFlight().stream()
                        .filter(command -> command.entityType() == EntityType.SUBMISSIONS)
                        .toList();
        sample.profile
                .database()
                .run(
                        tx -> {
                            var outbox = sample.profile.tables().outbox();
                            for (int i = 0; i < sent.size(); i++) {
                                var command = sent.get(i);
                                long token = command.fencingToken();
                                switch (i) {
                                    case 0 ->
                                            outbox.deadLetter(
                                                    tx, command.id(), token, refused(), now());
                                    case 1 ->
                                            outbox.parkAsConflict(
                                                    tx, command.id(), token, conflict(), now());
                                    default ->
                                            outbox.fail(
                                                    tx,
                                                    command.id(),
                                                    token,
                                                    noAnswer(),
                                                    now().plusSeconds(40),
                                                    now());
                                }
                            }
                        });
        uploads(
                MediaUploads.State.FAILED,
                new ErrorBody("FP-2118", "the bytes are no picture", false),
                1);
    }

    private static ErrorBody refused() {
        return new ErrorBody("FP-2603", "members: at most 30 rows", false);
    }

    private static ErrorBody conflict() {
        return new ErrorBody("FP-2108", "changed elsewhere", false);
    }

    private static ErrorBody noAnswer() {
        return new ErrorBody("FP-2101", "connect timed out", true);
    }
}
