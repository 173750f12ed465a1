package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.store.EntityRow;
import org.fieldpost.sync.SyncTrigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A conflict that two people decide, one of them with a row that has gone on since. Found by the simulation. */
class DecidedTwiceTest extends TwoLaptops {
    /** Seed 7981. */
    @Test
    void who_decided_too_late_on_an_older_version_shows_what_the_hub_has_in_the_end() {
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(sam, well, "sam");
        edits(awa, well, "awa");
        sync(awa); // version 2
        sync(sam); // a conflict with it
        sync(awa);
        edits(awa, well, "awa again");
        sync(awa); // version 3
        decides(sam, "accept_client"); // on version 2
        decides(awa, "accept_client");
        sync(sam);
        sync(awa); // too late, and on version 2 as well
        for (int i = 0; i < 3 && !pending(sam).isEmpty(); i++) {
            decides(sam, "accept_server");
            settle();
        }
        assertEquals("awa again", answer(sam, well));
        assertEquals("awa again", answer(awa, well));
    }

    /** Asked again and again, the hub would refuse it for ever: decided is decided. */
    @Test
    void the_same_decision_made_on_two_laptops_at_once_is_one() {
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(sam, well, "sam");
        edits(awa, well, "awa");
        sync(sam);
        sync(awa); // a conflict
        sync(sam);
        var other = world.laptop("other", Role.SUPERVISOR, sam.enrolment.user());
        sync(other);
        decides(sam, "accept_server");
        decides(other, "accept_server");
        sam.sync(SyncTrigger.USER);
        var report = other.sync(SyncTrigger.USER);
        assertEquals(0, report.push().rebased());
        assertEquals("sam", answer(other, well));
        settle();
        nothingIsLeftToDo();
    }

    /**
     * Seed 300233: an edit against a deletion, kept; and the other edit, for which it is not. What was decided about
     * one conflict is not undone by a decision about another.
     */
    @Test
    void a_row_kept_stays_when_another_conflict_about_it_is_decided() {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(awa, well, "awa");
        edits(third, well, "third");
        edits(sam, well, "sam");
        sync(sam); // version 2
        sync(third); // a conflict with it
        deletes(sam, well);
        sync(sam); // version 3
        sync(awa); // another, with the deletion
        sync(sam);
        var pending = pending(sam).stream().map(row -> row.payload().has("server_payload"));
        assertEquals(List.of(true, false), pending.toList());
        decidesLast(sam, "accept_client");
        decides(sam, "accept_server");
        assertEquals("awa", answer(sam, well));
        settle();
        for (var laptop : List.of(sam, awa, third)) {
            assertEquals("awa", answer(laptop, well), laptop.name);
        }
        nothingIsLeftToDo();
    }

    /**
     * Seed 1147: two have changed what was deleted, each has a conflict, and one is kept. Of the other is decided that
     * the hub's side stands, which is the row that was kept, with its photos.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_two_who_changed_what_was_deleted_one_is_kept_and_stays_with_its_photos(boolean here) {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        photoInAnswers(awa, well);
        settle();
        edits(awa, well, "awa");
        edits(third, well, "third");
        deletes(sam, well);
        sync(sam);
        sync(third); // a conflict with the deletion
        sync(awa); // another
        if (here) {
            sync(third);
            decides(third, "accept_client");
            sync(third);
            sync(third);
            sync(awa);
        }
        settle();
        var conflicts = pending(sam);
        for (var conflict : conflicts) {
            boolean kept = "third".equals(conflict.payload().at("/client_payload/data/a").asText());
            decides(sam, conflict, kept ? "accept_client" : "accept_server");
            sync(sam);
        }
        settle();
        assertEquals("third", atTheHub("/data/a"));
        for (var laptop : List.of(sam, awa, third)) {
            assertEquals("third", answer(laptop, well), laptop.name);
            assertEquals(1, laptop.rows(EntityType.SUBMISSION_MEDIA).size(), laptop.name);
            assertEquals(List.of(), pending(laptop), laptop.name);
        }
        nothingIsLeftToDo();
    }

    /** Seed 200218. */
    @Test
    void two_conflicts_decided_too_late_leave_what_the_hub_had_since() {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(sam, well, "sam");
        edits(awa, well, "awa");
        edits(third, well, "third");
        sync(sam); // version 2
        sync(awa); // a conflict with it
        sync(third); // and another
        edits(sam, well, "sam again");
        sync(sam); // version 3
        sync(awa);
        sync(third);
        while (!pending(third).isEmpty()) {
            decides(third, "accept_server");
        }
        sync(third);
        decides(sam, "accept_client"); // too late
        decides(sam, "accept_server"); // so is this
        sync(sam);
        var again = pending(sam).getFirst().payload();
        assertEquals("awa", again.at("/client_payload/data/a").asText());
        assertEquals("sam again", again.at("/server_payload/data/a").asText());
        decides(sam, "accept_server");
        settle();
        for (var laptop : List.of(sam, awa, third)) {
            assertEquals("sam again", answer(laptop, well), laptop.name);
            var held = laptop.row(EntityType.SUBMISSIONS, well).orElseThrow();
            assertEquals(HubRows.of(world).get(well).version(), held.rowVersion(), laptop.name);
        }
    }

    private static List<EntityRow> pending(Laptop laptop) {
        return laptop.read(tx -> laptop.tables.conflicts().pending(tx, 10));
    }
}
