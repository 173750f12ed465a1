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
public record SaveState(@Nullable Instant savedAt, boolean pending, @Nullable String problem) {
    /** What is true of the draft, in one word. */
    public enum Safety {
        /** Nothing was typed, so there is nothing to keep. */
        UNTOUCHED,
        /** What was typed last is on its way to the disk. */
        SAVING,
        /** All of it survives a power cut. */
        SAVED,
        /** What was typed last is on the screen alone. */
        NOT_SAVED
    }

    /** Whether something typed is on the screen alone. */
    public boolean isAtRisk() {
        return pending || problem != null;
    }

    public Safety safety() {
        if (problem != null) {
            return Safety.NOT_SAVED;
        }
        if (pending) {
            return Safety.SAVING;
        }
        return savedAt == null ? Safety.UNTOUCHED : Safety.SAVED;
    }
}
