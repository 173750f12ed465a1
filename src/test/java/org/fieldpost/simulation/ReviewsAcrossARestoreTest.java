package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A verdict that a hub restored from a backup has lost. A field worker's laptop holds it, and may not say it: it is
 * not refused for what it offers, the answers beside the verdict are offered all the same, and whoever gave the verdict
 * gives it again.
 */
class ReviewsAcrossARestoreTest extends TwoLaptops {
    private static final int KILLS = 40;
    private UUID well = new UUID(0, 0);

    @BeforeEach
    void known() {
        well = writes(awa, "well", null);
        settle();
        well = now(awa, well);
    }

    private void reviews(String verdict) {
        reviews(well, verdict);
        settle();
    }

    @ParameterizedTest
    @CsvSource({"pending,approved", "pending,rejected", "rejected,approved", "approved,rejected"})
    void a_field_worker_who_comes_first_is_not_refused(String before, String after) {
        if (!before.equals("pending")) {
            reviews(before);
        }
        var backup = world.hubDatabase().snapshot();
        reviews(after);
        world.restore(backup);
        sync(awa);
        sync(awa);
        nobodyIsRefused();
        assertEquals(before, atTheHub("/status"), "only a supervisor says what was found");
        settle(); // sam says it again
        assertEquals(after, atTheHub("/status"));
        assertEquals(List.of(), conflicts(sam));
        for (var laptop : List.of(sam, awa)) {
            assertEquals(after, laptop.said(well).path("status").asText(), laptop.name);
        }
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @CsvSource({"pending,approved", "pending,rejected", "rejected,approved", "approved,rejected"})
    void what_a_supervisor_wrote_is_offered_by_a_field_worker(String before, String after) {
        if (!before.equals("pending")) {
            reviews(before);
        }
        var backup = world.hubDatabase().snapshot();
        edits(sam, well, "corrected");
        settle();
        reviews(after);
        world.restore(backup);
        sync(awa);
        sync(awa);
        nobodyIsRefused();
        assertEquals("corrected", atTheHub("/data/a"), "sam may never come back");
        assertEquals("pending", atTheHub("/status"), "to be looked at");
        settle();
        assertEquals(1, conflicts(sam).size(), "sam says whether it still holds");
        decides(sam, "accept_client");
        settle();
        assertEquals("corrected", atTheHub("/data/a"));
        assertEquals(after, atTheHub("/status"));
        nothingIsLeftToDo();
    }

    /** Wherever a kill comes in the run that finds the hub restored, it ends as if none had. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_verdict_left_to_others_is_left_whenever_the_laptop_is_killed(boolean powerCut) {
        int killed = 0;
        for (int place = 1; place <= KILLS; place++) {
            var backup = world.hubDatabase().snapshot();
            reviews(place % 2 == 0 ? "approved" : "rejected");
            var after = atTheHub("/status");
            world.restore(backup);
            awa.database.rememberCheckpoints();
            awa.fuse.light(place);
            try {
                sync(awa);
            } catch (Killed e) {
                killed++;
                if (powerCut) {
                    awa.database.cutPower();
                }
                awa.startAgain();
            }
            awa.fuse.putOut();
            sync(awa);
            sync(awa);
            nobodyIsRefused();
            settle();
            assertEquals(after, atTheHub("/status"), "killed at " + place);
            assertEquals(after, awa.said(well).path("status").asText(), "killed at " + place);
            assertEquals(List.of(), conflicts(sam), "killed at " + place);
        }
        assertTrue(killed > KILLS / 4, killed + " times");
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @CsvSource({"pending,approved", "rejected,approved", "approved,rejected"})
    void a_change_not_sent_yet_goes_along(String before, String after) {
        if (!before.equals("pending")) {
            reviews(before);
        }
        var backup = world.hubDatabase().snapshot();
        reviews(after);
        edits(awa, well, "dry");
        world.restore(backup);
        sync(awa);
        sync(awa);
        nobodyIsRefused();
        assertEquals("dry", atTheHub("/data/a"));
        assertEquals("pending", atTheHub("/status"), "changed since it was looked at");
        settle();
        for (int asked = conflicts(sam).size(); asked > 0; asked--) {
            decides(sam, "accept_server");
            settle();
        }
        assertEquals("dry", atTheHub("/data/a"));
        nothingIsLeftToDo();
    }

    /** The hub has heard of no verdict since, and sam's meets what awa has offered. */
    @Test
    void a_record_the_hub_lacks_is_offered_to_be_reviewed_anew() {
        var backup = world.hubDatabase().snapshot();
        var other = writes(awa, "spring", null);
        settle();
        well = now(awa, other);
        reviews("approved");
        world.restore(backup);
        sync(awa);
        sync(awa);
        nobodyIsRefused();
        settle();
        assertEquals(1, conflicts(sam).size(), "sam is asked");
        decides(sam, "accept_client");
        settle();
        assertEquals("approved", sam.said(now(sam, well)).path("status").asText());
        nothingIsLeftToDo();
    }

    /** The hub has said "approved" before, the backup has that, and another laptop has rejected once more since. */
    @ParameterizedTest
    @CsvSource({"true,1", "true,2", "false,1", "false,2"})
    void a_verdict_given_again_is_not_lost_because_the_hub_once_said_it(boolean told, int times) {
        var second = world.laptop("second", Role.SUPERVISOR, sam.enrolment.user());
        reviews("approved");
        reviews("rejected");
        var backup = world.hubDatabase().snapshot();
        reviews(well, "approved");
        sync(sam);
        sync(sam);
        assertEquals("approved", atTheHub("/status"));
        if (told) {
            world.restore(backup);
        } else {
            world.restoreUntold(backup);
        }
        for (int i = 0; i < times; i++) {
            reviews(second, well, "rejected", "no " + i);
            sync(second);
            sync(second);
        }
        for (int i = 0; i < 3; i++) {
            sync(sam);
        }
        settle();
        boolean isAsked = !sam.read(tx -> sam.tables.conflicts().pending(tx, 1)).isEmpty();
        assertTrue(
                atTheHub("/status").equals("approved") || isAsked,
                "acknowledged, and lost without a word");
    }
}
