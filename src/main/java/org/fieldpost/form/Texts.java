package org.fieldpost.form;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** A bundle of sentences with places for arguments. */
record Texts(String bundle) {
    static final Texts FINDINGS = new Texts("org.fieldpost.form.findings");
    static final Texts PROBLEMS = new Texts("org.fieldpost.form.problems");

    /** The sentence under {@code key}, in the bundle's default language if {@code locale} has none. */
    String format(Locale locale, String key, List<String> args) {
        return new MessageFormat(texts(locale).getString(key), locale).format(args.toArray());
    }

    boolean has(String key) {
        return texts(Locale.ROOT).containsKey(key);
    }

    private ResourceBundle texts(Locale locale) {
        var noFallback =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle(bundle, locale, Texts.class.getClassLoader(), noFallback);
    }
}
