package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile reader's tries at deletions that a restored hub has lost. */
class KeptAndDeletedTest extends ThreeLaptops {
    private static final String NOTE = "/metadata/notes/~1a";

    /** No restore at all: a person decided against the deletion, and the hub's process has started anew. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_a_person_has_kept_is_not_deleted_again_because_the_hub_has_started(boolean notes) {
        deletes(sam, well);
        sync(sam);
        sync(sam);
        assertTrue(!isAlive(well));
        if (notes) {
            notes(awa, well, "awa's");
        } else {
            edits(awa, well, "awa's");
        }
        sync(awa);
        sync(awa);
        sync(second);
        sync(second);
        decides(second, "accept_client");
        sync(second);
        sync(second);
        sync(awa);
        sync(awa);
        assertTrue(isAlive(well), "a person has kept it");
        assertTrue(!isAnybodyAsked());
        writes(sam, "another", null);
        pushesOnly(sam);
        world.hub.restart();
        sync(sam);
        sync(sam);
        settle();
        assertTrue(isAlive(well), "deleted again" + (isAnybodyAsked() ? "; asked" : ", silently"));
        assertTrue(!isAnybodyAsked(), "asked again about what was decided");
    }

    /** The hub has lost a deletion; somebody who did not know of it has noted something since. */
    @ParameterizedTest
    @CsvSource({"true,1", "true,2", "true,3", "false,1", "false,2", "false,3"})
    void a_deletion_that_is_lost_deletes_no_note_made_since_without_a_word(
            boolean told, int times) {
        var backup = world.hubDatabase().snapshot();
        deletes(awa, well);
        sync(awa);
        sync(awa);
        putBack(backup, told);
        for (int i = 1; i <= times; i++) {
            notes(second, well, "second's " + i);
            sync(second);
        }
        assertEquals("second's " + times, atTheHub(NOTE));
        settle();
        assertTrue(isAlive(well) || isAnybodyAsked(), "a note is gone without a word");
    }

    /** Made and deleted since the backup; somebody else has changed it, and the answer to their offer is lost. */
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void whoever_offers_what_was_deleted_is_asked_though_the_answer_is_lost(
            boolean told, boolean lost) {
        var backup = world.hubDatabase().snapshot();
        var spring = writes(awa, "spring", null);
        sync(awa);
        sync(awa);
        sync(sam);
        spring = now(awa, spring);
        edits(sam, spring, "sam's");
        deletes(awa, spring);
        sync(awa);
        sync(awa);
        putBack(backup, told);
        sync(awa);
        sync(awa);
        if (lost) {
            var done = new ArrayList<String>();
            cut(
                    sam,
                    true,
                    call -> {
                        boolean first = call.equals("push") && done.isEmpty();
                        if (first) {
                            done.add(call);
                        }
                        return first;
                    });
            sync(sam);
            assertEquals(1, done.size());
            writes(sam, "another", null);
        }
        settle();
        boolean alive =
                HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                        .anyMatch(r -> r.payload().at("/data/a").asText().equals("sam's"));
        assertTrue(alive || isAnybodyAsked(), "sam's edit is gone without a word");
    }

    /** The note that it was deleted, and a person who decides that it lives. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_was_deleted_in_a_lost_life_and_is_decided_to_live_lives(boolean told) {
        var backup = world.hubDatabase().snapshot();
        var spring = writes(awa, "spring", null);
        sync(awa);
        sync(awa);
        sync(sam);
        spring = now(awa, spring);
        var photo = photo(sam, spring);
        var child = writes(sam, "child", spring);
        sync(sam);
        sync(sam);
        sync(second);
        deletes(awa, spring);
        sync(awa);
        sync(awa);
        putBack(backup, told);
        sync(awa);
        sync(awa);
        sync(sam);
        sync(sam);
        settle();
        for (int i = 0; i < 5; i++) {
            var pending = sam.read(tx -> sam.tables.conflicts().pending(tx, 10));
            if (!pending.isEmpty()) {
                boolean ours = pending.getFirst().payload().has("client_payload");
                decides(sam, ours ? "accept_client" : "accept_server");
                settle();
            }
        }
        settle();
        assertTrue(
                HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                        .anyMatch(r -> r.payload().at("/data/a").asText().equals("spring")),
                "spring lives");
        assertTrue(isSaid(child, photo), "child and photo");
        nothingIsLeftToDo();
    }

    private boolean isSaid(UUID child, UUID photo) {
        assertEquals(
                1,
                HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                        .filter(r -> r.payload().at("/data/a").asText().equals("child"))
                        .count());
        assertEquals(
                List.of(photo),
                HubRows.of(world).alive(EntityType.SUBMISSION_MEDIA).stream()
                        .map(row -> row.id())
                        .toList());
        return child != null;
    }

    /** The row has not come yet whose deletion was lost, and a person decides here that it lives. */
    @ParameterizedTest
    @CsvSource({
        "true,accept_client",
        "true,accept_server",
        "false,accept_client",
        "false,accept_server"
    })
    void what_is_kept_while_its_deletion_is_known_to_be_lost_is_kept(boolean told, String action) {
        var backup = world.hubDatabase().snapshot();
        deletes(sam, well);
        sync(sam);
        sync(sam);
        edits(awa, well, "awa's");
        sync(awa);
        sync(awa);
        sync(sam);
        sync(sam);
        assertEquals(1, sam.read(tx -> sam.tables.conflicts().pending(tx, 10)).size());
        putBack(backup, told);
        var on = new ArrayList<>(List.of("cut"));
        cut(
                sam,
                false,
                call -> !on.isEmpty() && (call.startsWith("snapshot") || call.equals("push")));
        sync(sam);
        decides(sam, action);
        on.clear();
        settle();
        settle();
        if (action.equals("accept_client")) {
            assertTrue(isAlive(well) || isAnybodyAsked(), "deleted, though a person has kept it");
            // Decided before the hub has shown its row, it may be asked once more.
            if (isAlive(well) && questions().isEmpty()) {
                for (var laptop : world.laptops) {
                    assertTrue(
                            laptop.row(EntityType.SUBMISSIONS, well).isPresent(),
                            laptop.name + " lacks it");
                }
            }
        } else {
            assertTrue(
                    !isAlive(well) || isAnybodyAsked(), "alive, though a person has given it up");
        }
        for (var laptop : world.laptops) {
            assertTrue(
                    laptop.read(tx -> laptop.tables.tombstones().listSynced(tx, null, 100)).stream()
                            .noneMatch(t -> Long.valueOf(Long.MAX_VALUE).equals(t.rowVersion())),
                    laptop.name + " has a tombstone for whatever comes");
        }
    }

