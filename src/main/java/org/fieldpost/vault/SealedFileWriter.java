package org.fieldpost.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import javax.crypto.SecretKey;

/** Seals what is written to it, segment by segment; closing writes the last. */
final class SealedFileWriter extends OutputStream {
    private final OutputStream to;
    private final SecretKey fileKey;
    private final byte[] segment = new byte[SealedFile.SEGMENT_BYTES];
    private int filled;
    private long number;
    private boolean closed;

    SealedFileWriter(OutputStream to, byte[] salt, SecretKey fileKey) throws IOException {
        this.to = to;
        this.fileKey = fileKey;
        to.write(SealedFile.header(salt));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == segment.length) {
                writeSegment(false); // only once more is coming: a full segment may be the last
            }
            int n = Math.min(left, segment.length - filled);
            System.arraycopy(bytes, from, segment, filled, n);
            filled += n;
            from += n;
            left -= n;
        }
    }

    private void writeSegment(boolean last) throws IOException {
        to.write(Aead.encryptSegment(fileKey, number, last, segment, filled));
        number++;
        filled = 0;
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (to) {
            writeSegment(true);
        }
    }
}
