package org.fieldpost.ui.shell;

import org.jspecify.annotations.Nullable;

/**
 * {@code preferences.json} of a profile; whatever is absent is as it comes.
 *
 * @param language a language tag; null follows the system
 * @param theme a {@link ThemeChoice}
 * @param density a {@link org.fieldpost.ui.kit.Density}
 * @param screen the screen shown last
 */
public record SavedPreferences(
        @Nullable String language,
        @Nullable String theme,
        @Nullable String density,
        @Nullable String screen,
        @Nullable WindowPlace window) {
    public static final SavedPreferences NONE = new SavedPreferences(null, null, null, null, null);
}
