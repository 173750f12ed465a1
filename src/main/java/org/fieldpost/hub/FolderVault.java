package org.fieldpost.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.Sha256;

/** A folder of photos: this machine's, or one that the machines of several hub processes share. */
public final class FolderVault implements MediaVault {
    private static final int BUFFER_BYTES = 64 * 1024;
    private final Path folder;
    private final Path unfinished;

    public FolderVault(Path folder) {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        try {
            createFolder(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Disk.syncFolderOf(folder);
        }
    }

    private Path file(UUID organization, String sha256) {
        return shelf(organization, sha256).resolve(new Sha256(sha256).hex());
    }

    private Path home(UUID organization) {
        return folder.resolve(organization.toString());
    }

    private Path shelf(UUID organization, String sha256) {
        return home(organization).resolve(sha256.substring(0, 2));
    }

    private Path part(UUID upload, int turn) {
        return unfinished.resolve(upload + "." + turn);
    }

    /** The newest part at or before a turn, there or not. */
    private Path newest(UUID upload, int turn) {
        int at = turn;
        while (at > 0 && !Files.exists(part(upload, at))) {
            at--;
        }
        return part(upload, at);
    }

    @Override
    public long length(UUID upload, int turn) throws IOException {
        var part = newest(upload, turn);
        return Files.exists(part) ? Files.size(part) : 0;
    }

    @Override
    public long append(UUID upload, int turn, InputStream from, long bytesMax) throws IOException {
        takeOver(upload, turn);
        boolean fresh = !Files.exists(part(upload, turn));
        try (var channel =
                FileChannel.open(
                        part(upload, turn), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long length = channel.size();
            channel.position(length);
            var buffer = new byte[BUFFER_BYTES];
            for (int n = MediaVault.read(from, buffer, 0, bytesMax - length);
                    n > 0;
                    n = MediaVault.read(from, buffer, 0, bytesMax - length)) {
                var bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                length += n;
            }
            channel.force(true);
            if (fresh) {
                Disk.sync(unfinished);
            }
            return length;
        }
    }

    /** Copies what an earlier turn left; whoever held that turn may still be writing there, and is left alone. */
    private void takeOver(UUID upload, int turn) throws IOException {
        var earlier = newest(upload, turn);
        var mine = part(upload, turn);
        if (earlier.equals(mine) || !Files.exists(earlier)) {
            return;
        }
        var copy = unfinished.resolve(upload + "." + turn + ".copy");
        Files.copy(earlier, copy, StandardCopyOption.REPLACE_EXISTING);
        Disk.sync(copy);
        Disk.rename(copy, mine);
    }

    @Override
    public boolean finish(UUID upload, int turn, UUID organization, String sha256)
            throws IOException {
        var part = newest(upload, turn);
        if (!Sha256.of(part).hex().equals(sha256)) {
            discard(upload, turn);
            return false;
        }
        createFolder(home(organization));
        createFolder(shelf(organization, sha256));
        Disk.rename(part, file(organization, sha256));
        return true;
    }

    @Override
    public void discard(UUID upload, int turn) throws IOException {
        for (int at = 0; at <= turn; at++) {
            Files.deleteIfExists(part(upload, at));
            Files.deleteIfExists(unfinished.resolve(upload + "." + at + ".copy"));
        }
    }

    @Override
    public boolean holds(UUID organization, String sha256) {
        return Files.exists(file(organization, sha256));
    }

    @Override
    public long size(UUID organization, String sha256) throws IOException {
        return Files.size(file(organization, sha256));
    }

    @Override
    public InputStream open(UUID organization, String sha256, long first, long length)
            throws IOException {
        var channel = Files.newByteChannel(file(organization, sha256), StandardOpenOption.READ);
        try {
            channel.position(first);
            return Channels.newInputStream(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void delete(UUID organization, String sha256) throws IOException {
        Files.deleteIfExists(file(organization, sha256));
    }
}
