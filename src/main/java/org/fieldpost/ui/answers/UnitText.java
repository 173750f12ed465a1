package org.fieldpost.ui.answers;

import java.util.Locale;
import java.util.Map;

/** Units of measure as people write them: UCUM codes of the forms in their common spelling. */
public final class UnitText {
    private static final Map<String, String> COMMON =
            Map.of(
                    "a", "years", "mo", "months", "wk", "weeks", "d", "days", "h", "hours", "min",
                    "minutes", "Cel", "°C", "m2", "m²", "m3", "m³", "[degF]", "°F");

    private UnitText() {}

    /** {@code code} as it is shown beside a number. */
    public static String of(String code, Locale locale) {
        return COMMON.getOrDefault(code, code);
    }
}
