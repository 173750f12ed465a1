package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.HubAnswer;
import org.junit.jupiter.api.Test;

/** What seeds of the simulation came upon, step by step, so that it is known why it must not happen again. */
class FoundByTheSimulationTest extends TwoLaptops {
    @Test
    void what_refers_to_a_row_a_restored_hub_gives_another_id_follows_it() {
        var backup = world.hubDatabase().snapshot();
        var parent = writes(sam, "parent", null);
        settle();
        var before = now(sam, parent);
        var child = writes(sam, "child", before);
        settle();
        world.restore(backup);
        var photo = photo(sam, now(sam, child)); // not sent yet when the ids change
        settle();
        assertNotEquals(before, now(sam, parent));
        assertEquals(now(sam, parent), now(sam, before), "what was known by the old id is found");
        assertEquals(now(sam, parent).toString(), sam.said(child).at("/data/ref").asText());
        var held = sam.row(EntityType.SUBMISSION_MEDIA, photo).orElseThrow().payload();
        assertEquals(now(sam, child).toString(), held.path("submission_id").asText());
        nothingIsLeftToDo();
    }

    @Test
    void an_answer_on_a_row_another_laptop_offered_first_is_put_before_a_person() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "first", null);
        settle();
        edits(awa, id, "second"); // saved, not sent; and the hub loses the row
        world.restore(backup);
        sync(sam); // offers it as it was
        sync(awa);
        sync(awa);
        settle();
        var conflict = conflicts(sam).getFirst().payload();
        assertEquals("second", conflict.at("/client_payload/data/a").asText());
        assertEquals("first", conflict.at("/server_payload/data/a").asText());
        decides(sam, "accept_client");
        settle();
        assertEquals("second", answer(sam, now(awa, id)));
        assertEquals("second", answer(awa, id));
        assertEquals(1, sam.rows(EntityType.SUBMISSIONS).size());
        nothingIsLeftToDo();
    }

    @Test
    void who_offers_what_the_row_said_once_takes_what_it_says_now() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "first", null);
        settle();
        world.restore(backup);
        sync(awa); // offers it
        edits(awa, id, "second");
        sync(awa);
        settle(); // the other laptop offers it as it was
        assertEquals("second", answer(sam, now(awa, id)));
        assertEquals(1, sam.rows(EntityType.SUBMISSIONS).size());
        assertEquals(List.of(), conflicts(sam));
        nothingIsLeftToDo();
    }

    private void diesWhenTheOfferIsMadeAndNotSent() {
        for (int place = 1; offers().isEmpty(); place++) {
            awa.fuse.light(place);
            try {
                sync(awa);
            } catch (Killed e) {
                awa.startAgain();
            }
            awa.fuse.putOut();
        }
        assertEquals(List.of(), HubRows.of(world).alive(EntityType.SUBMISSIONS));
    }

    private List<OutboxCommand> offers() {
        return awa.commands(EnumSet.of(OutboxStatus.PENDING)).stream()
                .filter(command -> command.action() == SyncAction.CREATE)
                .toList();
    }

    @Test
    void a_row_offered_as_new_that_the_hub_has_after_all_is_no_second_row() {
        var empty = world.hubDatabase().snapshot();
        var id = writes(awa, "first", null);
        settle();
        var full = world.hubDatabase().snapshot();
        edits(awa, id, "second");
        world.restore(empty);
        diesWhenTheOfferIsMadeAndNotSent();
        world.restore(full); // the administrator finds a newer backup
        settle();
        assertEquals(1, sam.rows(EntityType.SUBMISSIONS).size());
        if (!conflicts(sam).isEmpty()) {
            decides(sam, "accept_client");
            settle();
        }
        assertEquals("second", answer(sam, now(awa, id)));
        nothingIsLeftToDo();
    }

    @Test
    void the_hubs_own_rows_are_as_the_restored_hub_has_them() {
        var backup = world.hubDatabase().snapshot();
        for (int i = 0; i < 4; i++) {
            world.pass(Duration.ofHours(1));
            world.laptops.forEach(this::sync); // devices were seen; their rows have newer versions
        }
        world.restore(backup);
        for (int i = 0; i < 2; i++) {
            world.laptops.forEach(this::sync);
        }
        var hubs = HubRows.of(world);
        for (var row : sam.rows(EntityType.MOBILE_DEVICES)) {
            assertEquals(
                    hubs.get(row.id()).payload().path("last_seen"),
                    row.payload().path("last_seen"),
                    row.payload().path("name").asText());
        }
    }

    @Test
    void a_photo_added_to_what_was_deleted_comes_back_with_it() {
        var id = writes(awa, "well", null);
        settle();
        deletes(sam, now(awa, id));
        var photo = photo(awa, now(awa, id));
        sync(sam);
        sync(awa);
        settle();
        assertEquals(1, conflicts(sam).size(), "a person decides");
        decides(sam, "accept_client");
        settle();
        assertTrue(sam.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
        assertTrue(
                HubRows.of(world).get(photo).payload().has("uploaded_at"),
                "its bytes are at the hub");
        nothingIsLeftToDo();
    }

    @Test
    void a_photo_added_to_what_stays_deleted_goes_with_it() {
        var id = writes(awa, "well", null);
        settle();
        deletes(sam, now(awa, id));
        photo(awa, now(awa, id));
        sync(sam);
        sync(awa);
        settle();
        decides(awa, "accept_server");
        settle();
        for (var laptop : world.laptops) {
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSIONS));
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSION_MEDIA));
        }
        nothingIsLeftToDo();
    }

    @Test
    void a_conflict_decided_for_a_deletion_still_knows_what_it_is_about() {
        var id = writes(awa, "well", null);
        settle();
        edits(awa, id, "dry");
        deletes(sam, now(awa, id));
        sync(sam);
        sync(awa);
        settle();
        decides(awa, "accept_server");
        settle();
        nothingIsLeftToDo();
        assertEquals(1, conflicts(awa).size());
    }

    @Test
    void a_deletion_made_on_a_version_of_before_the_restore_is_put_before_a_person() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "first", null);
        settle();
        edits(awa, id, "second");
        sync(awa); // version 2, which sam does not hear of
        world.restore(backup);
        sync(sam); // offers it as it was, as version 1
        var id2 = now(sam, now(awa, id));
        edits(sam, id2, "sam");
        deletes(awa, id); // on version 2 of before
        sync(sam); // version 2 of now
        settle();
        var conflict = conflicts(sam).getFirst().payload();
        assertEquals("sam", conflict.at("/server_payload/data/a").asText());
        decides(sam, "accept_server");
        settle();
        assertEquals("sam", answer(sam, id2));
        assertEquals("sam", answer(awa, id2));
        nothingIsLeftToDo();
    }

    @Test
    void a_deletion_decided_elsewhere_takes_the_photos_of_its_submission_along() {
        var id = writes(awa, "well", null);
        settle();
        var well = now(awa, id);
        deletes(awa, well);
        edits(sam, well, "sam");
        sync(sam);
        sync(awa); // a conflict
        settle();
        photo(sam, well);
        sync(sam);
        decides(sam, "accept_client"); // the deletion
        settle();
        while (!sam.read(tx -> sam.tables.conflicts().pending(tx, 1)).isEmpty()) {
            decides(sam, "accept_client"); // the photo made the row newer: asked once more
            settle();
        }
        for (var laptop : world.laptops) {
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSIONS));
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSION_MEDIA));
        }
        nothingIsLeftToDo();
    }

    @Test
    void a_photo_whose_submission_somebody_else_leaves_deleted_goes_with_it() {
        var id = writes(awa, "well", null);
        settle();
        deletes(sam, now(awa, id));
        photo(awa, now(awa, id));
        sync(sam);
        sync(awa);
        settle();
        decides(sam, "accept_server");
        settle();
        for (var laptop : world.laptops) {
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSIONS));
            assertEquals(List.of(), laptop.rows(EntityType.SUBMISSION_MEDIA));
        }
        nothingIsLeftToDo();
    }

    @Test
    void an_edit_with_a_deletion_behind_it_that_meets_a_conflict_is_no_dead_letter() {
        var id = writes(awa, "first", null);
        settle();
        var real = now(awa, id);
        edits(sam, real, "sam");
        sync(sam);
        edits(awa, real, "awa");
        awa.fuse.light(1);
        for (int place = 2; awa.commands(EnumSet.of(OutboxStatus.IN_FLIGHT)).isEmpty(); place++) {
            try {
                sync(awa); // dies with the edit in flight
            } catch (Killed e) {
                awa.startAgain();
            }
            awa.fuse.light(place);
        }
        awa.fuse.putOut();
        deletes(awa, real);
        settle();
        decides(sam, "accept_server");
        settle();
        assertEquals("sam", answer(awa, real));
        nothingIsLeftToDo();
    }

    @Test
    void a_photo_deleted_after_its_bytes_came_is_no_conflict() {
        var id = writes(awa, "well", null);
        settle();
        var photo = photo(awa, now(awa, id));
        settle();
        deletes(sam, now(awa, id));
        settle();
        assertEquals(List.of(), conflicts(sam));
        assertTrue(awa.row(EntityType.SUBMISSION_MEDIA, photo).isEmpty());
        nothingIsLeftToDo();
    }

    @Test
    void of_two_laptops_whose_changes_met_the_same_row_each_keeps_its_own_until_it_is_decided() {
        var id = writes(awa, "first", null);
        settle();
        var other = world.laptop("sam-too", sam.role, sam.enrolment.user());
        sync(other);
        sync(other);
        edits(sam, now(awa, id), "sam");
        sync(sam);
        edits(awa, id, "awa");
        edits(other, now(awa, id), "other");
        sync(awa);
        sync(other);
        settle();
        assertEquals(2, conflicts(sam).size());
        decides(sam, "accept_server");
        settle();
        assertEquals(1, sam.read(tx -> sam.tables.conflicts().pending(tx, 10)).size());
        var parked =
                List.of(awa, other).stream()
                        .flatMap(
                                laptop ->
                                        laptop.commands(EnumSet.of(OutboxStatus.CONFLICT)).stream())
                        .toList();
        assertEquals(1, parked.size(), "the decision about one frees that one alone");
        decides(sam, "accept_client");
        settle();
        nothingIsLeftToDo();
    }

    @Test
    void no_cursor_is_given_out_beyond_what_is_on_the_hubs_disk() {
        world.hubDatabase().rememberCheckpoints();
        world.pass(Duration.ofHours(1)); // so that the pull itself notes who was here
        var answer = Objects.requireNonNull(awa.line).changes(null, 100);
        var given = ((HubAnswer.Success<PullResponse>) answer).value().nextCursor();
        world.hubDatabase().cutPower();
        world.hub.restart();
        writes(sam, "later", null);
        sync(sam);
        long seen = CompositeCursor.decode(given).of(EntityType.MOBILE_DEVICES).lastCreatedAt();
        for (var row : HubRows.of(world).alive(EntityType.SUBMISSIONS)) {
            assertTrue(row.changedAt() > seen, "a cursor given out is past a change of today");
        }
    }

    @Test
    void what_a_killed_hub_left_in_the_caches_is_on_the_disk_before_anybody_is_told_of_it() {
        var database = world.hubDatabase();
        database.rememberCheckpoints();
        database.run(tx -> tx.handle().execute("UPDATE users SET name = 'not forced'"));
        world.hub.restart();
        database.cutPower();
        var names =
                database.read(
                        tx ->
                                tx.handle()
                                        .createQuery("SELECT DISTINCT name FROM users")
                                        .mapTo(String.class)
                                        .list());
        assertEquals(List.of("not forced"), names);
    }

    @Test
    void a_change_of_what_a_power_cut_made_the_laptop_forget_it_had_sent_is_no_dead_letter() {
        var id = sentAndForgotten("first");
        assertEquals(0, awa.commands(EnumSet.of(OutboxStatus.PENDING)).getFirst().attempts());
        edits(awa, id, "second");
        settle();
        assertEquals(List.of(), awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)));
        // Nobody knows any more that the one was written over the other.
        var conflict = conflicts(sam).getFirst().payload();
        assertEquals("second", conflict.at("/client_payload/data/a").asText());
        assertEquals("first", conflict.at("/server_payload/data/a").asText());
        decides(sam, "accept_client");
        settle();
        assertEquals("second", answer(awa, id));
        assertEquals("second", answer(sam, now(awa, id)));
        nothingIsLeftToDo();
    }

    @Test
    void who_pulled_what_it_forgot_it_had_sent_says_what_the_hub_says_when_that_is_decided() {
        var id = sentAndForgotten("first");
        photo(awa, id);
        edits(awa, id, "second");
        sync(awa);
        assertEquals(2, awa.rows(EntityType.SUBMISSIONS).size(), "its own, and the one it pulled");
        settle();
        decides(sam, "accept_server");
        settle();
        assertEquals("first", answer(awa, id));
        assertEquals("first", answer(sam, now(awa, id)));
        edits(awa, now(awa, id), "third");
        settle();
        assertEquals("third", answer(sam, now(awa, id)));
        nothingIsLeftToDo();
    }

    @Test
    void a_photo_that_comes_ahead_of_what_was_deleted_here_holds_nothing_up() {
        var id = writes(awa, "well", null);
        var another = writes(awa, "another", null);
        settle();
        var well = now(awa, id);
        deletes(awa, well);
        var photo = photo(sam, well);
        sync(sam);
        edits(sam, well, "dry"); // the feed has the photo first
        edits(sam, now(awa, another), "changed by sam");
        sync(sam);
        sync(awa);
        assertEquals("changed by sam", answer(awa, now(awa, another)), "the rest of the page came");
        settle();
        decides(sam, "accept_server");
        settle();
        assertEquals("dry", answer(awa, well));
        assertTrue(awa.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
        nothingIsLeftToDo();
    }

    @Test
    void a_decision_about_what_was_deleted_here_follows_the_id_a_restored_hub_gave_it() {
        var backup = world.hubDatabase().snapshot();
        var id = writes(awa, "well", null);
        settle();
        var well = now(awa, id);
        deletes(awa, well);
        edits(sam, well, "dry");
        sync(awa);
        sync(sam); // a conflict
        settle();
        world.restore(backup);
        sync(awa); // has the conflict, and nothing that it is about
        decides(sam, "accept_client");
        sync(sam); // offers the row, which gets another id
        decides(awa, "accept_client");
        settle();
        assertEquals(1, HubRows.of(world).alive(EntityType.SUBMISSIONS).size());
        assertEquals("dry", answer(awa, now(awa, well)));
        assertNotEquals(well, now(awa, well));
        var told = awa.commands(EnumSet.of(OutboxStatus.DEAD_LETTER)).getFirst();
        assertEquals(EntityType.CONFLICTS, told.entityType(), "somebody else has decided it");
        assertEquals(
                now(awa, well).toString(),
                Objects.requireNonNull(told.payload()).path("resource_id").asText());
        new LaptopChecks(world).ids(awa);
    }

    @Test
    void
            a_conflict_offered_again_names_what_it_is_about_by_the_ids_a_restored_hub_has_just_given() {
        var id = writes(awa, "first", null);
        settle();
        var backup = world.hubDatabase().snapshot();
        writes(awa, "named", null);
        settle();
        var named =
                awa.rows(EntityType.SUBMISSIONS).stream()
                        .filter(row -> row.payload().at("/data/a").asText().equals("named"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        names(awa, now(awa, id), "ours", named);
        names(sam, now(awa, id), "theirs", named);
        sync(sam);
        sync(awa); // a conflict
        settle();
        for (int i = 0; i < 5; i++) {
            writes(awa, "more " + i, null); // as many as go before the conflict, in one push
        }
        settle();
        world.restore(backup);
        settle();
        var said = new StringBuilder();
        HubRows.of(world).alive(EntityType.CONFLICTS).forEach(row -> said.append(row.payload()));
        assertTrue(said.toString().contains("theirs"), said::toString);
        assertFalse(said.toString().contains(named.toString()), said::toString);
    }

    private static void names(Laptop by, UUID id, String answer, UUID named) {
        var data = by.said(id).get("data").<ObjectNode>deepCopy();
        data.put("a", answer).put("ref", named.toString());
        by.writes()
                .commit(
                        new Mutation.EditSubmission(
                                by.ids.next(), by.clock.instant(), id, data, by.ids.next()));
    }
}
