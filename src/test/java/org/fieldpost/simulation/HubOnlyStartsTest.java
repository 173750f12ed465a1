package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Mutation;
import org.fieldpost.submission.ReviewStatus;
import org.fieldpost.sync.SyncReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hubs start, and are put back to what they had: nothing is lost, so nobody is asked, and nothing is said again. */
class HubOnlyStartsTest extends ThreeLaptops {
    /** What happens to the hub. */
    enum Harmless {
        START,
        PUT_BACK_TOLD,
        PUT_BACK_UNTOLD
    }

    /** And then all laptops sync: the record is what it was, and nobody is asked. */
    private void nothingComesOf(Harmless harmless) {
        switch (harmless) {
            case START -> world.hub.restart();
            case PUT_BACK_TOLD -> putBack(backup(), true);
            case PUT_BACK_UNTOLD -> putBack(backup(), false);
        }
        var version = HubRows.of(world).get(well).version();
        syncs(sam);
        settle();
        assertEquals(version, HubRows.of(world).get(well).version(), "said again");
        assertEquals("", questions());
        nothingIsLeftToDo();
    }

    @ParameterizedTest
    @EnumSource
    void a_review_by_a_clock_that_is_ahead_is_given_once(Harmless harmless) {
        sam.clock.shift(Duration.ofMinutes(3));
        reviews(well, "approved");
        pushesOnly(sam);
        nothingComesOf(harmless);
    }

    @ParameterizedTest
    @EnumSource
    void and_if_somebody_else_has_changed_the_record_since(Harmless harmless) {
        sam.clock.shift(Duration.ofMinutes(3));
        reviews(well, "approved");
        pushesOnly(sam);
        syncs(second);
        edits(second, well, "second's");
        syncs(second);
        nothingComesOf(harmless);
        assertEquals("second's", atTheHub("/data/a"));
    }

    @ParameterizedTest
    @EnumSource
    void the_same_review_given_again_is_given_once_more(Harmless harmless) {
        reviews(well, "approved");
        settle();
        world.pass(Duration.ofMinutes(5));
        reviews(well, "approved");
        pushesOnly(sam);
        nothingComesOf(harmless);
    }

    @ParameterizedTest
    @EnumSource
    void what_a_supervisor_has_finished_again_is_said_once(Harmless harmless) {
        reviews(well, "approved");
        settle();
        finishes(sam, well, "again");
        pushesOnly(sam);
        nothingComesOf(harmless);
    }

    @ParameterizedTest
    @EnumSource
    void so_it_is_if_somebody_else_has_changed_that_since(Harmless harmless) {
        reviews(well, "approved");
        settle();
        finishes(sam, well, "again");
        pushesOnly(sam);
        syncs(second);
        edits(second, well, "second's");
        syncs(second);
        nothingComesOf(harmless);
    }

    @Test
    void the_same_verdict_given_twice_is_asked_about_by_nobody() {
        reviews(well, "approved");
        world.pass(Duration.ofSeconds(5));
        second.writes()
                .commit(
                        new Mutation.ReviewSubmission(
                                second.ids.next(),
                                second.clock.instant(),
                                well,
                                ReviewStatus.APPROVED,
                                Json.object().put("note", "approved"),
                                second.enrolment.user(),
                                second.ids.next()));
        sync(sam);
        sync(second);
        settle();
        assertEquals("", questions());
        nothingIsLeftToDo();
    }

    /** Each start leaves a mark that cursors tell. */
    @Test
    void a_laptop_syncs_however_often_the_hub_has_started() {
        for (int i = 0; i < 30; i++) {
            world.hub.restart();
            writes(awa, "more " + i, null);
            sync(awa);
        }
        assertEquals(SyncReport.Outcome.COMPLETED, sync(awa).outcome());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_lost_is_offered_though_the_role_has_changed_since(boolean told) {
        var backup = backup();
        writes(awa, "spring", null);
        syncs(awa);
        putBack(backup, told);
        world.hub.roles(
                world.organization,
                awa.enrolment.user(),
                Set.of(Role.FIELD_WORKER, Role.SUPERVISOR));
        syncs(awa);
        settle();
        assertEquals(List.of("spring", "well"), said());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_laptop_that_was_away_meanwhile_says_nothing_again(boolean told) {
        reviews(well, "approved");
        settle();
        finishes(awa, well, "awa's");
        sync(awa);
        syncs(sam);
        reviews(well, "rejected");
        sync(sam);
        syncs(awa);
        notes(awa, well, "noted");
        syncs(awa);
        syncs(sam);
        var gone = writes(awa, "gone", null);
        syncs(awa);
        deletes(awa, now(awa, gone));
        sync(awa);
        for (int i = 0; i < 8; i++) {
            world.hub.restart();
            writes(awa, "more " + i, null);
            sync(awa);
        }
        assertEquals("", questions());
        putBack(backup(), told);
        var before = versions();
        syncs(second);
        settle();
        assertEquals(before, versions());
        assertEquals("", questions());
        nothingIsLeftToDo();
    }

    private List<String> versions() {
        return HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                .map(row -> row.id() + " " + row.version())
                .sorted()
                .toList();
    }

    /** Twice in each run, with three calls between: in a first sync, after restores, and when a role has changed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 12})
    void starts_in_the_midst_of_runs_change_nothing(int at) {
        for (int i = 0; i < 3; i++) {
            writes(awa, "awa's " + i, null);
            photoInAnswers(awa, well);
        }
        settle();
        var gone = writes(awa, "gone", null);
        settle();
        var fresh = world.laptop("new", Role.SUPERVISOR, sam.enrolment.user());
        var before = backup();
        deletes(sam, now(awa, gone));
        for (var laptop : List.of(sam, awa, second, sam)) {
            syncs(laptop);
        }
        startsDuring(fresh, at);
        putBack(backup(), true);
        startsDuring(second, at);
        putBack(before, false);
        startsDuring(second, at);
        world.hub.roles(
                world.organization,
                awa.enrolment.user(),
                Set.of(Role.FIELD_WORKER, Role.SUPERVISOR));
        startsDuring(awa, at);
        nothingIsLeftToDo();
    }

    private void startsDuring(Laptop laptop, int at) {
        spied(
                laptop,
                (call, nth) -> {
                    if (nth == at || nth == at + 3) {
                        world.hub.restart();
                    }
                });
        syncs(laptop);
        syncs(laptop);
        settle();
        settle();
        assertEquals("", questions());
        var snapshots = new ArrayList<String>();
        for (var each : world.laptops) {
            spied(
                    each,
                    (call, nth) -> {
                        if (call.equals("snapshot")) {
                            snapshots.add(each.name);
                        }
                    });
            sync(each);
        }
        assertEquals(List.of(), snapshots);
        assertTrue(said().containsAll(List.of("awa's 0", "awa's 1", "awa's 2", "well")));
        assertEquals(4, said().size(), "what was deleted stays so");
    }
}
