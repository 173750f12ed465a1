package org.fieldpost.simulation;

/** A long run, or one seed again: first seed and number of seeds; goes on after a failure and tells all that failed. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
public final class SimulationRun {
    private SimulationRun() {}

    /** Runs {@code args[1]} seeds from {@code args[0]} on. */
    public static void main(String[] args) {
        long first = Long.parseLong(args[0]);
        long last = first + Long.parseLong(args[1]);
        int failed = 0;
        var cpu = java.lang.management.ManagementFactory.getThreadMXBean();
        var quiet = new Quiet();
        try (var simulation = new Simulation("run" + first)) {
            for (long seed = first; seed < last; seed++) {
                try {
                    simulation.run(seed);
                } catch (Simulation.Failed e) {
                    failed++;
                    say(e.brief());
                    if (last - first == 1) {
                        say(e.getMessage());
                        e.printStackTrace();
                    }
                }
            }
        }
        say(
                "%d seeds, %d failed, %d ms of CPU each"
                        .formatted(
                                last - first,
                                failed,
                                cpu.getCurrentThreadCpuTime() / 1_000_000 / (last - first)));
        quiet.close();
    }

    private static void say(String what) {
        System.out.println(what);
    }
}
