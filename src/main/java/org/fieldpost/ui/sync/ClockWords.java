package org.fieldpost.ui.sync;

import java.time.Duration;
import org.fieldpost.store.HubClock;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Trouble;
import org.jspecify.annotations.Nullable;

/** What a person is told about a clock that is wrong. */
final class ClockWords {
    private static final long HOURS_FROM_MINUTES = 120;
    private static final long DAYS_FROM_HOURS = 48;
    private final Words words;

    ClockWords(Words words) {
        this.words = words;
    }

    /** Nothing, unless the clock is so wrong that somebody should set it. */
    @Nullable Trouble trouble(@Nullable HubClock clock) {
        if (clock == null || !clock.isWrong()) {
            return null;
        }
        var by = length(clock.skew().abs());
        return new Trouble(
                words.say(clock.skew().isNegative() ? "clock.behind" : "clock.ahead", by),
                words.say("clock.data"),
                words.say("clock.remedy"),
                "",
                null);
    }

    private String length(Duration skew) {
        if (skew.toMinutes() < HOURS_FROM_MINUTES) {
            return words.say("clock.minutes", skew.toMinutes());
        }
        return skew.toHours() < DAYS_FROM_HOURS
                ? words.say("clock.hours", skew.toHours())
                : words.say("clock.days", skew.toDays());
    }
}
