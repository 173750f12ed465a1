package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.contract.EntityType;
import org.fieldpost.simulation.TappedLine.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A laptop has looked at a hub that was put back to a backup, and not got to the end of its run, when the hub is put
 * back to another backup, or merely starts. Found by a hostile reader.
 */
class PutBackDuringARunTest extends ThreeLaptops {
    private final AtomicBoolean noSnapshot = new AtomicBoolean();

    /** Not told, so that all depends on what the laptop knows of its place in the first one's history. */
    @ParameterizedTest
    @ValueSource(strings = {"push", "snapshot"})
    void what_the_first_of_two_backups_had_and_the_second_has_not_is_given_back(String lost) {
        var older = backup();
        writes(awa, "spring", null);
        edits(awa, well, "awa's");
        syncs(awa);
        var newer = backup();
        writes(awa, "pump", null);
        syncs(awa);
        world.restoreUntold(newer);
        var isCut = new AtomicBoolean(true);
        cut(awa, false, call -> isCut.get() && call.equals(lost));
        syncs(awa);
        world.restoreUntold(older);
        isCut.set(false);
        syncs(awa);
        settle();
        assertEquals(List.of("awa's", "pump", "spring"), said(), "acknowledged");
        assertTrue(!isAnybodyAsked(), this::questions);
        nothingIsLeftToDo();
    }

    @Test
    void so_it_is_though_some_pages_of_the_snapshot_have_come() {
        for (int i = 0; i < 40; i++) {
            writes(awa, "old", null);
        }
        settle();
        var older = backup();
        writes(awa, "spring", null);
        edits(awa, well, "awa's");
        syncs(awa);
        var newer = backup();
        writes(awa, "pump", null);
        syncs(awa);
        world.restoreUntold(newer);
        var isCut = new AtomicBoolean(true);
        var pages = new ArrayList<String>();
        cut(
                awa,
                false,
                call -> {
                    if (call.equals("snapshot")) {
                        pages.add(call);
                    }
                    return isCut.get() && call.equals("snapshot") && pages.size() > 1;
                });
        syncs(awa);
        assertTrue(pages.size() > 1, "one page came");
        world.restoreUntold(older);
        isCut.set(false);
        syncs(awa);
        settle();
        assertTrue(said().containsAll(List.of("awa's", "pump", "spring")), "acknowledged");
        assertEquals(43, said().size());
    }

    /** Somebody has written since, up to the version that the offer stands on. */
    @ParameterizedTest
    @ValueSource(strings = {"push", "snapshot"})
    void what_is_offered_to_the_first_of_two_backups_overwrites_nobody_in_the_second(String lost) {
        var older = backup();
        edits(sam, well, "sam's");
        syncs(sam);
        sync(awa);
        var newer = backup();
        edits(awa, well, "awa's");
        syncs(awa);
        world.restoreUntold(newer);
        var isCut = new AtomicBoolean(true);
        cut(awa, false, call -> isCut.get() && call.equals(lost));
        syncs(awa);
        world.restoreUntold(older);
        edits(second, well, "second's");
        syncs(second);
        isCut.set(false);
        syncs(awa);
        sync(awa);
        assertTrue(said().contains("second's") || isAnybodyAsked(), "overwritten without a word");
        assertTrue(said().contains("awa's") || isAnybodyAsked(), "lost without a word");
    }

    /** The wrong backup, and then the right one, which has the deletion and what was decided against it. */
    @Test
    void a_mark_that_a_deletion_is_lost_does_not_outlive_a_second_restore() {
        var wrong = backup();
        deletes(sam, well);
        syncs(sam);
        var right = backup();
        edits(awa, well, "awa's");
        world.restoreUntold(wrong);
        var isCut = new AtomicBoolean(true);
        cut(sam, false, call -> isCut.get() && call.equals("snapshot"));
        sync(sam);
        world.restoreUntold(right);
        syncs(awa);
        syncs(second);
        decides(second, "accept_client");
        syncs(second);
        assertTrue(isAlive(well));
        assertEquals(0, asked());
        isCut.set(false);
        syncs(sam);
        settle();
        assertTrue(isAlive(well), "deleted again");
        assertTrue(!isAnybodyAsked(), "asked again about what was decided");
    }

    /** The first of two backups had the record, and people kept it; the second has its deletion. */
    @Test
    void what_is_gone_in_the_second_of_two_backups_stays_known_as_deleted() {
        int tried = 0;
        while (isCutAtManifest(tried + 1)) {
            tried++;
            again();
        }
        assertTrue(tried > 2, tried + " manifests");
    }

    private boolean isCutAtManifest(int place) {
        var kept = backup();
        deletes(awa, well);
        syncs(awa);
        sync(sam);
        var deleted = backup();
        world.restoreUntold(kept);
        edits(second, well, "second's");
        sync(second);
        syncs(awa);
        syncs(second);
        decides(second, "accept_server");
        syncs(second);
        assertTrue(isAlive(well) && asked() == 0, this::questions);
        boolean inTheLook = isCutAtManifest(sam, place);
        if (inTheLook) {
            world.restoreUntold(deleted);
            sync(sam);
            assertTrue(knowsDeleted(sam), () -> "cut at manifest " + place);
        }
        return inTheLook;
    }

