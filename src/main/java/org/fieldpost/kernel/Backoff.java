package org.fieldpost.kernel;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: the wait before try {@code n} is uniform in (0, min(max, first * 2^n)].
 *
 * @param first the bound of the first wait
 * @param max no wait is longer
 */
public record Backoff(Duration first, Duration max) {
    /** The wait after {@code failures} failures in a row (1 or more). */
    public Duration delay(int failures, RandomGenerator random) {
        int doublings = Math.clamp(failures - 1L, 0, 30);
        long bound = Math.min(max.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(1 + random.nextLong(Math.max(1, bound)));
    }
}
