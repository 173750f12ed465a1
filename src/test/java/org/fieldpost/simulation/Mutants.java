package org.fieldpost.simulation;

import java.util.List;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.hub.InProcessLine;
import org.fieldpost.store.LocalWrites;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.sync.HubApi;
import org.jspecify.annotations.Nullable;

/** Puts a broken part in the place of a sound one, when a mutant is asked for. */
final class Mutants {
    private final @Nullable Mutant mutant;

    Mutants(@Nullable Mutant mutant) {
        this.mutant = mutant;
    }

    boolean is(Mutant one) {
        return mutant == one;
    }

    /** How a laptop writes. */
    LocalWrites writes(LocalWrites sound, MemoryDatabase database) {
        return switch (mutant) {
            case LOSES_AN_EDIT -> BrokenLaptop.losingEdits(sound);
            case WRITES_ROW_ALONE -> new BrokenLaptop(database).writingRowsAlone(sound);
            case DECIDES_UNSHOWN -> new BrokenLaptop(database).decidingUnshown(sound);
            case LEAVES_ORPHANS -> BrokenLaptop.leavingOrphans(sound);
            case null, default -> sound;
        };
    }

    /** The hub at the end of a laptop's line. */
    HubApi hubSide(InProcessLine line, Laptop laptop, MemoryDatabase hub) {
        var broken = new BrokenHub(hub);
        return switch (mutant) {
            case FORGETS_RECEIPTS -> broken.withoutReceipts(line);
            case FORGETS_WHO_WAITS -> broken.forgettingWhoWaits(line);
            case STAMPS_IN_THE_PAST -> broken.stampingInThePast(line);
            case CURSOR_RUNS_AHEAD ->
                    broken.leavingOut(
                            line,
                            change ->
                                    change.entityType() == EntityType.SUBMISSIONS
                                            && change.version() == 2);
            case FIRST_PULL_LEAVES_OUT ->
                    broken.leavingOut(
                            line,
                            change ->
                                    laptop.name.equals("fresh")
                                            && change.entityType() == EntityType.SUBMISSIONS);
            case LAST_WRITER_WINS -> broken.lastWriterWins(line);
            case TAKES_PHOTOS_AHEAD -> broken.takingPhotosAhead(line);
            case RAISES_THE_DEAD -> broken.raisingTheDead(line);
            case TAKES_ANY_EPOCH -> broken.ofAnyEpoch(line);
            case SAYS_NOTHING_OF_STARTS -> broken.sayingNothingOfStarts(line);
            case SHOWS_EVERYTHING -> broken.showingEverything(line);
            case null, default -> line;
        };
    }

    /** The line as a laptop's engines use it. */
    HubApi laptopSide(HubApi line, Laptop laptop) {
        return switch (mutant) {
            case SENDS_TEMPORARY_IDS -> BrokenLaptop.sendingTemporaryIds(line, laptop);
            case FORGETS_EDITS_DURING_PUSH ->
                    new BrokenLaptop(laptop.database).forgettingEditsDuringPush(line);
            case RESENDS_FROM_THE_START -> BrokenLaptop.resendingFromTheStart(line);
            case STOPS_PULLING -> BrokenLaptop.pullingNoMore(line);
            case BLOCKS_ON_POISON -> BrokenLaptop.blockedByPoison(line);
            case null, default -> line;
        };
    }

    /** After a laptop's sync. */
    void afterSync(Laptop laptop) {
        if (is(Mutant.DROPS_COMPLETED)) {
            new BrokenLaptop(laptop.database).dropCompleted();
        } else if (is(Mutant.GIVES_UP)) {
            new BrokenLaptop(laptop.database).giveUp();
        }
    }

    /** The sendings a late answer is taken to be for. */
    List<OutboxCommand> sendings(Laptop laptop, List<OutboxCommand> sent) {
        return is(Mutant.IGNORES_FENCING) ? BrokenLaptop.anySending(laptop, sent) : sent;
    }
}
