package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.submission.ReviewStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost, or overwritten, without a word: hubs put back to a backup, as a hostile reader found them. */
class WithoutAWordTest extends ThreeLaptops {
    private static final String NOTE = "/metadata/notes/~1a";

    private long version(Laptop laptop) {
        return Objects.requireNonNull(
                laptop.row(EntityType.SUBMISSIONS, well).orElseThrow().rowVersion());
    }

    private boolean isDirty(Laptop laptop) {
        return laptop.row(EntityType.SUBMISSIONS, well).orElseThrow().dirty();
    }

    private boolean isAsked(Laptop laptop) {
        return !laptop.read(tx -> laptop.tables.conflicts().pending(tx, 10)).isEmpty();
    }

    /**
     * The laptop sleeps in the midst of a run, after the hub's yes; the hub is put back meanwhile. The pull of that
     * very run confirms what was acknowledged, though it asks the hub of another start.
     */
    @Test
    void a_restore_between_push_and_pull_of_one_run_loses_nothing_acknowledged() {
        var backup = world.hubDatabase().snapshot();
        edits(awa, well, "acknowledged");
        var done = new ArrayList<String>();
        spied(
                awa,
                (call, n) -> {
                    if (call.startsWith("changes")
                            && done.isEmpty()
                            && atTheHub("/data/a").equals("acknowledged")) {
                        world.restoreUntold(backup);
                        done.add(call);
                    }
                });
        sync(awa);
        assertEquals(1, done.size(), "the hub was put back before the pull");
        sync(awa);
        settle();
        assertEquals("acknowledged", atTheHub("/data/a"));
    }

    /** Seed 943: the snapshot of a hub that was put back once more took away what that had lost. */
    @Test
    void a_restore_between_push_and_snapshot_takes_nothing_away() {
        var backup = world.hubDatabase().snapshot();
        writes(awa, "spring", null);
        sync(awa);
        sync(awa);
        world.restore(backup);
        var done = new ArrayList<String>();
        spied(
                awa,
                (call, n) -> {
                    if (call.startsWith("snapshot") && done.isEmpty()) {
                        world.restoreUntold(backup);
                        done.add(call);
                    }
                });
        sync(awa);
        assertEquals(1, done.size(), "the hub was put back before the snapshot");
        sync(awa);
        settle();
        assertEquals(
                List.of("spring", "well"),
                HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                        .map(row -> row.payload().at("/data/a").asText())
                        .sorted()
                        .toList());
    }

    /** The same, a moment earlier: what was looked at is not what is pushed to. */
    @Test
    void a_restore_between_the_look_and_the_push_overwrites_nobody() {
        var backup = world.hubDatabase().snapshot();
        notes(sam, well, "a note");
        sync(sam);
        sync(awa);
        long lost = version(awa);
        edits(awa, well, "awa's");
        var done = new ArrayList<String>();
        spied(
                awa,
                (call, n) -> {
                    if (call.equals("push") && done.isEmpty()) {
                        done.add(call);
                        world.restoreUntold(backup);
                        while (HubRows.of(world).get(well).version() < lost) {
                            edits(second, well, "second's");
                            sync(second);
                        }
                    }
                });
        sync(awa);
        sync(awa);
        assertEquals(1, done.size());
        assertTrue(atTheHub("/data/a").equals("second's") || isAnybodyAsked(), "overwritten");
    }

    /** Known by a push's answer alone; the hub has said so since, in another version, and goes on to that number. */
    @Test
    void what_is_edited_after_the_look_overwrites_nobody_when_the_hub_once_said_what_is_here() {
        var silent = new ArrayList<String>();
        int tried = 0;
        for (int first = 8; first < 60; first++) {
            // Every place of the second is tried, each after one in three of the first.
            for (int place = 1 + first % 3; place < 40; place += 3) {
                again();
                var backup = world.hubDatabase().snapshot();
                notes(sam, well, "sam's note");
                sync(sam);
                edits(awa, well, "awa's");
                if (!dies(awa, first)) {
                    first = 60;
                    break;
                }
                var at = awa.fuse.where();
                if (!atTheHub("/data/a").equals("awa's") || isDirty(awa)) {
                    break;
                }
                assertEquals(HubRows.of(world).get(well).version(), version(awa));
                sync(sam);
                long lost = version(awa);
                world.restoreUntold(backup);
                sync(sam);
                while (HubRows.of(world).get(well).version() < lost) {
                    edits(sam, well, "sam's");
                    sync(sam);
                }
                if (!atTheHub("/data/a").equals("sam's")
                        || HubRows.of(world).get(well).version() != lost) {
                    break;
                }
                if (!dies(awa, place)) {
                    break;
                }
                var where = at + ", then " + awa.fuse.where();
                if (!answer(awa, well).equals("awa's") || isDirty(awa) || isAsked(awa)) {
                    continue;
                }
                tried++;
                edits(awa, well, "awa's again");
                sync(awa);
                sync(awa);
                if (!atTheHub("/data/a").equals("sam's") && !isAsked(awa)) {
                    silent.add(place + " " + where + " v" + lost);
                    first = 60;
                }
            }
        }
        assertEquals(List.of(), silent);
        assertTrue(tried > 2, tried + " places");
    }

