package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.Test;

/** Photos of a submission that was deleted here, which a hub restored from a backup has lost meanwhile. */
class PhotosAcrossARestoreTest extends TwoLaptops {
    /** Seed 1523: the photo was deleted at the hub, of a submission whose deletion the hub had refused. */
    @Test
    void a_deletion_that_a_restored_hub_refuses_takes_no_photo_along_that_others_offer() {
        var backup = world.hubDatabase().snapshot();
        var well = now(awa, writesAndTells());
        var photo = photo(awa, well);
        settle();
        deletes(sam, well);
        world.restore(backup);
        sync(sam);
        assertEquals(1, sam.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).size());
        sync(awa);
        settle();
        assertEquals(Set.of(photo), photosAtHub());
        assertEquals(Set.of(photo), photosOf(awa));
        assertEquals(Set.of(photo), photosOf(sam));
    }

    /** And that when it was offered later than the deletion would have been sent. */
    @Test
    void a_photo_that_others_offer_late_is_not_deleted_as_it_comes() {
        var backup = world.hubDatabase().snapshot();
        var well = now(awa, writesAndTells());
        var photo = photo(awa, well);
        settle();
        deletes(sam, well);
        world.restore(backup);
        sync(sam);
        sync(sam);
        sync(sam);
        sync(awa);
        settle();
        assertEquals(Set.of(photo), photosAtHub());
        assertEquals(Set.of(photo), photosOf(sam));
    }

    /** The hub has the submission as it was before the photo. */
    @Test
    void a_photo_the_hub_has_lost_comes_back_when_its_submissions_deletion_is_decided_against() {
        var well = now(awa, writesAndTells());
        var backup = world.hubDatabase().snapshot();
        var photo = photo(sam, well);
        sync(sam); // and awa has not heard of it
        deletes(sam, well);
        world.restore(backup);
        edits(awa, well, "dry");
        sync(awa);
        sync(sam);
        assertEquals(Set.of(), photosAtHub(), "nobody else has it");
        settle();
        decides(sam, "accept_server");
        settle();
        assertEquals("dry", answer(sam, now(sam, well)));
        areEverywhere(Set.of(photo));
    }

    @Test
    void also_when_that_is_decided_elsewhere_and_others_have_offered_the_photo() {
        var well = now(awa, writesAndTells());
        var backup = world.hubDatabase().snapshot();
        var photo = photo(sam, well);
        settle();
        deletes(sam, well);
        world.restore(backup);
        edits(awa, well, "dry");
        asksAndDies(photo);
        sync(awa); // offers it
        sync(sam);
        settle();
        decides(awa, "accept_server");
        settle();
        areEverywhere(Set.of(photo));
    }

    /** Deleted here, which is before a person; then the hub lost all of it, and nobody else comes to give it back. */
    private UUID disputedAndLost() {
        var photo = disputedAndPutBack();
        again();
        return photo;
    }

    private UUID disputedAndPutBack() {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        var backup = world.hubDatabase().snapshot();
        var id = writes(sam, "well", null);
        sync(sam);
        var well = now(sam, id);
        var photo = photo(sam, well);
        sync(sam);
        sync(sam);
        sync(third);
        edits(third, well, "dry");
        sync(third);
        deletes(sam, well);
        sync(sam);
        assertEquals(1, sam.read(tx -> sam.tables.conflicts().pending(tx, 10)).size());
        world.restore(backup);
        return photo;
    }

    /** The third laptop does not come any more. */
    private void again() {
        for (int i = 0; i < 4; i++) {
            sync(sam);
        }
    }

    /** Seed 700650: it waited among what had come from the hub, which is forgotten when all of that comes anew. */
    @Test
    void a_photo_of_a_disputed_deletion_comes_back_though_the_hub_has_lost_it() {
        var photo = disputedAndLost();
        decides(sam, "accept_server");
        again();
        assertEquals(Set.of(photo), photosAtHub());
        assertEquals(Set.of(photo), photosOf(sam));
    }

    /** Seed 700650 once more: decided before the laptop has heard of the restore. */
    @Test
    void also_when_that_is_decided_before_the_hub_is_asked() {
        var photo = disputedAndPutBack();
        decides(sam, "accept_server");
        again();
        assertEquals(Set.of(photo), photosAtHub());
        assertEquals(Set.of(photo), photosOf(sam));
    }

    @Test
    void also_when_its_deletion_is_decided_against_elsewhere() {
        var photo = disputedAndLost();
        var another = world.laptop("another", Role.SUPERVISOR, sam.enrolment.user());
        sync(another);
        decides(another, "accept_server");
        sync(another);
        again();
        assertEquals(Set.of(photo), photosAtHub());
        assertEquals(Set.of(photo), photosOf(sam));
    }

    @Test
    void a_photo_of_a_disputed_deletion_goes_when_that_is_decided_for() {
        disputedAndLost();
        decides(sam, "accept_client");
        again();
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        assertEquals(Set.of(), photosAtHub());
        assertEquals(Set.of(), photosOf(sam));
    }

    /** The hub has it still, or again: it is as if there had been no restore. */
    @Test
    void a_photo_of_a_disputed_deletion_that_the_hub_has_kept_comes_back() {
        var well = now(awa, writesAndTells());
        var photo = photo(sam, well);
        settle();
        var backup = world.hubDatabase().snapshot();
        edits(awa, well, "dry");
        sync(awa);
        deletes(sam, well);
        sync(sam);
        world.restore(backup);
        settle();
        decides(sam, "accept_server");
        settle();
        areEverywhere(Set.of(photo));
    }

    /** Seed 6710: others have offered it, and nobody but its maker, who deleted it, would send its bytes. */
    @Test
    void
            its_bytes_go_to_the_hub_once_more_when_others_offered_it_before_its_maker_heard_of_the_restore() {
        var backup = world.hubDatabase().snapshot();
        var well = now(awa, writesAndTells());
        var photo = photo(awa, well);
        settle();
        deletes(awa, well);
        world.restore(backup);
        sync(sam);
        sync(awa);
        settle();
        decides(sam, "accept_server");
        settle();
        areEverywhere(Set.of(photo));
        assertTrue(HubRows.of(world).get(photo).payload().has("uploaded_at"), "its bytes");
    }

    @Test
    void it_goes_when_its_submissions_deletion_is_decided_for() {
        var well = now(awa, writesAndTells());
        var backup = world.hubDatabase().snapshot();
        photo(sam, well);
        sync(sam);
        deletes(sam, well);
        world.restore(backup);
        edits(awa, well, "dry");
        sync(awa);
        sync(sam);
        settle();
        decides(sam, "accept_client");
        settle();
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        areEverywhere(Set.of());
    }

    /** Nobody else has either: before, it was shown here as if the hub had it. */
    @Test
    void who_gives_up_a_deletion_of_what_a_restored_hub_has_lost_offers_it_with_its_photos() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "well", null);
        sync(awa);
        sync(awa);
        var photo = photo(awa, now(awa, id));
        sync(awa);
        sync(awa);
        deletes(awa, now(awa, id));
        world.restore(backup);
        settle();
        var dead = awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).getFirst();
        awa.writes()
                .commit(
                        new Mutation.DiscardDeadLetter(
                                awa.ids.next(), awa.clock.instant(), dead.id()));
        settle();
        assertEquals(1, HubRows.of(world).alive(EntityType.SUBMISSIONS).size());
        areEverywhere(Set.of(photo));
    }

    /** The hub lacked it then. */
    private void asksAndDies(UUID photo) {
        for (int place = 1; !isOnNoVersion(photo); place++) {
            sam.fuse.light(place);
            try {
                sync(sam);
                throw new AssertionError("the deletion was sent");
            } catch (Killed e) {
                sam.startAgain();
            }
        }
        sam.fuse.putOut();
    }

    private boolean isOnNoVersion(UUID photo) {
        return sam
                .read(tx -> sam.tables.outbox().ofEntity(tx, EntityType.SUBMISSION_MEDIA, photo))
                .stream()
                .anyMatch(deletion -> Objects.equals(deletion.baseVersion(), 0L));
    }

    private UUID writesAndTells() {
        var id = writes(awa, "well", null);
        settle();
        return id;
    }

    private Set<UUID> photosAtHub() {
        return HubRows.of(world).alive(EntityType.SUBMISSION_MEDIA).stream()
                .map(row -> row.id())
                .collect(Collectors.toSet());
    }

    private static Set<UUID> photosOf(Laptop laptop) {
        return laptop.rows(EntityType.SUBMISSION_MEDIA).stream()
                .map(EntityRow::id)
                .collect(Collectors.toSet());
    }

    private void areEverywhere(Set<UUID> photos) {
        assertEquals(photos, photosAtHub());
        for (var laptop : List.of(sam, awa)) {
            assertEquals(photos, photosOf(laptop), laptop.name);
        }
        nothingIsLeftToDo();
    }
}
