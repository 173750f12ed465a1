package org.fieldpost.form.expr;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One kind of value as another, by XPath's rules where they make sense and ODK's where not. */
public final class Convert {
    /** Precise enough for any measurement, small enough to be bounded work. */
    static final MathContext PRECISION = new MathContext(64);

    private static final int EXPONENT_MAX = 400;
    private static final BigDecimal NANOS_PER_DAY = BigDecimal.valueOf(86_400_000_000_000L);
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,3})?");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Convert() {}

    /** The first node's value; any other value itself. */
    public static Value single(Value value) {
        return value instanceof Value.Nodes(var nodes)
                ? nodes.isEmpty() ? Value.BLANK : nodes.getFirst().value()
                : value;
    }

    /** Whether it is no answer: blank, an empty text, no node or a blank one. */
    public static boolean isBlank(Value value) {
        return switch (value) {
            case Value.Blank b -> true;
            case Value.Text(var text) -> text.isEmpty();
            case Value.Nodes n -> isBlank(single(n));
            case Value.Many(var codes) -> codes.isEmpty();
            case Value.Num n -> false;
            case Value.Bool b -> false;
            case Value.Day d -> false;
            case Value.Moment m -> false;
            case Value.Clock c -> false;
        };
    }

    /** As text; blank is "". */
    public static String text(Value value) {
        return switch (value) {
            case Value.Blank b -> "";
            case Value.Text(var text) -> text;
            case Value.Num(var number) -> plain(number);
            case Value.Bool b -> Boolean.toString(b.value());
            case Value.Day(var date) -> date.toString();
            case Value.Moment(var at) -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
            case Value.Clock(var time) -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            case Value.Many(var codes) -> String.join(" ", codes);
            case Value.Nodes n -> text(single(n));
        };
    }

    /** A number without exponent and without trailing zeros. */
    public static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Whether it counts as true: a number unless 0, a text unless empty. */
    public static boolean truth(Value value) {
        return switch (value) {
            case Value.Blank b -> false;
            case Value.Text(var text) -> !text.isEmpty();
            case Value.Num(var number) -> number.signum() != 0;
            case Value.Bool b -> b.value();
            case Value.Day d -> true;
            case Value.Moment m -> true;
            case Value.Clock c -> true;
            case Value.Many(var codes) -> !codes.isEmpty();
            case Value.Nodes n -> truth(single(n));
        };
    }

    /** As a number; days and moments are days since 1970, times parts of a day; null = has none. */
    public static @Nullable BigDecimal number(Value value) {
        return switch (value) {
            case Value.Blank b -> null;
            case Value.Text(var text) -> number(text);
            case Value.Num(var number) -> number;
            case Value.Bool b -> b.value() ? BigDecimal.ONE : BigDecimal.ZERO;
            case Value.Day(var date) -> BigDecimal.valueOf(date.toEpochDay());
            case Value.Moment(var at) -> days(at);
            case Value.Clock(var time) -> partOfDay(time);
            case Value.Many(var codes) -> codes.size() == 1 ? number(codes.getFirst()) : null;
            case Value.Nodes n -> number(single(n));
        };
    }

    private static @Nullable BigDecimal number(String text) {
        var trimmed = text.strip();
        if (NUMBER.matcher(trimmed).matches()) {
            var number = new BigDecimal(trimmed);
            return fits(number) ? number : null;
        }
        var time = moment(text);
        return time == null ? null : number(time);
    }

    /** A number as value; blank if it has none or is beyond 10^400. */
    public static Value of(@Nullable BigDecimal number) {
        return number == null || !fits(number) ? Value.BLANK : new Value.Num(number);
    }

    static Value of(double number) {
        return Double.isFinite(number)
                ? of(new BigDecimal(number, MathContext.DECIMAL64))
                : Value.BLANK;
    }

    private static boolean fits(BigDecimal number) {
        return number.signum() == 0
                ? Math.abs(number.scale()) <= EXPONENT_MAX
                : Math.abs((long) number.precision() - number.scale()) <= EXPONENT_MAX
                        && Math.abs((long) number.scale()) <= 2 * EXPONENT_MAX;
    }

    /** ISO text as day, moment or time of day; null if it is none of them. */
    static @Nullable Value moment(String text) {
        var iso = text.strip();
        if (iso.length() < 5 || iso.length() > 40 || !Character.isDigit(iso.charAt(0))) {
            return null;
        }
        try {
            if (iso.charAt(2) == ':') {
                return new Value.Clock(
                        LocalTime.parse(iso.length() > 5 ? iso.split("[Z+-]", 2)[0] : iso));
            }
            if (iso.indexOf('T') < 0) {
                return iso.length() == 10 ? new Value.Day(LocalDate.parse(iso)) : null;
            }
            return new Value.Moment(OffsetDateTime.parse(iso));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** As a moment in {@code zone}; a day is its midnight; null = is none. */
    static @Nullable OffsetDateTime dateTime(Value value, ZoneId zone) {
        return switch (single(value)) {
            case Value.Moment(var at) -> at;
            case Value.Day(var date) -> date.atStartOfDay(zone).toOffsetDateTime();
            case Value.Text(var text) -> {
                var read = moment(text);
                if (read != null && !(read instanceof Value.Clock)) {
                    yield dateTime(read, zone);
                }
                yield local(text, zone);
            }
            case Value.Num(var days) -> fromDays(days, zone);
            case Value.Blank b -> null;
            case Value.Bool b -> null;
            case Value.Clock c -> null;
            case Value.Many m -> null;
            case Value.Nodes n -> null;
        };
    }

    private static @Nullable OffsetDateTime local(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text.strip()).atZone(zone).toOffsetDateTime();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable OffsetDateTime fromDays(BigDecimal days, ZoneId zone) {
        if (days.abs().compareTo(BigDecimal.valueOf(10_000_000)) > 0) {
            return null;
        }
        long millis =
                days.multiply(BigDecimal.valueOf(86_400_000L))
                        .setScale(0, java.math.RoundingMode.HALF_UP)
                        .longValueExact();
        return java.time.Instant.ofEpochMilli(millis).atZone(zone).toOffsetDateTime();
    }

    /** As a day in {@code zone}; a number is days since 1970; null = is none. */
    public static @Nullable LocalDate date(Value value, ZoneId zone) {
        var one = single(value);
        if (one instanceof Value.Num(var days)) {
            var at = fromDays(days, ZoneOffset.UTC);
            return at == null ? null : at.toLocalDate();
        }
        if (one instanceof Value.Day(var date)) {
            return date;
        }
        if (one instanceof Value.Text(var text) && moment(text) instanceof Value.Day(var date)) {
            return date;
        }
        var at = dateTime(one, zone);
        return at == null ? null : at.atZoneSameInstant(zone).toLocalDate();
    }

    static BigDecimal days(OffsetDateTime at) {
        var nanos =
                BigDecimal.valueOf(at.toEpochSecond())
                        .movePointRight(9)
                        .add(BigDecimal.valueOf(at.getNano()));
        return nanos.divide(NANOS_PER_DAY, PRECISION);
    }

    static BigDecimal partOfDay(LocalTime time) {
        return BigDecimal.valueOf(time.toNanoOfDay()).divide(NANOS_PER_DAY, PRECISION);
    }

    /** The codes a multiple choice holds, or the words of a text. */
    static List<String> codes(Value value) {
        var one = single(value);
        if (one instanceof Value.Many(var codes)) {
            return codes;
        }
        var text = text(one).strip();
        return text.isEmpty() ? List.of() : Arrays.asList(SPACES.split(text));
    }
}