    /** A conflict that shows the hub's note of a lost life names the version of somebody else's. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_conflict_of_notes_given_back_after_a_restore_overwrites_no_other_note(boolean told) {
        var backup = world.hubDatabase().snapshot();
        notes(sam, well, "sam's");
        sync(sam);
        notes(awa, well, "awa's");
        sync(awa);
        assertTrue(isAsked(awa));
        if (told) {
            world.restore(backup);
        } else {
            world.restoreUntold(backup);
        }
        sync(second);
        sync(second);
        notes(second, well, "second's");
        sync(second);
        assertEquals("second's", atTheHub(NOTE));
        sync(awa);
        sync(awa);
        sync(second);
        sync(second);
        assertTrue(isAsked(second), "the conflict has come");
        decides(second, "accept_client");
        sync(second);
        sync(second);
        sync(second);
        assertTrue(
                atTheHub(NOTE).equals("second's") || isAsked(second),
                "nobody was asked about the third note: " + atTheHub(NOTE));
    }

    /** What was put back to what it had been is no news to a hub that once said it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_answer_put_right_again_is_not_lost_because_the_hub_once_said_it(boolean told) {
        edits(awa, well, "a slip");
        settle();
        var backup = world.hubDatabase().snapshot();
        edits(awa, well, "well");
        sync(awa);
        sync(awa);
        assertEquals("well", atTheHub("/data/a"));
        putBack(backup, told);
        notesMore(second);
        sync(awa);
        sync(awa);
        sync(awa);
        assertTrue(
                atTheHub("/data/a").equals("well") || isAnybodyAsked(), "acknowledged, then lost");
    }

    /** A laptop that was away and has only what the backup has changes something beside. */
    private void notesMore(Laptop by) {
        sync(by);
        sync(by);
        var data = by.said(well).get("data").<ObjectNode>deepCopy();
        data.put("b", "beside");
        by.writes()
                .commit(
                        new Mutation.EditSubmission(
                                by.ids.next(), by.clock.instant(), well, data, by.ids.next()));
        sync(by);
    }

    /** What the hashes do not tell of. */
    @Test
    void a_record_put_under_another_site_stays_there_after_a_restore() {
        var site = writes(awa, "site", null);
        settle();
        site = now(awa, site);
        var backup = world.hubDatabase().snapshot();
        var row = awa.said(well).<ObjectNode>deepCopy();
        saves(awa, well, row.put("parent_id", site.toString()));
        settle();
        assertEquals(
                site.toString(), HubRows.of(world).get(well).payload().path("parent_id").asText());
        world.restore(backup);
        settle();
        settle();
        assertEquals(
                site.toString(), HubRows.of(world).get(well).payload().path("parent_id").asText());
    }

    /** Promoted after the backup: the restored hub knows nothing of that, and says so. */
    @Test
    void what_is_refused_for_a_role_that_the_backup_has_not_waits_until_it_is_given_again() {
        roles(Role.SUPERVISOR);
        var third = world.laptop("third", Role.SUPERVISOR, awa.enrolment.user());
        sync(third);
        sync(third);
        roles(Role.FIELD_WORKER);
        var backup = world.hubDatabase().snapshot();
        roles(Role.SUPERVISOR);
        edits(third, well, "corrected");
        third.writes()
                .commit(
                        new Mutation.ReviewSubmission(
                                third.ids.next(),
                                third.clock.instant(),
                                well,
                                ReviewStatus.APPROVED,
                                Json.object().put("note", "fine"),
                                third.enrolment.user(),
                                third.ids.next()));
        sync(third);
        sync(third);
        assertEquals("approved", atTheHub("/status"));
        world.restore(backup);
        for (int i = 0; i < 4; i++) {
            sync(third);
        }
        var refused = third.commands(EnumSet.of(OutboxStatus.DEAD_LETTER));
        assertEquals(1, refused.size(), "somebody is told");
        roles(Role.SUPERVISOR);
        third.database.run(
                tx ->
                        third.tables
                                .outbox()
                                .retryDeadLetter(
                                        tx, refused.getFirst().id(), third.clock.instant()));
        sync(third);
        assertEquals("corrected", atTheHub("/data/a"));
        assertEquals("approved", atTheHub("/status"));
    }

    private void roles(Role role) {
        world.hub.roles(world.organization, awa.enrolment.user(), Set.of(role));
    }

    /** Made and deleted since the backup; somebody else holds it still. */
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void a_record_made_and_deleted_since_the_backup_does_not_live_again(
            boolean told, boolean awaFirst) {
        var backup = world.hubDatabase().snapshot();
        var spring = writes(awa, "spring", null);
        sync(awa);
        sync(awa);
        sync(sam);
        deletes(awa, now(awa, spring));
        sync(awa);
        sync(awa);
        putBack(backup, told);
        for (var laptop : awaFirst ? List.of(awa, sam) : List.of(sam, awa)) {
            sync(laptop);
            sync(laptop);
        }
        settle();
        settle();
        boolean alive =
                HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                        .anyMatch(r -> r.payload().at("/data/a").asText().equals("spring"));
        assertTrue(!alive || isAnybodyAsked(), "it lives again");
    }

    /** A deletion the hub had confirmed; somebody who did not know has changed the row since, beyond its version. */
    @ParameterizedTest
    @CsvSource({"true,1", "true,2", "true,3", "false,1", "false,2", "false,3"})
    void a_deletion_that_is_lost_is_not_undone_by_a_change_without_a_word(boolean told, int times) {
        var backup = world.hubDatabase().snapshot();
        deletes(awa, well);
        sync(awa);
        sync(awa);
        putBack(backup, told);
        for (int i = 1; i <= times; i++) {
            edits(second, well, "second's " + i);
            sync(second);
        }
        sync(awa);
        sync(awa);
        sync(awa);
        boolean gone =
                HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                        .noneMatch(row -> row.id().equals(well));
        assertTrue(gone || isAnybodyAsked(), "what awa deleted is there again");
    }
}
