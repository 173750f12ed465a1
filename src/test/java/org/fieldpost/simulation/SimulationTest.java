package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Laptops and a hub in one thread, from one seed. {@code -Dsim.seeds=10000} runs more seeds, {@code -Dsim.first=4711
 * -Dsim.seeds=1} runs one again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {
    private static final long FIRST = Long.getLong("sim.first", 1);
    private static final int SEEDS = Integer.getInteger("sim.seeds", 0);

    private final Quiet quiet = new Quiet();
    private final Simulation simulation = new Simulation("simulation");

    @BeforeAll
    static void only_when_asked() {
        assumeTrue(SEEDS > 0, "the simulation runs with -Dsim.seeds=N");
    }

    @AfterAll
    void close() {
        simulation.close();
        quiet.close();
    }

    @Test
    void all_invariants_hold_in_every_schedule() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            simulation.run(seed);
        }
    }

    @Test
    void the_same_seed_gives_the_same_course_of_events() {
        for (long seed = FIRST; seed < FIRST + 3; seed++) {
            assertEquals(simulation.run(seed).lines(), simulation.run(seed).lines());
        }
    }
}
