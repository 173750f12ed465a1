package org.fieldpost.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;
import java.util.function.Function;
import javax.crypto.SecretKey;

/** The plain bytes of a sealed file from an offset on; a segment is given out only after its tag was checked. */
final class SealedFileReader extends InputStream {
    private final SeekableByteChannel file;
    private final SecretKey fileKey;
    private final long segments;
    private byte[] plain = {};
    private int at;
    private long next;

    private SealedFileReader(SeekableByteChannel file, SecretKey fileKey, long segments) {
        this.file = file;
        this.fileKey = fileKey;
        this.segments = segments;
    }

    static SealedFileReader open(
            SeekableByteChannel file, long plainOffset, Function<byte[], SecretKey> fileKey)
            throws IOException {
        long sealedLength = file.size();
        long plainLength = SealedFile.plainLength(sealedLength);
        if (plainOffset < 0 || plainOffset > plainLength) {
            throw new IllegalArgumentException(
                    "offset %d of %d bytes".formatted(plainOffset, plainLength));
        }
        var header = ByteBuffer.allocate(SealedFile.HEADER_BYTES);
        file.position(0);
        fill(file, header);
        long segments = SealedFile.segments(sealedLength);
        var reader =
                new SealedFileReader(file, fileKey.apply(SealedFile.salt(header.flip())), segments);
        // At the very end of full segments the last one is read again, so that a cut is noticed
        // there too.
        reader.next = Math.min(plainOffset / SealedFile.SEGMENT_BYTES, segments - 1);
        reader.readSegment();
        reader.at = (int) (plainOffset - (reader.next - 1) * SealedFile.SEGMENT_BYTES);
        return reader;
    }

    private static void fill(SeekableByteChannel from, ByteBuffer to) throws IOException {
        int n = 0;
        while (to.hasRemaining() && n >= 0) {
            n = from.read(to);
        }
    }

    private void readSegment() throws IOException {
        var sealed = ByteBuffer.allocate(SealedFile.SEALED_SEGMENT_BYTES);
        file.position(SealedFile.HEADER_BYTES + next * SealedFile.SEALED_SEGMENT_BYTES);
        fill(file, sealed);
        var bytes = new byte[sealed.flip().remaining()];
        sealed.get(bytes);
        plain = Aead.decryptSegment(fileKey, next, next == segments - 1, bytes);
        at = 0;
        next++;
    }

    /** Makes a byte available, or tells that there is none. */
    private boolean more() throws IOException {
        while (at == plain.length && next < segments) {
            readSegment();
        }
        return at < plain.length;
    }

    @Override
    public int read() throws IOException {
        return more() ? plain[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int n = Math.min(length, plain.length - at);
        System.arraycopy(plain, at, to, offset, n);
        at += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
