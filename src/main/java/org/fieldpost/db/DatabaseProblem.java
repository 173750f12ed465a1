package org.fieldpost.db;

import org.fieldpost.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** A database that cannot be opened, or no longer be used; {@link #kind()} says why. */
public final class DatabaseProblem extends Problem {
    private static final long serialVersionUID = 1;
    private final Kind kind;

    DatabaseProblem(Kind kind, String what, @Nullable Throwable cause) {
        super(kind.code, what, kind.remedy, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Why a database does not serve, and what a person can do about it. */
    public enum Kind {
        NEWER_THAN_PROGRAM(
                "FP-3101", "Install the newest Fieldpost on this computer; nothing was changed."),
        EDITED_MIGRATION(
                "FP-3102",
                "Install an unmodified Fieldpost: the program's own files are not what they were."),
        IN_USE("FP-3103", "Close the other Fieldpost window or process and try again."),
        WRONG_KEY(
                "FP-3104",
                "Check that its own key or passphrase was used. If it was, the file is damaged. "
                        + Words.OF_DAMAGED),
        DAMAGED("FP-3105", Words.OF_DAMAGED),
        READ_ONLY(
                "FP-3106",
                "Make the profile's folder writable, or move the profile to another disk."),
        UNREACHABLE(
                "FP-3107",
                "Check that the database server is running and its address and password."),
        LOST(
                "FP-3108",
                "Free some disk space or reconnect the disk, then start Fieldpost again; what was saved is"
                        + " in the journal.");

        private final String code;
        private final String remedy;

        Kind(String code, String remedy) {
            this.code = code;
            this.remedy = remedy;
        }

        private static final class Words {
            static final String OF_DAMAGED =
                    "Copy its folder to a safe place before anything else. A profile is made anew from its journal"
                            + " when it is opened; a hub has to be restored from a backup.";

            private Words() {}
        }
    }
}