    /** Hub starts without anything lost: nobody is asked, nothing is offered, and nothing is taken anew. */
    @Test
    void a_start_of_the_hub_after_pushes_without_a_pull_offers_nothing() {
        var parent = writes(awa, "parent", null);
        var row = awa.said(well).<ObjectNode>deepCopy();
        saves(awa, well, row.put("parent_id", parent.toString()));
        pushesOnly(awa);
        reviews(well, "approved");
        pushesOnly(sam);
        world.hub.restart();
        sync(sam);
        sync(awa);
        settle();
        assertTrue(!isAnybodyAsked());
        edits(awa, well, "sent back to be reviewed");
        pushesOnly(awa);
        world.hub.restart();
        settle();
        long version = HubRows.of(world).get(well).version();
        for (int i = 0; i < 3; i++) {
            edits(awa, well, "edit " + i);
            pushesOnly(awa);
            world.hub.restart();
            settle();
        }
        assertTrue(!isAnybodyAsked());
        assertEquals(version + 3, HubRows.of(world).get(well).version());
        nothingIsLeftToDo();
    }

    /** The hub writes instants in its own way. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-05-04T09:40:00.120Z", "2026-05-04T09:40:00.123456Z"})
    void an_instant_is_no_other_state_however_it_is_written(String instant) {
        var row = awa.said(well).<ObjectNode>deepCopy();
        saves(awa, well, row.put("updated_at", instant));
        pushesOnly(awa);
        world.hub.restart();
        syncs(awa);
        settle();
        assertTrue(!isAnybodyAsked(), this::questions);
        nothingIsLeftToDo();
    }

    /** Calls of {@code name}, from now on. */
    private static List<String> counted(Laptop laptop, String name) {
        var calls = new ArrayList<String>();
        cut(
                laptop,
                true,
                call -> {
                    if (call.startsWith(name)) {
                        calls.add(call);
                    }
                    return false;
                });
        return calls;
    }

    /** A restore that is over is over: later starts of the hub ask nobody, and take nothing anew. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void later_starts_of_a_restored_hub_change_nothing(boolean told) {
        var backup = world.hubDatabase().snapshot();
        var parent = writes(awa, "parent", null);
        var row = awa.said(well).<ObjectNode>deepCopy();
        saves(awa, well, row.put("parent_id", parent.toString()));
        writes(sam, "names it", well);
        var gone = writes(awa, "gone", null);
        photo(awa, gone);
        settle();
        reviews(well, "approved");
        deletes(sam, now(awa, gone));
        settle();
        putBack(backup, told);
        settle();
        settle();
        assertEquals("", questions());
        roundsAreQuiet();
    }

    /** Who deleted it may not see it any more. */
    @ParameterizedTest
    @ValueSource(booleans = false) // told: sam is the same person, and loses sight of awa's, too
    void a_lost_deletion_of_what_is_out_of_sight_makes_no_start_a_snapshot(boolean told) {
        var backup = world.hubDatabase().snapshot();
        deletes(second, well);
        settle();
        putBack(backup, told);
        world.hub.roles(world.organization, second.enrolment.user(), Set.of(Role.FIELD_WORKER));
        settle();
        settle();
        roundsAreQuiet();
    }

    private void roundsAreQuiet() {
        var versions = new ArrayList<String>();
        HubRows.of(world)
                .alive(EntityType.SUBMISSIONS)
                .forEach(r -> versions.add(r.id() + " " + r.version()));
        for (var laptop : world.laptops) {
            for (int i = 0; i < 2; i++) {
                writes(laptop, "more " + i, null);
                pushesOnly(laptop);
                world.hub.restart();
                var snapshots = counted(laptop, "snapshot");
                sync(laptop);
                sync(laptop);
                assertEquals(List.of(), snapshots, laptop.name + " " + i);
            }
        }
        settle();
        var now = new ArrayList<String>();
        HubRows.of(world)
                .alive(EntityType.SUBMISSIONS)
                .forEach(r -> now.add(r.id() + " " + r.version()));
        assertTrue(now.containsAll(versions), versions + " " + now);
        assertTrue(!isAnybodyAsked());
        nothingIsLeftToDo();
    }
}
