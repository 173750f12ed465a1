package org.fieldpost.hub;

import java.time.Duration;

/**
 * How long the hub remembers. Shorter than a laptop may be away is dangerous only for tombstones: a device away for
 * longer takes a snapshot.
 *
 * @param tombstones deletions; a device away longer than this fetches everything anew
 * @param payloads what commands said; their ids, hashes and answers are receipts and stay
 * @param telemetry what devices told about themselves, by the time they told it
 * @param codes enrolment codes after they were used or had expired
 * @param uploads uploads after they were complete
 * @param media bytes that nothing names any more, after they were stored
 */
public record Retention(
        Duration tombstones,
        Duration payloads,
        Duration telemetry,
        Duration codes,
        Duration uploads,
        Duration media) {
    /** What an organization with laptops away for months needs. */
    public static Retention standard() {
        return new Retention(
                Duration.ofDays(180),
                Duration.ofDays(90),
                Duration.ofDays(90),
                Duration.ofDays(30),
                Duration.ofDays(14),
                Duration.ofDays(30));
    }
}
