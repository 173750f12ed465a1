package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.ReviewStatus;
import org.junit.jupiter.api.Test;

/**
 * New submissions that name each other in their answers: each waits for the other's permanent id, so one of them has to
 * go with a temporary one, and nobody may be left with that.
 */
class NamingEachOtherTest extends TwoLaptops {
    private void names(Laptop by, UUID id, String question, UUID other) {
        var data = by.said(id).get("data").<ObjectNode>deepCopy();
        data.put(question, now(by, other).toString());
        by.writes()
                .commit(
                        new Mutation.EditSubmission(
                                by.ids.next(), by.clock.instant(), id, data, by.ids.next()));
    }

    private UUID child(Laptop by, String answer, UUID parent) {
        var row = by.said(parent).deepCopy().put("parent_id", parent.toString());
        var data = Json.object().put("a", answer);
        row.set("data", data);
        row.put("sha256", Json.canonicalHash(data).hex());
        var id = by.ids.next();
        saves(by, id, row);
        return id;
    }

    /** Whom a submission names, as the hub and everybody's laptop have it. */
    private String named(UUID id, String question) {
        var hubs = HubRows.of(world).get(now(awa, id)).payload();
        for (var laptop : new Laptop[] {awa, sam}) {
            assertEquals(hubs, laptop.said(now(awa, id)), laptop.name);
        }
        assertEquals(Json.canonicalHash(hubs.path("data")).hex(), hubs.path("sha256").asText());
        return hubs.path("data").path(question).asText();
    }

    private void isNamed(UUID other, UUID id, String question) {
        assertEquals(now(awa, other).toString(), named(id, question));
        assertNotEquals(other, now(awa, other), "the hub has given it an id");
    }

    @Test
    void two_that_name_each_other_both_arrive() {
        var a = writes(awa, "a", null);
        var b = writes(awa, "b", a);
        names(awa, a, "ref", b);
        sync(awa);
        assertEquals(0, awa.commands(EnumSet.of(OutboxStatus.PENDING)).size(), "in one run");
        settle();
        isNamed(a, b, "ref");
        isNamed(b, a, "ref");
        nothingIsLeftToDo();
    }

    @Test
    void a_circle_of_three_and_one_that_is_in_two_circles() {
        var a = writes(awa, "a", null);
        var b = writes(awa, "b", a);
        var c = writes(awa, "c", b);
        names(awa, a, "ref", c);
        var d = writes(awa, "d", c);
        names(awa, c, "too", d);
        settle();
        isNamed(c, a, "ref");
        isNamed(a, b, "ref");
        isNamed(b, c, "ref");
        isNamed(d, c, "too");
        isNamed(c, d, "ref");
        nothingIsLeftToDo();
    }

    @Test
    void a_parent_that_names_its_child_goes_first_and_a_child_never_goes_before_its_parent() {
        var child = writes(awa, "older than its parent", null);
        var parent = writes(awa, "a", child);
        var row = awa.said(child).put("parent_id", parent.toString());
        awa.writes()
                .commit(
                        new Mutation.SaveEntity(
                                awa.ids.next(),
                                awa.clock.instant(),
                                EntityType.SUBMISSIONS,
                                child,
                                row,
                                awa.ids.next()));
        var head = child(awa, "head", parent);
        names(awa, parent, "head", head);
        settle();
        isNamed(child, parent, "ref");
        isNamed(head, parent, "head");
        for (var id : new UUID[] {child, head}) {
            var hubs = HubRows.of(world).get(now(awa, id)).payload();
            assertEquals(now(awa, parent).toString(), hubs.path("parent_id").asText());
        }
        nothingIsLeftToDo();
    }

    @Test
    void one_that_names_itself_arrives_with_the_id_it_got() {
        var a = writes(awa, "a", null);
        names(awa, a, "ref", a);
        settle();
        isNamed(a, a, "ref");
        nothingIsLeftToDo();
    }

    /** The first of two has gone, and the hub chokes on the other. */
    private void goesFirst(UUID first, String poison) {
        world.poison(poison);
        sync(awa);
        world.poison(null);
        assertNotEquals(first, now(awa, first));
        sync(sam);
    }

    @Test
    void a_change_somebody_else_makes_in_between_stays_and_so_does_what_was_reviewed() {
        var a = writes(awa, "a1", null);
        var b = writes(awa, "b1", a);
        names(awa, a, "ref", b);
        goesFirst(a, "b1");
        edits(sam, now(awa, a), "changed");
        sam.writes()
                .commit(
                        new Mutation.ReviewSubmission(
                                sam.ids.next(),
                                sam.clock.instant(),
                                now(awa, a),
                                ReviewStatus.APPROVED,
                                null,
                                sam.enrolment.user(),
                                sam.ids.next()));
        sync(sam);
        settle();
        isNamed(b, a, "ref");
        isNamed(a, b, "ref");
        assertEquals("changed", answer(sam, now(awa, a)));
        assertEquals("approved", sam.said(now(awa, a)).path("status").asText());
        nothingIsLeftToDo();
    }

