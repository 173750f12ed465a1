package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Draft;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncTrigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A hub and two laptops of two people, a supervisor and a field worker, without troubles but those a test makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() fills the fields
abstract class TwoLaptops {
    private final Quiet quiet = new Quiet();
    private final Databases databases = new Databases("found");
    World world;
    Laptop sam;
    Laptop awa;

    @BeforeEach
    void begin() {
        world = new World(1, databases, null);
        sam = world.laptops.get(0);
        awa = world.laptops.get(1);
        settle();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @AfterAll
    void close() {
        databases.close();
        quiet.close();
    }

    SyncReport sync(Laptop laptop) {
        world.pass(Duration.ofSeconds(1));
        return laptop.sync(SyncTrigger.USER);
    }

    void settle() {
        for (int i = 0; i < 4; i++) {
            world.pass(Duration.ofMinutes(5));
            world.laptops.forEach(laptop -> laptop.sync(SyncTrigger.USER));
        }
    }

    UUID writes(Laptop by, String answer, @Nullable UUID about) {
        var data = Json.object().put("a", answer);
        if (about != null) {
            data.put("ref", about.toString());
        }
        var row = Json.object();
        row.put("form_id", FormIds.of(world.form.code(), world.form.version()).toString());
        row.put("form_code", world.form.code()).put("form_version", world.form.version());
        row.put("form_sha256", world.form.sha256().hex()).set("data", data);
        row.put("sha256", Json.canonicalHash(data).hex());
        row.put("device_id", world.deviceOf(by).toString());
        row.put("created_by", by.enrolment.user().toString()).put("status", "pending");
        row.set("metadata", Json.object());
        row.put("created_at", by.clock.instant().toString());
        row.put("updated_at", by.clock.instant().toString());
        return save(by, EntityType.SUBMISSIONS, row);
    }

    private static UUID save(Laptop by, EntityType type, ObjectNode row) {
        var id = by.ids.next();
        by.writes()
                .commit(
                        new Mutation.SaveEntity(
                                by.ids.next(), by.clock.instant(), type, id, row, by.ids.next()));
        return id;
    }

    static void edits(Laptop by, UUID id, String answer) {
        edits(by, id, "a", answer);
    }

    private static void edits(Laptop by, UUID id, String question, String answer) {
        var data = by.said(id).get("data").<ObjectNode>deepCopy().put(question, answer);
        by.writes()
                .commit(
                        new Mutation.EditSubmission(
                                by.ids.next(), by.clock.instant(), id, data, by.ids.next()));
    }

    /** A verdict of sam's, with a note that names it. */
    void reviews(UUID id, String verdict) {
        reviews(sam, id, verdict, verdict);
    }

    static void reviews(Laptop by, UUID id, String verdict, String note) {
        by.writes()
                .commit(
                        new Mutation.ReviewSubmission(
                                by.ids.next(),
                                by.clock.instant(),
                                id,
                                ReviewStatus.of(verdict),
                                Json.object().put("note", note),
                                by.enrolment.user(),
                                by.ids.next()));
    }

    /** The same answers finished again, with a note beside one of them. */
    static void notes(Laptop by, UUID id, String note) {
        var row = finishedAgain(by, id);
        row.set("metadata", Json.object().set("notes", Json.object().put("/a", note)));
        saves(by, id, row);
    }

    /** Other answers, finished again as the capture screen does. */
    static void finishes(Laptop by, UUID id, String answer) {
        var row = finishedAgain(by, id);
        var data = Json.object().put("a", answer);
        row.set("data", data);
        row.put("sha256", Json.canonicalHash(data).hex());
        saves(by, id, row);
    }

    private static ObjectNode finishedAgain(Laptop by, UUID id) {
        var row = by.said(id).<ObjectNode>deepCopy();
        row.put("status", "pending").put("updated_at", by.clock.instant().toString());
        row.remove(List.of("review", "reviewed_by", "reviewed_at"));
        return row;
    }

    static void saves(Laptop by, UUID id, ObjectNode row) {
        by.writes()
                .commit(
                        new Mutation.SaveEntity(
                                by.ids.next(),
                                by.clock.instant(),
                                EntityType.SUBMISSIONS,
                                id,
                                row,
                                by.ids.next()));
    }

    /** Something at {@code pointer} in the one record the hub has. */
    String atTheHub(String pointer) {
        return HubRows.of(world)
                .alive(EntityType.SUBMISSIONS)
                .getFirst()
                .payload()
                .at(pointer)
                .asText();
    }

    void nobodyIsRefused() {
        for (var laptop : world.laptops) {
            assertEquals(
                    List.of(), laptop.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)), laptop.name);
        }
    }

    /** Syncs a laptop that is killed at a place, and starts it again; whether it was killed. */
    boolean dies(Laptop laptop, int place) {
        laptop.fuse.light(place);
        try {
            sync(laptop);
            return false;
        } catch (Killed e) {
            laptop.startAgain();
            return true;
        } finally {
            laptop.fuse.putOut();
        }
    }

    /** The same, by a power cut, which takes what was not forced to the disk. */
    void losesPower(Laptop laptop, int place) {
        laptop.fuse.light(place);
        try {
            sync(laptop);
        } catch (Killed e) {
            laptop.database.cutPower();
            laptop.startAgain();
        } finally {
            laptop.fuse.putOut();
        }
    }

    static void deletes(Laptop by, UUID id) {
        by.writes()
                .commit(
                        new Mutation.DeleteSubmission(
                                by.ids.next(), by.clock.instant(), id, by.ids.next()));
    }

    UUID photo(Laptop by, UUID submission) {
        var hash = by.files.keep("a photo".getBytes(StandardCharsets.UTF_8));
        var row = Json.object().put("submission_id", submission.toString());
        row.put("question", "/photo").put("key", hash.hex()).put("sha256", hash.hex());
        row.put("filename", "a.jpg").put("content_type", "image/jpeg").put("size_bytes", 7);
        row.put("created_at", by.clock.instant().toString());
        var photo = new Mutation.NewMedia(by.ids.next(), row, by.ids.next());
        var at = by.clock.instant();
        var said = by.said(submission);
        var draft =
                new Draft(
                        by.ids.next(),
                        FormIds.of(world.form.code(), world.form.version()),
                        world.form,
                        (ObjectNode) said.get("data"),
                        new SubmissionId(submission),
                        null,
                        Json.object(),
                        "changed",
                        at,
                        at);
        by.writes().commit(new Mutation.SaveDraft(by.ids.next(), at, draft));
        by.writes()
                .commit(
                        new Mutation.Finalise(
                                by.ids.next(),
                                at,
                                draft.id(),
                                submission,
                                said,
                                by.ids.next(),
                                List.of(photo)));
        return photo.mediaId();
    }

    /** A photo that the answers name. */
    UUID photoInAnswers(Laptop by, UUID submission) {
        var photo = photo(by, submission);
        edits(by, submission, "photo", photo.toString());
        return photo;
    }

    static void decides(Laptop by, String action) {
        decides(by, by.read(tx -> by.tables.conflicts().pending(tx, 10)).getFirst(), action);
    }

    static void decidesLast(Laptop by, String action) {
        decides(by, by.read(tx -> by.tables.conflicts().pending(tx, 10)).getLast(), action);
    }

    static void decides(Laptop by, EntityRow conflict, String action) {
        by.writes().commit(decision(by, conflict, action));
    }

    static Mutation.DecideConflict decision(Laptop by, EntityRow conflict, String action) {
        var ours = (ObjectNode) conflict.payload().get("client_payload");
        return new Mutation.DecideConflict(
                by.ids.next(),
                by.clock.instant(),
                conflict.id(),
                action,
                action.equals("accept_client") ? ours : null,
                by.enrolment.user(),
                null,
                by.ids.next(),
                by.ids.next());
    }

    static UUID now(Laptop laptop, UUID id) {
        return laptop.row(EntityType.SUBMISSIONS, id).orElseThrow().id();
    }

    static String answer(Laptop laptop, UUID id) {
        return laptop.said(id).at("/data/a").asText();
    }

    void nothingIsLeftToDo() {
        for (var laptop : world.laptops) {
            assertEquals(
                    List.of(),
                    laptop.commands(EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED))));
            assertEquals(SyncReport.Outcome.COMPLETED, sync(laptop).outcome());
            new LaptopChecks(world).after(laptop);
        }
    }

    List<EntityRow> conflicts(Laptop laptop) {
        return laptop.rows(EntityType.CONFLICTS);
    }

    /** A record of awa's: the hub has it, and a power cut took away that it was sent. */
    UUID sentAndForgotten(String answer) {
        awa.database.rememberCheckpoints();
        var id = writes(awa, answer, null);
        for (int place = 1; HubRows.of(world).alive(EntityType.SUBMISSIONS).isEmpty(); place++) {
            awa.fuse.light(place);
            try {
                sync(awa);
            } catch (Killed e) {
                awa.database.cutPower();
                awa.startAgain();
            }
        }
        awa.fuse.putOut();
        return id;
    }
}
