package org.fieldpost.hub;

import java.time.Duration;
import org.fieldpost.hub.store.DeviceFacts;

/**
 * How far a device's own word can be relied on, from 0 to 1, from facts the hub has seen (seed ERD: {@code
 * trust_score}). It decides nothing by itself; supervisors see it beside the device. One tenth is lost for each command
 * that arrived damaged in the last 30 days, at most three; three tenths while its clock is wrong by more than five
 * minutes; two tenths while commands of it are kept in quarantine.
 */
final class TrustScore {
    static final Duration LOOKED_BACK = Duration.ofDays(30);
    private static final long SKEW_SECONDS_MAX = 300;
    private static final int DAMAGED_COUNTED_MAX = 3;

    private TrustScore() {}

    static double of(DeviceFacts.Facts facts) {
        long tenths = 10 - Math.min(facts.damagedCommands(), DAMAGED_COUNTED_MAX);
        if (Math.abs(facts.clockSkewSeconds()) > SKEW_SECONDS_MAX) {
            tenths -= 3;
        }
        if (facts.quarantinedCommands() > 0) {
            tenths -= 2;
        }
        return tenths / 10.0;
    }
}
