package org.fieldpost.ui.shell;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.fieldpost.ui.fx.Words;
import org.fieldpost.ui.kit.Density;
import org.jspecify.annotations.Nullable;

/** How a person likes the window; every change is saved. Used on the screen's thread. */
public final class Preferences {
    private final ObjectProperty<Locale> language;
    private final ObjectProperty<ThemeChoice> theme;
    private final ObjectProperty<Density> density;
    private final ObjectProperty<@Nullable String> screen;
    private final ObjectProperty<@Nullable WindowPlace> window;

    /**
     * As {@code saved}, else as it comes.
     *
     * @param system the language the system speaks
     * @param save keeps a changed state; may take its time elsewhere, in order
     */
    public Preferences(SavedPreferences saved, Locale system, Consumer<SavedPreferences> save) {
        language = new SimpleObjectProperty<>(spoken(saved.language(), system));
        theme = new SimpleObjectProperty<>(word(ThemeChoice.values(), saved.theme()));
        density = new SimpleObjectProperty<>(word(Density.values(), saved.density()));
        screen = new SimpleObjectProperty<>(saved.screen());
        window = new SimpleObjectProperty<>(saved.window());
        for (var property : List.of(language, theme, density, screen, window)) {
            property.addListener((_, _, _) -> save.accept(state()));
        }
    }

    private static Locale spoken(@Nullable String tag, Locale system) {
        var wanted = tag == null ? system : Locale.forLanguageTag(tag);
        return Words.LANGUAGES.stream()
                .filter(known -> known.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .map(known -> wanted.getCountry().isEmpty() ? known : wanted)
                .orElse(Words.LANGUAGES.getFirst());
    }

    /** The value written as {@code text}; the first when there is none such. */
    private static <E extends Enum<E>> E word(E[] values, @Nullable String text) {
        for (var value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        return values[0];
    }

    /** What is saved. */
    public SavedPreferences state() {
        return new SavedPreferences(
                language.get().toLanguageTag(),
                theme.get().name().toLowerCase(Locale.ROOT),
                density.get().name().toLowerCase(Locale.ROOT),
                screen.get(),
                window.get());
    }

    public ObjectProperty<Locale> languageProperty() {
        return language;
    }

    public ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }

    public ObjectProperty<Density> densityProperty() {
        return density;
    }

    /** The screen shown last. */
    public ObjectProperty<@Nullable String> screenProperty() {
        return screen;
    }

    /** Where the window was last. */
    public ObjectProperty<@Nullable WindowPlace> windowProperty() {
        return window;
    }
}
