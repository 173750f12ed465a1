package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.SyncReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A laptop that joined after the backup was made that the hub was restored from: the hub does not know it any more. */
class UnknownDevicesTest extends TwoLaptops {
    private UUID well = new UUID(0, 0);
    private Laptop late = sam;

    /** It has handed in a record, and opened a conflict about one that was there before; the hub has lost both. */
    private void joinedLate() {
        var id = writes(awa, "first", null);
        settle();
        well = now(awa, id);
        var backup = world.hubDatabase().snapshot();
        late = world.laptop("late", Role.FIELD_WORKER, awa.enrolment.user());
        settle();
        writes(late, "new", null);
        edits(sam, well, "theirs");
        sync(sam);
        edits(late, well, "ours");
        sync(late);
        settle();
        assertEquals(1, conflicts(sam).size());
        world.restore(backup);
    }

    private void syncs(Laptop... laptops) {
        for (int i = 0; i < 20; i++) {
            world.pass(Duration.ofMinutes(30));
            for (var laptop : laptops) {
                sync(laptop);
            }
        }
    }

    private static List<String> answers(Laptop laptop) {
        return laptop.rows(EntityType.SUBMISSIONS).stream()
                .map(row -> row.payload().at("/data/a").asText())
                .sorted()
                .toList();
    }

    private List<String> atHub() {
        return HubRows.of(world).alive(EntityType.SUBMISSIONS).stream()
                .map(row -> row.payload().at("/data/a").asText())
                .sorted()
                .toList();
    }

    private void nothingWaits(Laptop laptop) {
        var open = EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED));
        assertEquals(List.of(), laptop.commands(open), laptop.name);
    }

    private void areEverywhere(String... answers) {
        settle();
        assertEquals(List.of(answers), atHub());
        for (var laptop : List.of(sam, awa, late)) {
            assertEquals(List.of(answers), answers(laptop), laptop.name);
            assertEquals(1, conflicts(laptop).size(), "asked once");
        }
        nothingIsLeftToDo();
    }

    @Test
    void it_has_to_join_anew_and_keeps_all_it_has_until_then() {
        joinedLate();
        var before = answers(late);
        var report = sync(late);
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertEquals(before, answers(late));
        assertEquals(1, late.commands(EnumSet.of(OutboxStatus.CONFLICT)).size());
    }

    /** They were dead letters for ever: the hub lacked the laptop they were captured on. */
    @Test
    void what_it_handed_in_is_offered_by_others_though_it_never_comes_back() {
        joinedLate();
        syncs(sam);
        assertEquals(List.of("new", "theirs"), atHub());
        assertEquals(1, HubRows.of(world).alive(EntityType.CONFLICTS).size());
        nothingWaits(sam);
        decides(sam, "accept_client");
        syncs(sam, awa);
        assertEquals(List.of("new", "ours"), atHub());
        nothingWaits(sam);
        nothingWaits(awa);
    }

    @Test
    void what_it_handed_in_is_offered_by_another_laptop_of_its_person() {
        joinedLate();
        syncs(awa);
        assertEquals(List.of("new", "theirs"), atHub());
        nothingWaits(awa);
    }

    @ParameterizedTest
    @CsvSource({"accept_client,ours", "accept_server,theirs"})
    void it_hears_what_was_decided_of_its_conflict_when_it_joins_anew(
            String action, String answer) {
        joinedLate();
        syncs(sam);
        decides(sam, action);
        syncs(sam, awa);
        world.rejoin(late);
        areEverywhere("new", answer);
    }

    @Test
    void it_joins_anew_before_anybody_else_has_offered_anything() {
        joinedLate();
        world.rejoin(late);
        sync(late);
        settle();
        decides(sam, "accept_client");
        areEverywhere("new", "ours");
    }
}
