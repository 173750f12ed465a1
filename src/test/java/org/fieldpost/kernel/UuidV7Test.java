package org.fieldpost.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UuidV7Test {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;

    @Test
    void ids_are_version_7_of_the_ietf_variant_and_carry_the_time() {
        var id = new UuidV7(clock, new Random(1)).next();
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        assertEquals(clock.instant().toEpochMilli(), id.getMostSignificantBits() >>> 16);
    }

    @Test
    void ids_rise_even_within_a_millisecond_and_when_the_clock_goes_back() {
        var ids = new UuidV7(clock, new Random(2));
        UUID last = ids.next();
        var seen = new HashSet<UUID>();
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                now.set(clock.instant().minusSeconds(86_400));
            }
            UUID next = ids.next();
            assertTrue(
                    Long.compareUnsigned(
                                    next.getMostSignificantBits(), last.getMostSignificantBits())
                            > 0,
                    "id " + i + " must follow its predecessor");
            assertTrue(seen.add(next));
            last = next;
        }
    }
}
