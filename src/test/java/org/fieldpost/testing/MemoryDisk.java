package org.fieldpost.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders on the machine's memory disk where there is one. For tests in which processes die and links break:
 * what a process wrote outlives it there as on any disk, and nobody waits for a busy disk's fsync. Not for power cuts.
 */
public final class MemoryDisk implements TempDirFactory {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final long FREE_BYTES_MIN = 512L << 20;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
            throws IOException {
        return has(FREE_BYTES_MIN)
                ? Files.createTempDirectory(SHARED_MEMORY, "fieldpost")
                : Files.createTempDirectory("fieldpost");
    }

    /** The memory disk when so much is free on it, else where temporary files go. */
    static Path orTemporary(long freeBytesMin) throws IOException {
        return has(freeBytesMin) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static boolean has(long freeBytes) throws IOException {
        return Files.isWritable(SHARED_MEMORY)
                && Files.getFileStore(SHARED_MEMORY).getUsableSpace() > freeBytes;
    }
}
