package org.fieldpost.vault;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes that are not what was sealed: damaged, cut short, moved elsewhere, or sealed with another key. */
public final class SealBroken extends IOException {
    private static final long serialVersionUID = 1;

    SealBroken(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
