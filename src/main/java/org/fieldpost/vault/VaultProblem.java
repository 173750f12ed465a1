package org.fieldpost.vault;

import org.fieldpost.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** A profile whose key cannot be had; {@link #kind()} says why. */
public final class VaultProblem extends Problem {
    private static final long serialVersionUID = 1;
    private final Kind kind;

    VaultProblem(Kind kind, String what, @Nullable Throwable cause) {
        super(kind.code, what, kind.remedy, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Why the key cannot be had, and what a person can do about it. */
    public enum Kind {
        WRONG_PASSPHRASE(
                "FP-3201", "Type the passphrase again; mind the keyboard layout and caps lock."),
        NO_KEYRING(
                "FP-3202",
                "Log in to a desktop session with a keyring, or protect the profile with a passphrase."),
        KEY_LOST(
                "FP-3203",
                "Restore the keyring entry from a backup of this computer account, or restore the profile"
                        + " from its backup; the data cannot be read without the key."),
        KEY_FILE_MISSING(
                "FP-3204", "Restore key.json from a backup of the profile; do not make a new one."),
        KEY_FILE_UNREADABLE("FP-3205", "Restore key.json from a backup of the profile."),
        OTHER_PROTECTION(
                "FP-3206",
                "Open the profile the way it is protected: by passphrase or by keyring."),
        ALREADY_PROTECTED("FP-3207", "Open the profile instead; its key already exists.");

        private final String code;
        private final String remedy;

        Kind(String code, String remedy) {
            this.code = code;
            this.remedy = remedy;
        }
    }
}
