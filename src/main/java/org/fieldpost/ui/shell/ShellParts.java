package org.fieldpost.ui.shell;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import javafx.beans.value.ObservableValue;
import org.fieldpost.kernel.Background;

/**
 * What the window is put together from.
 *
 * @param screens in the order of the navigation
 * @param sources what the palette searches
 * @param person who sits here; changes when the laptop is enrolled
 * @param standing how the work stands
 * @param syncNow asks for a sync at once
 */
public record ShellParts(
        List<Screen> screens,
        List<SearchSource> sources,
        ObservableValue<Person> person,
        StandingWatch standing,
        Notices notices,
        Preferences preferences,
        Runnable syncNow,
        Background background,
        InstantSource clock,
        ZoneId zone) {
    public ShellParts {
        screens = List.copyOf(screens);
        sources = List.copyOf(sources);
    }
}
