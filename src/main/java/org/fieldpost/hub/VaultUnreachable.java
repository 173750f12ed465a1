package org.fieldpost.hub;

import java.io.IOException;

/** The store of the photos does not answer, or refuses; nothing is wrong with this machine's disk. */
public final class VaultUnreachable extends IOException {
    private static final long serialVersionUID = 1;

    public VaultUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
