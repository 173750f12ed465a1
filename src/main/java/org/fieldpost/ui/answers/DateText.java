package org.fieldpost.ui.answers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Days as a person types them: any separator, day and month in the order of the place, "today" by an equals sign. */
public final class DateText {
    private static final int CENTURY_WINDOW_YEARS = 20;
    private final Locale locale;
    private final String order;

    public DateText(Locale locale) {
        this.locale = locale;
        this.order = order(locale);
    }

    /**
     * The day typed: {@code 2026-11-20}, {@code 20/11/26}, {@code 20 11} (this year), {@code 20112026},
     * {@code =} (today), {@code -1} (yesterday).
     */
    public Optional<LocalDate> parse(String typed, LocalDate today) {
        String text = typed.strip();
        if (text.equals("=")) {
            return Optional.of(today);
        }
        if (text.matches("[+-]\\d{1,3}")) {
            return Optional.of(today.plusDays(Integer.parseInt(text)));
        }
        try {
            return fromGroups(groups(text), today);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A day as the place writes it, the year in full. */
    public String show(LocalDate day) {
        return plain(formatter().format(day));
    }

    /** A day for reading: the month by name, so that nobody takes it for the day. */
    public String read(LocalDate day) {
        return plain(
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .withDecimalStyle(DecimalStyle.of(locale))
                        .format(day));
    }

    /** Without the invisible marks some places' patterns hold, which fonts draw as boxes. */
    static String plain(String text) {
        return text.replaceAll("[\u200e\u200f\u061c]", "");
    }

    /** How a day is written, for the empty field: "20/11/2026" of today. */
    public String example(LocalDate today) {
        return show(today);
    }

    private DateTimeFormatter formatter() {
        String pattern =
                DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
        String full =
                pattern.replaceAll("y+", "yyyy").replaceAll("M+", "MM").replaceAll("d+", "dd");
        return DateTimeFormatter.ofPattern(full, locale).withDecimalStyle(DecimalStyle.of(locale));
    }

    private Optional<LocalDate> fromGroups(List<String> groups, LocalDate today) {
        if (groups.size() == 1
                && (groups.getFirst().length() == 8 || groups.getFirst().length() == 6)) {
            return fromGroups(split(groups.getFirst()), today);
        }
        if (groups.size() == 2) {
            boolean dayFirst = order.indexOf('d') < order.indexOf('M');
            int day = Integer.parseInt(groups.get(dayFirst ? 0 : 1));
            int month = Integer.parseInt(groups.get(dayFirst ? 1 : 0));
            return Optional.of(LocalDate.of(today.getYear(), month, day));
        }
        if (groups.size() != 3) {
            return Optional.empty();
        }
        String letters = groups.getFirst().length() == 4 ? "yMd" : order;
        int year = year(groups.get(letters.indexOf('y')), today);
        int month = Integer.parseInt(groups.get(letters.indexOf('M')));
        int day = Integer.parseInt(groups.get(letters.indexOf('d')));
        return Optional.of(LocalDate.of(year, month, day));
    }

    private List<String> split(String digits) {
        int yearDigits = digits.length() - 4;
        boolean iso =
                yearDigits == 4
                        && (digits.startsWith("19") || digits.startsWith("20"))
                        && Integer.parseInt(digits.substring(4, 6)) <= 12;
        var groups = new ArrayList<String>();
        int at = 0;
        String letters = iso ? "yMd" : order;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int length = letter == 'y' ? yearDigits : 2;
            groups.add(digits.substring(at, at + length));
            at += length;
        }
        return groups;
    }

    private static int year(String typed, LocalDate today) {
        int year = Integer.parseInt(typed);
        if (typed.length() != 2) {
            return year;
        }
        int latest = today.getYear() + CENTURY_WINDOW_YEARS;
        int inThisCentury = today.getYear() - today.getYear() % 100 + year;
        return inThisCentury > latest ? inThisCentury - 100 : inThisCentury;
    }

    private static List<String> groups(String text) {
        var groups = new ArrayList<String>();
        var current = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                current.append(digit);
            } else if (Character.isLetter(c)) {
                return List.of();
            } else if (!current.isEmpty()) {
                groups.add(current.toString());
                current.setLength(0);
            }
        }
        if (!current.isEmpty()) {
            groups.add(current.toString());
        }
        return groups;
    }

    private static String order(Locale locale) {
        String pattern =
                DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
        var order = new StringBuilder();
        var letters = pattern.replace('L', 'M').replace('u', 'y');
        for (int at = 0; at < letters.length(); at++) {
            char c = letters.charAt(at);
            if ("yMd".indexOf(c) >= 0 && order.indexOf(String.valueOf(c)) < 0) {
                order.append(c);
            }
        }
        return order.length() == 3 ? order.toString() : "yMd";
    }
}
