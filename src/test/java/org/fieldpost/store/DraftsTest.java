package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.submission.DeliveryStatus;
import org.fieldpost.submission.MediaId;
import org.fieldpost.submission.Position;
import org.fieldpost.submission.SubmissionId;
import org.fieldpost.submission.SubmissionMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftsTest {
    private Device device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    static SubmissionMedia media(UUID id, UUID draft) {
        return new SubmissionMedia(
                new MediaId(id),
                new SubmissionId(draft),
                "/photo",
                Sha256.of(new byte[] {7}),
                "pump.jpg",
                "image/jpeg",
                1_000,
                new Position(1.5, 2.5, null, null),
                Instant.parse("2026-05-04T07:00:00Z"),
                null,
                Instant.parse("2026-05-04T08:00:00Z"));
    }

    private Draft draft() {
        return new Draft(
                device.id(),
                device.id(),
                Device.WATER,
                Json.object().put("note", "dry"),
                null,
                null,
                Json.object(),
                "Well",
                device.now(),
                device.now());
    }

    private Mutation.Finalise finalise(
            Draft draft, UUID submission, List<Mutation.NewMedia> media) {
        return new Mutation.Finalise(
                device.id(),
                device.now(),
                draft.id(),
                submission,
                device.payload("{'name':'W'}"),
                device.id(),
                media);
    }

    private Mutation.NewMedia outgoing(UUID photo, UUID submission) {
        var said = media(photo, submission);
        return new Mutation.NewMedia(photo, MediaPayload.of(said, said.submission()), device.id());
    }

    @Test
    void a_draft_is_kept_changed_and_thrown_away() {
        var draft = draft();
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), draft));
        var later =
                draft.with(Json.object().put("note", "wet"), Json.object(), "Well 2", device.now());
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), later));
        assertEquals(List.of(later), device.read(device.tables.drafts()::list));
        device.apply(new Mutation.DiscardDraft(device.id(), device.now(), draft.id()));
        assertEquals(0, device.read(device.tables.drafts()::count));
    }

    @Test
    void what_happens_to_a_draft_is_told_after_the_commit() {
        var told = new ArrayList<DraftEvent>();
        device.events.listenToDrafts(told::add);
        var draft = draft();
        device.db.run(
                tx -> {
                    device.mutations.apply(
                            tx, new Mutation.SaveDraft(device.id(), device.now(), draft), false);
                    assertEquals(List.of(), told, "not before it is true");
                });
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), draft));
        device.apply(new Mutation.DiscardDraft(device.id(), device.now(), draft.id()));
        device.apply(new Mutation.DiscardDraft(device.id(), device.now(), draft.id()));
        var finished = draft();
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), finished));
        device.apply(finalise(finished, finished.id(), List.of()));
        assertEquals(
                List.of(
                        new DraftEvent.Begun(draft.id()),
                        new DraftEvent.Saved(draft.id()),
                        new DraftEvent.Gone(draft.id()),
                        new DraftEvent.Begun(finished.id()),
                        new DraftEvent.Gone(finished.id())),
                told);
    }

    @Test
    void finishing_makes_submission_photos_and_commands_in_one_step() {
        var draft = draft();
        var photo = device.id();
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), draft));
        device.apply(new Mutation.AddMedia(device.id(), device.now(), media(photo, draft.id())));
        assertEquals(1, device.read(tx -> device.tables.drafts().media(tx, draft.id())).size());
        device.apply(finalise(draft, draft.id(), List.of(outgoing(photo, draft.id()))));
        assertEquals(0, device.read(device.tables.drafts()::count));
        assertEquals(2, device.counts().of(OutboxStatus.PENDING));
        var detail =
                device.read(
                                tx ->
                                        SubmissionDetail.find(
                                                tx, device.tables, new SubmissionId(draft.id())))
                        .orElseThrow();
        assertEquals(1, detail.media().size());
        assertEquals(DeliveryStatus.WAITING, detail.delivery());
        assertEquals("Awa", detail.createdBy());
        assertFalse(detail.ledger().stream().anyMatch(DeliveryLedger.Entry::delivered));
        var light = device.read(new DeliveryLedger()::light);
        assertEquals(new DeliveryLedger.Light(1, 1, 1, 1, 1_000, 0, 0), light);
        assertFalse(light.safe());
    }

    @Test
    void a_draft_can_be_finished_once() {
        var draft = draft();
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), draft));
        device.apply(finalise(draft, draft.id(), List.of()));
        assertThrows(
                GoneException.class, () -> device.apply(finalise(draft, device.id(), List.of())));
        assertEquals(1, device.read(device.tables.submissions()::count));
    }

    @Test
    void an_edit_keeps_sends_and_takes_away_photos() {
        var draft = draft();
        var kept = device.id();
        var dropped = device.id();
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), draft));
        device.apply(
                finalise(
                        draft,
                        draft.id(),
                        List.of(outgoing(kept, draft.id()), outgoing(dropped, draft.id()))));
        var server = device.id();
        for (var sent : device.send()) {
            device.accept(
                    sent,
                    sent.entityType() == EntityType.SUBMISSIONS ? server : sent.aggregateId(),
                    1);
        }
        var edit =
                new Draft(
                        device.id(),
                        device.id(),
                        Device.WATER,
                        Json.object(),
                        new SubmissionId(draft.id()),
                        null,
                        Json.object(),
                        "",
                        device.now(),
                        device.now());
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), edit));
        assertEquals(
                server,
                device.read(tx -> device.tables.drafts().find(tx, edit.id()))
                        .flatMap(d -> java.util.Optional.ofNullable(d.basedOn()))
                        .orElseThrow()
                        .value(),
                "a draft saved late follows the hub's id");
        var added = device.id();
        device.apply(
                finalise(
                        edit,
                        draft.id(),
                        List.of(outgoing(kept, server), outgoing(added, server))));
        var media = device.read(tx -> device.tables.media().ofSubmission(tx, server));
        assertEquals(
                List.of(kept, added).stream().sorted().toList(),
                media.stream().map(EntityRow::id).sorted().toList());
        var actions =
                device.send().stream()
                        .map(c -> c.entityType().word() + " " + c.action())
                        .sorted()
                        .toList();
        assertEquals(
                List.of(
                        "submission_media " + SyncAction.CREATE,
                        "submission_media " + SyncAction.DELETE,
                        "submissions " + SyncAction.UPDATE),
                actions);
    }

    @Test
    void a_deleted_submission_takes_its_photos_with_it() {
        var draft = draft();
        device.apply(new Mutation.SaveDraft(device.id(), device.now(), draft));
        device.apply(finalise(draft, draft.id(), List.of(outgoing(device.id(), draft.id()))));
        device.apply(
                new Mutation.DeleteSubmission(device.id(), device.now(), draft.id(), device.id()));
        assertEquals(0, device.counts().open());
        assertTrue(device.counts().conserved());
        assertEquals(0, device.read(device.tables.media()::count));
        assertTrue(device.read(new DeliveryLedger()::light).safe());
    }
}
