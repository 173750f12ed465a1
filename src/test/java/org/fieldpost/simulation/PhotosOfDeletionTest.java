package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.MediaUploads;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.ReviewStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos of a submission that was deleted here, which the hub does not agree to, or not yet. */
class PhotosOfDeletionTest extends TwoLaptops {
    private UUID well = new UUID(0, 0);
    private UUID photo = new UUID(0, 0);

    private void wellWithPhoto() {
        var id = writes(awa, "well", null);
        photo = photo(awa, id);
        settle();
        well = now(awa, id);
    }

    /** Only a supervisor may delete what was reviewed; its photos were gone all the same. */
    private void deletionRefused() {
        wellWithPhoto();
        review(sam);
        settle();
        deletes(awa, well);
        sync(awa);
        assertEquals(1, awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).size());
    }

    @Test
    void a_deletion_that_is_refused_takes_no_photos_along() {
        deletionRefused();
        settle();
        assertEquals(Set.of(photo), photosAtHub());
        assertEquals(Set.of(photo), photosOf(sam));
        assertEquals(Set.of(), photosOf(awa), "there is nothing to show it with");
        new FinalChecks(world, new LaptopChecks(world)).all();
    }

    @Test
    void who_gives_a_refused_deletion_up_has_the_photos_again() {
        deletionRefused();
        settle();
        discards();
        settle();
        areEverywhere(Set.of(photo));
    }

    /** Seed 4591: a photo cannot be shown without the submission that was deleted here. */
    @Test
    void a_photo_that_others_add_meanwhile_waits_along() {
        deletionRefused();
        var second = photo(sam, well);
        settle();
        new FinalChecks(world, new LaptopChecks(world)).all();
        discards();
        settle();
        areEverywhere(Set.of(second)); // in the place of the first
    }

    @Test
    void a_refused_deletion_that_is_sent_again_when_it_may_be_takes_them_along() {
        deletionRefused();
        settle();
        var dead = awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).getFirst();
        awa.database.run(
                tx -> awa.tables.outbox().retryDeadLetter(tx, dead.id(), awa.clock.instant()));
        edits(sam, well, "dry"); // the review stays
        sync(sam);
        sync(awa); // a conflict now
        settle();
        decides(sam, "accept_client");
        settle();
        areEverywhere(Set.of());
    }

    /** They were gone before the decision, whatever was decided. */
    @Test
    void a_deletion_that_is_decided_against_gives_the_photos_back() {
        changedThereAndDeletedHere();
        assertEquals(Set.of(photo), photosAtHub());
        decides(sam, "accept_server");
        settle();
        assertEquals("dry", answer(awa, well));
        areEverywhere(Set.of(photo));
    }

    @Test
    void a_deletion_that_is_decided_for_takes_the_photos_along() {
        changedThereAndDeletedHere();
        decides(sam, "accept_client");
        settle();
        assertEquals(List.of(), awa.rows(EntityType.SUBMISSIONS));
        areEverywhere(Set.of());
    }

    @Test
    void a_deletion_behind_a_change_in_conflict_gives_the_photos_back_when_that_is_decided() {
        wellWithPhoto();
        edits(awa, well, "theirs");
        sync(awa);
        edits(sam, well, "ours");
        sync(sam);
        deletes(sam, well);
        sync(sam);
        decides(sam, "accept_server");
        new LaptopChecks(world).after(sam);
        settle();
        assertEquals("theirs", answer(sam, well));
        areEverywhere(Set.of(photo));
    }

    /** Seed 12066: it was here again, of a submission that the hub has not, and no pull would take it away. */
    @Test
    void a_photo_that_somebody_else_has_deleted_too_does_not_come_back() {
        wellWithPhoto();
        edits(awa, well, "theirs");
        sync(awa);
        edits(sam, well, "ours");
        sync(sam);
        deletes(sam, well);
        sync(awa);
        deletes(awa, well);
        sync(awa);
        sync(awa);
        sync(sam);
        decides(sam, "accept_client");
        assertEquals(Set.of(), photosOf(sam));
        new LaptopChecks(world).after(sam);
        settle();
        new LaptopChecks(world).after(sam);
    }

    /** The journal tells again that the deletion is parked, not what became of the photos' own. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_power_cut_costs_no_photo_of_a_deletion_that_is_decided_against(boolean elsewhere) {
        wellWithPhoto();
        edits(awa, well, "dry");
        sync(awa);
        sam.database.rememberCheckpoints();
        deletes(sam, well);
        for (int place = 1; !isParked(); place++) {
            sam.fuse.light(place);
            try {
                sync(sam);
            } catch (Killed e) {
                sam.database.cutPower();
                sam.startAgain();
            }
        }
        sam.fuse.putOut();
        settle();
        decides(elsewhere ? awa : sam, "accept_server");
        settle();
        assertEquals("dry", answer(sam, well));
        areEverywhere(Set.of(photo));
    }

    @Test
    void a_photo_comes_back_with_what_is_left_to_send_of_it() {
        var id = writes(sam, "well", null);
        sync(sam);
        well = now(sam, id);
        var other = writes(awa, "other", null);
        sync(awa);
        sync(sam);
        var about = now(awa, other);
        photo = photo(sam, about);
        sync(sam); // and has not heard that the bytes arrived
        edits(awa, about, "changed");
        sync(awa);
        deletes(sam, about);
        sync(sam);
        decides(sam, "accept_server");
        settle();
        areEverywhere(Set.of(photo));
        var upload = sam.read(tx -> sam.tables.uploads().find(tx, photo)).orElseThrow();
        assertEquals(MediaUploads.State.DONE, upload.state());
    }

    private boolean isParked() {
        return !sam.commands(EnumSet.of(OutboxStatus.CONFLICT)).isEmpty();
    }

    private void changedThereAndDeletedHere() {
        wellWithPhoto();
        edits(awa, well, "dry");
        sync(awa);
        deletes(sam, well);
        sync(sam);
        settle();
    }

    private void review(Laptop by) {
        by.writes()
                .commit(
                        new Mutation.ReviewSubmission(
                                by.ids.next(),
                                by.clock.instant(),
                                well,
                                ReviewStatus.APPROVED,
                                Json.object().put("note", "fine"),
                                by.enrolment.user(),
                                by.ids.next()));
    }

    private void discards() {
        var dead = awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).getFirst();
        awa.writes()
                .commit(
                        new Mutation.DiscardDeadLetter(
                                awa.ids.next(), awa.clock.instant(), dead.id()));
    }

    private Set<UUID> photosAtHub() {
        var ids = new TreeSet<UUID>();
        HubRows.of(world).alive(EntityType.SUBMISSION_MEDIA).forEach(row -> ids.add(row.id()));
        return ids;
    }

    private static Set<UUID> photosOf(Laptop laptop) {
        var ids = new TreeSet<UUID>();
        laptop.rows(EntityType.SUBMISSION_MEDIA).stream().map(EntityRow::id).forEach(ids::add);
        return ids;
    }

    private void areEverywhere(Set<UUID> photos) {
        assertEquals(photos, photosAtHub());
        for (var laptop : List.of(sam, awa)) {
            assertEquals(photos, photosOf(laptop), laptop.name);
        }
        nothingIsLeftToDo();
    }
}
