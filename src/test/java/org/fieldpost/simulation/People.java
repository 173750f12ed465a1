package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.Role;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.Draft;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.GoneException;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.jspecify.annotations.Nullable;

/** What people do on their laptops; the oracle is told what they were told is saved. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class People {
    private static final List<String> QUESTIONS = List.of("a", "b", "c");
    private static final List<ReviewStatus> VERDICTS =
            List.of(
                    ReviewStatus.APPROVED,
                    ReviewStatus.APPROVED,
                    ReviewStatus.REJECTED,
                    ReviewStatus.REJECTED,
                    ReviewStatus.PENDING);
    private final World world;
    private final Oracle oracle;
    private final Commits commits;
    private String edited = "";

    People(World world) {
        this.world = world;
        oracle = world.oracle;
        commits = new Commits(world);
    }

    /** A new submission, perhaps with a parent, perhaps with references in its answers. */
    void create(Laptop by) {
        var born = oracle.fresh("s");
        var data = Json.object().put("born", born);
        QUESTIONS.forEach(q -> data.put(q, oracle.fresh(q)));
        var held = by.rows(EntityType.SUBMISSIONS);
        UUID parent = null;
        if (!held.isEmpty() && world.oneIn(3)) {
            parent = world.any(held).id();
        }
        if (!held.isEmpty() && world.oneIn(3)) {
            data.put("ref", world.any(held).id().toString());
        }
        if (world.oneIn(3)) {
            addRow(data, held);
        }
        world.trace.step(
                "%s writes %s%s", by, born, parent == null ? "" : " under " + name(by, parent));
        save(by, born, data, parent);
    }

    /** New submissions of which each names the one before, and the first then the last. */
    void nameEachOther(Laptop by) {
        int count = 2 + world.random.nextInt(4);
        UUID first = null;
        UUID last = null;
        for (int i = 0; i < count; i++) {
            var born = oracle.fresh("s");
            var data = Json.object().put("born", born);
            QUESTIONS.forEach(q -> data.put(q, oracle.fresh(q)));
            if (last != null) {
                data.put("ref", last.toString());
            }
            world.trace.step("%s writes %s%s", by, born, last == null ? "" : ", naming the last");
            last = save(by, born, data, null);
            first = first == null ? last : first;
        }
        var row = by.row(EntityType.SUBMISSIONS, first);
        if (row.isPresent()) {
            var question = world.any(QUESTIONS);
            var data = row.get().payload().get("data").<ObjectNode>deepCopy();
            var known = data.path(question).asText();
            var fresh = oracle.fresh(question);
            data.put("ref", last.toString()).put(question, fresh);
            world.trace.step("%s edits %s: it names the last", by, born(row.get()));
            change(by, row.get(), data, Set.of(fresh), List.of(known));
        }
    }

    private UUID save(Laptop by, String born, ObjectNode data, @Nullable UUID parent) {
        var id = by.ids.next();
        var payload = payload(by, data, parent);
        commits.commit(
                by,
                new Mutation.SaveEntity(
                        by.ids.next(),
                        by.clock.instant(),
                        EntityType.SUBMISSIONS,
                        id,
                        payload,
                        by.ids.next()),
                id,
                born,
                Oracle.wordsIn(data),
                Set.of());
        return id;
    }

    /** Nobody writes before there is a form; the first sync has brought the device's own row too. */
    boolean isReady(Laptop by) {
        return by.row(EntityType.MOBILE_DEVICES, world.deviceOf(by)).isPresent()
                && !by.rows(EntityType.MOBILE_FORMS).isEmpty();
    }

    private void addRow(ObjectNode data, List<EntityRow> held) {
        var row = data.withArray("rows").addObject();
        row.put("_key", oracle.fresh("k")).put("note", oracle.fresh("d"));
        if (!held.isEmpty() && world.oneIn(2)) {
            // Also to what is younger, which may name this one, and to itself.
            row.put("ref", world.any(held).id().toString());
        }
    }

    private ObjectNode payload(Laptop by, ObjectNode data, @Nullable UUID parent) {
        var form = world.form;
        var row = Json.object().put("form_id", FormIds.of(form.code(), form.version()).toString());
        row.put("form_code", form.code()).put("form_version", form.version());
        row.put("form_sha256", form.sha256().hex());
        row.set("data", data);
        row.put("sha256", Json.canonicalHash(data).hex());
        row.put("device_id", world.deviceOf(by).toString());
        row.put("created_by", by.enrolment.user().toString());
        if (parent != null) {
            row.put("parent_id", parent.toString());
        }
        row.put("status", "pending");
        row.set("metadata", Json.object());
        row.put("created_at", by.clock.instant().toString());
        return row.put("updated_at", by.clock.instant().toString());
    }

    /** Other answers in a submission this laptop holds. */
    void edit(Laptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty()) {
            create(by);
        } else {
            edit(by, world.oneIn(2) ? lastEdited(held) : world.any(held), held);
        }
    }

    /** What was edited last, perhaps on another laptop, if it is here. */
    private EntityRow lastEdited(List<EntityRow> held) {
        return held.stream()
                .filter(row -> born(row).equals(edited))
                .findFirst()
                .orElseGet(() -> world.any(held));
    }

    private void edit(Laptop by, EntityRow row, List<EntityRow> held) {
        var data = row.payload().get("data").<ObjectNode>deepCopy();
        var question = world.any(QUESTIONS);
        var known = new ArrayList<String>();
        if (world.oneIn(5)) {
            addRow(data, held);
        } else if (world.oneIn(6)) {
            known.add(data.path(question).asText());
            data.put("ref", world.any(held).id().toString()).put(question, oracle.fresh(question));
        } else {
            known.add(data.path(question).asText());
            data.put(question, oracle.fresh(question));
        }
        var fresh = Oracle.wordsIn(data);
        fresh.removeAll(Oracle.wordsIn(row.payload()));
        edited = born(row);
        world.trace.step("%s edits %s: %s instead of %s", by, edited, fresh, known);
        change(by, row, data, fresh, known);
    }

    private void change(
            Laptop by, EntityRow row, ObjectNode data, Set<String> fresh, List<String> known) {
        commits.commit(
                by,
                new Mutation.EditSubmission(
                        by.ids.next(), by.clock.instant(), row.id(), data, by.ids.next()),
                row.id(),
                born(row),
                fresh,
                known);
    }

    /** The same answers finished again with a note beside one of them, as the capture screen does. */
    void note(Laptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty()) {
            create(by);
            return;
        }
        var row = world.any(held);
        var note = oracle.fresh("n");
        var payload = row.payload().<ObjectNode>deepCopy();
        var metadata = payload.withObject("metadata");
        var notes = metadata.withObject("notes");
        var question = world.any(QUESTIONS);
        var known = Oracle.ofKind(notes.path(question), "n");
        notes.put(question, note);
        payload.put("status", ReviewStatus.PENDING.word());
        payload.put("updated_at", by.clock.instant().toString());
        var review = payload.remove("review");
        if (review != null) {
            known.addAll(Oracle.ofKind(metadata.path("answeredReview"), "r"));
            metadata.set("answeredReview", review);
        }
        payload.remove("reviewed_by");
        payload.remove("reviewed_at");
        world.trace.step("%s notes %s beside %s of %s", by, note, question, born(row));
        commits.commit(
                by,
                new Mutation.SaveEntity(
                        by.ids.next(),
                        by.clock.instant(),
                        EntityType.SUBMISSIONS,
                        row.id(),
                        payload,
                        by.ids.next()),
                row.id(),
                born(row),
                Set.of(note),
                known);
    }

    /** An edit while a push of this laptop is under way. */
    void editDuringPush(Laptop by) {
        var before = oracle.all();
        var held = by.rows(EntityType.SUBMISSIONS);
        var sent =
                by.commands(EnumSet.of(OutboxStatus.IN_FLIGHT)).stream()
                        .map(OutboxCommand::aggregateId)
                        .toList();
        var underWay = held.stream().filter(row -> sent.contains(row.id())).toList();
        if (!underWay.isEmpty()) {
            edit(by, world.any(underWay), held);
        }
        var fresh = new HashSet<>(oracle.all());
        fresh.removeAll(before);
        oracle.savedDuringPush(fresh);
    }

    void delete(Laptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty()) {
            return;
        }
        var row = world.any(world.oneIn(2) ? withPhotos(by, held) : held);
        world.trace.step("%s deletes %s", by, born(row));
        oracle.deleted(unsentPhotos(by, row));
        var known = new ArrayList<>(Oracle.wordsIn(row.payload()));
        for (var conflict : by.rows(EntityType.CONFLICTS)) {
            if (conflict.payload().path("resource_id").asText().equals(row.id().toString())) {
                known.addAll(Oracle.wordsIn(conflict.payload()));
            }
        }
        commits.commit(
                by,
                new Mutation.DeleteSubmission(
                        by.ids.next(), by.clock.instant(), row.id(), by.ids.next()),
                row.id(),
                born(row),
                Set.of(),
                known);
    }

    private static List<UUID> unsentPhotos(Laptop by, EntityRow row) {
        return by.read(tx -> by.tables.media().ofSubmission(tx, row.id())).stream()
                .filter(photo -> photo.rowVersion() == null)
                .map(EntityRow::id)
                .toList();
    }

    /** Those with photos, if there are any. */
    private static List<EntityRow> withPhotos(Laptop by, List<EntityRow> held) {
        var pictured = new HashSet<String>();
        by.rows(EntityType.SUBMISSION_MEDIA)
                .forEach(photo -> pictured.add(photo.payload().path("submission_id").asText()));
        var found = held.stream().filter(row -> pictured.contains(row.id().toString())).toList();
        return found.isEmpty() ? held : found;
    }

    /** A verdict with a note. */
    void review(Laptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty() || by.role != Role.SUPERVISOR) {
            return;
        }
        var row = world.any(held);
        var note = oracle.fresh("r");
        var known = Oracle.ofKind(row.payload().path("review"), "r");
        var verdict = world.any(VERDICTS);
        world.trace.step("%s calls %s %s: %s", by, born(row), verdict.word(), note);
        commits.commit(
                by,
                new Mutation.ReviewSubmission(
                        by.ids.next(),
                        by.clock.instant(),
                        row.id(),
                        verdict,
                        Json.object().put("note", note),
                        by.enrolment.user(),
                        by.ids.next()),
                row.id(),
                born(row),
                Set.of(note),
                known);
    }

    /** A photo, with its bytes and its upload. */
    void photo(Laptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty()) {
            return;
        }
        var row = world.any(held);
        var bytes =
                oracle.fresh("p")
                        .repeat(1 + world.random.nextInt(250))
                        .getBytes(StandardCharsets.UTF_8);
        var hash = by.files.keep(bytes);
        world.trace.step("%s adds a photo of %d bytes to %s", by, bytes.length, born(row));
        var id = by.ids.next();
        var kept = new ArrayList<Mutation.NewMedia>();
        for (var old : by.read(tx -> by.tables.media().ofSubmission(tx, row.id()))) {
            kept.add(new Mutation.NewMedia(old.id(), old.payload(), by.ids.next()));
        }
        var payload = photo(row.id(), hash, bytes.length, by);
        kept.add(new Mutation.NewMedia(id, payload, by.ids.next()));
        var draft = draft(by, row);
        try {
            by.writes().commit(new Mutation.SaveDraft(by.ids.next(), by.clock.instant(), draft));
            by.writes()
                    .commit(
                            new Mutation.Finalise(
                                    by.ids.next(),
                                    by.clock.instant(),
                                    draft.id(),
                                    row.id(),
                                    row.payload(),
                                    by.ids.next(),
                                    kept));
            oracle.photoSaved(id, born(row), hash.hex());
        } catch (GoneException e) {
            world.trace.note("it is gone: %s", e.getMessage());
        }
    }

    /** Answers being changed, with what they refer to. */
    private Draft draft(Laptop by, EntityRow row) {
        return new Draft(
                by.ids.next(),
                FormIds.of(world.form.code(), world.form.version()),
                world.form,
                (ObjectNode) row.payload().get("data"),
                new SubmissionId(row.id()),
                null,
                Json.object(),
                born(row),
                by.clock.instant(),
                by.clock.instant());
    }

    /** Begins to change answers, and leaves it at that. */
    void draft(Laptop by) {
        var held = by.rows(EntityType.SUBMISSIONS);
        if (held.isEmpty()) {
            return;
        }
        var row = world.any(held);
        world.trace.step("%s begins to change %s", by, born(row));
        by.writes()
                .commit(new Mutation.SaveDraft(by.ids.next(), by.clock.instant(), draft(by, row)));
    }

    private static ObjectNode photo(UUID submission, Sha256 hash, int size, Laptop by) {
        var row = Json.object().put("submission_id", submission.toString());
        row.put("question", "/photo").put("key", hash.hex()).put("sha256", hash.hex());
        row.put("filename", "a.jpg").put("content_type", "image/jpeg");
        return row.put("size_bytes", size).put("created_at", by.clock.instant().toString());
    }

    /** What a laptop tells of itself. */
    void telemetry(Laptop by) {
        if (!isReady(by)) {
            return;
        }
        var id = by.ids.next();
        var row = Json.object().put("device_id", world.deviceOf(by).toString());
        row.putArray("metrics")
                .addObject()
                .put("name", "outbox")
                .put("value", 1)
                .put("timestamp", by.clock.instant().toString())
                .set("meta", Json.object());
        row.put("created_at", by.clock.instant().toString());
        world.trace.step("%s tells how it is", by);
        by.writes()
                .commit(
                        new Mutation.SaveEntity(
                                by.ids.next(),
                                by.clock.instant(),
                                EntityType.TELEMETRY,
                                id,
                                row,
                                by.ids.next()));
        oracle.telemetrySaved(id, by.name);
    }

    static String born(EntityRow row) {
        return name(row.payload());
    }

    static String name(@Nullable ObjectNode payload) {
        return payload == null ? "nothing" : payload.at("/data/born").asText("?");
    }

    private static String name(Laptop by, UUID id) {
        return by.row(EntityType.SUBMISSIONS, id).map(People::born).orElse("?");
    }
}
