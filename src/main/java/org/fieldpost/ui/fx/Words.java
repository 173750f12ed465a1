package org.fieldpost.ui.fx;

import java.text.MessageFormat;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a screen says, in the person's language: {@code messages} of its own package first, then of the packages around
 * it, up to {@code org.fieldpost.ui}. Sentences are {@link MessageFormat}s, so an apostrophe is written ’.
 */
public final class Words {
    /** Languages there are words for; the first is the one taken when the system speaks none of them. */
    public static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.FRENCH, Locale.of("ar"));

    private static final String ROOM = "org.fieldpost.ui";
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle bundle;

    private Words(Locale locale, ResourceBundle bundle) {
        this.locale = locale;
        this.bundle = bundle;
    }

    /** The words of {@code home}'s package. */
    public static Words of(Class<?> home, Locale locale) {
        return new Words(
                locale,
                new Chain(
                        packages(home.getPackageName())
                                .flatMap(name -> bundle(name, locale))
                                .toList()));
    }

    /** The sentence {@code key}, its blanks filled; a key without words is a bug. */
    public String say(String key, Object... blanks) {
        return RightToLeft.wrappable(
                new MessageFormat(bundle.getString(key), locale).format(blanks));
    }

    /** Whether there are words for {@code key}. */
    public boolean knows(String key) {
        return bundle.containsKey(key);
    }

    public Locale locale() {
        return locale;
    }

    /** A language's name in itself, as a list shows it: Français. */
    public static String nameOf(Locale language) {
        var name = language.getDisplayLanguage(language);
        return name.substring(0, 1).toUpperCase(language) + name.substring(1);
    }

    /** Whether the language runs from right to left. */
    public boolean rightToLeft() {
        return "ar".equals(locale.getLanguage());
    }

    /** For FXML: {@code %key}. */
    public ResourceBundle bundle() {
        return bundle;
    }

    private static Stream<String> packages(String from) {
        return Stream.iterate(
                from,
                name -> name.startsWith(ROOM),
                name -> name.substring(0, name.lastIndexOf('.')));
    }

    private static Stream<ResourceBundle> bundle(String name, Locale locale) {
        try {
            return Stream.of(ResourceBundle.getBundle(name + ".messages", locale, EXACT));
        } catch (MissingResourceException e) {
            return Stream.empty();
        }
    }

    /** Several bundles as one; the first that knows a key speaks. */
    private static final class Chain extends ResourceBundle {
        private final List<ResourceBundle> links;

        Chain(List<ResourceBundle> links) {
            this.links = links;
        }

        @Override
        protected @Nullable Object handleGetObject(String key) {
            return links.stream()
                    .filter(link -> link.containsKey(key))
                    .findFirst()
                    .map(link -> RightToLeft.wrappable(link.getString(key)))
                    .orElse(null);
        }

        @Override
        public Enumeration<String> getKeys() {
            Set<String> keys = new LinkedHashSet<>();
            links.forEach(link -> keys.addAll(link.keySet()));
            return Collections.enumeration(keys);
        }
    }
}
