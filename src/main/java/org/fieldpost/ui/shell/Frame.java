package org.fieldpost.ui.shell;

import java.time.InstantSource;
import java.time.ZoneId;
import org.fieldpost.kernel.Background;
import org.fieldpost.ui.fx.Ticker;
import org.fieldpost.ui.fx.ViewLoader;

/**
 * What the window offers a screen.
 *
 * @param loader views and words in the window's language
 * @param navigation to other screens
 * @param notices toasts for what the person just did, and a list for what matters later
 * @param background work away from the screen
 * @param ticker the present, moving
 * @param zone in which times are told
 */
public record Frame(
        ViewLoader loader,
        Navigation navigation,
        Notices notices,
        Background background,
        InstantSource clock,
        Ticker ticker,
        ZoneId zone) {}
