package org.fieldpost.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.fieldpost.contract.EntityType;
import org.fieldpost.form.AnswerPath;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.FreeSpace;
import org.fieldpost.store.Acceptance;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.SubmissionDetail;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.SubmissionMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureServiceTest {
    private static final AnswerPath NAME = AnswerPath.parse("/name");
    private static final AnswerPath PHOTOS = AnswerPath.parse("/photos");
    private Laptop laptop;

    @BeforeEach
    void open(@TempDir Path folder) {
        laptop = new Laptop(folder);
    }

    @AfterEach
    void close() {
        laptop.close();
    }

    private DraftSession start() {
        return started(laptop.capture().start("well", null, Locale.ENGLISH));
    }

    private static DraftSession started(StartResult result) {
        return assertInstanceOf(StartResult.Started.class, result).session();
    }

    private static void type(DraftSession session, String name) {
        session.form().set(NAME, TextNode.valueOf(name));
        session.changed();
    }

    private SubmissionMedia attach(DraftSession session) throws IOException {
        var result = session.attach(PHOTOS, laptop.photo());
        var media = assertInstanceOf(AttachResult.Attached.class, result).media();
        var answers = session.form().value(PHOTOS);
        var all = Json.array();
        if (answers != null) {
            answers.forEach(all::add);
        }
        session.form().set(PHOTOS, all.add(media.reference()));
        session.changed();
        return media;
    }

    private SubmissionId finalised(DraftSession session) {
        return assertInstanceOf(FinaliseResult.Finalised.class, session.finalise()).submission();
    }

    private SubmissionDetail detail(SubmissionId id) {
        return laptop.profile()
                .database()
                .read(tx -> SubmissionDetail.find(tx, laptop.profile().tables(), id))
                .orElseThrow();
    }

    @Test
    void nothing_is_kept_of_a_form_looked_at_and_left() {
        start().close();
        assertEquals(List.of(), laptop.capture().drafts());
    }

    @Test
    void what_is_typed_is_saved_and_offered_again_after_a_crash() {
        var session = start();
        type(session, "Old well");
        var state = session.flush();
        assertEquals(false, state.pending());
        var savedAt = Objects.requireNonNull(state.savedAt());
        laptop.crash();
        var draft = laptop.capture().drafts().getFirst();
        assertEquals(savedAt, draft.savedAt(), "the time shown was true");
        assertEquals("Old well", draft.summary());
        var again = started(laptop.capture().resume(draft.id(), Locale.ENGLISH));
        assertEquals("Old well", Objects.requireNonNull(again.form().value(NAME)).asText());
    }

    @Test
    void a_draft_is_open_in_one_window_only() {
        var session = start();
        type(session, "A");
        session.flush();
        var second = laptop.capture().resume(session.id(), Locale.ENGLISH);
        assertEquals(
                "capture.refused.open", assertInstanceOf(StartResult.Refused.class, second).code());
        session.close();
        started(laptop.capture().resume(session.id(), Locale.ENGLISH)).close();
    }

    @Test
    void a_draft_opened_again_while_it_is_being_left_is_opened_as_it_was_left() throws Exception {
        var session = start();
        type(session, "A");
        session.flush();
        type(session, "AB");
        session.leave();
        var again = new CompletableFuture<StartResult>();
        Thread.ofVirtual()
                .start(() -> again.complete(laptop.capture().resume(session.id(), Locale.ENGLISH)));
        session.close();
        var reopened = started(again.get());
        assertEquals("AB", Objects.requireNonNull(reopened.form().value(NAME)).asText());
        reopened.close();
    }

    @Test
    void remarks_are_kept_with_the_draft_and_travel_in_the_metadata() {
        var session = start();
        type(session, "A");
        session.remark(Json.parseObject("{\"notes\":{\"/name\":\"painted over\"}}"));
        session.flush();
        laptop.crash();
        var again = started(laptop.capture().resume(session.id(), Locale.ENGLISH));
        assertEquals("painted over", again.remarks().at("/notes/~1name").asText());
        var id = finalised(again);
        assertEquals(
                "painted over", detail(id).row().payload().at("/metadata/notes/~1name").asText());
    }

    @Test
    void a_missing_answer_keeps_the_draft_and_names_the_place() {
        var session = start();
        session.form().set(AnswerPath.parse("/depth"), Json.parse("3"));
        session.changed();
        var invalid = assertInstanceOf(FinaliseResult.Invalid.class, session.finalise());
        assertEquals(NAME, invalid.problems().getFirst().path());
        assertEquals(0, laptop.submissions());
        type(session, "Mended");
        assertEquals(false, session.flush().pending(), "saving goes on");
        finalised(session);
        assertEquals(1, laptop.submissions());
        assertEquals(List.of(), laptop.capture().drafts());
    }

    @Test
    void a_photo_is_on_the_disk_before_the_answer_names_it_and_brings_place_and_time()
            throws IOException {
        var session = start();
        type(session, "Well");
        var media = attach(session);
        assertTrue(laptop.media().verify(media.sha256()));
        assertEquals(Sha256.of(laptop.photo()), media.sha256());
        assertEquals("image/jpeg", media.contentType());
        assertNotNull(media.position());
        assertNotNull(media.capturedAt());
        attach(session);
        session.flush();
        laptop.crash();
        var again = started(laptop.capture().resume(session.id(), Locale.ENGLISH));
        assertEquals(2, again.media().size());
        var id = finalised(again);
        var detail = detail(id);
        assertEquals(2, detail.media().size());
        assertEquals(DeliveryStatus.WAITING, detail.delivery());
        assertEquals(3, laptop.counts().open());
        laptop.agePhotos();
        assertEquals(0, laptop.capture().sweepUnusedPhotos(), "it is in use");
    }

    @Test
    void a_photo_taken_off_does_not_go_out_and_its_bytes_are_swept() throws IOException {
        var session = start();
        type(session, "Well");
        var media = attach(session);
        session.form().set(PHOTOS, null);
        session.remove(media.id());
        session.changed();
        var id = finalised(session);
        assertEquals(List.of(), detail(id).media());
        assertEquals(0, laptop.capture().sweepUnusedPhotos(), "for a month it is kept");
        laptop.agePhotos();
        assertEquals(1, laptop.capture().sweepUnusedPhotos());
        assertEquals(List.of(), laptop.media().all());
    }

    @Test
    void the_file_of_a_choice_list_that_a_form_names_is_not_swept() throws IOException {
        var bytes = "code,name".getBytes(StandardCharsets.UTF_8);
        var list = laptop.media().store(new ByteArrayInputStream(bytes), Long.MAX_VALUE).sha256();
        laptop.profile()
                .database()
                .run(
                        tx ->
                                tx.handle()
                                        .createUpdate(
                                                """
                                                INSERT INTO form_lists
                                                    (form_id, list, sha256, state, attempts)
                                                VALUES (:form, 'villages', :sha256, 'WANTED', 0)
                                                """)
                                        .bind("form", laptop.id())
                                        .bind("sha256", list.hex())
                                        .execute());
        laptop.agePhotos();
        assertEquals(0, laptop.capture().sweepUnusedPhotos());
        assertTrue(laptop.media().has(list));
    }

    @Test
    void an_unused_photo_chosen_again_after_years_is_not_swept_from_under_its_answer()
            throws IOException {
        var first = start();
        var media = attach(first);
        first.remove(media.id());
        first.form().set(PHOTOS, null);
        first.changed();
        first.flush();
        laptop.agePhotos();
        laptop.media().store(new ByteArrayInputStream(laptop.photoBytes()), Long.MAX_VALUE);
        assertEquals(0, laptop.capture().sweepUnusedPhotos());
        assertTrue(laptop.media().has(media.sha256()));
    }

    @Test
    void what_is_no_picture_is_not_taken() {
        var session = start();
        var bytes = "I am text".getBytes(StandardCharsets.UTF_8);
        var refused =
                session.attach(PHOTOS, "../../etc/passwd.jpg", new ByteArrayInputStream(bytes));
        assertEquals(
                "capture.refused.notPhoto",
                assertInstanceOf(AttachResult.Refused.class, refused).code());
        assertInstanceOf(
                AttachResult.Refused.class, session.attach(PHOTOS, Path.of("no-such-file.jpg")));
    }

    @Test
    void an_answer_hidden_by_relevance_is_left_out_and_said_so() {
        var session = start();
        type(session, "Well");
        session.form().set(AnswerPath.parse("/works"), Json.parse("false"));
        session.form().set(AnswerPath.parse("/depth"), Json.parse("12"));
        var done = assertInstanceOf(FinaliseResult.Finalised.class, session.finalise());
        assertEquals(1, done.hiddenAnswersLeftOut());
        assertTrue(detail(done.submission()).row().payload().at("/data/depth").isMissingNode());
    }

    @Test
    void a_rejected_submission_is_edited_as_a_draft_and_comes_back_pending() {
        var session = start();
        type(session, "Wrong name");
        var id = finalised(session);
        var words =
                Json.parseObject(
                        "{\"note\":\"look again\",\"questions\":[{\"pointer\":\"/name\",\"note\":\"sure?\"}]}");
        laptop.commit(
                new Mutation.ReviewSubmission(
                        laptop.id(),
                        laptop.now(),
                        id.value(),
                        ReviewStatus.REJECTED,
                        words,
                        Laptop.AWA,
                        laptop.id()));
        var edit = started(laptop.capture().edit(id, Locale.ENGLISH));
        assertEquals(id, edit.draft().basedOn());
        type(edit, "Right name");
        edit.close();
        assertEquals(
                edit.id(),
                started(laptop.capture().edit(id, Locale.ENGLISH)).id(),
                "the one begun before");
        laptop.crash();
        var again = started(laptop.capture().edit(id, Locale.ENGLISH));
        assertEquals(id, finalised(again));
        var payload = detail(id).row().payload();
        assertEquals("Right name", payload.at("/data/name").asText());
        assertEquals("pending", payload.path("status").asText());
        assertEquals("look again", payload.at("/metadata/answeredReview/note").asText());
        assertEquals(1, laptop.submissions());
    }

    @Test
    void an_open_window_keeps_its_input_when_the_id_changes() {
        var session = start();
        type(session, "First");
        var id = finalised(session);
        var edit = started(laptop.capture().edit(id, Locale.ENGLISH));
        type(edit, "Typed while it was sent");
        var server = laptop.id();
        accept(id.value(), server);
        assertEquals(new SubmissionId(server), edit.draft().basedOn());
        assertEquals(
                "Typed while it was sent",
                Objects.requireNonNull(edit.form().value(NAME)).asText());
        type(edit, "And on");
        assertEquals(new SubmissionId(server), finalised(edit));
        assertEquals("And on", detail(id).row().payload().at("/data/name").asText());
        assertEquals(1, laptop.submissions());
    }

    private void accept(UUID id, UUID server) {
        var profile = laptop.profile();
        profile.database()
                .run(
                        tx -> {
                            var outbox = profile.tables().outbox();
                            OutboxCommand sent =
                                    outbox.markInFlight(
                                                    tx,
                                                    List.of(
                                                            outbox.ofEntity(
                                                                            tx,
                                                                            EntityType.SUBMISSIONS,
                                                                            id)
                                                                    .getFirst()),
                                                    "run",
                                                    laptop.now())
                                            .getFirst();
                            profile.writes()
                                    .apply(
                                            tx,
                                            new Mutation.Accept(
                                                    laptop.id(),
                                                    laptop.now(),
                                                    List.of(
                                                            new Acceptance(
                                                                    sent.id(),
                                                                    sent.fencingToken(),
                                                                    server,
                                                                    1,
                                                                    Json.canonicalHash(
                                                                            Objects.requireNonNull(
                                                                                    sent
                                                                                            .payload()))))));
                        });
    }

    @Test
    void a_draft_thrown_away_is_gone_and_cannot_come_back_by_a_late_save() {
        var session = start();
        type(session, "A");
        type(session, "B");
        session.discard();
        type(session, "late");
        session.flush();
        assertEquals(List.of(), laptop.capture().drafts());
    }

    @Test
    void a_full_disk_refuses_before_anything_is_typed() {
        laptop.reopen(new FreeSpace(laptop.folder(), Long.MAX_VALUE / 2, 0));
        var refused = laptop.capture().start("well", null, Locale.ENGLISH);
        assertTrue(assertInstanceOf(StartResult.Refused.class, refused).code().startsWith("FP-"));
    }

    @Test
    void a_form_nobody_has_is_refused_in_words() {
        assertInstanceOf(
                StartResult.Refused.class, laptop.capture().start("nothing", null, Locale.ENGLISH));
        assertInstanceOf(
                StartResult.Refused.class, laptop.capture().resume(laptop.id(), Locale.ENGLISH));
        assertInstanceOf(
                StartResult.Refused.class,
                laptop.capture().edit(new SubmissionId(laptop.id()), Locale.ENGLISH));
    }

    @Test
    void submitting_without_a_screen_goes_the_same_way() throws IOException {
        var photo = Files.write(laptop.folder().resolve("in.jpg"), laptop.photoBytes());
        var done =
                laptop.capture()
                        .submit(
                                "well",
                                Json.object().put("name", "By command"),
                                Map.of("/photos", List.of(photo)),
                                Locale.ENGLISH);
        var id = assertInstanceOf(FinaliseResult.Finalised.class, done).submission();
        assertEquals(1, detail(id).media().size());
        var invalid = laptop.capture().submit("well", Json.object(), Map.of(), Locale.ENGLISH);
        assertInstanceOf(FinaliseResult.Invalid.class, invalid);
        var wrong =
                laptop.capture()
                        .submit(
                                "well",
                                Json.object().put("name", "x"),
                                Map.of("/name", List.of(photo)),
                                Locale.ENGLISH);
        assertInstanceOf(FinaliseResult.Refused.class, wrong);
        assertEquals(List.of(), laptop.capture().drafts(), "nothing half done is left");
        assertEquals(1, laptop.submissions());
    }

    @Test
    void every_change_of_how_safe_it_is_gets_told() {
        var session = start();
        assertNull(session.saveState().savedAt());
        var told = new java.util.concurrent.CopyOnWriteArrayList<SaveState>();
        try (var listening = session.listen(() -> told.add(session.saveState()))) {
            assertNotNull(listening);
            type(session, "A");
            session.flush();
        }
        assertEquals(true, told.getFirst().pending());
        assertNotNull(session.saveState().savedAt());
    }
}
