package org.fieldpost.simulation;

import java.util.EnumSet;
import java.util.Set;

/** Deliberately broken variants, made in the test tree only, and what each must be caught at. */
public enum Mutant {
    LOSES_AN_EDIT(
            "an edit is acknowledged and thrown away",
            Invariant.ACKNOWLEDGED_IS_KEPT,
            Invariant.ROW_AND_COMMAND_TOGETHER),
    TAKES_PHOTOS_AHEAD(
            "photos are deleted before it is known what becomes of their submission's deletion",
            55,
            Invariant.ACKNOWLEDGED_IS_KEPT),
    FORGETS_RECEIPTS("the hub keeps no receipts", Invariant.ONE_EFFECT_PER_KEY),
    WRITES_ROW_ALONE("a row is written without its command", Invariant.ROW_AND_COMMAND_TOGETHER),
    DROPS_COMPLETED("completed commands vanish uncounted", Invariant.COUNTS_CONSERVE),
    STAMPS_IN_THE_PAST(
            "a commit takes a change stamp that was passed already",
            Invariant.CHANGE_ORDER_IS_COMMIT_ORDER),
    CURSOR_RUNS_AHEAD(
            "the cursor is kept though a row of its page was not", Invariant.CURSOR_WITH_ITS_ROWS),
    LEAVES_ORPHANS("photos stay when their submission goes", Invariant.NOTHING_DANGLES),
    FIRST_PULL_LEAVES_OUT(
            "what a new device pulls first is not everything", Invariant.FRESH_EQUALS_OLD),
    DECIDES_UNSHOWN(
            "a decision finishes changes that its conflict does not show",
            30,
            Invariant.ACKNOWLEDGED_IS_KEPT,
            Invariant.MERGE_KEEPS_BOTH),
    LAST_WRITER_WINS(
            "a push goes through whatever version it was made on", Invariant.MERGE_KEEPS_BOTH),
    RAISES_THE_DEAD("an update brings a deleted row back", Invariant.DEAD_STAYS_DEAD),
    SENDS_TEMPORARY_IDS(
            "payloads keep the ids they were written with", Invariant.IDS_ARE_A_BIJECTION),
    FORGETS_WHO_WAITS(
            "the hub leaves a temporary id in answers when its row comes",
            Invariant.IDS_ARE_A_BIJECTION),
    FORGETS_EDITS_DURING_PUSH(
            "an accepted push marks everything synced, edits made meanwhile too",
            Invariant.EDIT_DURING_PUSH_ARRIVES),
    IGNORES_FENCING(
            "an answer counts whichever sending it is for", Invariant.LATE_ANSWER_CHANGES_NOTHING),
    TAKES_ANY_EPOCH(
            "the hub takes cursors and pushes of any epoch", 70, Invariant.OLD_EPOCH_IS_REFUSED),
    SAYS_NOTHING_OF_STARTS(
            "a hub put back to a backup, untold, does not say that it has started",
            200,
            Invariant.ACKNOWLEDGED_IS_KEPT,
            Invariant.MERGE_KEEPS_BOTH),
    SHOWS_EVERYTHING("everybody pulls what a supervisor may", Invariant.NOTHING_OF_OTHERS),
    RESENDS_FROM_THE_START(
            "an upload that was cut begins again from its first byte", Invariant.MEDIA_WHOLE),
    STOPS_PULLING("a device pushes and never pulls", Invariant.QUEUES_DRAIN),
    GIVES_UP("after a failure nothing is tried again", Invariant.FAILED_IS_TRIED_AGAIN),
    BLOCKS_ON_POISON(
            "the hub's failure on one command stops the whole queue", Invariant.POISON_IS_BOUNDED),
    WAITS_FOR_HINTS("a device syncs only when hinted at", Invariant.HINTS_ONLY_CHANGE_LATENCY);

    /** Each is caught by one of so many seeds. */
    public static final int SEEDS_MAX = 25;

    private final String words;
    private final long firstSeed;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final Set<Invariant> violates;

    Mutant(String words, Invariant first, Invariant... more) {
        this(words, 1, first, more);
    }

    Mutant(String words, long firstSeed, Invariant first, Invariant... more) {
        this.words = words;
        this.firstSeed = firstSeed;
        this.violates = EnumSet.of(first, more);
    }

    /** What is broken. */
    public String words() {
        return words;
    }

    /** Where to look for it: what it breaks may be rare. */
    public long firstSeed() {
        return firstSeed;
    }

    /** It must be caught at one of these. */
    public Set<Invariant> violates() {
        return EnumSet.copyOf(violates);
    }
}
