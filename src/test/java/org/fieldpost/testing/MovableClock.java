package org.fieldpost.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
public final class MovableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-05-04T08:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves it, forward or back; the time it shows then. */
    public synchronized Instant move(Duration by) {
        now = now.plus(by);
        return now;
    }
}
