package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hub restored from a backup has lost a record, while a change to it waits here for a person, and something else
 * happened to it since. {@link ConflictsAcrossARestoreTest} has what is decided then.
 */
class ParkedAtARestoreTest extends TwoLaptops {
    private UUID well = new UUID(0, 0);

    /** Both have the well, awa's change is at the hub, and sam's waits for a decision; then the hub forgets it all. */
    private void parkedAndLost() {
        var backup = world.hubDatabase().snapshot();
        parked();
        world.restore(backup);
    }

    private void parked() {
        var id = writes(awa, "first", null);
        settle();
        well = now(awa, id);
        edits(awa, well, "awa");
        sync(awa);
        edits(sam, well, "sam");
        sync(sam);
        assertEquals(1, conflicts(sam).size());
        sync(awa); // has the conflict too
    }

    private void isDecided(String answer) {
        settle();
        assertEquals(1, HubRows.of(world).alive(EntityType.SUBMISSIONS).size());
        assertEquals(1, HubRows.of(world).alive(EntityType.CONFLICTS).size(), "asked once");
        for (var laptop : List.of(sam, awa)) {
            assertEquals(List.of(answer), answers(laptop), laptop.name);
        }
        nothingIsLeftToDo();
    }

    private static List<String> answers(Laptop laptop) {
        return laptop.rows(EntityType.SUBMISSIONS).stream()
                .map(row -> row.payload().at("/data/a").asText())
                .toList();
    }

    private ObjectNode atHub() {
        return HubRows.of(world).alive(EntityType.SUBMISSIONS).getFirst().payload();
    }

    @Test
    void what_waits_for_a_person_is_decided_although_another_laptop_offered_the_record_first() {
        parkedAndLost();
        var visit = writes(sam, "visit", well);
        sync(awa); // makes the well anew, and the conflict about it
        sync(sam);
        assertEquals(2, sam.rows(EntityType.SUBMISSIONS).size(), "no second well");
        decides(sam, "accept_client");
        settle();
        assertEquals(2, HubRows.of(world).alive(EntityType.SUBMISSIONS).size());
        assertEquals(1, HubRows.of(world).alive(EntityType.CONFLICTS).size(), "asked once");
        for (var laptop : List.of(sam, awa)) {
            assertEquals("sam", answer(laptop, well), laptop.name);
        }
        assertEquals(now(sam, well).toString(), sam.said(visit).at("/data/ref").asText());
        nothingIsLeftToDo();
    }

