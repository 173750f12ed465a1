package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hub restored from a backup has a record as it was before, and a conflict about it shows a state that is lost: in a
 * version that may become another one. Nobody's words are overwritten by a decision that was made on lost ones, and
 * nobody is asked twice.
 */
class OlderStateTest extends TwoLaptops {
    private UUID well = new UUID(0, 0);
    private Laptop other = sam;

    /** Another laptop of awa's. */
    private void known() {
        other = world.laptop("awa9", Role.FIELD_WORKER, awa.enrolment.user());
        var id = writes(awa, "first", null);
        settle();
        well = now(awa, id);
    }

    /** "theirs" is at the hub, {@code by} has written "ours"; then the hub has "first" again. */
    private void conflictOf(Laptop by) {
        known();
        var backup = world.hubDatabase().snapshot();
        var first = by == awa ? sam : awa;
        edits(first, well, "theirs");
        sync(first);
        edits(by, well, "ours");
        sync(by);
        sync(sam);
        sync(awa);
        assertEquals(1, conflicts(sam).size());
        world.restore(backup);
    }

    /** In the version that "theirs" had. */
    private void somebodyWrites() {
        edits(other, well, "third");
        sync(other);
        assertEquals("third", atHub());
    }

    private String atHub() {
        return HubRows.of(world)
                .alive(EntityType.SUBMISSIONS)
                .getFirst()
                .payload()
                .at("/data/a")
                .asText();
    }

    private Laptop laptop(String name) {
        return name.equals("sam") ? sam : awa;
    }

    private List<ObjectNode> pending() {
        return sam.read(tx -> sam.tables.conflicts().pending(tx, 10)).stream()
                .map(row -> row.payload())
                .toList();
    }

    private void isAsked(String hubs, String ours) {
        assertEquals(1, pending().size(), "one question");
        assertEquals(hubs, pending().getFirst().at("/server_payload/data/a").asText());
        assertEquals(ours, pending().getFirst().at("/client_payload/data/a").asText());
    }

    private void isEverywhere(String answer) {
        settle();
        assertEquals(List.of(), pending(), "nothing more to ask");
        assertEquals(answer, atHub());
        for (var laptop : List.of(sam, awa, other)) {
            var rows = laptop.rows(EntityType.SUBMISSIONS);
            assertEquals(1, rows.size(), laptop.name);
            assertEquals(answer, rows.getFirst().payload().at("/data/a").asText(), laptop.name);
            var version = HubRows.of(world).get(well).version();
            assertEquals(version, rows.getFirst().rowVersion(), laptop.name);
        }
        nothingIsLeftToDo();
    }

