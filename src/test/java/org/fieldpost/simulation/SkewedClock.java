package org.fieldpost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A laptop's clock: the world's, wrong by something. */
final class SkewedClock implements InstantSource {
    private final InstantSource world;
    private Duration skew = Duration.ZERO;

    SkewedClock(InstantSource world) {
        this.world = world;
    }

    @Override
    public Instant instant() {
        return world.instant().plus(skew);
    }

    /** Somebody sets it; by how much it is wrong then. */
    Duration shift(Duration by) {
        skew = skew.plus(by);
        return skew;
    }
}
