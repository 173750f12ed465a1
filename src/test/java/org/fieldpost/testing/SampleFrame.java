package org.fieldpost.testing;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.fieldpost.kernel.Background;
import org.fieldpost.ui.fx.Ticker;
import org.fieldpost.ui.fx.ViewLoader;
import org.fieldpost.ui.shell.Frame;
import org.fieldpost.ui.shell.Navigation;
import org.fieldpost.ui.shell.Notices;
import org.jspecify.annotations.Nullable;

/** A window's offer to a screen, without the window: where the screen wanted to go is noted. */
public final class SampleFrame implements Navigation {
    /** A wish to go somewhere. */
    public record Trip(String screen, @Nullable Object argument) {}

    public final List<Trip> trips = new ArrayList<>();

    /** What screens want to be handed when the person comes back. */
    public final List<Trip> remembered = new ArrayList<>();

    /** The frame, in {@code locale}. */
    public Frame frame(Locale locale, InstantSource clock, Background background) {
        return new Frame(
                new ViewLoader(locale),
                this,
                new Notices(clock),
                background,
                clock,
                new Ticker(clock, Duration.ofHours(1)),
                ZoneOffset.UTC);
    }

    @Override
    public void navigate(String id, @Nullable Object argument) {
        trips.add(new Trip(id, argument));
    }

    @Override
    public void remember(String id, Object argument) {
        remembered.add(new Trip(id, argument));
    }

    @Override
    public void back() {
        trips.add(new Trip("back", null));
    }

    @Override
    public boolean offers(String id) {
        return true;
    }

    @Override
    public ReadOnlyStringProperty currentProperty() {
        return new ReadOnlyStringWrapper("").getReadOnlyProperty();
    }
}
