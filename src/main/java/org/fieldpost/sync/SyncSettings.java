package org.fieldpost.sync;

import java.time.Duration;
import org.fieldpost.kernel.Backoff;

/**
 * How eager sync is, and its bounds.
 *
 * @param localChangeDelay from a local change to the push that carries it, so that a burst is one push
 * @param focusedInterval between syncs while somebody looks
 * @param unfocusedInterval between syncs otherwise
 * @param backoff between failed tries
 * @param batch bounds of a push
 * @param pull bounds of a pull
 * @param media bounds of file transfers
 * @param telemetry how often this laptop says how it is
 * @param slice the longest bulk work goes on before it looks whether something else is to be done
 */
public record SyncSettings(
        Duration localChangeDelay,
        Duration focusedInterval,
        Duration unfocusedInterval,
        Backoff backoff,
        Batch batch,
        Pull pull,
        Media media,
        Telemetry telemetry,
        Duration slice) {
    /** With telemetry and slices as usual. */
    public SyncSettings(
            Duration localChangeDelay,
            Duration focusedInterval,
            Duration unfocusedInterval,
            Backoff backoff,
            Batch batch,
            Pull pull,
            Media media) {
        this(
                localChangeDelay,
                focusedInterval,
                unfocusedInterval,
                backoff,
                batch,
                pull,
                media,
                new Telemetry(Duration.ofMinutes(15), 24, 100),
                Duration.ofSeconds(2));
    }

    /** What field laptops use. */
    public static SyncSettings standard() {
        return new SyncSettings(
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(2)),
                new Batch(500, 4 << 20, 10, Duration.ofMinutes(5)),
                new Pull(500, 1_000, 5),
                new Media(512 << 10, 8 << 20, 10));
    }

    /**
     * Bounds of a push.
     *
     * @param commandsMax commands in one request
     * @param bytesMax payload bytes in one request; a single larger command goes alone
     * @param attemptsMax tries before a command needs a person
     * @param leaseDuration after which a command in flight is taken for lost and sent again
     */
    public record Batch(int commandsMax, long bytesMax, int attemptsMax, Duration leaseDuration) {}

    /**
     * Bounds of a pull.
     *
     * @param pageLimit changes asked for at once
     * @param iterationsMax pages in one run (seed: MAX_PULL_ITERATIONS)
     * @param failedRunsMax runs in which a change may fail before it is set aside
     */
    public record Pull(int pageLimit, int iterationsMax, int failedRunsMax) {}

    /**
     * Bounds of file transfers.
     *
     * @param chunkBytes sent or fetched at once; what is confirmed is never sent again
     * @param leaseFromBytes from this much on a lease is asked for
     * @param attemptsMax tries before a file needs a person
     */
    public record Media(int chunkBytes, long leaseFromBytes, int attemptsMax) {}

    /**
     * How often this laptop says how it is, and how much of it is kept.
     *
     * @param interval at least this long between two rows
     * @param unsentMax rows that may wait to be sent; beyond, the oldest goes
     * @param keptMax rows of a device that stay here once the hub has them
     */
    public record Telemetry(Duration interval, int unsentMax, int keptMax) {}
}