    private void isNowhere() {
        settle();
        assertEquals(List.of(), pending(), "nothing more to ask");
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        for (var laptop : List.of(sam, awa, other)) {
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSIONS), laptop.name);
        }
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @CsvSource({"sam,accept_client,ours", "sam,accept_server,theirs"})
    void what_was_decided_is_put_beside_what_somebody_wrote_since(
            String by, String action, String decided) {
        conflictOf(laptop(by));
        somebodyWrites();
        sync(sam);
        assertEquals(1, pending().size(), "nobody is asked before the first is decided");
        decides(sam, action);
        new LaptopChecks(world).after(sam);
        sync(sam);
        sync(sam);
        assertEquals("third", atHub());
        isAsked("third", decided);
        decides(sam, "accept_client");
        sync(sam);
        assertEquals(decided, atHub());
        assertEquals(List.of(), pending());
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept_client", "accept_server"})
    void whoever_has_not_opened_it_overwrites_nothing_either(String action) {
        conflictOf(awa);
        somebodyWrites();
        sync(sam); // theirs was sam's: sam is asked about that
        var opened =
                pending().stream()
                        .filter(c -> c.at("/client_payload/data/a").asText().equals("ours"));
        assertEquals(1, opened.count());
        decides(sam, action); // the older one
        sync(sam);
        assertEquals("third", atHub());
        assertTrue(
                pending().stream()
                        .allMatch(c -> c.at("/server_payload/data/a").asText().equals("third")));
        while (!pending().isEmpty()) {
            decides(sam, "accept_server");
            settle();
        }
        isEverywhere("third");
    }

    @ParameterizedTest
    @CsvSource({
        "sam,accept_client,ours,true",
        "sam,accept_client,ours,false",
        "sam,accept_server,theirs,true",
        "sam,accept_server,theirs,false",
        "awa,accept_client,ours,true",
        "awa,accept_client,ours,false",
        "awa,accept_server,theirs,true",
        "awa,accept_server,theirs,false"
    })
    void nobody_is_asked_twice_when_nobody_has_written_since(
            String by, String action, String answer, boolean early) {
        conflictOf(laptop(by));
        if (!early) {
            sync(sam);
            assertEquals("theirs", atHub(), "the hub has what it had, before anything is decided");
            isAsked("theirs", "ours");
        }
        decides(sam, action);
        sync(sam);
        sync(sam);
        assertEquals(answer, atHub(), "also if no other laptop comes back");
        assertEquals(1, conflicts(sam).size(), "asked once");
        isEverywhere(answer);
        assertEquals(1, conflicts(sam).size(), "asked once");
    }

    /** The hub cannot take back what it had: somebody has written just then. */
    @ParameterizedTest
    @CsvSource({
        "accept_client,ours,true",
        "accept_server,theirs,true",
        "accept_client,ours,false",
        "accept_server,theirs,false"
    })
    void what_the_hub_had_does_not_overwrite_what_somebody_writes_meanwhile(
            String action, String decided, boolean early) {
        conflictOf(sam);
        world.poison("theirs");
        sync(sam); // the hub chokes on what is given back
        assertEquals("first", atHub());
        somebodyWrites();
        if (early) {
            decides(sam, action);
        }
        world.poison(null);
        settleOnly(sam);
        if (!early) {
            decides(sam, action);
            settleOnly(sam);
        }
        assertEquals("third", atHub());
        isAsked("third", decided);
        decides(sam, "accept_client");
        settleOnly(sam);
        assertEquals(decided, atHub());
    }

    private void settleOnly(Laptop laptop) {
        for (int i = 0; i < 4; i++) {
            world.pass(java.time.Duration.ofMinutes(5));
            sync(laptop);
        }
    }

    @ParameterizedTest
    @CsvSource({"accept_client,ours", "accept_server,theirs"})
    void it_is_decided_while_the_hub_chokes_on_what_it_had(String action, String answer) {
        conflictOf(sam);
        world.poison("theirs");
        sync(sam);
        decides(sam, action);
        new LaptopChecks(world).after(sam);
        sync(sam);
        world.poison(null);
        isEverywhere(answer);
        assertEquals(1, conflicts(sam).size(), "asked once");
    }

    /** Who opened it has not got through with what the hub had when another decides. */
    @ParameterizedTest
    @CsvSource({"accept_client,ours", "accept_server,theirs"})
    void it_is_decided_elsewhere(String action, String answer) {
        conflictOf(awa);
        world.poison("theirs");
        sync(awa);
        sync(sam);
        decides(sam, action);
        sync(sam);
        world.poison(null);
        isEverywhere(answer);
        assertEquals(1, conflicts(sam).size(), "asked once");
    }

    /** What was changed behind the parked change was not made on the hub's row of now. */
    @Test
    void what_was_changed_behind_it_overwrites_nothing() {
        conflictOf(awa);
        edits(awa, well, "behind");
        somebodyWrites();
        sync(awa);
        sync(sam);
        decides(sam, "accept_server");
        settle();
        assertEquals("third", atHub());
        assertTrue(
                pending().stream()
                        .anyMatch(c -> c.at("/client_payload/data/a").asText().equals("behind")));
    }

    /** A conflict that comes to a laptop only after the restore names no version that is another state. */
    @Test
    void a_laptop_that_learns_of_it_later_overwrites_nothing() {
        var late = world.laptop("sam9", Role.SUPERVISOR, sam.enrolment.user());
        conflictOf(awa);
        sync(awa); // the hub has the conflict, and what it shows
        sync(late);
        edits(other, well, "third"); // on the first
        sync(other);
        settle();
        while (late.read(tx -> late.tables.conflicts().pendingCount(tx)) > 0) {
            decides(late, "accept_server");
            settle();
        }
        isEverywhere(atHub());
    }

    private void deletionOf(Laptop by) {
        known();
        var backup = world.hubDatabase().snapshot();
        var first = by == awa ? sam : awa;
        edits(first, well, "theirs");
        sync(first);
        deletes(by, well);
        sync(by);
        sync(sam);
        assertEquals(1, conflicts(sam).size());
        world.restore(backup);
    }

    @ParameterizedTest
    @CsvSource({"sam,true", "sam,false", "awa,true", "awa,false"})
    void a_deletion_is_decided_once(String by, boolean early) {
        deletionOf(laptop(by));
        if (!early) {
            sync(sam);
            assertEquals("theirs", atHub());
        }
        decides(sam, "accept_client");
        sync(sam);
        assertEquals(1, conflicts(sam).size(), "asked once");
        isNowhere();
    }

    @ParameterizedTest
    @CsvSource({"sam,true", "sam,false", "awa,true", "awa,false"})
    void a_deletion_is_decided_against_once(String by, boolean early) {
        deletionOf(laptop(by));
        if (!early) {
            sync(sam);
        }
        decides(sam, "accept_server");
        sync(sam);
        isEverywhere("theirs");
        assertEquals(1, conflicts(sam).size(), "asked once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sam", "awa"})
    void a_deletion_does_not_take_along_what_somebody_wrote_since(String by) {
        deletionOf(laptop(by));
        somebodyWrites();
        sync(sam);
        decides(sam, "accept_client");
        sync(sam);
        sync(sam);
        assertEquals("third", atHub());
        assertTrue(
                pending().stream()
                        .anyMatch(c -> c.at("/server_payload/data/a").asText().equals("third")));
        while (!pending().isEmpty()) {
            decides(sam, "accept_server");
            settle();
        }
        isEverywhere("third");
    }

    /** The hub had deleted it, and has it again as it was before. */
    private void changeOfDeleted() {
        known();
        var backup = world.hubDatabase().snapshot();
        deletes(awa, well);
        sync(awa);
        edits(sam, well, "ours");
        sync(sam);
        assertEquals(1, conflicts(sam).size());
        world.restore(backup);
    }

    @Test
    void a_change_of_what_was_deleted_overwrites_nothing_either() {
        changeOfDeleted();
        somebodyWrites();
        sync(sam);
        decides(sam, "accept_client");
        sync(sam);
        sync(sam);
        assertEquals("third", atHub());
        isAsked("third", "ours");
    }

    @Test
    void a_change_of_what_was_deleted_and_is_deleted_again_is_decided_once() {
        changeOfDeleted();
        sync(awa);
        sync(awa);
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
        sync(sam);
        decides(sam, "accept_client");
        sync(sam);
        assertEquals("ours", atHub());
        isEverywhere("ours");
        assertEquals(1, conflicts(sam).size(), "asked once");
    }
}
