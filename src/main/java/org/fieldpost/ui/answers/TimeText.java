package org.fieldpost.ui.answers;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times of day as a person types them: {@code 14:02}, {@code 1402}, {@code 14h02}, {@code 2:02 pm}, {@code 9}. */
public final class TimeText {
    private final Locale locale;

    public TimeText(Locale locale) {
        this.locale = locale;
    }

    /** The time typed; empty when it is none. */
    public Optional<LocalTime> parse(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT).replace(".", "");
        boolean afternoon = text.endsWith("pm") || text.endsWith("م");
        boolean morning = text.endsWith("am") || text.endsWith("ص");
        var groups = groups(typed);
        try {
            if (groups.isEmpty() || groups.size() > 3) {
                return Optional.empty();
            }
            int hour = Integer.parseInt(groups.getFirst());
            int minute = groups.size() > 1 ? Integer.parseInt(groups.get(1)) : 0;
            int second = groups.size() > 2 ? Integer.parseInt(groups.get(2)) : 0;
            if (afternoon && hour < 12) {
                hour += 12;
            } else if (morning && hour == 12) {
                hour = 0;
            }
            return Optional.of(LocalTime.of(hour, minute, second));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The time as the place writes it; seconds only when there are any. */
    public String show(LocalTime time) {
        var style = time.getSecond() == 0 ? FormatStyle.SHORT : FormatStyle.MEDIUM;
        return DateTimeFormatter.ofLocalizedTime(style)
                .withLocale(locale)
                .withDecimalStyle(DecimalStyle.of(locale))
                .format(time);
    }

    /** The time as an answer: {@code HH:mm} or {@code HH:mm:ss}. */
    public static String iso(LocalTime time) {
        return time.toString();
    }

    private static List<String> groups(String text) {
        var groups = new ArrayList<String>();
        var digits = new StringBuilder();
        String closed = text + " ";
        for (int at = 0; at < closed.length(); at++) {
            char c = closed.charAt(at);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                digits.append(digit);
            } else if (!digits.isEmpty()) {
                groups.add(digits.toString());
                digits.setLength(0);
            }
        }
        if (groups.size() == 1 && groups.getFirst().length() >= 3) {
            var all = groups.getFirst();
            var padded = all.length() % 2 == 0 ? all : "0" + all;
            groups.clear();
            for (int i = 0; i + 2 <= padded.length(); i += 2) {
                groups.add(padded.substring(i, i + 2));
            }
        }
        return groups;
    }
}
