package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A piece of time bulk work may use before it looks around. A clock that goes back ends it too. */
final class SyncSlice {
    private final InstantSource clock;
    private final Instant begin;
    private final Instant end;

    SyncSlice(InstantSource clock, Duration length) {
        this.clock = clock;
        begin = clock.instant();
        end = begin.plus(length);
    }

    boolean isOver() {
        var now = clock.instant();
        return now.isBefore(begin) || !now.isBefore(end);
    }
}