    @Test
    void what_was_changed_behind_it_still_waits_and_is_decided_with_it() {
        var backup = world.hubDatabase().snapshot();
        parked();
        edits(sam, well, "behind");
        world.restore(backup);
        sync(sam);
        sync(sam);
        assertEquals("awa", atHub().at("/data/a").asText());
        assertEquals("behind", answer(sam, well));
        decides(sam, "accept_server");
        isDecided("awa");
        edits(awa, now(awa, well), "later");
        isDecided("later");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_was_changed_behind_it_is_put_before_a_person_when_somebody_else_has_decided(
            boolean before) {
        var backup = world.hubDatabase().snapshot();
        parked();
        if (before) {
            edits(sam, well, "behind");
            world.restore(backup);
        } else {
            world.restore(backup);
            sync(sam); // what the hub had is there, and sam has not seen it
            edits(sam, well, "behind");
        }
        sync(awa);
        decides(awa, "accept_server");
        sync(awa);
        settle();
        assertEquals("awa", atHub().at("/data/a").asText());
        var again = sam.read(tx -> sam.tables.conflicts().pending(tx, 10)).getFirst().payload();
        assertEquals("behind", again.at("/client_payload/data/a").asText());
        decides(sam, "accept_client");
        settle();
        assertEquals("behind", answer(awa, now(awa, well)));
        nothingIsLeftToDo();
    }

    /** The hub has what sam's laptop offers, and that dies before it takes the answer in. */
    private void losesTheAnswer() {
        Objects.requireNonNull(sam.line).meanwhile(() -> sam.fuse.light(1));
        dies();
        assertEquals(1, HubRows.of(world).alive(EntityType.SUBMISSIONS).size());
        assertTrue(isOffered());
    }

    private void dies() {
        assertThrows(Killed.class, () -> sync(sam));
        sam.startAgain();
        sam.fuse.putOut();
    }

    private boolean isOffered() {
        return sam.commands(EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED))).stream()
                .anyMatch(c -> c.action() == SyncAction.CREATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept_client", "accept_server"})
    void a_decision_while_the_answer_to_the_offer_is_lost_is_carried_out(String action) {
        parkedAndLost();
        losesTheAnswer();
        decides(sam, action);
        new LaptopChecks(world).after(sam);
        isDecided(action.equals("accept_client") ? "sam" : "awa");
    }

    private void againstADeletion() {
        var id = writes(awa, "first", null);
        settle();
        well = now(awa, id);
        edits(sam, well, "sam");
        deletes(awa, well);
        sync(awa);
        sync(sam);
        assertEquals(1, conflicts(sam).size());
    }

    private void decidesAll(Laptop by, String action) {
        for (int i = 0; i < 5; i++) {
            while (by.read(tx -> by.tables.conflicts().pendingCount(tx)) > 0) {
                decides(by, action);
            }
            settle();
        }
    }

    private void isEverywhereAsAtTheHub() {
        var hub =
                HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                        .map(row -> row.payload().at("/data/a").asText())
                        .toList();
        for (var laptop : List.of(sam, awa)) {
            assertEquals(hub, answers(laptop), laptop.name);
        }
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept_client", "accept_server"})
    void a_record_made_anew_and_deleted_before_this_laptop_came_is_decided(String action) {
        parkedAndLost();
        sync(awa);
        deletes(awa, now(awa, well));
        sync(awa);
        sync(sam);
        assertEquals(1, conflicts(sam).size(), "nobody asks for awa's words against her deletion");
        decidesAll(sam, action);
        isEverywhereAsAtTheHub();
        assertEquals(action.equals("accept_client") ? List.of("sam") : List.of(), answers(sam));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept_client", "accept_server"})
    void a_record_made_anew_and_deleted_after_this_laptop_came_is_decided(String action) {
        parkedAndLost();
        sync(sam);
        sync(awa);
        deletes(awa, now(awa, well));
        sync(awa);
        sync(sam);
        decidesAll(sam, action);
        isEverywhereAsAtTheHub();
        assertEquals(action.equals("accept_client") ? List.of("sam") : List.of(), answers(sam));
    }

    @Test
    void what_was_changed_behind_it_outlives_a_deletion_made_since() {
        var backup = world.hubDatabase().snapshot();
        parked();
        edits(sam, well, "behind");
        world.restore(backup);
        sync(awa);
        deletes(awa, now(awa, well));
        sync(awa);
        sync(sam);
        assertEquals("behind", answer(sam, well));
        decidesAll(sam, "accept_client");
        isEverywhereAsAtTheHub();
    }

    @Test
    void what_was_changed_behind_it_outlives_a_deletion_that_is_made_again() {
        var backup = world.hubDatabase().snapshot();
        againstADeletion();
        edits(sam, well, "behind");
        world.restore(backup);
        sam.database.rememberCheckpoints();
        Objects.requireNonNull(sam.line).meanwhile(() -> sam.fuse.light(1));
        assertThrows(Killed.class, () -> sync(sam));
        sam.database.cutPower(); // does not know any more that it has offered
        sam.startAgain();
        sam.fuse.putOut();
        sync(awa); // hears of it by its new id, and that it lives
        sync(awa);
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        sync(sam);
        assertEquals("behind", answer(sam, well));
        decidesAll(sam, "accept_client");
        isEverywhereAsAtTheHub();
    }
}
