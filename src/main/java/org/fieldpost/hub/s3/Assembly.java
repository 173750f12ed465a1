package org.fieldpost.hub.s3;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import org.fieldpost.hub.s3.Piece.Slice;
import org.fieldpost.kernel.Sha256;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * The bytes of an upload, read piece by piece from the store and hashed on the way. Its last bytes are given out only
 * when the hash is right: a store that was told the length makes no object of what is cut short, so wrong bytes never
 * become a file.
 */
final class Assembly implements ContentStreamProvider {
    private static final int BUFFER_BYTES = 64 * 1024;
    private final Reader reader;
    private final List<Slice> slices;
    private final long length;
    private final Sha256 expected;
    private boolean wrong;

    /** Reads the bytes of a slice. */
    @FunctionalInterface
    interface Reader {
        InputStream open(Slice slice);
    }

    Assembly(Reader reader, List<Slice> slices, Sha256 expected) {
        this.reader = reader;
        this.slices = slices;
        this.length = Piece.length(slices);
        this.expected = expected;
    }

    /** How many bytes there are. */
    long length() {
        return length;
    }

    /** Whether all bytes were read and are others than expected. */
    boolean isWrong() {
        return wrong;
    }

    /** From the beginning; the SDK asks again when it tries again. */
    @Override
    public InputStream newStream() {
        if (wrong) {
            throw notThose();
        }
        return new Bytes();
    }

    private IllegalStateException notThose() {
        return new IllegalStateException("the bytes are not those of " + expected);
    }

    private final class Bytes extends InputStream {
        private final MessageDigest digest = Sha256.digest();
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private InputStream slice = InputStream.nullInputStream();
        private int next;
        private long read;
        private int from;
        private int to;

        @Override
        public int read() throws IOException {
            return fill() ? buffer[from++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            if (most == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int n = Math.min(most, to - from);
            System.arraycopy(buffer, from, into, offset, n);
            from += n;
            return n;
        }

        /** Whether there is a byte to be given out. */
        private boolean fill() throws IOException {
            if (from < to) {
                return true;
            }
            if (read == length) {
                return false;
            }
            from = 0;
            to = 0;
            while (to < buffer.length && read < length) {
                int n = slice.read(buffer, to, (int) Math.min(buffer.length - to, length - read));
                if (n < 0) {
                    nextSlice();
                } else {
                    digest.update(buffer, to, n);
                    to += n;
                    read += n;
                }
            }
            if (read == length && !Sha256.ofDigest(digest.digest()).equals(expected)) {
                wrong = true;
                throw notThose();
            }
            return true;
        }

        private void nextSlice() throws IOException {
            slice.close();
            if (next == slices.size()) {
                throw new IOException("a piece became shorter");
            }
            slice = reader.open(slices.get(next++));
        }

        @Override
        public void close() throws IOException {
            slice.close();
        }
    }
}
