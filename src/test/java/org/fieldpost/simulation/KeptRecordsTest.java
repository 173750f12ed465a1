package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.sync.SyncReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that were deleted and that people keep, with their photos, when the hub has lost the deletion. */
class KeptRecordsTest extends ThreeLaptops {
    /** In doubt a person is asked, once; also about what a field worker knows, and by each of two that know. */
    @ParameterizedTest
    @CsvSource({
        "true,accept_server",
        "false,accept_server",
        "true,accept_client",
        "false,accept_client"
    })
    void what_is_in_doubt_is_asked_about_once(boolean told, String action) {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        sync(third);
        edits(sam, well, "sam's");
        syncs(sam);
        var backup = backup();
        edits(sam, well, "sam's again");
        syncs(sam);
        syncs(awa);
        deletes(awa, well);
        syncs(awa);
        syncs(sam);
        putBack(backup, told);
        deletes(third, well); // stale: a conflict, and the record as it was
        syncs(third);
        int first = asked();
        for (var conflict : pending(third)) {
            decides(third, conflict, "accept_server");
        }
        syncs(third);
        assertTrue(isAlive(well));
        syncs(awa);
        int questions = asked();
        for (int round = 0; round < 4; round++) {
            for (var laptop : List.of(sam, second, third)) {
                syncs(laptop);
                for (var conflict : pending(laptop)) {
                    decides(laptop, conflict, action);
                }
                syncs(laptop);
            }
            syncs(awa);
            world.hub.restart();
        }
        for (int round = 0; round < 3; round++) {
            world.hub.restart();
            settle();
            assertEquals("", questions(), first + " and " + questions);
        }
        assertEquals(action.equals("accept_server"), isAlive(well));
        nothingIsLeftToDo();
    }

    /** The submission's deletion is given again, that of its photo counts as decided. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_deletion_given_again_takes_its_photos_along(boolean told) {
        var photo = photoInAnswers(second, well);
        settle();
        edits(sam, well, "sam's");
        sync(sam);
        syncs(second);
        world.hub.restart();
        deletes(awa, well);
        sync(awa); // stale
        syncs(sam);
        decides(sam, "accept_server");
        sync(sam);
        sync(awa);
        assertTrue(!isAnybodyAsked());
        var backup = backup();
        deletes(second, well);
        pushesOnly(second);
        assertTrue(!isAlive(well));
        putBack(backup, told);
        syncs(second);
        isNotStuck(second);
        settle();
        for (int i = 0; i < 3 && isAnybodyAsked(); i++) {
            for (var conflict : pending(sam)) {
                decides(sam, conflict, "accept_client");
            }
            settle();
        }
        assertEquals(isAlive(well), isPhotoAlive(photo));
        for (var laptop : List.of(sam, awa, second)) {
            assertEquals(
                    isAlive(well),
                    laptop.row(EntityType.SUBMISSION_MEDIA, photo).isPresent(),
                    laptop.name);
        }
        assertTrue(isGoneOrAskedAbout());
        nothingIsLeftToDo();
    }

    /**
     * One restore, nothing cut: edits were lost with the deletion, so it is told again though people have kept the
     * record; that of the photo counts as decided.
     */
    @ParameterizedTest
    @CsvSource({
        "true,0,nothing",
        "false,0,nothing",
        "true,1,nothing",
        "false,1,nothing",
        "true,2,nothing",
        "false,2,nothing",
        "true,1,start",
        "false,1,start",
        "true,1,edit",
        "false,1,edit",
        "true,1,program",
        "false,1,program"
    })
    void the_next_laptop_that_knows_a_kept_record_deleted_goes_on_syncing(
            boolean told, int lost, String then) {
        var photo = photoInAnswers(second, well);
        settle();
        settle();
        var backup = backup();
        for (int i = 0; i < lost; i++) {
            edits(sam, well, "sam's " + i);
            syncs(sam);
        }
        deletes(sam, well);
        for (var laptop : List.of(sam, second)) {
            syncs(laptop);
        }
        assertTrue(!isPhotoAlive(photo), "gone with its record");
        putBack(backup, told);
        edits(awa, well, "awa's");
        syncs(awa);
        syncs(sam);
        assertEquals(1, asked());
        decides(sam, "accept_server");
        syncs(sam);
        assertTrue(isPhotoAlive(photo), "kept");
        syncs(second);
        writes(second, "more", null);
        for (int i = 0; i < 5; i++) {
            settle();
        }
        switch (then) {
            case "start" -> world.hub.restart();
            case "edit" -> edits(awa, well, "awa's again");
            case "program" -> {
                second.die();
                second.startAgain();
            }
            default -> {}
        }
        settle();
        isNotStuck(second);
        assertTrue(isAlive(well) && isPhotoAlive(photo), "kept");
    }

