package org.fieldpost.journal;

import org.fieldpost.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** A journal that cannot take or give records; what was acknowledged stays in its files. */
public final class JournalProblem extends Problem {
    private static final long serialVersionUID = 1;

    JournalProblem(String message, @Nullable Throwable cause) {
        super(
                "FP-3301",
                message,
                "Free some disk space or reconnect the disk, then try again; nothing saved before is lost.",
                cause);
    }
}
