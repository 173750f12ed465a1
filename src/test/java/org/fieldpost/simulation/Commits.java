package org.fieldpost.simulation;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.GoneException;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.UnshownChangeException;
import org.fieldpost.sync.Saving;

/** What people save; the oracle is told what they were told is saved. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class Commits {
    private final World world;
    private final Oracle oracle;

    Commits(World world) {
        this.world = world;
        oracle = world.oracle;
    }

    /** Decides where the hub can be asked there, and else on the laptop. */
    void decideOnline(Laptop by, Mutation.DecideConflict decision, Collection<String> known) {
        try {
            var outcome = by.decide(decision);
            world.trace.note("%s", outcome);
            if (!(outcome instanceof Saving.Outcome.Refused)) {
                oracle.droppedKnowingly(known);
            }
        } catch (GoneException | IllegalStateException e) {
            world.trace.note("refused: %s", e.getMessage());
        } catch (Killed e) {
            world.trace.note("%s dies %s", by, by.fuse.where());
            by.startAgain();
            oracle.droppedKnowingly(known); // perhaps; nobody was told
        }
    }

    /** Commits; when the laptop dies over it, what is there afterwards tells whether it was saved. */
    void commit(
            Laptop by,
            Mutation mutation,
            UUID id,
            String born,
            Set<String> fresh,
            Collection<String> known) {
        try {
            by.writes().commit(mutation);
            fresh.forEach(word -> oracle.saved(word, born, by.name, known));
            if (fresh.isEmpty()) {
                oracle.droppedKnowingly(known);
            }
        } catch (GoneException | UnshownChangeException | IllegalStateException e) {
            world.trace.note("refused: %s", e.getMessage());
        } catch (Killed e) {
            world.trace.note("%s dies %s", by, by.fuse.where());
            by.startAgain();
            var row = by.row(EntityType.SUBMISSIONS, id);
            boolean saved =
                    row.isPresent() && Oracle.wordsIn(row.get().payload()).containsAll(fresh);
            if (fresh.isEmpty()) {
                oracle.droppedKnowingly(known); // perhaps; nobody was told
            } else if (saved) {
                fresh.forEach(word -> oracle.saved(word, born, by.name, known));
            }
        }
    }
}
