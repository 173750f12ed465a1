package org.fieldpost.media;

import java.time.Instant;
import org.fieldpost.submission.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a photo says of itself.
 *
 * @param header type and stored size
 * @param orientation how it must be turned to be upright
 * @param takenAt when, if it says so
 * @param timeSource how sure that is; null without a time
 * @param position where, if it says so
 * @param cameraMake as the camera wrote it, if it did
 * @param cameraModel likewise
 */
public record PhotoFacts(
        ImageHeader header,
        Orientation orientation,
        @Nullable Instant takenAt,
        @Nullable TimeSource timeSource,
        @Nullable Position position,
        @Nullable String cameraMake,
        @Nullable String cameraModel) {
    /** How the time a photo was taken is known. */
    public enum TimeSource {
        /** The camera wrote its offset from UTC. */
        OFFSET,
        /** The satellites' time. */
        GPS,
        /** The camera's clock, taken to stand in the profile's zone. */
        PROFILE_ZONE
    }

    static PhotoFacts unknown(ImageHeader header) {
        return new PhotoFacts(header, Orientation.UPRIGHT, null, null, null, null, null);
    }

    /** Width once upright. */
    public int uprightWidth() {
        return orientation.sideways() ? header.height() : header.width();
    }

    /** Height once upright. */
    public int uprightHeight() {
        return orientation.sideways() ? header.width() : header.height();
    }
}
