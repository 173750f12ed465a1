package org.fieldpost.media;

import org.fieldpost.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** A file that cannot be kept or given back; {@link #kind()} says why. */
public final class MediaProblem extends Problem {
    private static final long serialVersionUID = 1;
    private final Kind kind;

    MediaProblem(Kind kind, String what, @Nullable Throwable cause) {
        super(kind.code, what, kind.remedy, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Why, and what a person can do about it. */
    public enum Kind {
        TOO_LARGE("FP-3401", "Attach a smaller file."),
        NOT_WRITTEN(
                "FP-3402",
                "Free some disk space or reconnect the disk, then attach the file again."),
        MISSING("FP-3403", "Attach the file again, or sync: the hub may still hold it."),
        DAMAGED("FP-3404", "Attach the file again, or sync: the hub may still hold it."),
        NO_ROOM(
                "FP-3405",
                "Free some disk space, or sync and let sent photos be removed, then go on.");

        private final String code;
        private final String remedy;

        Kind(String code, String remedy) {
            this.code = code;
            this.remedy = remedy;
        }
    }
}
