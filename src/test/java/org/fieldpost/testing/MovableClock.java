package org.fieldpost.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
public final class MovableClock implements InstantSource {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-05-04T08:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves it, forward or back; the time it shows then. */
    public Instant move(Duration by) {
        return now.updateAndGet(t -> t.plus(by));
    }
}
