package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.Test;

/** Photos deleted here while their create was on its way, to a hub that then says it does not have them. */
class DeletedOnTheWayTest extends TwoLaptops {
    /** Seed 937: the photo's create was a dead letter that a person could only send again, for ever. */
    @Test
    void a_photo_deleted_here_that_a_restored_hub_cannot_take_is_no_dead_letter() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "well", null);
        sync(awa); // and nobody else has it
        var photo = photo(awa, now(awa, id));
        diesWithThePhotoOnItsWay();
        world.restore(backup);
        deletes(awa, now(awa, id));
        sync(awa);
        assertEquals(2, ofPhoto(photo).size(), "the hub may get from elsewhere what it lacks");
        settle();
        settle();
        assertEquals(List.of(), ofPhoto(photo));
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSION_MEDIA));
    }

    @Test
    void a_photo_deleted_here_whose_submission_is_deleted_at_the_hub_too_is_no_dead_letter() {
        var id = writes(awa, "well", null);
        settle();
        photo(awa, now(awa, id));
        diesWithThePhotoOnItsWay();
        deletes(sam, now(awa, id));
        sync(sam);
        deletes(awa, now(awa, id));
        settle();
        while (!sam.read(tx -> sam.tables.conflicts().pending(tx, 1)).isEmpty()) {
            decides(sam, "accept_server"); // what was added to it is an edit against a deletion
            settle();
        }
        nothingIsLeftToDo();
    }

    /** Seed 6893: the record was there, and its deletion too. */
    @Test
    void a_record_deleted_by_others_before_this_laptop_knew_that_it_had_sent_it_goes() {
        var id = toldOfTheDeletionFirst();
        sync(awa);
        new LaptopChecks(world).after(awa);
        settle();
        assertEquals(List.of(), awa.rows(EntityType.SUBMISSIONS), id::toString);
        nothingIsLeftToDo();
    }

    @Test
    void what_was_changed_in_it_meanwhile_is_put_before_a_person() {
        var id = toldOfTheDeletionFirst();
        edits(awa, id, "second");
        sync(awa);
        new LaptopChecks(world).after(awa);
        settle();
        decides(sam, "accept_client");
        settle();
        assertEquals("second", answer(sam, now(awa, id)));
        nothingIsLeftToDo();
    }

    private UUID toldOfTheDeletionFirst() {
        var id = sentAndForgotten("a1");
        sync(sam);
        deletes(sam, sam.rows(EntityType.SUBMISSIONS).getFirst().id());
        sync(sam);
        world.poison("a1");
        sync(awa); // hears of the deletion, and is not heard
        world.poison(null);
        return id;
    }

    private void diesWithThePhotoOnItsWay() {
        for (int place = 1; ; place++) {
            awa.fuse.light(place);
            try {
                sync(awa);
                throw new AssertionError("the photo was sent and its answer taken");
            } catch (Killed e) {
                awa.startAgain();
                var sent = awa.commands(EnumSet.of(OutboxStatus.IN_FLIGHT)).stream();
                if (sent.anyMatch(c -> c.entityType() == EntityType.SUBMISSION_MEDIA)) {
                    return;
                }
            }
        }
    }

    private List<OutboxCommand> ofPhoto(UUID photo) {
        return awa.read(tx -> awa.tables.outbox().ofEntity(tx, EntityType.SUBMISSION_MEDIA, photo));
    }

    @Test
    void a_photo_that_waits_for_what_was_deleted_here_goes_when_the_deletion_holds() {
        var id = writes(awa, "well", null);
        settle();
        var well = now(awa, id);
        deletes(awa, well);
        var photo = photo(sam, well);
        sync(sam);
        edits(sam, well, "dry");
        sync(sam);
        sync(awa);
        assertTrue(awa.row(EntityType.SUBMISSION_MEDIA, photo).isEmpty(), "it waits");
        settle();
        decides(sam, "accept_client");
        settle();
        assertTrue(awa.row(EntityType.SUBMISSIONS, well).isEmpty());
        assertTrue(sam.row(EntityType.SUBMISSIONS, well).isEmpty());
        assertTrue(awa.row(EntityType.SUBMISSION_MEDIA, photo).isEmpty());
        nothingIsLeftToDo();
    }

    /** Found by the simulation, seed 5866. */
    @Test
    void a_deletion_behind_an_edit_is_put_before_a_person_when_the_hub_lost_what_both_stood_on() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "first", null);
        settle();
        var well = now(sam, now(awa, id));
        edits(awa, well, "second");
        deletes(awa, well);
        world.restore(backup);
        edits(sam, well, "sam");
        sync(sam); // offers it, as version 1 of now
        settle();
        var conflict = conflicts(sam).getFirst().payload();
        assertEquals("sam", conflict.at("/server_payload/data/a").asText());
        decides(sam, "accept_server");
        settle();
        assertEquals("sam", answer(sam, now(sam, well)));
        assertEquals("sam", answer(awa, now(awa, well)));
        nothingIsLeftToDo();
    }
}
