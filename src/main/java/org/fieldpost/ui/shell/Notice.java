package org.fieldpost.ui.shell;

import java.time.Instant;
import org.fieldpost.ui.kit.Tone;
import org.jspecify.annotations.Nullable;

/**
 * Something that matters later, kept in the notice list until it is dismissed.
 *
 * @param screen where it can be looked after; null for nowhere
 * @param argument handed to that screen
 */
public record Notice(
        Tone tone,
        String title,
        String text,
        Instant at,
        @Nullable String screen,
        @Nullable Object argument) {}
