package org.fieldpost.form.expr;

import java.time.OffsetDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Days and moments, by the clock and zone handed in. */
final class TimeFunctions {
    static final List<Function> ALL =
            List.of(
                    new Function("today", 0, 0, a -> new Value.Day(now(a).toLocalDate())),
                    new Function("now", 0, 0, a -> new Value.Moment(now(a))),
                    new Function("date", 1, 1, TimeFunctions::date),
                    new Function("date-time", 1, 1, TimeFunctions::dateTime),
                    new Function("decimal-date-time", 1, 1, TimeFunctions::decimalDateTime),
                    new Function("decimal-time", 1, 1, TimeFunctions::decimalTime),
                    new Function("format-date", 2, 2, TimeFunctions::format),
                    new Function("format-date-time", 2, 2, TimeFunctions::format));

    private TimeFunctions() {}

    private static OffsetDateTime now(Arguments a) {
        return a.surroundings()
                .now()
                .truncatedTo(ChronoUnit.MILLIS)
                .atZone(a.surroundings().zone())
                .toOffsetDateTime();
    }

    private static Value date(Arguments a) {
        var date = Convert.date(a.value(0), a.surroundings().zone());
        return date == null ? Value.BLANK : new Value.Day(date);
    }

    private static Value dateTime(Arguments a) {
        var at = Convert.dateTime(a.value(0), a.surroundings().zone());
        return at == null ? Value.BLANK : new Value.Moment(at);
    }

    private static Value decimalDateTime(Arguments a) {
        var at = Convert.dateTime(a.value(0), a.surroundings().zone());
        return at == null ? Value.BLANK : Convert.of(Convert.days(at));
    }

    private static Value decimalTime(Arguments a) {
        var one = a.single(0);
        var read = one instanceof Value.Text(var text) ? Convert.moment(text) : one;
        if (read instanceof Value.Clock(var time)) {
            return Convert.of(Convert.partOfDay(time));
        }
        var at = Convert.dateTime(one, a.surroundings().zone());
        return at == null ? Value.BLANK : Convert.of(Convert.partOfDay(at.toLocalTime()));
    }

    private static Value format(Arguments a) {
        var one = a.single(0);
        var read = one instanceof Value.Text(var text) ? Convert.moment(text) : one;
        var zone = a.surroundings().zone();
        var at =
                read instanceof Value.Clock(var time)
                        ? now(a).toLocalDate().atTime(time).atZone(zone).toOffsetDateTime()
                        : Convert.dateTime(one, zone);
        return at == null ? Value.BLANK : a.made(format(at, a.text(1), a.surroundings().locale()));
    }

    private static String format(OffsetDateTime at, String pattern, Locale locale) {
        var text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '%' && i + 1 < pattern.length()) {
                text.append(field(at, pattern.charAt(++i), locale));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** The letters ODK documents; any other letter is itself. */
    private static String field(OffsetDateTime at, char letter, Locale locale) {
        return switch (letter) {
            case 'Y' -> padded(at.getYear(), 4);
            case 'y' -> padded(at.getYear() % 100, 2);
            case 'm' -> padded(at.getMonthValue(), 2);
            case 'n' -> Integer.toString(at.getMonthValue());
            case 'b' -> at.getMonth().getDisplayName(TextStyle.SHORT, locale);
            case 'B' -> at.getMonth().getDisplayName(TextStyle.FULL, locale);
            case 'd' -> padded(at.getDayOfMonth(), 2);
            case 'e' -> Integer.toString(at.getDayOfMonth());
            case 'a' -> at.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale);
            case 'A' -> at.getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
            case 'w' -> Integer.toString(at.getDayOfWeek().getValue() % 7);
            case 'W' ->
                    Integer.toString(at.get(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'j' -> padded(at.getDayOfYear(), 3);
            case 'H' -> padded(at.getHour(), 2);
            case 'h' -> Integer.toString(at.getHour());
            case 'M' -> padded(at.getMinute(), 2);
            case 'S' -> padded(at.getSecond(), 2);
            case '3' -> padded(at.getNano() / 1_000_000, 3);
            case 'Z' -> at.getOffset().getId();
            default -> Character.toString(letter);
        };
    }

    private static String padded(int number, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "d", number);
    }
}
