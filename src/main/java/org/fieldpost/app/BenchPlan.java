package org.fieldpost.app;

/**
 * How much is measured.
 *
 * @param saves single saves
 * @param small rows of an ordinary push
 * @param smallRuns how often
 * @param large rows of a large push
 * @param firstSync rows at the hub when a fresh laptop joins
 * @param held rows held in the end
 * @param turns no-op syncs and edit rounds
 * @param changed rows changed at once, to see what a changed row costs
 */
record BenchPlan(
        int saves,
        int small,
        int smallRuns,
        int large,
        int firstSync,
        int held,
        int turns,
        int changed) {
    /** With 500,000 rows: pushes of 10,000 and 50,000, a first sync of 100,000. Less of all for fewer. */
    static BenchPlan whole(int held) {
        return new BenchPlan(
                Math.clamp(held / 250, 50, 2_000),
                Math.clamp(held / 50, 40, 10_000),
                5,
                Math.clamp(held / 10, 60, 50_000),
                held / 5,
                held,
                Math.clamp(held / 1_000, 20, 200),
                Math.clamp(held / 250, 20, 2_000));
    }

    /** Shows that every part works. */
    static BenchPlan quick() {
        return new BenchPlan(5, 40, 1, 60, 100, 120, 3, 10);
    }
}
