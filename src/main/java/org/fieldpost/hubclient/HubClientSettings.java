package org.fieldpost.hubclient;

import java.time.Duration;
import org.fieldpost.kernel.Backoff;

/**
 * Patience and bounds of the HTTP client.
 *
 * @param connectMax to open a connection
 * @param silenceMax without a byte either way before a call is given up
 * @param callMax for a whole call, downloads aside
 * @param probeMax for the health probe
 * @param answerBytesMax the longest JSON answer read, after decompression
 * @param hintBackoff between tries to open the hint socket
 */
public record HubClientSettings(
        Duration connectMax,
        Duration silenceMax,
        Duration callMax,
        Duration probeMax,
        long answerBytesMax,
        Backoff hintBackoff) {
    /** For field links: slow is fine, silent is not. */
    public static HubClientSettings standard() {
        return new HubClientSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                64L << 20,
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(2)));
    }
}
