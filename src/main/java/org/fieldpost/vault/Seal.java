package org.fieldpost.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;

/**
 * How bytes at rest are kept from other eyes and from unnoticed change. One seal serves one purpose; a {@link Plain}
 * one leaves bytes as they are. Safe for any number of threads.
 */
public sealed interface Seal permits Aead, Plain {
    /**
     * Seals a record.
     *
     * @param context where the record belongs; the same is needed to open it, and it is not kept inside
     */
    byte[] seal(byte[] plain, byte[] context);

    /** Opens a sealed record; throws {@link SealBroken} for anything but the very bytes, key and context. */
    byte[] open(byte[] sealed, byte[] context) throws SealBroken;

    /** A stream whose plain bytes go, sealed, to {@code to}; it is whole once closed, which closes {@code to}. */
    OutputStream sealing(OutputStream to) throws IOException;

    /**
     * The plain bytes of a sealed file, from an offset to the end; closing closes the channel. Reading throws {@link
     * SealBroken} before it gives a wrong byte, and at the end of a file that was cut short.
     */
    InputStream opening(SeekableByteChannel file, long plainOffset) throws IOException;

    /** How many plain bytes a sealed file of this length holds; throws {@link SealBroken} when none has it. */
    long plainLength(long sealedLength) throws SealBroken;
}
