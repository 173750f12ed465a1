package org.fieldpost.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    @Test
    void a_wait_is_positive_and_never_beyond_its_bound() {
        var random = new Random(7);
        for (int failures = 1; failures < 10_000; failures += 1 + failures / 3) {
            for (int i = 0; i < 200; i++) {
                var delay = backoff.delay(failures, random);
                long bound =
                        Math.min(
                                300_000L,
                                failures > 30 ? Long.MAX_VALUE : 1_000L << (failures - 1));
                assertTrue(
                        delay.toMillis() >= 1 && delay.toMillis() <= bound,
                        failures + " failures: " + delay);
            }
        }
    }

    @Test
    void jitter_spreads_devices_over_the_whole_interval() {
        var random = new Random(11);
        long below = 0;
        for (int i = 0; i < 10_000; i++) {
            below += backoff.delay(5, random).toMillis() <= 8_000 ? 1 : 0;
        }
        assertTrue(below > 4_500 && below < 5_500, below + " of 10000 waits in the lower half");
    }
}
