package org.fieldpost.submission;

import java.util.UUID;

/**
 * A submission: temporary (made on the device) until the hub has answered, then the hub's.
 *
 * @param value the id
 */
public record SubmissionId(UUID value) {
    /** The id written as {@code text}; refuses anything but a UUID. */
    public static SubmissionId of(String text) {
        return new SubmissionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
