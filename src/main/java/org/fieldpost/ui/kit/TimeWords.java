package org.fieldpost.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import org.fieldpost.ui.fx.Words;

/** Times as people say them: "3 min ago", "today 14:02", "in 40 s". */
public final class TimeWords {
    private static final Duration JUST_NOW = Duration.ofSeconds(45);
    private final Words words;
    private final ZoneId zone;

    public TimeWords(Words words, ZoneId zone) {
        this.words = Words.of(TimeWords.class, words.locale());
        this.zone = zone;
    }

    /** How long ago {@code then} was; older than a week, the date. */
    public String ago(Instant then, Instant now) {
        var gone = Duration.between(then, now);
        if (gone.compareTo(JUST_NOW) < 0) {
            return words.say("time.now");
        }
        if (gone.toMinutes() < 60) {
            return words.say("time.minutes", Math.max(1, gone.toMinutes()));
        }
        long days =
                ChronoUnit.DAYS.between(
                        then.atZone(zone).toLocalDate(), now.atZone(zone).toLocalDate());
        if (days == 0) {
            return words.say("time.hours", gone.toHours());
        }
        if (days == 1) {
            return words.say("time.yesterday", time(then));
        }
        return days < 7 ? words.say("time.days", days) : date(then);
    }

    /** How long until {@code then}: seconds under a minute and a half, then minutes, then hours. */
    public String until(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(now, then).toSeconds());
        if (seconds < 90) {
            return words.say("time.span.seconds", seconds);
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 90
                ? words.say("time.span.minutes", minutes)
                : words.say("time.span.hours", (minutes + 30) / 60);
    }

    /** Hours and minutes. */
    public String time(Instant then) {
        return DateTimeFormatter.ofPattern("HH:mm", words.locale()).withZone(zone).format(then);
    }

    /** The day. */
    public String date(Instant then) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(words.locale())
                .withZone(zone)
                .format(then);
    }

    /** Day and time to the second, for the tooltip. */
    public String exact(Instant then) {
        var day =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                        .withLocale(words.locale())
                        .withZone(zone);
        var second = DateTimeFormatter.ofPattern("HH:mm:ss", words.locale()).withZone(zone);
        return words.say("time.exact", day.format(then), second.format(then));
    }
}
