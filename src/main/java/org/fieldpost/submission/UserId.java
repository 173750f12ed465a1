package org.fieldpost.submission;

import java.util.UUID;

/**
 * A person, as the hub numbers them.
 *
 * @param value the id
 */
public record UserId(UUID value) {
    /** The id written as {@code text}; refuses anything but a UUID. */
    public static UserId of(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
