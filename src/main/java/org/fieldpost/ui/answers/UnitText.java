package org.fieldpost.ui.answers;

import java.util.Locale;
import org.fieldpost.ui.fx.Words;

/** Units of measure as people write them: common UCUM codes by their words, others as they are. */
public final class UnitText {
    private UnitText() {}

    /** {@code code} as it is shown beside a number. */
    public static String of(String code, Locale locale) {
        return of(code, Words.of(UnitText.class, locale));
    }

    static String of(String code, Words words) {
        String key = "unit." + code;
        return words.knows(key) ? words.say(key) : code;
    }
}
