package org.fieldpost.kernel;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits that keep ids of one millisecond in order, 62 random bits.
 * The time part never goes back, also when the clock does.
 */
public final class UuidV7 implements Ids {
    private static final long SEQUENCE_BITS = 12;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicLong last = new AtomicLong();

    public UuidV7(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public UUID next() {
        long now = clock.millis() << SEQUENCE_BITS;
        long stamp = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long high = (stamp >>> SEQUENCE_BITS) << 16 | 0x7000L | (stamp & 0xfffL);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
