package org.fieldpost.form;

import java.util.Locale;
import java.util.Map;

/**
 * A text in the languages a form speaks.
 *
 * @param byLanguage text by language tag ("fr", "pt-BR"), lower case; may be empty
 * @param otherwise what is said in a language without a text; may be ""
 */
public record LocalText(Map<String, String> byLanguage, String otherwise) {
    public static final LocalText EMPTY = new LocalText(Map.of(), "");

    public LocalText {
        byLanguage = Map.copyOf(byLanguage);
    }

    /** The same text in every language. */
    public static LocalText of(String text) {
        return new LocalText(Map.of(), text);
    }

    /** The text for {@code locale}: its full tag, else its language, else {@link #otherwise}. */
    public String in(Locale locale) {
        var exact = byLanguage.get(locale.toLanguageTag().toLowerCase(Locale.ROOT));
        return exact != null ? exact : byLanguage.getOrDefault(locale.getLanguage(), otherwise);
    }

    /** Whether nothing is said in any language. */
    public boolean isEmpty() {
        return otherwise.isEmpty() && byLanguage.isEmpty();
    }
}
