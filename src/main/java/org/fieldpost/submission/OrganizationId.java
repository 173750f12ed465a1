package org.fieldpost.submission;

import java.util.UUID;

/**
 * A tenant of the hub; nothing crosses from one to another.
 *
 * @param value the id
 */
public record OrganizationId(UUID value) {
    /** The id written as {@code text}; refuses anything but a UUID. */
    public static OrganizationId of(String text) {
        return new OrganizationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
