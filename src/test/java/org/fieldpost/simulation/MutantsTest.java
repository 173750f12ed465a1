package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation catches every mutant, at the invariant it breaks, within a few seeds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsTest {
    private static final int SEEDS_MAX = Mutant.SEEDS_MAX;
    private final Quiet quiet = new Quiet();
    private final Simulation simulation = new Simulation("mutants");

    @AfterAll
    void close() {
        simulation.close();
        quiet.close();
    }

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void is_caught(Mutant mutant) {
        var found = new ArrayList<String>();
        long first = mutant.firstSeed();
        for (long seed = first; seed < first + SEEDS_MAX; seed++) {
            try {
                simulation.run(seed, mutant);
            } catch (Simulation.Failed e) {
                var invariant = e.invariant();
                if (invariant != null && mutant.violates().contains(invariant)) {
                    return;
                }
                found.add(e.brief());
            }
        }
        assertTrue(
                false,
                () ->
                        "%s (%s) was not caught at %s; found were %s"
                                .formatted(mutant, mutant.words(), mutant.violates(), found));
    }
}
