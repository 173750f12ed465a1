package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.store.OutboxStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A hub is put back to a backup before one of the calls of two runs, which is tried for each of them, and some calls
 * later perhaps once more. Found by a hostile reader.
 */
class PutBackBeforeAnyCallTest extends ThreeLaptops {
    /** What else happens, some calls later. */
    enum Then {
        NOTHING,
        A_START,
        PUT_BACK_AGAIN
    }

    /** Calls of a laptop, before some of which something is done. */
    private static List<String> before(Laptop laptop, Map<Integer, Runnable> done) {
        var calls = new ArrayList<String>();
        spied(
                laptop,
                (call, nth) -> {
                    calls.add(call);
                    done.getOrDefault(calls.size(), () -> {}).run();
                });
        return calls;
    }

    private Map<Integer, Runnable> putBackBefore(
            int place, Runnable first, Then then, int later, Runnable again) {
        return switch (then) {
            case NOTHING -> Map.of(place, first);
            case A_START -> Map.of(place, first, place + later, world.hub::restart);
            case PUT_BACK_AGAIN -> Map.of(place, first, place + later, again);
        };
    }

    /** One after the other, now for what was offered and now for what is there; then nothing is left. */
    private void decidesAll(String where) {
        for (int i = 0; i < 12 && !pending(sam).isEmpty(); i++) {
            decides(sam, i % 2 == 0 ? "accept_client" : "accept_server");
            settle();
        }
        assertTrue(!isAnybodyAsked(), () -> where + ": asked for ever\n" + questions());
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @CsvSource({"true,NOTHING,0", "false,NOTHING,0", "false,PUT_BACK_AGAIN,2"})
    void nothing_is_lost_without_a_word(boolean told, Then then, int later) {
        int tried = 0;
        while (losesNothing(tried + 1, told, then, later)) {
            tried++;
            again();
        }
        assertTrue(tried > 3, tried + " places");
    }

    /** Whether the hub was put back in these runs, and somebody wrote at once. */
    private boolean losesNothing(int place, boolean told, Then then, int later) {
        var known = allKnow("deleted", "changed", "given up");
        var backup = backup();
        var work = new Work(known);
        var awas =
                before(
                        awa,
                        putBackBefore(
                                place,
                                () -> {
                                    putBack(backup, told);
                                    work.secondWrites();
                                },
                                then,
                                later,
                                () -> world.restoreUntold(backup)));
        syncs(awa);
        var runs = List.copyOf(awas);
        sync(awa);
        settle();
        settle();
        var where = place + " of " + runs;
        work.isThereOrAskedAbout(where);
        decidesAll(where);
        return runs.size() >= place;
    }

    /** What the hub has heard since the backup, and what awa has not told it yet. */
    private final class Work {
        private static final Set<OutboxStatus> LEFT =
                EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED, OutboxStatus.CONFLICT));
        private final UUID deleted;
        private final UUID changed;
        private final UUID givenUp;
        private final UUID photographed;
        private final UUID photo;

        Work(List<UUID> known) {
            deleted = known.get(0);
            changed = known.get(1);
            givenUp = known.get(2);
            edits(awa, well, "awa's well");
            deletes(awa, deleted);
            var new1 = writes(awa, "new, and deleted", null);
            var new2 = writes(awa, "new", null);
            syncs(awa);
            photographed = now(awa, new2);
            photo = photoInAnswers(awa, photographed);
            syncs(awa);
            sync(sam);
            deletes(sam, now(awa, new1));
            syncs(sam);
            edits(awa, changed, "awa's changed");
            deletes(awa, givenUp);
        }

        /** A laptop that has only what the backup has. */
        void secondWrites() {
            edits(second, well, "second's well");
            edits(second, deleted, "second's deleted");
            edits(second, changed, "second's changed");
            syncs(second);
        }

        void isThereOrAskedAbout(String where) {
            says("awa's well", well, where);
            says("second's well", well, where);
            says("second's deleted", deleted, where);
            says("awa's changed", changed, where);
            says("second's changed", changed, where);
            says("new", now(awa, photographed), where);
            assertTrue(isPhotoAlive(photo), where);
            for (var gone : List.of(deleted, givenUp)) {
                assertTrue(!isAlive(gone) || isAskedAbout(gone), where + ": it lives again");
            }
            assertTrue(!said().contains("new, and deleted") || isAnybodyAsked(), where);
            for (var laptop : world.laptops) {
                assertEquals(List.of(), laptop.commands(LEFT), where + ": " + laptop);
            }
        }

        private void says(String answer, UUID record, String where) {
            assertTrue(
                    said().contains(answer) || isAskedAbout(record),
                    where + ": " + answer + " is lost");
        }
    }

    /** One decision was acknowledged since the backup; another, and a verdict, wait for the runs. */
    @ParameterizedTest
    @CsvSource({
        "true,NOTHING,0",
        "false,A_START,2",
        "true,PUT_BACK_AGAIN,3",
        "false,PUT_BACK_AGAIN,2",
        "false,PUT_BACK_AGAIN,5"
    })
    void nobody_is_asked_again_about_what_was_decided(boolean told, Then then, int later) {
        int tried = 0;
        while (asksNothing(tried + 1, told, then, later)) {
            tried++;
            again();
        }
        assertTrue(tried > 3, tried + " places");
    }

    private boolean asksNothing(int place, boolean told, Then then, int later) {
        var known = allKnow("reviewed", "kept");
        var reviewed = known.get(0);
        var kept = known.get(1);
        var photo = photoInAnswers(awa, kept);
        settle();
        settle();
        edits(sam, well, "sam's");
        deletes(sam, kept);
        sync(sam);
        edits(awa, well, "awa's");
        edits(awa, kept, "awa's kept");
        syncs(awa);
        var backup = backup();
        syncs(sam);
        reviews(reviewed, "approved");
        assertEquals(2, pending(sam).size());
        decides(sam, "accept_client");
        syncs(sam);
        decides(sam, "accept_client");
        Runnable again = () -> world.restoreUntold(backup);
        var sams =
                before(sam, putBackBefore(place, () -> putBack(backup, told), then, later, again));
        syncs(sam);
        var runs = List.copyOf(sams);
        sync(sam);
        settle();
        settle();
        var where = place + " of " + runs;
        assertTrue(!isAnybodyAsked(), () -> where + "\n" + questions());
        assertEquals(List.of("awa's", "awa's kept", "reviewed"), said(), where);
        assertTrue(isPhotoAlive(photo), where);
        var verdict = HubRows.of(world).get(reviewed).payload().path("status").asText();
        assertEquals("approved", verdict, where);
        nothingIsLeftToDo();
        return runs.size() >= place;
    }
}
