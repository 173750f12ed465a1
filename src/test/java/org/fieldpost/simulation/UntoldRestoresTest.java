package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hub is put back to a backup and nobody says so; the laptop has heard yes, and has not pulled since. Its place in
 * the hub's history says nothing of that.
 */
class UntoldRestoresTest extends TwoLaptops {
    private static final int PLACES = 40;

    static IntStream places() {
        return IntStream.rangeClosed(1, 30);
    }

    private UUID known(String answer) {
        var id = writes(awa, answer, null);
        settle();
        return now(awa, id);
    }

    private List<String> answers() {
        return HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                .map(row -> row.payload().at("/data/a").asText())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("places")
    void what_was_acknowledged_is_offered_wherever_the_laptop_was_killed(int place) {
        var well = known("well");
        var backup = world.hubDatabase().snapshot();
        edits(awa, well, "acknowledged");
        dies(awa, place);
        world.restoreUntold(backup);
        sync(awa);
        settle();
        assertEquals(List.of("acknowledged"), answers(), awa.fuse.where());
        assertEquals(List.of(), conflicts(awa));
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @MethodSource("places")
    void so_it_is_when_a_power_cut_took_away_what_the_laptop_remembered(int place) {
        var well = known("well");
        awa.database.rememberCheckpoints();
        var backup = world.hubDatabase().snapshot();
        edits(awa, well, "acknowledged");
        losesPower(awa, place);
        world.restoreUntold(backup);
        sync(awa);
        settle();
        assertEquals(List.of("acknowledged"), answers(), awa.fuse.where());
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_deletion_that_was_acknowledged_is_offered_again(int place) {
        var well = known("well");
        var backup = world.hubDatabase().snapshot();
        deletes(awa, well);
        dies(awa, place);
        world.restoreUntold(backup);
        sync(awa);
        settle();
        assertEquals(List.of(), answers(), awa.fuse.where());
        assertTrue(sam.row(EntityType.SUBMISSIONS, well).isEmpty());
        nothingIsLeftToDo();
    }

    @Test
    void a_photo_whose_bytes_were_acknowledged_is_announced_again() {
        var well = known("well");
        photo(awa, well);
        for (int place = 1;
                HubRows.of(world).alive(EntityType.SUBMISSION_MEDIA).isEmpty();
                place++) {
            assertTrue(dies(awa, place), "it is killed between the row's yes and the bytes'");
        }
        assertEquals(List.of(false), uploaded());
        var backup = world.hubDatabase().snapshot();
        sync(awa);
        assertEquals(List.of(true), uploaded(), "the hub has it all");
        world.restoreUntold(backup);
        settle();
        assertEquals(List.of(true), uploaded(), "and has it again");
        nothingIsLeftToDo();
    }

    private List<Boolean> uploaded() {
        return HubRows.of(world).alive(EntityType.SUBMISSION_MEDIA).stream()
                .map(row -> row.payload().has("uploaded_at"))
                .toList();
    }

    /** A verdict the laptop was told of by the answer to its own push; found lost, it is left to others. */
    @Test
    void nobody_is_asked_about_what_only_one_person_wrote() {
        int inPush = 10;
        while (!asked(inPush, 1).killedAfterYes()) {
            inPush++;
            assertTrue(inPush < 60, "it is killed between the hub's yes and the pull");
            end();
            begin();
        }
        var wrong = new ArrayList<String>();
        int killed = 0;
        for (int place = 1; place <= PLACES; place++) {
            end();
            begin();
            var found = asked(inPush, place);
            wrong.addAll(found.asked());
            killed += found.killedAgain() ? 1 : 0;
        }
        assertEquals(List.of(), wrong);
        assertTrue(killed > PLACES / 4, killed + " times");
    }

    private record Found(boolean killedAfterYes, boolean killedAgain, List<String> asked) {}

    private Found asked(int inPush, int place) {
        var other = known("x");
        var third = known("y");
        var backup = world.hubDatabase().snapshot();
        reviews(third, "approved");
        sync(sam);
        notes(awa, third, "awa's");
        edits(awa, other, "acknowledged");
        boolean killed = dies(awa, inPush);
        boolean afterYes =
                killed
                        && awa.commands(EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED)))
                                .isEmpty();
        world.restoreUntold(backup);
        boolean again = dies(awa, place);
        var where = awa.fuse.where();
        sync(awa);
        sync(awa);
        var asked = conflicts(awa).stream().map(row -> where + ": " + row.payload()).toList();
        settle();
        assertEquals(List.of("acknowledged", "y"), answers(), where);
        return new Found(afterYes, again, asked);
    }
}
