package org.fieldpost.ui.answers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Places as they are pasted: {@code 12.3714, -1.5197}, {@code geo:12.37,-1.52}, {@code 12°22'17"N 1°31'11"W}. */
public final class GeopointText {
    private static final int CHARS_MAX = 200;
    private static final Pattern DECIMAL = Pattern.compile("[-+−]?\\d{1,3}(?:[.,]\\d{1,12})?");
    private static final Pattern DECIMAL_POINT = Pattern.compile("[-+−]?\\d{1,3}(?:\\.\\d{1,12})?");
    private static final Pattern SEXAGESIMAL =
            Pattern.compile(
                    "(\\d{1,3})\\s*°\\s*(?:(\\d{1,2}(?:[.,]\\d{1,8})?)\\s*['′’]\\s*)?"
                            + "(?:(\\d{1,2}(?:[.,]\\d{1,8})?)\\s*(?:\"|″|”|'')\\s*)?([NSEWOnsewo])");

    private GeopointText() {}

    /**
     * A place read from text.
     *
     * @param latitude degrees north, -90 to 90
     * @param longitude degrees east, -180 to 180
     */
    public record Place(BigDecimal latitude, BigDecimal longitude) {}

    /** The place {@code pasted} names, if it names one. */
    public static Optional<Place> parse(String pasted) {
        String text = pasted.strip();
        if (text.length() > CHARS_MAX) {
            return Optional.empty();
        }
        var sexagesimal = sexagesimal(text);
        return sexagesimal.isPresent() ? sexagesimal : decimal(text);
    }

    private static Optional<Place> decimal(String text) {
        String bare = text.replaceFirst("^geo:", "").replaceFirst("[?;]u=.*$", "");
        // A comma parts the two numbers unless something else does.
        boolean decimalCommas =
                bare.contains(";") || bare.matches("[^,]*,\\d+[^,\\d.]+[^,]*,\\d+\\s*");
        var numbers = new ArrayList<BigDecimal>();
        var matcher = (decimalCommas ? DECIMAL : DECIMAL_POINT).matcher(bare);
        int end = 0;
        while (matcher.find() && numbers.size() < 3) {
            if (!bare.substring(end, matcher.start()).matches("[\\s,;/()]*")) {
                return Optional.empty();
            }
            numbers.add(new BigDecimal(matcher.group().replace(',', '.').replace('−', '-')));
            end = matcher.end();
        }
        boolean clean = bare.substring(end).matches("[\\s,;/()]*");
        return clean && numbers.size() >= 2
                ? place(numbers.get(0), numbers.get(1))
                : Optional.empty();
    }

    private static Optional<Place> sexagesimal(String text) {
        BigDecimal latitude = null;
        BigDecimal longitude = null;
        var matcher = SEXAGESIMAL.matcher(text);
        while (matcher.find()) {
            var parts = new ArrayList<String>();
            for (int i = 1; i <= 3; i++) {
                parts.add(matcher.group(i) == null ? "0" : matcher.group(i).replace(',', '.'));
            }
            char side = Character.toUpperCase(matcher.group(4).charAt(0));
            var degrees = degrees(parts);
            switch (side) {
                case 'N' -> latitude = degrees;
                case 'S' -> latitude = degrees.negate();
                case 'E' -> longitude = degrees;
                default -> longitude = degrees.negate();
            }
        }
        return latitude == null || longitude == null
                ? Optional.empty()
                : place(latitude, longitude);
    }

    private static BigDecimal degrees(List<String> parts) {
        double seconds = Double.parseDouble(parts.get(1)) * 60 + Double.parseDouble(parts.get(2));
        return new BigDecimal(parts.get(0))
                .add(BigDecimal.valueOf(Math.round(seconds / 3600 * 1e7), 7))
                .stripTrailingZeros();
    }

    private static Optional<Place> place(BigDecimal latitude, BigDecimal longitude) {
        boolean onEarth =
                latitude.abs().compareTo(BigDecimal.valueOf(90)) <= 0
                        && longitude.abs().compareTo(BigDecimal.valueOf(180)) <= 0;
        return onEarth ? Optional.of(new Place(latitude, longitude)) : Optional.empty();
    }
}
