package org.fieldpost.simulation;

import org.jspecify.annotations.Nullable;

/** Runs seeds; what fails tells the seed and the schedule in words. */
public final class Simulation implements AutoCloseable {
    private final Databases databases;

    /**
     * Makes the databases.
     *
     * @param name tells them from others in this process
     */
    public Simulation(String name) {
        databases = new Databases(name);
    }

    /** Runs a seed; throws an AssertionError with seed and schedule when anything does not hold. */
    public Trace run(long seed) {
        return run(seed, null);
    }

    Trace run(long seed, @Nullable Mutant mutant) {
        try (var world = new World(seed, databases, mutant)) {
            try {
                new Schedule(world).run();
                return world.trace;
            } catch (Violation e) {
                throw new Failed(seed, world.trace, e.invariant(), e);
            } catch (AssertionError | RuntimeException e) {
                throw new Failed(seed, world.trace, null, e);
            }
        }
    }

    @Override
    public void close() {
        databases.close();
    }

    /** A seed failed. */
    static final class Failed extends AssertionError {
        private static final long serialVersionUID = 1;
        private final @Nullable Invariant invariant;
        private final String brief;

        Failed(long seed, Trace trace, @Nullable Invariant invariant, Throwable why) {
            super("seed %d: %s%n%s%n%s".formatted(seed, why, trace, why), why);
            this.invariant = invariant;
            brief = "seed %d: %s".formatted(seed, why);
        }

        /** Seed and reason, without the schedule. */
        String brief() {
            return brief;
        }

        @Nullable Invariant invariant() {
            return invariant;
        }
    }
}
