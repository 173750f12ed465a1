package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.MemoryDatabase.Snapshot;
import org.fieldpost.store.Mutation;
import org.fieldpost.sync.Saving;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hub put back to a backup gives numbers out again: a row's version may be another state now. Nothing that was
 * made on a lost one overwrites what somebody has written since, whenever it was made. Found by a hostile reader.
 */
class OtherHistoriesTest extends ThreeLaptops {
    /** What the hub's answer to a push told that nothing has confirmed. */
    enum Told {
        REBASED,
        ADOPTED,
        PARKED
    }

    private boolean isSilent() {
        boolean asked = !awa.read(tx -> awa.tables.conflicts().pending(tx, 10)).isEmpty();
        return !atTheHub("/data/a").startsWith("second's") && !asked;
    }

    private void secondWritesUpTo(long version) {
        while (HubRows.of(world).get(well).version() < version) {
            edits(second, well, "second's " + HubRows.of(world).get(well).version());
            sync(second);
        }
    }

    private long version(Laptop laptop) {
        return Objects.requireNonNull(
                laptop.row(EntityType.SUBMISSIONS, well).orElseThrow().rowVersion());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_written_before_the_snapshot_came_overwrites_nobody(boolean told) {
        var silent = new ArrayList<String>();
        int tried = 0;
        for (int place = 1; place < 40; place++) {
            again();
            var backup = world.hubDatabase().snapshot();
            reviews(well, "approved");
            sync(sam);
            sync(awa);
            putBack(backup, told);
            secondWritesUpTo(version(awa));
            if (!dies(awa, place)) {
                break;
            }
            var where = awa.fuse.where();
            if (answer(awa, well).equals("well")) {
                tried++;
                finishes(awa, well, "awa's");
                sync(awa);
                sync(awa);
                if (isSilent()) {
                    silent.add(place + " " + where);
                }
            }
        }
        assertEquals(List.of(), silent);
        assertTrue(tried > 5, tried + " places");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void what_is_written_while_the_hub_is_asked_overwrites_nobody(int manifest) {
        photo(awa, well); // the hub is asked about photos after the records
        settle();
        settle();
        var backup = world.hubDatabase().snapshot();
        reviews(well, "approved");
        sync(sam);
        sync(awa);
        long lost = version(awa);
        world.restore(backup);
        var written = new ArrayList<String>();
        spied(
                awa,
                (call, n) -> {
                    if (call.equals("manifest") && n == manifest) {
                        finishes(awa, well, "awa's");
                        written.add(call);
                    }
                    if (call.equals("push") && n == 1) {
                        secondWritesUpTo(lost);
                    }
                });
        sync(awa);
        sync(awa);
        nobodyIsRefused();
        assertTrue(!isSilent() || written.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Told.class)
    void what_an_answer_told_and_a_restore_took_away_overwrites_nobody(Told told) {
        var silent = new ArrayList<String>();
        int tried = 0;
        for (int place = 1; place < 60; place++) {
            again();
            var backup = world.hubDatabase().snapshot();
            switch (told) {
                case REBASED -> {
                    notes(sam, well, "sam's note");
                    sync(sam);
                    edits(awa, well, "awa's");
                }
                case ADOPTED -> {
                    edits(awa, well, "same");
                    world.pass(Duration.ofSeconds(5));
                    edits(sam, well, "same");
                    sync(sam);
                }
                case PARKED -> {
                    edits(sam, well, "sam's");
                    sync(sam);
                    edits(awa, well, "awa's");
                }
            }
            if (!dies(awa, place)) {
                break;
            }
            var where = awa.fuse.where();
            world.restoreUntold(backup);
            edits(second, well, "second's");
            sync(second);
            boolean parked = !conflicts(awa).isEmpty();
            boolean other = told == Told.PARKED ? !parked : !atTheHub("/data/a").equals("second's");
            if (other) {
                continue;
            }
            tried++;
            if (told == Told.ADOPTED) {
                edits(awa, well, "awa's");
            } else if (told == Told.PARKED) {
                decides(awa, "accept_client");
            }
            sync(awa);
            sync(awa);
            if (isSilent()) {
                silent.add(place + " " + where);
            }
        }
        assertEquals(List.of(), silent);
        assertTrue(tried > 5, tried + " places");
    }

    private Snapshot decidedAtTheHub() {
        edits(sam, well, "sam's");
        sync(sam);
        edits(awa, well, "awa's");
        sync(awa);
        settle();
        var backup = world.hubDatabase().snapshot();
        var conflict = sam.read(tx -> sam.tables.conflicts().pending(tx, 10)).getFirst();
        var decision =
                new Mutation.DecideConflict(
                        sam.ids.next(),
                        sam.clock.instant(),
                        conflict.id(),
                        "accept_client",
                        (ObjectNode) conflict.payload().get("client_payload"),
                        sam.enrolment.user(),
                        null,
                        sam.ids.next(),
                        sam.ids.next());
        assertInstanceOf(Saving.Outcome.AtHub.class, sam.decide(decision));
        return backup;
    }

    @Test
    void a_decision_made_at_the_hub_itself_is_given_back() {
        var backup = decidedAtTheHub();
        world.restoreUntold(backup);
        settle();
        settle();
        var conflict = HubRows.of(world).alive(EntityType.CONFLICTS).getFirst().payload();
        assertEquals("resolved", conflict.path("resolution").asText());
        assertEquals("awa's", atTheHub("/data/a"));
    }

    @Test
    void a_decision_made_at_the_hub_itself_hides_nobodys_change() {
        var backup = decidedAtTheHub();
        long version = HubRows.of(world).get(well).version();
        world.restoreUntold(backup);
        secondWritesUpTo(version);
        var data = sam.said(well).get("data").<ObjectNode>deepCopy().put("b", "more");
        sam.writes()
                .commit(
                        new Mutation.EditSubmission(
                                sam.ids.next(), sam.clock.instant(), well, data, sam.ids.next()));
        sync(sam);
        assertTrue(atTheHub("/data/a").startsWith("second's") || conflicts(sam).size() > 1);
    }

    @Test
    void a_verdict_the_backup_has_stays_when_a_note_is_given_back() {
        notes(awa, well, "it squeaks");
        reviews(well, "approved");
        sync(sam);
        var backup = world.hubDatabase().snapshot();
        settle();
        world.restore(backup);
        sync(awa);
        sync(awa);
        assertEquals("it squeaks", atTheHub("/metadata/notes/~1a"));
        assertEquals("approved", atTheHub("/status"), "nobody took it back");
        settle();
        assertEquals(List.of(), conflicts(sam));
        nothingIsLeftToDo();
    }

    @Test
    void a_change_of_an_approved_record_is_not_refused_when_the_verdict_is_another_since() {
        var backup = world.hubDatabase().snapshot();
        reviews(well, "approved");
        settle();
        edits(awa, well, "deeper");
        world.restore(backup);
        reviews(well, "rejected");
        sync(sam);
        sync(awa);
        settle();
        nobodyIsRefused();
        assertTrue(atTheHub("/data/a").equals("deeper") || !conflicts(sam).isEmpty());
    }

    @Test
    void two_laptops_of_a_supervisor_are_not_asked_about_one_verdict() {
        var backup = world.hubDatabase().snapshot();
        edits(awa, well, "deeper");
        settle();
        reviews(well, "approved");
        settle();
        world.restore(backup);
        sync(second);
        sync(second);
        settle();
        assertEquals(List.of(), conflicts(sam));
        assertEquals("approved", atTheHub("/status"));
        nothingIsLeftToDo();
    }

    @Test
    void a_record_given_back_after_two_restores_is_there_once() {
        var backup = world.hubDatabase().snapshot();
        writes(awa, "spring", null);
        settle();
        world.restore(backup);
        sync(awa);
        world.restore(backup);
        sync(sam);
        settle();
        settle();
        var springs =
                HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                        .filter(row -> row.payload().at("/data/a").asText().equals("spring"));
        assertEquals(1, springs.count());
    }
}
