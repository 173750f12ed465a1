package org.fieldpost.ui.capture.question;

import java.time.Duration;
import java.time.Instant;
import org.fieldpost.submission.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a photo tells of itself.
 *
 * @param filename the name the person's file had
 * @param takenAt when it was taken, if it says so
 * @param place where it was taken, if it says so
 * @param metresAway how far that is from the submission's position, if both are known
 */
public record PhotoFacts(
        String filename,
        long sizeBytes,
        @Nullable Instant takenAt,
        @Nullable Position place,
        @Nullable Double metresAway) {
    private static final Duration OLD = Duration.ofHours(24);
    private static final double FAR_METRES = 1_000;

    /** Whether it was taken so long before {@code now} that the person should look again. */
    boolean isOld(Instant now) {
        return takenAt != null && takenAt.isBefore(now.minus(OLD));
    }

    /** Whether it says it was taken after {@code now}: the camera's clock is wrong. */
    boolean isFromTheFuture(Instant now) {
        return takenAt != null && takenAt.isAfter(now.plus(Duration.ofMinutes(5)));
    }

    boolean isFar() {
        return metresAway != null && metresAway > FAR_METRES;
    }
}
