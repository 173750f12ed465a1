package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a record beside its answers, by who captured it and who reviews it, without and with a restore. */
class NotesAndVerdictsTest extends TwoLaptops {
    private static final String NOTE = "/metadata/notes/~1a";
    private UUID well = new UUID(0, 0);

    @BeforeEach
    void known() {
        well = writes(awa, "well", null);
        settle();
        well = now(awa, well);
    }

    /** Sam has been here: the verdict stands, or sam was asked about it. */
    private void standsOrIsAsked(String verdict) {
        settle();
        nobodyIsRefused();
        if (conflicts(sam).isEmpty()) {
            assertEquals(verdict, atTheHub("/status"), "sam was not asked");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"approved", "rejected"})
    void a_reviewed_record_that_is_finished_again_with_a_note_is_looked_at_again(String verdict) {
        reviews(well, verdict);
        settle();
        notes(awa, well, "it really is dry");
        settle();
        nobodyIsRefused();
        assertEquals("it really is dry", atTheHub(NOTE));
        for (var laptop : List.of(awa, sam)) {
            assertEquals("pending", laptop.said(well).path("status").asText(), laptop.name);
        }
        assertEquals("pending", atTheHub("/status"), "for sam to look at");
        assertEquals(verdict, atTheHub("/review/note"), "with what sam said of it");
        nothingIsLeftToDo();
    }

    @Test
    void a_note_that_crossed_with_a_verdict_takes_none_away() {
        notes(awa, well, "it squeaks");
        reviews(well, "approved");
        sync(sam);
        settle();
        nobodyIsRefused();
        assertEquals("it squeaks", atTheHub(NOTE));
        assertEquals("approved", atTheHub("/status"));
        nothingIsLeftToDo();
    }

    @Test
    void two_peoples_notes_beside_one_answer_are_a_persons_to_decide() {
        notes(awa, well, "it squeaks");
        notes(sam, well, "it is new");
        sync(sam);
        sync(awa);
        assertEquals(1, conflicts(awa).size());
    }

    @Test
    void a_note_that_was_acknowledged_is_offered_where_a_verdict_is_left_to_others() {
        var backup = world.hubDatabase().snapshot();
        notes(awa, well, "the pump squeaks");
        settle();
        reviews(well, "approved");
        settle();
        world.restore(backup);
        for (int i = 0; i < 3; i++) {
            sync(awa); // sam never comes back
        }
        nobodyIsRefused();
        assertEquals("the pump squeaks", awa.said(well).at(NOTE).asText());
        assertEquals("the pump squeaks", atTheHub(NOTE));
    }

    @Test
    void a_verdict_taken_back_stays_taken_back() {
        reviews(well, "approved");
        settle();
        var backup = world.hubDatabase().snapshot();
        reviews(well, "pending");
        settle();
        assertEquals("pending", atTheHub("/status"));
        world.restore(backup);
        sync(awa);
        sync(awa);
        settle();
        nobodyIsRefused();
        assertEquals("pending", atTheHub("/status"));
        assertEquals(List.of(), conflicts(sam));
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_verdict_is_not_lost_behind_a_photo(boolean before) {
        var backup = world.hubDatabase().snapshot();
        reviews(well, "approved");
        settle();
        if (before) {
            photo(awa, well);
        }
        world.restore(backup);
        sync(awa);
        sync(awa);
        if (!before) {
            photo(awa, well);
            sync(awa);
        }
        standsOrIsAsked("approved");
    }

    /** Each brings the row one version on; what sam remembers of it is another state of that version. */
    @ParameterizedTest
    @CsvSource({"pending,1", "pending,2", "pending,3", "rejected,1", "rejected,2"})
    void a_verdict_is_not_lost_behind_notes(String before, int notes) {
        if (!before.equals("pending")) {
            reviews(well, before);
            settle();
        }
        var backup = world.hubDatabase().snapshot();
        reviews(well, "approved");
        settle();
        world.restore(backup);
        sync(awa);
        sync(awa);
        for (int i = 0; i < notes; i++) {
            notes(awa, well, "note " + i);
            sync(awa);
        }
        standsOrIsAsked("approved");
    }

    @Test
    void a_verdict_is_not_lost_behind_a_note_not_sent_before() {
        reviews(well, "rejected");
        settle();
        var backup = world.hubDatabase().snapshot();
        reviews(well, "approved");
        settle();
        notes(awa, well, "a note");
        world.restore(backup);
        sync(awa);
        sync(awa);
        standsOrIsAsked("approved");
        assertEquals("a note", awa.said(well).at(NOTE).asText());
    }

    @Test
    void a_record_left_to_others_may_be_deleted_before_it_comes() {
        var backup = world.hubDatabase().snapshot();
        reviews(well, "approved");
        settle();
        world.restore(backup);
        boolean left = false;
        for (int place = 1; !left && place < 20; place++) {
            awa.database.rememberCheckpoints();
            dies(awa, place);
            var version = awa.row(EntityType.SUBMISSIONS, well).orElseThrow().rowVersion();
            left = Long.valueOf(0).equals(version);
        }
        assertTrue(left, "killed after it was left, before it came");
        sync(sam);
        sync(sam);
        deletes(sam, well);
        sync(sam);
        settle();
        nobodyIsRefused();
        assertTrue(awa.row(EntityType.SUBMISSIONS, well).isEmpty(), "gone at awa too");
        nothingIsLeftToDo();
    }
}
