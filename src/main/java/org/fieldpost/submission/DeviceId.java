package org.fieldpost.submission;

import java.util.UUID;

/**
 * An enrolled device, as the hub numbers it.
 *
 * @param value the id
 */
public record DeviceId(UUID value) {
    /** The id written as {@code text}; refuses anything but a UUID. */
    public static DeviceId of(String text) {
        return new DeviceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
