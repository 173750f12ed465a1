package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fieldpost.contract.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos that one side of a conflict names and the other does not, when their record is deleted and lives again. */
class PhotosOfSidesTest extends ThreeLaptops {
    /** A pending conflict's side names the photo, the hub's answers do not. */
    @ParameterizedTest
    @CsvSource({"true,false", "false,false", "true,true", "false,true"})
    void a_photo_that_undecided_answers_name_stays_with_the_record_that_is_kept(
            boolean told, boolean decided) {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        sync(third);
        edits(sam, well, "sam's");
        syncs(sam);
        var photo = photoInAnswers(awa, well); // on the first version: a conflict, and a photo
        edits(awa, well, "awa's");
        syncs(awa);
        settle();
        assertTrue(isPhotoAlive(photo), "the hub has the photo");
        assertEquals(1, asked(), "about awa's answers");
        var backup = backup();
        deletes(second, well);
        syncs(second);
        assertTrue(!isPhotoAlive(photo), "gone with its record");
        syncs(sam);
        putBack(backup, told);
        edits(third, well, "third's");
        syncs(third);
        syncs(sam); // asked about the deletion
        syncs(sam);
        if (decided) {
            for (var conflict : pending(sam)) {
                if (!conflict.payload().has("client_payload")) {
                    decides(sam, conflict, "accept_server");
                }
            }
            syncs(sam);
        }
        assertTrue(isPhotoAlive(photo), "still there");
        syncs(second);
        settle();
        for (var conflict : pending(sam)) {
            if (!conflict.payload().has("client_payload")) {
                decides(sam, conflict, "accept_server");
            }
        }
        syncs(sam);
        syncs(awa);
        assertTrue(isAlive(well));
        assertTrue(
                isPhotoAlive(photo), "awa's photo, which nobody would delete but with its record");
    }

    /** No restore: two conflicts, the first decided for answers without the photo. */
    @Test
    void a_photo_comes_back_with_the_answers_that_name_it_though_the_record_came_first() {
        edits(sam, well, "sam's");
        syncs(sam);
        var photo = photoInAnswers(awa, well);
        edits(awa, well, "awa's");
        syncs(awa);
        settle();
        assertEquals(1, asked());
        edits(sam, well, "sam's again");
        deletes(second, well);
        syncs(second);
        assertTrue(!isAlive(well) && !isPhotoAlive(photo));
        settle();
        for (boolean named : new boolean[] {false, true}) {
            for (var conflict : pending(second)) {
                var ours = conflict.payload().path("client_payload").toString();
                if (ours.contains(photo.toString()) == named) {
                    decides(second, conflict, "accept_client");
                    syncs(second);
                }
            }
            settle();
        }
        for (var conflict : pending(second)) {
            decides(second, conflict, "accept_client");
        }
        settle();
        assertEquals("", questions());
        var answers = HubRows.of(world).get(well).payload().path("data").toString();
        assertTrue(answers.contains(photo.toString()), answers);
        assertTrue(isPhotoAlive(photo), "named, and gone");
    }

    /** The answers that won name the photo. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_photo_that_the_answers_name_in_the_end_is_there(boolean told) {
        var third = world.laptop("third", Role.SUPERVISOR, sam.enrolment.user());
        sync(third);
        edits(sam, well, "sam's");
        syncs(sam);
        var photo = photoInAnswers(awa, well);
        edits(awa, well, "awa's");
        syncs(awa);
        settle();
        settle();
        assertEquals(1, asked());
        assertTrue(isPhotoAlive(photo));
        var backup = backup();
        deletes(second, well);
        syncs(second);
        putBack(backup, told);
        decides(third, "accept_server");
        edits(sam, well, "sam's again");
        syncs(second);
        syncs(awa);
        syncs(second);
        edits(awa, well, "awa's again");
        settle();
        for (int i = 0; i < 6 && isAnybodyAsked(); i++) {
            for (var laptop : List.of(sam, second, third)) {
                for (var conflict : pending(laptop)) {
                    var ours = conflict.payload().path("client_payload").toString();
                    decides(
                            laptop,
                            conflict,
                            ours.contains(photo.toString()) ? "accept_client" : "accept_server");
                    break;
                }
                syncs(laptop);
            }
            settle();
        }
        settle();
        boolean named =
                isAlive(well)
                        && HubRows.of(world)
                                .get(well)
                                .payload()
                                .path("data")
                                .toString()
                                .contains(photo.toString());
        assertTrue(named, "the answers that won name it");
        assertTrue(isPhotoAlive(photo), "named, and gone");
    }
}
