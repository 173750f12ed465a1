package org.fieldpost.simulation;

/**
 * A run of many seeds, or one seed again: first seed and number of seeds. Goes on after a failure, tells all that
 * failed and of the first one the schedule; the exit code is 1 then.
 */
@SuppressWarnings("NullAway") // what is missing is told as a violation
public final class SimulationRun {
    private SimulationRun() {}

    /** Runs {@code args[1]} seeds from {@code args[0]} on. */
    public static void main(String[] args) {
        // Whoever started it is gone: so is the reason to go on.
        ProcessHandle.current()
                .parent()
                .ifPresent(
                        parent -> {
                            var _ = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
                        });
        System.exit(failed(args) == 0 ? 0 : 1);
    }

    private static int failed(String... args) {
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
                    if (failed == 1) {
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
        return failed;
    }

    private static void say(String what) {
        System.out.println(what);
    }
}
