package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.EntityRow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A record with a conflict about it, both of which a hub restored from a backup has lost. What the hub had is in the
 * conflict, ours waits for a decision: neither may be lost, and nobody is asked twice.
 */
class ConflictsAcrossARestoreTest extends TwoLaptops {
    private UUID well = new UUID(0, 0);

    /** One record changed by both, {@code by} later, and the hub without it. */
    private void conflictOf(Laptop by) {
        var backup = world.hubDatabase().snapshot();
        var other = by == awa ? sam : awa;
        known();
        edits(other, well, "theirs");
        sync(other);
        edits(by, well, "ours");
        sync(by);
        settle();
        assertEquals(1, conflicts(by).size());
        world.restore(backup);
    }

    @ParameterizedTest
    @CsvSource({"accept_server,theirs", "accept_client,ours"})
    void it_is_put_before_who_may_decide_whoever_offers_it_first(String action, String answer) {
        conflictOf(awa);
        sync(awa);
        assertEquals(1, HubRows.of(world).alive(EntityType.CONFLICTS).size());
        settle();
        decides(sam, action);
        settle();
        isEverywhere(answer);
    }

    @ParameterizedTest
    @CsvSource({"accept_server,theirs", "accept_client,ours"})
    void it_is_decided_where_it_was_opened_when_nobody_else_comes(String action, String answer) {
        conflictOf(sam);
        sync(sam);
        decides(sam, action);
        sync(sam);
        sync(sam);
        assertEquals(answer, answer(sam, now(sam, well)));
        settle();
        isEverywhere(answer);
    }

    /** Seed 3486: it was deleted here behind the change that was parked; a decision brought back what nobody had. */
    @ParameterizedTest
    @CsvSource({"accept_server,theirs", "accept_client,ours"})
    void it_is_decided_where_it_was_deleted_since(String action, String answer) {
        conflictOf(sam);
        deletes(sam, well);
        sync(sam);
        decides(sam, action);
        sync(sam);
        sync(sam);
        assertEquals(answer, answer(sam, now(sam, well)));
        settle();
        isEverywhere(answer);
    }

    /** The hub chokes on what it is offered, and the decision is made meanwhile. */
    @ParameterizedTest
    @CsvSource({
        "accept_server,theirs,false",
        "accept_client,ours,false",
        "accept_server,theirs,true",
        "accept_client,ours,true"
    })
    void it_is_decided_before_the_hub_has_it_again(String action, String answer, boolean deleted) {
        conflictOf(sam);
        if (deleted) {
            deletes(sam, well);
        }
        world.poison("theirs");
        sync(sam);
        decides(sam, action);
        new LaptopChecks(world).after(sam);
        sync(sam);
        world.poison(null);
        settle();
        isEverywhere(answer);
    }

    /** Others have offered it, and decided, before this laptop's word of it gets through. */
    @ParameterizedTest
    @CsvSource({"accept_server,theirs", "accept_client,ours"})
    void it_was_decided_before_this_laptop_knew_it_by_its_new_id(String action, String answer) {
        conflictOf(awa);
        sync(sam);
        decides(sam, action);
        sync(sam);
        world.poison("theirs");
        sync(awa);
        world.poison(null);
        settle();
        isEverywhere(answer);
    }

    /** The conflict is between a deletion here and what somebody else had changed. */
    @ParameterizedTest
    @CsvSource({"accept_server,true", "accept_server,false", "accept_client,false"})
    void a_deletion_of_it_is_decided(String action, boolean early) {
        var backup = world.hubDatabase().snapshot();
        known();
        edits(awa, well, "theirs");
        sync(awa);
        deletes(sam, well);
        sync(sam);
        settle();
        assertEquals(1, conflicts(sam).size());
        world.restore(backup);
        world.poison(early ? "theirs" : null);
        sync(sam);
        sync(awa);
        decides(sam, action);
        sync(sam);
        world.poison(null);
        settle();
        if (action.equals("accept_server")) {
            isEverywhere("theirs");
        } else {
            isNowhere();
        }
    }

    /** The conflict is between a change here and somebody else's deletion, which is lost with the record. */
    @ParameterizedTest
    @CsvSource({
        "accept_server,true",
        "accept_client,true",
        "accept_server,false",
        "accept_client,false"
    })
    void a_change_of_it_that_others_had_deleted_is_decided(String action, boolean early) {
        var backup = world.hubDatabase().snapshot();
        known();
        deletes(awa, well);
        sync(awa);
        edits(sam, well, "ours");
        sync(sam);
        settle();
        assertEquals(1, conflicts(sam).size());
        world.restore(backup);
        world.poison(early ? "ours" : null);
        sync(sam);
        decides(sam, action);
        sync(sam);
        world.poison(null);
        settle();
        // Who has deleted it tells that again: a person decides about that, too.
        boolean keeps = action.equals("accept_client");
        while (!pending().isEmpty()) {
            boolean isOurs = pending().getFirst().payload().has("client_payload");
            decides(sam, isOurs == keeps ? "accept_client" : "accept_server");
            settle();
        }
        if (keeps) {
            isAlive("ours");
        } else {
            isNowhere();
        }
    }

    private void known() {
        var id = writes(awa, "first", null);
        settle();
        well = now(awa, id);
    }

    private void isNowhere() {
        settle();
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        for (var laptop : List.of(sam, awa)) {
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSIONS), laptop.name);
        }
        nothingIsLeftToDo();
    }

    private List<EntityRow> pending() {
        return sam.read(tx -> sam.tables.conflicts().pending(tx, 10));
    }

    private void isEverywhere(String answer) {
        isAlive(answer);
        assertEquals(1, HubRows.of(world).alive(EntityType.CONFLICTS).size(), "asked once");
    }

    private void isAlive(String answer) {
        settle();
        var there = HubRows.of(world).alive(EntityType.SUBMISSIONS);
        assertEquals(1, there.size());
        assertEquals(answer, there.getFirst().payload().at("/data/a").asText());
        for (var laptop : List.of(sam, awa)) {
            var rows = laptop.rows(EntityType.SUBMISSIONS);
            assertEquals(1, rows.size(), laptop.name);
            assertEquals(answer, rows.getFirst().payload().at("/data/a").asText(), laptop.name);
            assertEquals(there.getFirst().version(), rows.getFirst().rowVersion(), laptop.name);
        }
        nothingIsLeftToDo();
    }
}
