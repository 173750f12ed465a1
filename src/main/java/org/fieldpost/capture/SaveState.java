package org.fieldpost.capture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How safe a draft is.
 *
 * @param savedAt everything up to here survives a power cut; null before the first save
 * @param pending something typed is not saved yet
 * @param problem why the last save failed; null when it did not
 */
public record SaveState(@Nullable Instant savedAt, boolean pending, @Nullable String problem) {}
