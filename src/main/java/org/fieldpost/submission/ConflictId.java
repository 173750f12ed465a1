package org.fieldpost.submission;

import java.util.UUID;

/**
 * A conflict waiting for, or settled by, a person.
 *
 * @param value the id
 */
public record ConflictId(UUID value) {
    /** The id written as {@code text}; refuses anything but a UUID. */
    public static ConflictId of(String text) {
        return new ConflictId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
