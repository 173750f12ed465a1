package org.fieldpost.ui.settings;

import java.nio.file.Path;

/**
 * What does not change while the program runs.
 *
 * @param version the program's
 * @param java the runtime's version
 * @param system operating system and its version
 * @param profile the profile's folder
 * @param encryption who keeps the key: {@code keyring}, {@code passphrase}, or {@code plain} for no encryption
 */
public record About(String version, String java, String system, Path profile, String encryption) {
    /** Whether what is on the disk is sealed. */
    public boolean encrypted() {
        return !"plain".equals(encryption);
    }
}
