package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.Test;

/** New records that the hub refuses, and what becomes of those behind and below them. Found by the simulation. */
class RefusedRecordsTest extends TwoLaptops {
    private UUID child(UUID parent) {
        var id = writes(awa, "child", null);
        var row = awa.said(id).put("parent_id", parent.toString());
        awa.writes()
                .commit(
                        new Mutation.SaveEntity(
                                awa.ids.next(),
                                awa.clock.instant(),
                                EntityType.SUBMISSIONS,
                                id,
                                row,
                                awa.ids.next()));
        return id;
    }

    /** Damaged on its way: its hash is not that of its answers. */
    private UUID refused() {
        var id = writes(awa, "refused", null);
        var row = awa.said(id).put("sha256", "0".repeat(64));
        awa.writes()
                .commit(
                        new Mutation.SaveEntity(
                                awa.ids.next(),
                                awa.clock.instant(),
                                EntityType.SUBMISSIONS,
                                id,
                                row,
                                awa.ids.next()));
        sync(awa);
        assertEquals(1, awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).size(), "refused");
        return id;
    }

    /** Seed 667: its child named it for ever, and the hub refused that for ever. */
    @Test
    void a_record_under_one_that_was_refused_and_deleted_goes_without_it_and_its_photo_follows() {
        var parent = refused();
        var child = child(parent);
        deletes(awa, parent);
        sync(awa); // sends the child with its parent, which the hub does not have
        var photo = photo(awa, child);
        for (int i = 0; i < 8; i++) {
            settle();
        }
        var there = HubRows.of(world).get(now(awa, child)).payload();
        assertEquals("child", there.at("/data/a").asText());
        assertFalse(there.has("parent_id"), there::toString);
        assertEquals(there, awa.said(child));
        assertEquals(1, sam.rows(EntityType.SUBMISSION_MEDIA).size());
        assertEquals(photo, sam.rows(EntityType.SUBMISSION_MEDIA).getFirst().id());
        nothingIsLeftToDo();
    }

    @Test
    void to_delete_what_was_refused_is_no_dead_letter() {
        deletes(awa, refused());
        settle();
        assertEquals(List.of(), awa.rows(EntityType.SUBMISSIONS));
        nothingIsLeftToDo();
    }

    /** Seed 667: the change was sent as a change of what the hub had not, and refused for ever. */
    @Test
    void what_was_changed_behind_a_record_that_the_hub_refuses_is_handed_in_instead_of_it() {
        var id = writes(awa, "a1", null);
        writes(awa, "another", null);
        world.poison("a1");
        sync(awa);
        edits(awa, id, "second");
        edits(awa, id, "third");
        for (int i = 0; i < 40 && id.equals(now(awa, id)); i++) {
            writes(awa, "the hub takes others " + i, null);
            world.pass(Duration.ofMinutes(5));
            sync(awa);
        }
        settle();
        assertEquals("third", answer(awa, id));
        assertEquals("third", answer(sam, now(awa, id)));
        nothingIsLeftToDo();
    }
}
