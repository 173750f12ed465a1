package org.fieldpost.submission;

import java.util.UUID;

/**
 * A photo or other attachment; made on the device and never changed.
 *
 * @param value the id
 */
public record MediaId(UUID value) {
    /** The id written as {@code text}; refuses anything but a UUID. */
    public static MediaId of(String text) {
        return new MediaId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
