package org.fieldpost.ui.welcome;

import org.jspecify.annotations.Nullable;

/** Opening a profile, as the welcome screen sees it. */
public interface Opening {
    /** Tries, with what the person typed (null: nothing was asked yet). Blocks on the disk. */
    Attempt open(@Nullable String passphrase);

    /** What came of a try. */
    sealed interface Attempt {
        /** The profile is open: go on. */
        record Opened(Runnable goOn) implements Attempt {}

        /** There is no keyring: a new profile wants a passphrase of its own. */
        record NewPassphrase() implements Attempt {}

        /**
         * The profile has a passphrase.
         *
         * @param wrong the one given was not it
         */
        record Locked(boolean wrong) implements Attempt {}

        /**
         * It cannot be opened.
         *
         * @param code for support
         * @param what happened
         * @param remedy what to do
         * @param details for support; null for none
         */
        record Failed(String code, String what, String remedy, @Nullable String details)
                implements Attempt {}
    }
}
