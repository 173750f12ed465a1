package org.fieldpost.sync;

/**
 * What happened to photos and other files.
 *
 * @param sent files the hub now holds, hash for hash
 * @param fetched files of other devices now here
 * @param failed files tried again later or needing a person
 * @param bytes bytes carried either way
 * @param remaining files still to send
 */
public record MediaReport(int sent, int fetched, int failed, long bytes, int remaining) {
    public static final MediaReport NONE = new MediaReport(0, 0, 0, 0, 0);

    public MediaReport plus(MediaReport other) {
        return new MediaReport(
                sent + other.sent,
                fetched + other.fetched,
                failed + other.failed,
                bytes + other.bytes,
                Math.max(remaining, other.remaining));
    }
}