    @Test
    void a_change_made_here_and_there_while_the_permanent_id_comes_is_merged_with_it() {
        var a = writes(awa, "a1", null);
        var b = writes(awa, "b1", a);
        names(awa, a, "ref", b);
        goesFirst(a, "b1");
        edits(awa, a, "awa");
        names(sam, now(awa, a), "sam", now(awa, a));
        sync(awa);
        sync(sam);
        settle();
        isNamed(b, a, "ref");
        isNamed(a, a, "sam");
        assertEquals("awa", answer(sam, now(awa, a)));
        nothingIsLeftToDo();
    }

    @Test
    void a_hub_restored_between_the_two_has_the_permanent_id_in_the_end() {
        var a = writes(awa, "a1", null);
        var b = writes(awa, "b1", a);
        names(awa, a, "ref", b);
        goesFirst(a, "b1");
        var backup = world.hubDatabase().snapshot();
        sync(awa);
        world.restore(backup);
        settle();
        isNamed(b, a, "ref");
        isNamed(a, b, "ref");
        nothingIsLeftToDo();
    }

    @Test
    void a_hub_restored_before_the_laptop_had_pulled_what_it_made_of_the_first() {
        var a = writes(awa, "a1", null);
        var b = writes(awa, "b1", a);
        names(awa, a, "ref", b);
        goesFirst(a, "b1");
        var backup = world.hubDatabase().snapshot();
        awa.fuse.light(1);
        for (int place = 2; b.equals(now(awa, b)); place++) {
            try {
                sync(awa); // dies as soon as the other is accepted
            } catch (Killed e) {
                awa.startAgain();
            }
            awa.fuse.light(place);
        }
        awa.fuse.putOut();
        world.restore(backup);
        settle();
        isNamed(b, a, "ref");
        isNamed(a, b, "ref");
        nothingIsLeftToDo();
    }

    /** Seed 10: the hub was told the other's last id alone, and the conflict names it by the first. */
    @Test
    void a_conflict_from_before_a_restore_has_the_permanent_id_of_what_came_after_its_record() {
        var a = writes(awa, "a1", null);
        var b = writes(awa, "b1", a);
        names(awa, a, "ref", b);
        goesFirst(a, "b1");
        edits(sam, now(awa, a), "sam"); // still names the other by its temporary id
        var backup = world.hubDatabase().snapshot();
        sync(awa);
        edits(awa, a, "awa");
        sync(awa);
        world.restore(backup);
        sync(awa); // the other has another permanent id, and the hub never heard of the
        // temporary one
        sync(sam);
        settle();
        var said = new StringBuilder();
        HubRows.of(world).alive(EntityType.CONFLICTS).forEach(row -> said.append(row.payload()));
        assertTrue(said.toString().contains("\"awa\""), said::toString);
        assertFalse(said.toString().contains(b.toString()), said::toString);
        while (!sam.read(tx -> sam.tables.conflicts().pending(tx, 1)).isEmpty()) {
            decides(sam, "accept_client");
            settle();
        }
        isNamed(b, a, "ref");
        nothingIsLeftToDo();
    }

    @Test
    void the_one_that_was_named_is_deleted_before_it_has_gone() {
        var a = writes(awa, "a1", null);
        var b = writes(awa, "b1", a);
        names(awa, a, "ref", b);
        goesFirst(a, "b1");
        deletes(awa, b);
        settle();
        assertTrue(awa.row(EntityType.SUBMISSIONS, b).isEmpty());
        assertFalse(named(a, "ref").isEmpty(), "as it was said");
        nothingIsLeftToDo();
    }

    /** Found by the simulation, seed 9774. */
    @Test
    void a_parent_that_names_a_child_which_was_sent_goes_first_when_a_restored_hub_has_lost_it() {
        var backup = world.hubDatabase().snapshot();
        var parent = writes(awa, "parent", null);
        sync(awa); // nobody else has it
        var child = child(awa, "child", now(awa, parent));
        for (int place = 1; awa.commands(EnumSet.of(OutboxStatus.IN_FLIGHT)).isEmpty(); place++) {
            awa.fuse.light(place);
            try {
                sync(awa);
                throw new AssertionError("the answer was taken");
            } catch (Killed e) {
                awa.startAgain();
            }
        }
        awa.fuse.putOut();
        names(awa, now(awa, parent), "ref", child);
        world.restore(backup);
        settle();
        settle();
        isNamed(child, parent, "ref");
        var hubs = HubRows.of(world).get(now(awa, child)).payload();
        assertEquals(now(awa, parent).toString(), hubs.path("parent_id").asText());
        nothingIsLeftToDo();
    }
}
