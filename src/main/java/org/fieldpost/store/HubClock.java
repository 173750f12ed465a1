package org.fieldpost.store;

import java.time.Duration;
import java.time.Instant;

/**
 * How this laptop's clock stood against the hub's when the hub last told its time. Shown to people; nothing is
 * ordered by it.
 *
 * @param skew this laptop's time less the hub's, half the round trip taken into account: positive when it is ahead
 * @param uncertainty how far from the truth {@code skew} may be: half the round trip
 * @param measuredAt by this laptop's clock
 */
public record HubClock(Duration skew, Duration uncertainty, Instant measuredAt) {
    private static final Duration STANDS_FOR = Duration.ofMinutes(1);
    private static final Duration DRIFT_MAX = Duration.ofMillis(100);

    /** From this much on a person is told. */
    public static final Duration SKEW_TOLD = Duration.ofMinutes(2);

    /** Whether the clock is so wrong that a person should set it. */
    public boolean isWrong() {
        return skew.abs().minus(uncertainty).compareTo(SKEW_TOLD) > 0;
    }

    /** Whether this tells more than {@code last}: a minute newer, twice as sure, or not what that can have meant. */
    public boolean tellsMoreThan(HubClock last) {
        var age = Duration.between(last.measuredAt(), measuredAt);
        boolean recent = !age.isNegative() && age.compareTo(STANDS_FOR) < 0;
        var doubt = uncertainty.plus(last.uncertainty()).plus(DRIFT_MAX);
        boolean surer = uncertainty.multipliedBy(2).compareTo(last.uncertainty()) < 0;
        return !recent || surer || skew.minus(last.skew()).abs().compareTo(doubt) > 0;
    }

    /**
     * What an answer tells about the clock.
     *
     * @param asked when the question left, by this laptop's clock
     * @param answered when the answer was here
     * @param hubTime the hub's clock in between
     */
    public static HubClock measured(Instant asked, Instant answered, Instant hubTime) {
        var halfTrip = Duration.between(asked, answered).dividedBy(2);
        return new HubClock(
                Duration.between(hubTime, asked.plus(halfTrip)), halfTrip.abs(), answered);
    }
}
