package org.fieldpost.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.fieldpost.kernel.Sha256;

/** Hashes what is read and refuses to end well when the hash is another. */
final class VerifiedStream extends FilterInputStream {
    private final MessageDigest digest = Sha256.digest();
    private final Sha256 expected;
    private boolean checked;

    VerifiedStream(InputStream in, Sha256 expected) {
        super(in);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b < 0) {
            check();
        } else {
            digest.update((byte) b);
        }
        return b;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int n = super.read(to, offset, length);
        if (n < 0) {
            check();
        } else {
            digest.update(to, offset, n);
        }
        return n;
    }

    /** Reads what it skips, so that it is hashed too. */
    @Override
    public long skip(long n) throws IOException {
        return readNBytes(Math.clamp(n, 0, 64 * 1024)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws IOException {
        if (!checked && !Sha256.ofDigest(digest.digest()).equals(expected)) {
            throw new IOException("the bytes are not those of " + expected);
        }
        checked = true;
    }
}
