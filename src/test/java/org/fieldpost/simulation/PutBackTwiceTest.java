package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.Snapshots.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hub is put back to a backup, and then once more: to a later one, an older one, or the right one. */
class PutBackTwiceTest extends ThreeLaptops {
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void a_deletion_of_two_lives_ago_deletes_nobodys_edit_without_a_word(
            boolean told, boolean toldAgain) {
        var backup = backup();
        edits(awa, well, "awa's");
        syncs(awa);
        deletes(awa, well);
        syncs(awa);
        putBack(backup, told);
        edits(second, well, "second's");
        syncs(second);
        var later = backup();
        writes(second, "another", null);
        syncs(second);
        putBack(later, toldAgain);
        syncs(awa);
        assertTrue(said().contains("second's") || isAnybodyAsked());
    }

    @ParameterizedTest
    @CsvSource({
        "true,true,1,1",
        "true,false,1,1",
        "false,true,1,1",
        "false,false,1,1",
        "true,true,2,1",
        "true,false,2,1",
        "false,true,2,1",
        "false,false,2,1",
        "true,true,1,2",
        "true,false,1,2",
        "false,true,1,2",
        "false,false,1,2"
    })
    void an_edit_of_two_lives_ago_and_one_of_the_last_are_both_said(
            boolean told, boolean toldAgain, int awas, int seconds) {
        var backup = backup();
        for (int i = 1; i <= awas; i++) {
            edits(awa, well, "awa's " + i);
            syncs(awa);
        }
        putBack(backup, told);
        for (int i = 1; i <= seconds; i++) {
            edits(second, well, "second's " + i);
            syncs(second);
        }
        var later = backup();
        writes(second, "another", null);
        syncs(second);
        putBack(later, toldAgain);
        syncs(awa);
        assertTrue(isAnybodyAsked());
    }

    /** A laptop that was only online while the wrong backup was there. */
    @Test
    void what_the_right_backup_has_comes_to_whoever_synced_with_the_wrong_one() {
        var wrong = backup();
        for (int i = 0; i < 9; i++) {
            writes(awa, "awa's " + i, null);
            syncs(awa);
        }
        var right = backup();
        world.restoreUntold(wrong);
        writes(sam, "sam's", null);
        syncs(sam);
        world.restoreUntold(right);
        for (int i = 0; i < 3; i++) {
            syncs(sam);
            syncs(awa);
        }
        settle();
        assertEquals(11, said().size(), said().toString());
        assertEquals(11, sam.rows(EntityType.SUBMISSIONS).size());
        assertTrue(!isAnybodyAsked());
        nothingIsLeftToDo();
    }

    @Test
    void an_edit_accepted_under_the_wrong_backup_meets_that_of_the_right_one() {
        var wrong = backup();
        edits(awa, well, "awa's");
        for (int i = 0; i < 9; i++) {
            syncs(awa);
            writes(awa, "another " + i, null);
        }
        syncs(awa);
        var right = backup();
        world.restoreUntold(wrong);
        edits(sam, well, "sam's");
        syncs(sam);
        world.restoreUntold(right);
        syncs(sam);
        assertTrue(isAnybodyAsked());
    }

    /** The first look found nothing lost but what is sent again anyway; no page has come yet. */
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void an_older_backup_put_back_before_a_page_has_come_takes_nothing_away(
            boolean told, boolean toldAgain) {
        var lastWeek = backup();
        writes(awa, "spring", null);
        syncs(awa);
        var yesterday = backup();
        writes(awa, "pump", null);
        syncs(awa);
        putBack(yesterday, told);
        int place = IntStream.range(1, 400).filter(i -> diesAfterItsLook(i)).findFirst().orElse(0);
        assertTrue(place > 0, "it was killed between look and push");
        putBack(lastWeek, toldAgain);
        settle();
        assertEquals(List.of("pump", "spring", "well"), said());
        assertTrue(!isAnybodyAsked());
        nothingIsLeftToDo();
    }

    private boolean diesAfterItsLook(int place) {
        dies(awa, place);
        return awa.read(tx -> awa.tables.snapshots().phase(tx)) == Phase.WALKING;
    }
}
