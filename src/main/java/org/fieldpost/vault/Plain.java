package org.fieldpost.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/** The seal of a profile that asked for none: bytes stay as they are. */
public record Plain() implements Seal {
    @Override
    public byte[] seal(byte[] plain, byte[] context) {
        return plain.clone();
    }

    @Override
    public byte[] open(byte[] sealed, byte[] context) {
        return sealed.clone();
    }

    @Override
    public OutputStream sealing(OutputStream to) {
        return to;
    }

    @Override
    public InputStream opening(SeekableByteChannel file, long plainOffset) throws IOException {
        file.position(plainOffset);
        return Channels.newInputStream(file);
    }

    @Override
    public long plainLength(long sealedLength) {
        return sealedLength;
    }
}
