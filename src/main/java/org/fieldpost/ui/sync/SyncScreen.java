package org.fieldpost.ui.sync;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyIntegerProperty;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.ui.shell.Screen;
import org.kordamp.ikonli.feather.Feather;

/** The sync screen for the navigation. */
public final class SyncScreen {
    private SyncScreen() {}

    /**
     * The screen, for everyone.
     *
     * @param changes calls back, on any thread, when sync's status or anything in the queue may have changed, until
     * closed
     * @param needsPerson how many things stand still until somebody acts
     */
    public static Screen screen(
            SyncDesk desk,
            Function<Runnable, Listeners.Subscription> changes,
            ReadOnlyIntegerProperty needsPerson) {
        return Screen.listed(
                        "sync",
                        SyncScreen.class,
                        Feather.REFRESH_CW,
                        frame -> new SyncView(desk, changes, frame))
                .withBadge(needsPerson);
    }
}
