package org.fieldpost.form;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What to look for in a choice list.
 *
 * @param text what the person typed; "" for everything
 * @param where columns that must equal a value exactly (the part of a filter an index can answer)
 * @param also the rest of the filter, asked row by row after the others
 * @param locale whose labels are searched and ordered by
 * @param limit at most so many choices come back
 */
public record ChoiceQuery(
        String text, Map<String, String> where, Predicate<Choice> also, Locale locale, int limit) {
    public ChoiceQuery {
        where = Map.copyOf(where);
    }

    /** Everything whose label or code matches {@code text}. */
    public static ChoiceQuery text(String text, Locale locale, int limit) {
        return new ChoiceQuery(text, Map.of(), choice -> true, locale, limit);
    }
}
