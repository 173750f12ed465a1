package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.contract.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person has decided is not put before anybody again, though the hub is put back to a backup, or starts, and
 * other laptops know otherwise. Found by a hostile reader.
 */
class AskedOnceTest extends ThreeLaptops {
    private void isAskedNoMore() {
        settle();
        assertTrue(isAlive(well), "deleted again");
        assertTrue(!isAnybodyAsked(), this::questions);
    }

    /** Made and deleted since the backup; the next laptop's offer meets the note of that. */
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void what_a_person_has_kept_is_not_asked_about_again_by_who_deleted_it(
            boolean told, boolean pulled) {
        var backup = backup();
        var spring = writes(awa, "spring", null);
        syncs(awa);
        sync(sam);
        deletes(awa, now(awa, spring));
        syncs(awa);
        putBack(backup, told);
        syncs(awa);
        syncs(sam);
        if (pulled) {
            syncs(awa);
        }
        decides(sam, "accept_client");
        syncs(sam);
        assertEquals(0, asked());
        assertEquals(List.of("spring", "well"), said(), "it lives");
        writes(awa, "another", null);
        pushesOnly(awa);
        world.hub.restart();
        syncs(awa);
        settle();
        assertTrue(!isAnybodyAsked(), this::questions);
        assertEquals(List.of("another", "spring", "well"), said());
    }

    /** Between a laptop's look at the hub and its snapshot, which bring the deletion that it has marked as lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_deletion_made_again_meanwhile_and_decided_against_is_over(boolean told) {
        var backup = backup();
        deletes(sam, well);
        syncs(sam);
        syncs(second);
        edits(awa, well, "awa's");
        putBack(backup, told);
        var isDone = new AtomicBoolean();
        spied(
                second,
                (call, nth) -> {
                    if (call.equals("snapshot") && !isDone.getAndSet(true)) {
                        syncs(sam);
                        assertTrue(!isAlive(well), "deleted again by sam");
                    }
                });
        sync(second);
        assertTrue(isDone.get());
        syncs(awa);
        sync(sam);
        decides(sam, "accept_client");
        syncs(sam);
        assertEquals(0, asked());
        assertTrue(isAlive(well));
        syncs(second);
        isAskedNoMore();
    }

    /** Two laptops know of the deletion, and a person has decided when the second comes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_lost_deletion_decided_against_is_not_asked_again_by_the_next_laptop(boolean told) {
        var backup = backup();
        deletes(sam, well);
        syncs(sam);
        syncs(second);
        putBack(backup, told);
        sync(awa);
        edits(awa, well, "awa's");
        syncs(awa);
        syncs(sam);
        sync(sam);
        assertEquals(1, asked());
        decides(sam, "accept_server");
        syncs(sam);
        assertEquals(0, asked());
        assertTrue(isAlive(well));
        syncs(second);
        isAskedNoMore();
    }

    private void twoEditsMeet() {
        edits(sam, well, "sam's");
        sync(sam);
        edits(awa, well, "awa's");
        syncs(awa);
        settle();
        assertEquals(1, asked());
    }

    /** It was acknowledged, and the backup has it not; the hub starts while it is asked of what it still has. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_decision_is_not_lost_because_the_hub_starts_while_it_is_asked(int manifest) {
        twoEditsMeet();
        var backup = backup();
        decides(sam, "accept_client");
        pushesOnly(sam);
        world.restoreUntold(backup);
        spied(
                sam,
                (call, nth) -> {
                    if (call.equals("manifest") && nth == manifest) {
                        world.hub.restart();
                    }
                });
        syncs(sam);
        sync(sam);
        settle();
        nobodyIsRefused();
        assertTrue(!isAnybodyAsked(), this::questions);
        assertEquals("awa's", atTheHub("/data/a"));
    }

    @ParameterizedTest
    @CsvSource({
        "true,accept_client",
        "true,accept_server",
        "false,accept_client",
        "false,accept_server"
    })
    void a_decision_is_not_asked_about_again_when_the_hub_starts(boolean atHub, String action) {
        twoEditsMeet();
        if (atHub) {
            second.decide(decision(second, pending(second).getFirst(), action));
        } else {
            decides(second, action);
            pushesOnly(second);
        }
        world.hub.restart();
        syncs(second);
        settle();
        assertTrue(!isAnybodyAsked(), this::questions);
        assertEquals(action.equals("accept_client") ? "awa's" : "sam's", atTheHub("/data/a"));
        roundsAreQuiet();
    }

    /** The other's, on a laptop where the same record waits in the other conflict. */
    @Test
    void the_second_of_two_conflicts_about_one_record_can_be_decided_after_the_others() {
        edits(sam, well, "sam's");
        sync(sam);
        edits(awa, well, "awa's");
        edits(second, well, "second's");
        syncs(awa);
        syncs(second);
        settle();
        assertEquals(2, asked());
        var seconds = world.deviceOf(second).toString();
        var others =
                pending(second).stream()
                        .filter(c -> !c.payload().path("device_id").asText().equals(seconds))
                        .toList();
        decides(second, others.getFirst(), "accept_server");
        settle();
        assertEquals(1, asked());
        decides(second, "accept_client");
        settle();
        assertEquals(0, asked());
        assertEquals("second's", atTheHub("/data/a"));
        nothingIsLeftToDo();
    }

    @Test
    void a_photo_kept_with_its_record_stays_when_the_hub_starts() {
        var photo = photoInAnswers(awa, well);
        settle();
        settle();
        deletes(sam, well);
        syncs(sam);
        assertTrue(!isPhotoAlive(photo), "gone with its record");
        edits(awa, well, "awa's");
        syncs(awa);
        syncs(second);
        decides(second, "accept_client");
        syncs(second);
        assertTrue(isPhotoAlive(photo), "kept with its record");
        writes(sam, "another", null);
        pushesOnly(sam);
        world.hub.restart();
        syncs(sam);
        isAskedNoMore();
        assertTrue(isPhotoAlive(photo));
        assertTrue(sam.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
        roundsAreQuiet();
    }

    /** The hub starts after each laptop has pushed, and before it pulls. */
    private void roundsAreQuiet() {
        for (var laptop : List.copyOf(world.laptops)) {
            writes(laptop, "more", null);
            pushesOnly(laptop);
            world.hub.restart();
            syncs(laptop);
        }
        settle();
        assertTrue(!isAnybodyAsked(), this::questions);
        nothingIsLeftToDo();
    }
}
