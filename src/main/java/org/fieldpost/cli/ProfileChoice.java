package org.fieldpost.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which profile, and how it is unlocked.
 *
 * @param folder where it lies
 * @param passphrase unlocks it, for profiles that have one; null asks the OS keyring
 * @param plain make it unencrypted, when it is made; never the default
 */
public record ProfileChoice(Path folder, @Nullable String passphrase, boolean plain) {
    @Override
    public String toString() {
        return "ProfileChoice[" + folder + "]";
    }
}
