package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A power cut makes a laptop forget that it had sent a new record; it pulls it like somebody else's, beside its own.
 * Until the hub says that both are the same, a person may work on either. Found by the simulation, seed 100.
 */
class TwoCopiesTest extends TwoLaptops {
    private UUID ours;
    private UUID pulled;

    @BeforeEach
    void two_copies_of_one_record() {
        ours = sentAndForgotten("a1");
        photo(awa, ours);
        sync(awa);
        assertEquals(2, awa.rows(EntityType.SUBMISSIONS).size());
        world.poison("a1"); // sent, and not answered: what is said now goes behind it
        sync(awa);
        world.poison(null);
        pulled =
                awa.rows(EntityType.SUBMISSIONS).stream()
                        .map(EntityRow::id)
                        .filter(id -> !id.equals(ours))
                        .findFirst()
                        .orElseThrow();
    }

    private void says(UUID id, String question, String answer) {
        var data = awa.said(id).get("data").<ObjectNode>deepCopy().put(question, answer);
        awa.writes()
                .commit(
                        new Mutation.EditSubmission(
                                awa.ids.next(), awa.clock.instant(), id, data, awa.ids.next()));
    }

    @Test
    void what_was_changed_in_either_copy_is_kept() {
        says(pulled, "c", "changed in the pulled one");
        says(ours, "d", "changed in the own one");
        settle();
        assertEquals(1, awa.rows(EntityType.SUBMISSIONS).size());
        known("changed in the pulled one", "changed in the own one");
    }

    @Test
    void the_same_answer_changed_in_both_copies_is_kept_twice() {
        says(pulled, "a", "changed in the pulled one");
        says(ours, "a", "changed in the own one");
        settle();
        known("changed in the pulled one", "changed in the own one");
    }

    /** Seed 935: the pulled copy fell back to the version its own create was told. */
    @Test
    void one_copy_deleted_and_the_other_changed_is_a_persons_and_then_as_the_hub_has_it() {
        deletes(awa, ours);
        says(pulled, "c", "changed in the pulled one");
        settle();
        var held = awa.row(EntityType.SUBMISSIONS, pulled).orElseThrow();
        assertEquals(HubRows.of(world).get(pulled).version(), held.rowVersion());
        assertEquals(1, conflicts(awa).size());
        decides(sam, "accept_server");
        settle();
        known("changed in the pulled one");
        nothingIsLeftToDo();
    }

    /** Seed 3768: what was written in the pulled one gave way to the own one. */
    @Test
    void both_changed_and_deleted_at_the_hub_are_both_before_a_person() {
        says(pulled, "c", "changed in the pulled one");
        says(ours, "d", "changed in the own one");
        sync(sam);
        deletes(sam, pulled);
        sync(sam);
        settle();
        known("changed in the pulled one");
        while (!sam.read(tx -> sam.tables.conflicts().pending(tx, 10)).isEmpty()) {
            decides(sam, "accept_client");
            settle();
        }
        known("changed in the pulled one", "changed in the own one");
    }

    /** Seed 400499: the deletion's yes took what had been changed in the other copy for its own. */
    @Test
    void one_copy_changed_and_the_other_deleted_keeps_the_change() {
        says(ours, "d", "changed in the own one");
        deletes(awa, pulled);
        settle();
        new LaptopChecks(world).after(awa);
        known("changed in the own one");
    }

    /** In the record or in a conflict about it, where the supervisor sees it. */
    private void known(String... answers) {
        var said = new HashSet<String>();
        for (var type : new EntityType[] {EntityType.SUBMISSIONS, EntityType.CONFLICTS}) {
            for (var row : sam.rows(type)) {
                texts(row.payload(), said);
            }
        }
        for (var answer : answers) {
            assertTrue(said.contains(answer), () -> answer + " is not in " + said);
        }
    }

    private static void texts(JsonNode node, Set<String> found) {
        if (node.isTextual()) {
            found.add(node.asText());
        }
        node.forEach(child -> texts(child, found));
    }
}
