package org.fieldpost.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record as it lies in a segment: length of the payload (4 bytes), CRC32C of all that follows and of the length (4),
 * sequence number (8), the lowest number not yet forced to the disk when this was written (8), payload.
 */
final class Entry {
    static final int PAYLOAD_BYTES_MAX = 64 * 1024 * 1024;
    static final int HEAD_BYTES = 24;
    private static final int CHECKED_FROM = 8;
    private final long sequence;
    private final long unforcedFrom;
    private final byte[] payload;

    Entry(long sequence, long unforcedFrom, byte[] payload) {
        this.sequence = sequence;
        this.unforcedFrom = unforcedFrom;
        this.payload = payload;
    }

    /** Strictly increasing over the whole journal. */
    long sequence() {
        return sequence;
    }

    /** All numbers below this were on the disk when this record was written. */
    long unforcedFrom() {
        return unforcedFrom;
    }

    /** Sealed bytes. */
    byte[] payload() {
        return payload;
    }

    int length() {
        return HEAD_BYTES + payload.length;
    }

    void writeTo(ByteBuffer buffer) {
        int at = buffer.position();
        buffer.putInt(payload.length)
                .putInt(0)
                .putLong(sequence)
                .putLong(unforcedFrom)
                .put(payload);
        buffer.putInt(at + Integer.BYTES, crc(buffer, at, payload.length));
    }

    /** The record that begins at {@code at}, if a whole and true one does, numbered in {@code [from, to]}. */
    static Optional<Entry> at(ByteBuffer buffer, int at, long from, long to) {
        int left = buffer.limit() - at;
        if (left < HEAD_BYTES) {
            return Optional.empty();
        }
        int length = buffer.getInt(at);
        long sequence = buffer.getLong(at + CHECKED_FROM);
        if (length < 0
                || length > left - HEAD_BYTES
                || sequence < from
                || sequence > to
                || buffer.getInt(at + Integer.BYTES) != crc(buffer, at, length)) {
            return Optional.empty();
        }
        var payload = new byte[length];
        buffer.get(at + HEAD_BYTES, payload);
        return Optional.of(
                new Entry(sequence, buffer.getLong(at + CHECKED_FROM + Long.BYTES), payload));
    }

    private static int crc(ByteBuffer buffer, int at, int length) {
        var crc = new CRC32C();
        crc.update(buffer.slice(at, Integer.BYTES));
        crc.update(buffer.slice(at + CHECKED_FROM, HEAD_BYTES - CHECKED_FROM + length));
        return (int) crc.getValue();
    }
}
