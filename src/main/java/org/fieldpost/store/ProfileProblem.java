package org.fieldpost.store;

import org.fieldpost.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** A profile that cannot be made or opened; {@link #kind()} says why. */
public final class ProfileProblem extends Problem {
    private static final long serialVersionUID = 1;
    private final Kind kind;

    ProfileProblem(Kind kind, String what, @Nullable Throwable cause) {
        super(kind.code, what, kind.remedy, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Why a profile does not open, and what to do. */
    public enum Kind {
        IN_USE("FP-3501", "Close the other Fieldpost window, or use another profile folder."),
        NOT_A_PROFILE("FP-3502", "Choose the folder of a profile, or make a new one there."),
        EXISTS("FP-3503", "Open the profile that is there, or choose an empty folder."),
        NOT_WRITABLE("FP-3504", "Make the folder writable, or move the profile to another disk."),
        NEWER_THAN_PROGRAM("FP-3505", "Install the newest Fieldpost; nothing was changed.");

        private final String code;
        private final String remedy;

        Kind(String code, String remedy) {
            this.code = code;
            this.remedy = remedy;
        }
    }
}
