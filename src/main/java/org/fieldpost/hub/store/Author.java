package org.fieldpost.hub.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who made a change, for the audit history.
 *
 * @param user the person; null for the hub itself
 * @param device the device it came from, if any
 * @param command the command that asked for it, if any
 */
public record Author(@Nullable UUID user, @Nullable UUID device, @Nullable UUID command) {
    /** The hub or whoever administers it. */
    public static final Author HUB = new Author(null, null, null);
}
