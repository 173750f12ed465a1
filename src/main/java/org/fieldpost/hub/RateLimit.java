package org.fieldpost.hub;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets each caller have so many requests a minute, whichever process of the hub they reach. A process takes a
 * twentieth of the minute's share at a time, so that not every request asks the database; with several processes a
 * caller may be stopped early by what the others have taken and not used.
 */
final class RateLimit {
    private static final int MINUTE_SECONDS = 60;
    private static final int CALLERS_MAX = 100_000;
    private static final int SLICES = 20;
    private final InstantSource clock;
    private final Quota quota;
    private final String kind;
    private final int perMinuteMax;
    private final Map<String, Integer> left = new HashMap<>();
    private long current;

    /** {@code kind} keeps callers of one limit apart from those of another. */
    RateLimit(InstantSource clock, Quota quota, String kind, int perMinuteMax) {
        this.clock = clock;
        this.quota = quota;
        this.kind = kind;
        this.perMinuteMax = perMinuteMax;
    }

    /** Counts a request; throws {@link Refused} 429 when the caller has had its share of this minute. */
    void count(String caller) {
        long second = clock.instant().getEpochSecond();
        long minute = second / MINUTE_SECONDS;
        if (spend(caller, minute)) {
            return;
        }
        int slice = Math.max(1, perMinuteMax / SLICES);
        int got = quota.take(kind + caller, minute, slice, perMinuteMax);
        if (got == 0) {
            long wait = MINUTE_SECONDS - second % MINUTE_SECONDS;
            throw Refused.forNow(429, "FP-2429", "Too many requests.", wait);
        }
        keep(caller, minute, got - 1);
    }

    private synchronized boolean spend(String caller, long minute) {
        if (minute != current || left.size() > CALLERS_MAX) {
            current = minute;
            left.clear();
        }
        int rest = left.getOrDefault(caller, 0);
        if (rest > 0) {
            left.put(caller, rest - 1);
        }
        return rest > 0;
    }

    private synchronized void keep(String caller, long minute, int more) {
        if (minute == current && more > 0) {
            left.merge(caller, more, Integer::sum);
        }
    }
}
