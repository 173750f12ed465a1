package org.fieldpost.ui.answers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.fieldpost.submission.Position;
import org.fieldpost.ui.fx.Words;

/** Sizes, distances, moments and places in short words of a language. */
public final class Measures {
    private static final double KILO = 1000;
    private final Locale locale;
    private final ZoneId zone;
    private final Words words;

    public Measures(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        this.words = Words.of(Measures.class, locale);
    }

    /** "2.1 MB". */
    public String bytes(long bytes) {
        if (bytes < KILO * KILO) {
            return words.say("kilobytes", number(Math.max(1, bytes / KILO), 0));
        }
        return words.say("megabytes", number(bytes / KILO / KILO, 1));
    }

    /** "12 m" or "3.4 km". */
    public String distance(double metres) {
        return metres < KILO
                ? words.say("metres", number(metres, 0))
                : words.say("kilometres", number(metres / KILO, metres < 10 * KILO ? 1 : 0));
    }

    /** Day and time, short. */
    public String moment(Instant instant) {
        return DateText.plain(
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(zone)
                        .format(instant));
    }

    /** The time with seconds: "14:02:11". */
    public String clock(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone).format(instant);
    }

    /** "12.37140, -1.51970". */
    public String place(Position position) {
        return coordinate(position.latitude()) + ", " + coordinate(position.longitude());
    }

    private static String coordinate(double degrees) {
        return BigDecimal.valueOf(degrees).setScale(5, RoundingMode.HALF_EVEN).toPlainString();
    }

    private String number(double value, int decimals) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(decimals);
        return format.format(value);
    }
}
