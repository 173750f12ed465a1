package org.fieldpost.sync;

import java.io.IOException;
import java.io.OutputStream;
import org.fieldpost.kernel.Sha256;

/** The bytes of photos and files on this laptop, by their hash. */
public interface MediaFiles {
    /** Whether all bytes are here. */
    boolean has(Sha256 hash);

    /** At most {@code max} bytes from {@code offset}; empty at the end. Fails when the file is missing or damaged. */
    byte[] read(Sha256 hash, long offset, int max) throws IOException;

    /** Begins, or goes on, to receive a file. */
    Receiving receive(Sha256 hash) throws IOException;

    /** A file on its way here. Closing it keeps what has come, if that can be kept. */
    interface Receiving extends AutoCloseable {
        /** Bytes that have come. */
        long size();

        /** Where the next bytes go. */
        OutputStream sink();

        /** All has come: puts the file in place, durably, if its hash is right; whether it was. */
        boolean finish() throws IOException;

        /** Forgets what has come. */
        void discard() throws IOException;

        @Override
        void close() throws IOException;
    }
}