    /** Killed anywhere in the run that learns what people have kept. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void a_laptop_killed_while_it_learns_what_is_kept_has_it_in_the_end(int offset) {
        for (int place = 1 + offset; ; place += 8) {
            var photo = photoInAnswers(second, well);
            settle();
            var backup = backup();
            deletes(sam, well);
            syncs(sam);
            syncs(second);
            putBack(backup, false);
            edits(awa, well, "awa's");
            syncs(awa);
            syncs(sam);
            decides(sam, "accept_server");
            syncs(sam);
            boolean killed = dies(second, place);
            world.hub.restart();
            settle();
            assertEquals("", questions(), "killed at " + place);
            assertTrue(isAlive(well) && isPhotoAlive(photo), "killed at " + place);
            assertEquals("awa's", answer(second, well), "killed at " + place);
            assertTrue(second.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
            nothingIsLeftToDo();
            if (!killed) {
                return;
            }
            again();
        }
    }

    /** More starts than a cursor tells: asked once, decided once. */
    @ParameterizedTest
    @CsvSource({"true,accept_server", "false,accept_server"})
    void of_which_nothing_is_known_is_asked_about_once(boolean told, String action) {
        deletes(second, well);
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        sync(third);
        var backup = backup();
        syncs(second);
        syncs(sam);
        for (int i = 0; i < 26; i++) {
            world.hub.restart();
            writes(second, "more " + i, null);
            syncs(second);
        }
        syncs(sam);
        putBack(backup, told);
        edits(third, well, "third's");
        syncs(third);
        for (int round = 0; round < 4; round++) {
            for (var laptop : List.of(sam, second, third, awa)) {
                world.hub.restart();
                syncs(laptop);
                for (var conflict : pending(third)) {
                    decides(third, conflict, action);
                }
                syncs(third);
            }
        }
        assertTrue(isAlive(well));
        for (int round = 0; round < 3; round++) {
            world.hub.restart();
            settle();
            assertEquals("", questions());
        }
        nothingIsLeftToDo();
    }

    /** A snapshot is cut while the hub starts, and the place stays at the beginning. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_place_at_the_start_is_asked_from_without_end_of_questions(boolean told) {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        sync(third);
        var backup = backup();
        for (int i = 0; i < 26; i++) {
            world.hub.restart();
            writes(second, "more " + i, null);
            syncs(second);
        }
        deletes(second, well);
        syncs(second);
        putBack(backup, told);
        edits(third, well, "third's");
        syncs(third);
        var on = new AtomicBoolean(true);
        cut(second, false, call -> on.get() && call.equals("snapshot"));
        for (int i = 0; i < 3; i++) {
            sync(second);
            world.hub.restart();
        }
        on.set(false);
        syncs(second);
        assertTrue(isGoneOrAskedAbout());
        int questions = asked();
        assertEquals(1, questions);
        decides(second, "accept_server");
        syncs(second);
        for (int i = 0; i < 3; i++) {
            world.hub.restart();
            settle();
            assertEquals("", questions());
        }
        assertTrue(isAlive(well));
        assertEquals(27, said().size());
    }

    /** Asked about by a laptop that knows nothing of the backup's starts, and kept; another knows them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_a_person_has_kept_is_not_deleted_by_the_next_laptop(boolean told) {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        sync(third);
        var backup = backup();
        deletes(sam, well);
        syncs(sam);
        syncs(third);
        for (int i = 0; i < 26; i++) {
            world.hub.restart();
            writes(second, "more " + i, null);
            syncs(second);
        }
        putBack(backup, told);
        syncs(second);
        assertEquals(1, asked(), "about the deletion");
        decides(second, "accept_server");
        syncs(second);
        assertEquals(0, asked());
        assertTrue(isAlive(well), "kept");
        syncs(third);
        assertTrue(isAlive(well) || asked() > 0, "kept, and deleted without a word");
    }

    /** Lost with edits, too, it has a higher number than the record has now: then each asks. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_a_person_has_kept_is_not_asked_about_by_each_laptop(boolean told) {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        sync(third);
        var backup = backup();
        deletes(sam, well);
        for (var laptop : List.of(sam, second, third)) {
            syncs(laptop);
        }
        putBack(backup, told);
        edits(awa, well, "awa's");
        syncs(awa);
        int questions = 0;
        for (var laptop : List.of(sam, second, third)) {
            syncs(laptop);
            for (var conflict : pending(laptop)) {
                questions++;
                decides(laptop, conflict, "accept_server");
            }
            syncs(laptop);
        }
        settle();
        assertEquals("", questions());
        assertTrue(isAlive(well));
        assertEquals(1, questions, "questions about one deletion");
    }

    private void isNotStuck(Laptop laptop) {
        var report = sync(laptop);
        assertEquals(List.of(), report.errors());
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome());
    }
}
