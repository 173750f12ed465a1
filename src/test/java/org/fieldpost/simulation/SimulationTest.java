package org.fieldpost.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Laptops and a hub in one thread, from one seed. {@code -Dsim.seeds=10000} runs more seeds, {@code -Dsim.first=4711
 * -Dsim.seeds=1} runs one again.
 */
class SimulationTest {
    private static final long FIRST = Long.getLong("sim.first", 1);
    private static final int SEEDS = Integer.getInteger("sim.seeds", 0);

    @BeforeAll
    static void only_when_asked() {
        assumeTrue(SEEDS > 0, "the simulation runs with -Dsim.seeds=N");
    }

    /**
     * In a process of its own, since other tests are too short to be compiled hard and this one is not: with the whole
     * compiler 500 seeds take a fifth less of the processor's time, 10,000 less than half.
     */
    @Test
    void all_invariants_hold_in_every_schedule(@TempDir Path folder) throws Exception {
        var said = folder.resolve("said").toFile();
        var process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx1500m",
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SimulationRun.class.getName(),
                                Long.toString(FIRST),
                                Integer.toString(SEEDS))
                        .redirectErrorStream(true)
                        .redirectOutput(said)
                        .start();
        int failed = process.waitFor();
        var words = Files.readString(said.toPath());
        assertEquals(0, failed, () -> words);
        var last = words.lines().toList().getLast();
        assertEquals("%d seeds, 0 failed".formatted(SEEDS), last.split(", [0-9]+ ms", 2)[0], words);
    }

    /** 202562: the hub shows a row with an id it has replaced in the same push. */
    @Test
    void seeds_that_failed_once_hold() {
        try (var _ = new Quiet();
                var simulation = new Simulation("once")) {
            for (long seed :
                    List.of(
                            935L, 200218L, 202562L, 203706L, 204695L, 205730L, 300233L, 303503L,
                            205825L, 400499L, 403363L, 403693L, 600537L, 602301L, 700650L, 802287L,
                            3768L, 5492L, 7198L, 1147L, 5647L)) {
                simulation.run(seed);
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_course_of_events() {
        try (var _ = new Quiet();
                var simulation = new Simulation("simulation")) {
            for (long seed : List.of(FIRST, FIRST + 1, FIRST + 2)) {
                assertEquals(simulation.run(seed).lines(), simulation.run(seed).lines());
            }
        }
    }
}
