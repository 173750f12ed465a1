package org.fieldpost.ui.settings;

import java.util.function.Consumer;
import org.fieldpost.store.Enrolment;
import org.fieldpost.ui.shell.Preferences;
import org.fieldpost.ui.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/** The settings for the navigation. */
public final class SettingsScreen {
    private SettingsScreen() {}

    /**
     * The screen, for everyone.
     *
     * @param enrolled told on the screen's thread when the hub took this laptop in
     */
    public static Screen screen(
            SettingsDesk desk, Preferences preferences, Consumer<Enrolment> enrolled) {
        return Screen.listed(
                "settings",
                SettingsScreen.class,
                Feather.SETTINGS,
                frame -> new SettingsView(desk, preferences, enrolled, frame));
    }
}
