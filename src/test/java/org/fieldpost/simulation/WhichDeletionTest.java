package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.MemoryDatabase.Snapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deletion that the hub has lost, and conflicts about it, or about another deletion of the same record. */
class WhichDeletionTest extends ThreeLaptops {
    /** A deletion of awa's that crosses with an edit of sam's, who keeps the record. */
    private void staleDeletionIsDecidedAgainst() {
        deletes(awa, well);
        sync(awa); // a conflict
        syncs(sam);
        decides(sam, "accept_server");
        sync(sam);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_deletion_is_not_given_up_for_a_conflict_about_an_earlier_one(boolean told) {
        edits(sam, well, "sam's");
        sync(sam);
        syncs(second);
        staleDeletionIsDecidedAgainst();
        sync(awa);
        assertTrue(!isAnybodyAsked());
        var backup = backup();
        deletes(second, well);
        pushesOnly(second);
        assertTrue(!isAlive(well));
        putBack(backup, told);
        syncs(second);
        settle();
        assertTrue(isGoneOrAskedAbout(), "an acknowledged deletion is gone");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nor_when_the_wrong_backup_was_there_before_the_right_one(boolean told) {
        var wrong = backup();
        edits(sam, well, "sam's");
        sync(sam);
        staleDeletionIsDecidedAgainst();
        settle();
        assertTrue(!isAnybodyAsked());
        var right = backup();
        deletes(awa, well);
        syncs(awa);
        assertTrue(!isAlive(well));
        putBack(wrong, told);
        syncs(awa);
        sync(awa);
        putBack(right, told);
        syncs(awa);
        settle();
        assertTrue(isGoneOrAskedAbout(), "an acknowledged deletion is gone");
    }

    /** The decision about the earlier deletion is lost, too, and offered again before the later one is told. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nor_for_a_decision_about_an_earlier_one_that_is_given_again(boolean told) {
        deletes(sam, well);
        syncs(sam);
        edits(second, well, "second's");
        syncs(second); // a conflict
        settle();
        var backup = backup();
        decides(sam, "accept_client");
        syncs(sam);
        settle();
        assertTrue(isAlive(well));
        deletes(awa, well);
        syncs(awa);
        assertTrue(!isAlive(well));
        putBack(backup, told);
        syncs(second);
        syncs(awa);
        settle();
        assertTrue(isGoneOrAskedAbout(), "an acknowledged deletion is gone");
    }

    private void keptInTheRightHistory(int edits) {
        for (int i = 0; i < edits; i++) {
            edits(sam, well, "sam's " + i);
            syncs(sam);
        }
        deletes(awa, well);
        sync(awa); // a conflict: stale
        syncs(sam);
        decides(sam, "accept_server");
        syncs(sam);
        syncs(awa);
        assertTrue(!isAnybodyAsked());
        assertTrue(isAlive(well));
    }

    private void isNotGivenUpIn(Snapshot right, boolean told) {
        putBack(right, told);
        syncs(second);
        assertTrue(isGoneOrAskedAbout(), "an acknowledged deletion is given up");
        settle();
        assertTrue(isGoneOrAskedAbout(), "an acknowledged deletion is gone");
    }

    /** The decision was made in the right history before the wrong backup; the deletion in the wrong life. */
    @ParameterizedTest
    @CsvSource({"true,1", "false,1", "true,3", "false,3"})
    void a_deletion_of_the_wrong_life_is_not_given_up_for_an_earlier_decision(
            boolean told, int edits) {
        var wrong = backup();
        world.hub.restart();
        keptInTheRightHistory(edits);
        var right = backup();
        putBack(wrong, told);
        syncs(second);
        deletes(second, well);
        syncs(second);
        assertTrue(!isAlive(well), "acknowledged");
        isNotGivenUpIn(right, told);
    }

    /** The same, but the run that gave the deletion to the wrong life never pulled there. */
    @ParameterizedTest
    @CsvSource({"true,1", "false,1", "true,3", "false,3"})
    void a_deletion_acknowledged_in_a_run_that_broke_off_before_its_pull_is_not_given_up(
            boolean told, int edits) {
        var wrong = backup();
        world.hub.restart();
        keptInTheRightHistory(edits);
        var right = backup();
        putBack(wrong, told);
        deletes(second, well);
        var on = new AtomicBoolean(true);
        cut(
                second,
                false,
                c -> on.get() && (c.equals("snapshot") || c.equals("changes")) && !isAlive(well));
        sync(second);
        assertTrue(!isAlive(well), "acknowledged");
        on.set(false);
        isNotGivenUpIn(right, told);
    }

    /** The right backup is of the last program, whose marks say nothing of time; the wrong life ran this one. */
    @ParameterizedTest
    @CsvSource({"true,1", "false,1", "true,3", "false,3"})
    void a_deletion_is_not_given_up_for_a_start_of_the_last_program(boolean told, int edits) {
        var wrong = backup();
        world.hub.restart();
        keptInTheRightHistory(edits);
        world.hubDatabase()
                .run(
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE feed_marks SET mark = RIGHT(mark, 8) WHERE stamp ="
                                                        + " (SELECT MAX(stamp) FROM feed_marks)"));
        var right = backup();
        putBack(wrong, told);
        syncs(second);
        deletes(second, well);
        syncs(second);
        assertTrue(!isAlive(well), "acknowledged");
        isNotGivenUpIn(right, told);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_record_that_was_kept_keeps_its_photo(boolean told) {
        var photo = photoInAnswers(second, well);
        sync(second);
        settle();
        var backup = backup();
        deletes(awa, well);
        syncs(awa);
        sync(sam);
        putBack(backup, told);
        edits(second, well, "second's");
        sync(second);
        syncs(sam);
        decides(sam, "accept_server");
        syncs(sam);
        assertTrue(!isAnybodyAsked());
        settle();
        assertTrue(!isAnybodyAsked());
        assertTrue(isPhotoAlive(photo));
        for (var laptop : List.of(awa, sam, second)) {
            assertTrue(laptop.row(EntityType.SUBMISSION_MEDIA, photo).isPresent(), laptop.name);
            assertEquals("second's", answer(laptop, well), laptop.name);
        }
        deletes(awa, well);
        settle();
        world.hub.restart();
        settle();
        assertTrue(!isAlive(well) && !isPhotoAlive(photo), "deleted for good");
        nothingIsLeftToDo();
    }

    /** The conflict shows a deletion that the hub has lost; it is offered again, and decided for the deletion. */
    @ParameterizedTest
    @CsvSource({"true,0", "false,0", "true,1", "false,1", "true,2", "false,2"})
    void what_is_decided_to_stay_deleted_is_deleted(boolean told, int edits) {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        sync(third);
        var backup = backup();
        deletes(sam, well);
        syncs(sam);
        edits(second, well, "second's");
        syncs(second);
        putBack(backup, told);
        for (int i = 0; i < edits; i++) {
            edits(third, well, "third's " + i);
            sync(third);
        }
        syncs(second);
        syncs(sam);
        pending(sam).stream()
                .filter(conflict -> !conflict.payload().has("server_payload"))
                .forEach(conflict -> decides(sam, conflict, "accept_server"));
        settle();
        settle();
        assertTrue(isGoneOrAskedAbout());
    }

    @ParameterizedTest
    @CsvSource({"true,false", "false,false", "true,true", "false,true"})
    void a_deletion_found_lost_is_told_though_the_hub_starts_again(boolean told, boolean edited) {
        var backup = backup();
        deletes(awa, well);
        settle();
        putBack(backup, told);
        if (edited) {
            var other = world.laptop("other", Role.SUPERVISOR, sam.enrolment.user());
            sync(other);
            edits(other, well, "other's");
            sync(other);
        }
        var on = new ArrayList<>(List.of("on"));
        cut(awa, false, call -> !on.isEmpty() && call.equals("snapshot"));
        for (int i = 0; i < 3; i++) {
            sync(awa);
            world.hub.restart();
        }
        on.clear();
        syncs(awa);
        assertTrue(isGoneOrAskedAbout());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_another_laptop_decides_about_a_lost_deletion_is_done(boolean told) {
        var backup = backup();
        deletes(awa, well);
        syncs(awa);
        sync(sam);
        putBack(backup, told);
        edits(second, well, "second's");
        sync(second);
        syncs(awa); // is asked about
        syncs(sam);
        assertEquals(1, pending(sam).size(), "one question");
        decides(sam, "accept_client");
        settle();
        assertTrue(isGoneOrAskedAbout());
    }
}
