package org.fieldpost.hub;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Counts requests by key and minute, for this process. */
final class RateLimit {
    private static final int MINUTE_SECONDS = 60;
    private static final int KEYS_MAX = 100_000;
    private final InstantSource clock;
    private final int perMinuteMax;
    private final Map<String, Integer> counts = new HashMap<>();
    private long minute;

    RateLimit(InstantSource clock, int perMinuteMax) {
        this.clock = clock;
        this.perMinuteMax = perMinuteMax;
    }

    /** Counts a request; throws {@link Refused} 429 when the key has had its share of this minute. */
    synchronized void count(String key) {
        long second = clock.instant().getEpochSecond();
        if (second / MINUTE_SECONDS != minute || counts.size() > KEYS_MAX) {
            minute = second / MINUTE_SECONDS;
            counts.clear();
        }
        if (counts.merge(key, 1, Integer::sum) > perMinuteMax) {
            long wait = MINUTE_SECONDS - second % MINUTE_SECONDS;
            throw Refused.forNow(429, "FP-2429", "Too many requests.", wait);
        }
    }
}
