package org.fieldpost.simulation;

import java.util.List;

/**
 * What sync promises, in the order and the words of the design. The simulation asserts each after every step it can be
 * seen at, and in the end; each has {@link Mutant}s that break it and that the simulation must catch.
 */
public enum Invariant {
    ACKNOWLEDGED_IS_KEPT(
            1,
            "no acknowledged operation is lost",
            "store.KillNineTest",
            "store.JournaledWritesTest",
            "simulation.WorkDuringAPullTest",
            "sync.RealHubSyncTest"),
    ONE_EFFECT_PER_KEY(
            2,
            "one effect per idempotency key; a replay gets the identical response",
            "hub.PushTest",
            "sync.HubApiContractTest"),
    ROW_AND_COMMAND_TOGETHER(
            3,
            "row and outbox entry exist together or not at all, at every crash point",
            "store.JournaledWritesTest",
            "store.KillNineTest"),
    COUNTS_CONSERVE(4, "outbox counts conserve", "store.OutboxRepositoryTest"),
    CHANGE_ORDER_IS_COMMIT_ORDER(
            5,
            "change order = commit order; nothing ever appears at or below a cursor already given out",
            "hub.store.CommitOrderTest",
            "hub.ChangeFeedTest"),
    CURSOR_WITH_ITS_ROWS(
            6,
            "a cursor commits with all rows it covers, and never goes back within an epoch",
            "sync.PullEngineTest",
            "store.SyncTablesTest"),
    NOTHING_DANGLES(7, "after the gate no dangling required reference", "sync.PullEngineTest"),
    FRESH_EQUALS_OLD(8, "fresh device = old device", "hub.ChangeFeedTest"),
    MERGE_KEEPS_BOTH(
            9,
            "merge deterministic and lawful, both losing values kept until decided",
            "merge.MergeLawsTest",
            "merge.CustomMergesTest"),
    DEAD_STAYS_DEAD(
            10,
            "a tombstoned id never lives again unless restored by name",
            "sync.PullEngineTest",
            "store.SyncTablesTest"),
    IDS_ARE_A_BIJECTION(
            11,
            "the id map is a bijection; no payload leaves with a temporary id once its parent was accepted",
            "store.IdReplacementTest",
            "store.IdMapRepositoryTest"),
    EDIT_DURING_PUSH_ARRIVES(
            12, "an edit made during a push reaches the hub", "sync.PushEngineTest"),
    LATE_ANSWER_CHANGES_NOTHING(
            13, "an expired lease's late answer changes nothing", "store.OutboxRepositoryTest"),
    OLD_EPOCH_IS_REFUSED(
            14,
            "an old epoch is refused; acknowledged rows are re-offered",
            "hub.ChangeFeedTest",
            "sync.PushEngineTest"),
    NOTHING_OF_OTHERS(
            15, "a device holds no row outside its organization and role", "hub.TenantTest"),
    MEDIA_WHOLE(
            16,
            "media bytes at the hub have the recorded SHA-256; resume never re-sends confirmed bytes",
            "hub.MediaTest",
            "sync.MediaEnginesTest"),
    QUEUES_DRAIN(
            17,
            "when faults stop, queues drain (dead letters aside) and all replicas equal the hub",
            "sync.SyncScheduleTest"),
    FAILED_IS_TRIED_AGAIN(
            18,
            "a failed attempt is always tried again within the maximum back-off",
            "sync.DataSyncServiceTest",
            "kernel.BackoffTest"),
    POISON_IS_BOUNDED(
            19,
            "a poison command delays others by a bounded number of attempts",
            "sync.PushEngineTest"),
    HINTS_ONLY_CHANGE_LATENCY(
            20, "hints only change latency", "sync.DataSyncServiceTest", "hub.HttpTest");

    private final int number;
    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> tests;

    Invariant(int number, String sentence, String... tests) {
        this.number = number;
        this.sentence = sentence;
        this.tests = List.of(tests);
    }

    /** Its number in the design. */
    public int number() {
        return number;
    }

    /** The design's words. */
    public String sentence() {
        return sentence;
    }

    /** Test classes besides the simulation that show it, by name under {@code org.fieldpost}. */
    public List<String> tests() {
        return tests;
    }

    /** Whether it says what must not happen (1 to 16), rather than what must happen in the end. */
    public boolean isSafety() {
        return number < QUEUES_DRAIN.number;
    }
}
