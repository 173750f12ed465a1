package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A power cut makes a laptop forget that it had sent a new record; it is changed and sent under the same key, which the
 * hub knows otherwise. What is done behind that sending stays behind it. Found by the simulation, seed 1375.
 */
class KnownOtherwiseTest extends TwoLaptops {
    private UUID id;

    @BeforeEach
    void a_changed_record_is_on_its_way_under_a_key_the_hub_knows() {
        id = sentAndForgotten("first");
        edits(awa, id, "second");
        for (int place = 1; awa.commands(EnumSet.of(OutboxStatus.IN_FLIGHT)).isEmpty(); place++) {
            awa.fuse.light(place);
            try {
                sync(awa);
                throw new AssertionError("the answer was taken");
            } catch (Killed e) {
                awa.startAgain();
            }
        }
    }

    @Test
    void an_edit_behind_it_arrives() {
        edits(awa, id, "third");
        settle();
        assertEquals(List.of(), awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)));
        var conflict = conflicts(sam).getFirst().payload();
        assertEquals("third", conflict.at("/client_payload/data/a").asText());
        assertEquals("first", conflict.at("/server_payload/data/a").asText());
        decides(sam, "accept_client");
        settle();
        assertEquals("third", answer(awa, now(awa, id)));
        assertEquals("third", answer(sam, now(awa, id)));
        nothingIsLeftToDo();
    }

    @Test
    void an_edit_made_when_it_waits_under_another_key_arrives() {
        edits(awa, id, "third");
        sync(awa);
        edits(awa, id, "fourth");
        settle();
        assertEquals(List.of(), awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)));
        decides(sam, "accept_client");
        settle();
        assertEquals("fourth", answer(awa, now(awa, id)));
        assertEquals("fourth", answer(sam, now(awa, id)));
        nothingIsLeftToDo();
    }

    @Test
    void a_deletion_behind_it_arrives() {
        deletes(awa, id);
        settle();
        assertEquals(List.of(), awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)));
        if (!conflicts(sam).isEmpty()) {
            decides(sam, "accept_client");
            settle();
        }
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        nothingIsLeftToDo();
    }

    /** The hub told of the deletion of a row that nobody here knew to be this one. */
    @Test
    void what_was_deleted_at_the_hub_meanwhile_is_put_before_a_person() {
        sync(sam);
        deletes(sam, sam.rows(EntityType.SUBMISSIONS).getFirst().id());
        sync(sam);
        edits(awa, id, "third");
        settle();
        edits(awa, id, "fourth"); // behind what waits for a person
        settle();
        decides(sam, "accept_client");
        settle();
        assertEquals(List.of(), awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)));
        while (!sam.read(tx -> sam.tables.conflicts().pending(tx, 1)).isEmpty()) {
            decides(sam, "accept_client");
            settle();
        }
        assertEquals("fourth", answer(sam, now(awa, id)));
        assertEquals("fourth", answer(awa, id));
        nothingIsLeftToDo();
    }
}
