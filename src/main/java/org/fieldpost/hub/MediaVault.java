package org.fieldpost.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.Sha256;

/** The hub's folder of photos: finished ones under their hash, organizations apart; unfinished ones beside them. */
final class MediaVault {
    private static final int BUFFER_BYTES = 64 * 1024;
    private final Path folder;
    private final Path unfinished;

    MediaVault(Path folder) {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        createFolder(unfinished);
    }

    private static void createFolder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                Disk.syncFolderOf(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of finished bytes, there or not. */
    Path file(UUID organization, String sha256) {
        return shelf(organization, sha256).resolve(new Sha256(sha256).hex());
    }

    private Path home(UUID organization) {
        return folder.resolve(organization.toString());
    }

    private Path shelf(UUID organization, String sha256) {
        return home(organization).resolve(sha256.substring(0, 2));
    }

    private Path part(UUID upload) {
        return unfinished.resolve(upload.toString());
    }

    /** How many bytes of an upload are here. */
    long length(UUID upload) throws IOException {
        var part = part(upload);
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /**
     * Appends what the stream brings, to {@code bytesMax} in all; everything that arrived is on the disk when this
     * returns, also when the sender went away. Returns the new length.
     */
    long append(UUID upload, InputStream from, long bytesMax) throws IOException {
        try (var channel =
                FileChannel.open(
                        part(upload), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long length = channel.size();
            channel.position(length);
            var buffer = new byte[BUFFER_BYTES];
            for (int n = read(from, buffer, bytesMax - length);
                    n > 0;
                    n = read(from, buffer, bytesMax - length)) {
                var bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                length += n;
            }
            channel.force(true);
            return length;
        }
    }

    /** Reads some bytes; 0 when there is no more room, no more bytes, or the sender is gone. */
    private static int read(InputStream from, byte[] buffer, long room) {
        try {
            return room == 0
                    ? 0
                    : Math.max(0, from.read(buffer, 0, (int) Math.min(buffer.length, room)));
        } catch (IOException e) {
            return 0;
        }
    }

    /** Makes a complete upload a finished file if its bytes are what they should be; else throws them away. */
    boolean finish(UUID upload, UUID organization, String sha256) throws IOException {
        var part = part(upload);
        if (!Sha256.of(part).hex().equals(sha256)) {
            discard(upload);
            return false;
        }
        createFolder(home(organization));
        createFolder(shelf(organization, sha256));
        Disk.rename(part, file(organization, sha256));
        return true;
    }

    /** Forgets what came of an upload. */
    void discard(UUID upload) throws IOException {
        Files.deleteIfExists(part(upload));
    }

    /** Whether the finished file is here. */
    boolean holds(UUID organization, String sha256) {
        return Files.exists(file(organization, sha256));
    }
}
