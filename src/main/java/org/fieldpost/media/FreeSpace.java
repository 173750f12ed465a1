package org.fieldpost.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.fieldpost.kernel.Disk;
import org.fieldpost.media.MediaProblem.Kind;

/**
 * Room on the profile's disk. A capture that could not be saved is refused before it begins; a ballast file keeps room
 * for what is on the screen when the disk fills up all the same.
 */
public final class FreeSpace {
    private static final int CHUNK_BYTES = 64 * 1024;
    private final Path folder;
    private final long freeBytesMin;
    private final long ballastBytes;

    /**
     * Watches the disk of a folder.
     *
     * @param freeBytesMin below this no capture begins
     * @param ballastBytes kept back in a file
     */
    public FreeSpace(Path folder, long freeBytesMin, long ballastBytes) {
        this.folder = folder;
        this.freeBytesMin = freeBytesMin;
        this.ballastBytes = ballastBytes;
    }

    /** Room left for this program, ballast not counted. */
    public long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below this no capture begins. */
    public long freeBytesMin() {
        return freeBytesMin;
    }

    /** Whether something of this size can be begun. */
    public boolean hasRoomFor(long bytes) {
        return freeBytes() - freeBytesMin >= bytes;
    }

    /** Throws {@link MediaProblem} when something of this size should not be begun. */
    public void requireRoomFor(long bytes) {
        long free = freeBytes();
        if (free - freeBytesMin < bytes) {
            throw new MediaProblem(
                    Kind.NO_ROOM,
                    "Only %,d MB are free on this disk; %,d MB are needed."
                            .formatted(free >> 20, (freeBytesMin + bytes) >> 20),
                    null);
        }
    }

    /** Makes the ballast file when there is ample room and it is not there; without room nothing happens. */
    public void load() {
        try {
            var ballast = ballast();
            boolean whole = Files.exists(ballast) && Files.size(ballast) == ballastBytes;
            if (whole || !hasRoomFor(ballastBytes)) {
                return;
            }
            fill(ballast);
            Disk.sync(ballast);
        } catch (IOException e) {
            drop(); // The disk filled up meanwhile: leave it its room.
        }
    }

    /** Gives the ballast's room back, so that what is on the screen can be saved. */
    public void drop() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(Path ballast) throws IOException {
        // Bytes without pattern: disks that compress would keep no room for zeros.
        var random = new SplittableRandom(1);
        var chunk = new byte[CHUNK_BYTES];
        try (var out = new FileOutputStream(ballast.toFile())) {
            for (long left = ballastBytes; left > 0; left -= chunk.length) {
                random.nextBytes(chunk);
                out.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }
}
