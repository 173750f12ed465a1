package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.junit.jupiter.api.Test;

/** Deletions that a hub restored from a backup has lost, and such as were made since. Found by the simulation. */
class AfterARestoreTest extends TwoLaptops {
    private UUID known = new UUID(0, 0);

    /** Seed 741: who had deleted the submission got it back, and refused its photo for ever. */
    @Test
    void a_photo_comes_back_with_its_submission_to_the_laptop_that_had_deleted_both() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "well", null);
        var photo = photo(awa, id);
        edits(awa, id, "media/" + photo);
        settle();
        deletes(awa, now(awa, id));
        sync(awa); // the hub has deleted them, and sam has not heard of it
        world.restore(backup);
        sync(awa); // has nothing to offer
        settle(); // sam has, and hears that it was deleted
        decides(sam, "accept_client");
        settle();
        assertEquals(1, HubRows.of(world).alive(EntityType.SUBMISSION_MEDIA).size());
        for (var laptop : List.of(sam, awa)) {
            assertEquals(1, laptop.rows(EntityType.SUBMISSIONS).size(), laptop.name);
            assertTrue(laptop.row(EntityType.SUBMISSION_MEDIA, photo).isPresent(), laptop.name);
        }
        nothingIsLeftToDo();
    }

    /** Seed 919: a deletion had by chance the version that the row had had before, and was undone unasked. */
    @Test
    void a_photo_is_no_reason_to_undo_a_deletion_that_has_the_version_of_before_the_restore() {
        var id = writes(awa, "well", null);
        settle();
        var well = now(awa, id);
        var backup = world.hubDatabase().snapshot();
        photo(awa, well); // a change: version 2
        settle();
        world.restore(backup);
        deletes(sam, well);
        sync(sam); // version 2 of now
        sync(awa);
        settle();
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        assertEquals(1, conflicts(sam).size(), "a person decides");
        decides(sam, "accept_client");
        settle();
        assertEquals("well", answer(sam, well));
        nothingIsLeftToDo();
    }

    /** The hub had said the same in another version, and the deletion passed on what it says now. */
    @Test
    void a_deletion_is_not_taken_for_one_of_what_somebody_has_written_in_the_same_version_since() {
        var well = changedInTheSameVersion(() -> deletes(sam, known));
        assertEquals("dry", answer(awa, well));
        assertEquals(1, conflicts(sam).size(), "a person decides");
        decides(sam, "accept_server");
        settle();
        assertEquals("dry", answer(sam, well));
        nothingIsLeftToDo();
    }

    @Test
    void nor_is_a_change() {
        var well = changedInTheSameVersion(() -> edits(sam, known, "mine"));
        assertEquals("dry", answer(awa, well));
        assertEquals(1, conflicts(sam).size(), "a person decides");
        decides(sam, "accept_server");
        settle();
        assertEquals("dry", answer(sam, well));
        nothingIsLeftToDo();
    }

    private UUID changedInTheSameVersion(Runnable change) {
        known = known();
        var backup = world.hubDatabase().snapshot();
        photo(sam, known); // a change of the record, which says what it said
        sync(sam);
        change.run();
        world.restore(backup);
        edits(awa, known, "dry");
        sync(awa);
        sync(sam);
        settle();
        return known;
    }

    @Test
    void a_photo_that_was_taken_off_its_submission_stays_off_when_somebody_offers_it_again() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "well", null);
        var first = photo(awa, id);
        settle();
        photo(awa, now(awa, id)); // in the place of the first
        sync(awa); // the hub has deleted that, and sam has not heard of it
        assertTrue(awa.row(EntityType.SUBMISSION_MEDIA, first).isEmpty());
        world.restore(backup);
        sync(sam); // offers the first
        settle();
        for (var laptop : List.of(sam, awa)) {
            assertTrue(laptop.row(EntityType.SUBMISSION_MEDIA, first).isEmpty(), laptop.name);
            assertEquals(1, laptop.rows(EntityType.SUBMISSION_MEDIA).size(), laptop.name);
        }
        nothingIsLeftToDo();
    }

    private UUID known() {
        var id = writes(awa, "well", null);
        settle();
        return now(awa, id);
    }

    private void deletedThereAndChangedHere(UUID well) {
        edits(awa, well, "dry");
        deletes(sam, well);
        sync(sam);
        sync(awa); // a conflict
        settle();
    }

    /** Seed 1387: the laptop took for deleted what the hub had again. */
    @Test
    void a_deletion_somebody_decided_for_is_told_to_a_hub_that_has_forgotten_it() {
        var well = known();
        var backup = world.hubDatabase().snapshot();
        deletedThereAndChangedHere(well);
        world.restore(backup);
        decides(sam, "accept_server");
        sync(sam);
        sync(awa);
        new LaptopChecks(world).after(awa);
        staysDeleted();
    }

    @Test
    void a_deletion_decided_for_here_is_told_to_a_hub_that_has_forgotten_it() {
        var well = known();
        var backup = world.hubDatabase().snapshot();
        deletedThereAndChangedHere(well);
        world.restore(backup);
        sync(awa);
        decides(awa, "accept_server");
        new LaptopChecks(world).after(awa);
        sync(awa);
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        staysDeleted();
    }

    /** Seed 1963: an edit before the deletion, not sent either, gave it the version of another row's state. */
    @Test
    void a_deletion_with_an_edit_before_it_does_not_take_along_what_it_has_not_seen() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(sam, well, "sam");
        deletes(sam, well); // on version 1 of before
        edits(awa, well, "second");
        world.restore(backup);
        sync(awa); // version 1 of now
        sync(sam);
        settle();
        assertEquals("second", answer(awa, well));
        var conflict = conflicts(sam).getFirst().payload();
        assertEquals("second", conflict.at("/server_payload/data/a").asText());
        decides(sam, "accept_server");
        settle();
        assertEquals("second", answer(sam, now(awa, well)));
        nothingIsLeftToDo();
    }

    /** Seed 6418: the deletion was made again, of answers nobody had seen who deleted. */
    @Test
    void a_deletion_that_the_hub_has_lost_is_not_made_again_of_what_was_changed_since() {
        var well = known();
        var backup = world.hubDatabase().snapshot();
        edits(awa, well, "second");
        settle();
        deletes(sam, well);
        sync(sam); // version 3
        edits(awa, well, "unseen");
        world.restore(backup);
        sync(awa); // version 2 of now
        sync(sam);
        settle();
        assertEquals("unseen", answer(awa, well));
        var conflict = conflicts(sam).getFirst().payload();
        assertEquals("unseen", conflict.at("/server_payload/data/a").asText());
        decides(sam, "accept_server");
        settle();
        assertEquals("unseen", answer(sam, well));
        nothingIsLeftToDo();
    }

    private void staysDeleted() {
        settle();
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        for (var laptop : List.of(sam, awa)) {
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSIONS), laptop.name);
        }
        nothingIsLeftToDo();
    }
}