    private boolean isCutAtManifest(Laptop laptop, int place) {
        var isCut = new AtomicBoolean();
        TappedLine.tap(
                laptop,
                (call, nth) -> {
                    boolean now = call.equals("manifest") && nth == place;
                    isCut.set(isCut.get() || now);
                    boolean never = now || (noSnapshot.get() && call.equals("snapshot"));
                    return never ? Fate.NEVER_SENT : Fate.ANSWERED;
                });
        sync(laptop);
        return isCut.get();
    }

    private boolean knowsDeleted(Laptop laptop) {
        var tombstones = laptop.tables.tombstones();
        return laptop.read(tx -> tombstones.find(tx, EntityType.SUBMISSIONS, well)).isPresent();
    }

    /** A verdict that is lost in the first of three backups, and whose record the laptop leaves to the hub. */
    @Test
    void what_was_found_in_the_first_of_three_backups_takes_no_record_away() {
        int tried = 0;
        while (isLeftToTheHubAtManifest(tried + 1)) {
            tried++;
            again();
        }
        assertTrue(tried > 2, tried + " manifests");
    }

    private boolean isLeftToTheHubAtManifest(int place) {
        var older = backup();
        writes(awa, "spring", null);
        syncs(awa);
        var wrong = backup();
        reviews(well, "approved");
        pushesOnly(sam); // never hears of the spring
        syncs(awa);
        assertEquals("approved", awa.said(well).path("status").asText());
        var right = backup();
        world.restoreUntold(wrong);
        boolean inTheLook = isCutAtManifest(awa, place);
        if (inTheLook) {
            world.restoreUntold(right);
            noSnapshot.set(true);
            sync(awa);
            noSnapshot.set(false);
            world.restoreUntold(older);
            syncs(awa);
            assertEquals(List.of("spring", "well"), said(), () -> "cut at manifest " + place);
        }
        return inTheLook;
    }

    @ParameterizedTest
    @CsvSource({
        "true,manifest",
        "true,push",
        "true,snapshot",
        "true,changes",
        "false,manifest",
        "false,push",
        "false,snapshot",
        "false,changes"
    })
    void a_start_between_the_look_at_a_restored_hub_and_the_rest_asks_nobody(
            boolean told, String before) {
        int tried = 0;
        for (int place = 1; startsBefore(before, place, told); place++) {
            tried++;
            again();
        }
        assertTrue(tried > 0, "it was called");
    }

    /** Whether the hub started before that call, of which it then knew everything and asked nothing. */
    private boolean startsBefore(String before, int place, boolean told) {
        var others = allKnow("to be deleted", "to be noted");
        var backup = backup();
        edits(awa, well, "awa's");
        deletes(awa, others.getFirst());
        syncs(awa);
        notes(awa, others.getLast(), "a note");
        putBack(backup, told);
        var started = new AtomicBoolean();
        spied(
                awa,
                (call, nth) -> {
                    if (call.equals(before) && nth == place && !started.getAndSet(true)) {
                        world.hub.restart();
                    }
                });
        syncs(awa);
        sync(awa);
        boolean inTheRun = started.get();
        settle();
        var where = before + " " + place;
        assertTrue(!isAnybodyAsked(), () -> where + "\n" + questions());
        assertEquals(List.of("awa's", "to be noted"), said(), where);
        nothingIsLeftToDo();
        return inTheRun;
    }

    /** Ordinary work of two; nothing was put back at all. */
    @Test
    void a_start_before_any_call_of_a_run_asks_nobody_and_loses_nothing() {
        int tried = 0;
        while (startsBefore(tried + 1)) {
            tried++;
            again();
        }
        assertTrue(tried > 3, tried + " places");
    }

    private boolean startsBefore(int place) {
        var others = allKnow("other", "to be deleted");
        edits(awa, well, "awa's");
        photoInAnswers(awa, others.getFirst());
        deletes(awa, others.getLast());
        writes(awa, "child", others.getFirst());
        var calls = new ArrayList<String>();
        spied(
                awa,
                (call, nth) -> {
                    calls.add(call);
                    if (calls.size() == place) {
                        world.hub.restart();
                    }
                });
        sync(awa);
        var run = List.copyOf(calls);
        sync(awa);
        syncs(sam);
        reviews(others.getFirst(), "approved");
        sync(sam);
        settle();
        settle();
        var where = place + " of " + run;
        assertTrue(!isAnybodyAsked(), () -> where + "\n" + questions());
        assertEquals(List.of("awa's", "child", "other"), said(), where);
        nothingIsLeftToDo();
        return run.size() >= place;
    }
}
