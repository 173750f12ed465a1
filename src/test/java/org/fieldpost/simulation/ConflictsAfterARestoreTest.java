package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conflicts about records that a hub restored from a backup lacks. Found by the simulation. */
class ConflictsAfterARestoreTest extends TwoLaptops {
    /** Of a record that sam has changed; the hub's backup is older than the record. */
    private void deletionParked() {
        var backup = world.hubDatabase().snapshot();
        conflict();
        world.restore(backup);
    }

    /** About awa's deletion of a record that sam has changed. */
    private UUID conflict() {
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(sam, well, "second");
        deletes(awa, well);
        sync(sam);
        sync(awa);
        settle();
        assertEquals(1, conflicts(sam).size());
        return well;
    }

    /** Seed 5838: the hub refused the conflict for lack of its record, and all waited for ever. */
    @Test
    void a_deletion_decided_for_of_a_record_that_the_hub_has_lost_too_is_done() {
        deletionParked();
        decides(sam, "accept_client");
        sync(sam);
        sync(awa);
        new LaptopChecks(world).after(awa);
        assertEquals(1, conflicts(sam).size(), "nothing more to ask");
        isGone();
    }

    @Test
    void a_decision_that_the_hub_hears_of_after_the_conflict_settles_it() {
        deletionParked();
        var conflict = conflicts(sam).getFirst().id();
        decides(sam, "accept_client");
        sync(awa); // offers the conflict, undecided, and what it is about
        sync(sam);
        var there = sam.row(EntityType.CONFLICTS, conflict).orElseThrow().payload();
        assertEquals("accept_client", there.path("resolution_action").asText());
        settle();
        decides(sam, "accept_client"); // the record has another version now
        isGone();
    }

    @Test
    void the_deletion_of_others_that_the_hub_has_lost_as_well_is_made_again() {
        var backup = world.hubDatabase().snapshot();
        var well = conflict();
        deletes(sam, well);
        sync(sam); // the hub has deleted it, and awa has not heard of it
        world.restore(backup);
        for (int i = 0; i < 3; i++) {
            world.pass(Duration.ofMinutes(5));
            sync(sam); // and awa's laptop may be lost
        }
        var there = HubRows.of(world);
        assertTrue(there.get(well).deleted());
        assertEquals(1, there.alive(EntityType.CONFLICTS).size());
        settle();
        decides(sam, "accept_client");
        isGone();
    }

    @Test
    void a_change_decided_for_comes_back_though_the_laptop_it_was_made_on_is_lost() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(awa, well, "changed");
        deletes(sam, well);
        sync(sam);
        sync(awa);
        sync(sam); // has the conflict, and nothing else of it
        world.restore(backup);
        sync(sam);
        decides(sam, "accept_client");
        for (int i = 0; i < 20; i++) {
            world.pass(Duration.ofMinutes(30));
            sync(sam);
        }
        var there = HubRows.of(world).get(well);
        assertEquals("changed", there.payload().at("/data/a").asText());
        for (var told : sam.commands(EnumSet.of(OutboxStatus.DEAD_LETTER))) {
            sam.database.run(
                    tx -> sam.tables.outbox().retryDeadLetter(tx, told.id(), sam.clock.instant()));
        }
        settle(); // the laptop was found again
        assertEquals(1, conflicts(sam).size(), "nothing more to ask");
        assertEquals("changed", answer(awa, well));
        nothingIsLeftToDo();
    }

    /** Seed 12112: whoever had deleted it was asked for ever. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void that_it_stays_deleted_is_heard_by_a_hub_that_has_lost_it(boolean decidedWhereChanged) {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "first", null);
        settle();
        var well = now(awa, id);
        edits(decidedWhereChanged ? sam : awa, well, "second");
        deletes(decidedWhereChanged ? awa : sam, well);
        sync(decidedWhereChanged ? awa : sam);
        settle();
        world.restore(backup);
        decides(sam, "accept_server");
        sync(sam);
        sync(awa);
        settle();
        assertEquals(1, conflicts(sam).size(), "nothing more to ask");
        isGone();
    }

    private void isGone() {
        settle();
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        for (var laptop : List.of(sam, awa)) {
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSIONS), laptop.name);
        }
        nothingIsLeftToDo();
    }
}
