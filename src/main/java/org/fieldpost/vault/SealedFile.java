package org.fieldpost.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The shape of a sealed file: mark, salt, then segments of plain length {@link #SEGMENT_BYTES}, the last shorter. */
final class SealedFile {
    static final int SEGMENT_BYTES = 64 * 1024;
    static final int SEALED_SEGMENT_BYTES = SEGMENT_BYTES + Aead.TAG_BYTES;
    private static final String MARK = "FPS1";
    static final int HEADER_BYTES = MARK.length() + Aead.SALT_BYTES;

    private SealedFile() {}

    static byte[] header(byte[] salt) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put(MARK.getBytes(StandardCharsets.US_ASCII))
                .put(salt)
                .array();
    }

    /** The salt in a header; throws {@link SealBroken} when it is no header. */
    static byte[] salt(ByteBuffer header) throws SealBroken {
        var mark = new byte[MARK.length()];
        var salt = new byte[Aead.SALT_BYTES];
        if (header.remaining() < HEADER_BYTES) {
            throw new SealBroken("sealed file cut short", null);
        }
        header.get(mark).get(salt);
        if (!MARK.equals(new String(mark, StandardCharsets.US_ASCII))) {
            throw new SealBroken("not a sealed file", null);
        }
        return salt;
    }

    /** How many segments a file of this length has: at least the last. */
    static long segments(long sealedLength) throws SealBroken {
        long body = sealedLength - HEADER_BYTES;
        long tail = body % SEALED_SEGMENT_BYTES;
        if (body < Aead.TAG_BYTES || (tail > 0 && tail < Aead.TAG_BYTES)) {
            throw new SealBroken("sealed file cut short", null);
        }
        return body / SEALED_SEGMENT_BYTES + (tail > 0 ? 1 : 0);
    }

    static long plainLength(long sealedLength) throws SealBroken {
        return sealedLength - HEADER_BYTES - segments(sealedLength) * Aead.TAG_BYTES;
    }

    /** Three zero bytes, the number, and whether it is the last. */
    static byte[] nonce(long number, boolean last) {
        return ByteBuffer.allocate(Aead.NONCE_BYTES)
                .put(new byte[3])
                .putLong(number)
                .put((byte) (last ? 1 : 0))
                .array();
    }
}
