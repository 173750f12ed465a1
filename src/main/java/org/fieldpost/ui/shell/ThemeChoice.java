package org.fieldpost.ui.shell;

import org.fieldpost.ui.kit.Theme;

/** The look a person chose. */
public enum ThemeChoice {
    SYSTEM,
    LIGHT,
    DARK;

    /** What it comes to when the system is dark or not. */
    public Theme theme(boolean systemIsDark) {
        return switch (this) {
            case SYSTEM -> systemIsDark ? Theme.DARK : Theme.LIGHT;
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
        };
    }
}
