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
    static BenchPlan whole() {
        return new BenchPlan(2_000, 10_000, 5, 50_000, 100_000, 500_000, 200, 2_000);
    }

    /** Shows that every part works. */
    static BenchPlan quick() {
        return new BenchPlan(5, 40, 1, 60, 100, 120, 3, 10);
    }
}
