package org.fieldpost.merge;

import static org.fieldpost.merge.Rows.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import org.fieldpost.contract.EntityType;
import org.fieldpost.merge.ConflictResolution.Side;
import org.fieldpost.merge.ConflictResolutionOutcome.Reason;
import org.junit.jupiter.api.Test;

/** The seed's conflict flow chart, box by box. */
class ConflictResolutionTest {
    private static final Side UNKNOWN = new Side.Unknown();
    private static final Side DELETED = new Side.Deleted();

    @Test
    void without_server_data_it_is_skipped() {
        assertEquals(
                new ConflictResolutionOutcome.Skipped(Reason.NO_SERVER_DATA),
                resolve(EntityType.SUBMISSIONS, row("{'a':1}"), UNKNOWN));
    }

    @Test
    void without_a_local_row_it_is_skipped() {
        assertEquals(
                new ConflictResolutionOutcome.Skipped(Reason.NO_LOCAL_ROW),
                resolve(EntityType.SUBMISSIONS, UNKNOWN, row("{'a':1}")));
    }

    @Test
    void a_conflict_free_entity_adopts_the_server() {
        assertEquals(
                new ConflictResolutionOutcome.AdoptServer(),
                resolve(EntityType.TELEMETRY, row("{'a':1}"), row("{'a':2}")));
    }

    @Test
    void a_merge_that_succeeds_is_rebased_and_retried() {
        assertInstanceOf(
                ConflictResolutionOutcome.RebaseAndRetry.class,
                resolve(EntityType.SUBMISSIONS, row("{'x':1}"), row("{'y':2}")));
    }

    @Test
    void a_merge_that_says_what_the_hub_says_adopts_the_server() {
        var base = json("{'x':1}");
        var here = row("{'x':1,'y':2}");
        var there = row("{'x':1,'y':2,'z':3}");
        assertEquals(
                new ConflictResolutionOutcome.AdoptServer(),
                ConflictResolution.resolve(
                        EntityType.SUBMISSIONS, base, here, there, MergeContext.at(Instant.EPOCH)));
    }

    @Test
    void a_merge_that_fails_needs_a_person() {
        var outcome = resolve(EntityType.SUBMISSIONS, row("{'x':1}"), row("{'x':2}"));
        assertEquals(
                "/x",
                assertInstanceOf(ConflictResolutionOutcome.ManualRequired.class, outcome)
                        .conflicts()
                        .getFirst()
                        .pointer());
    }

    @Test
    void an_update_against_a_delete_always_needs_a_person() {
        var manual = new ConflictResolutionOutcome.ManualRequired(List.of());
        assertEquals(manual, resolve(EntityType.SUBMISSIONS, row("{'x':1}"), DELETED));
        assertEquals(manual, resolve(EntityType.SUBMISSIONS, DELETED, row("{'x':1}")));
        assertEquals(
                new ConflictResolutionOutcome.AdoptServer(),
                resolve(EntityType.SUBMISSIONS, DELETED, DELETED));
    }

    private static Side row(String text) {
        return new Side.Row(json(text));
    }

    private static ConflictResolutionOutcome resolve(EntityType type, Side local, Side server) {
        return ConflictResolution.resolve(
                type,
                json("{}"),
                local,
                server,
                MergeContext.at(Instant.parse("2026-05-01T00:00:00Z")));
    }
}
