package org.fieldpost.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.MediaProblem.Kind;
import org.fieldpost.vault.Seal;
import org.fieldpost.vault.SealBroken;

/**
 * Files kept under the SHA-256 of their plain bytes ({@code ab/cdef...}), sealed. A file has its name only once all of
 * it is on the disk; the same bytes are kept once. No name that came from outside is ever part of a path.
 */
public final class MediaFolder {
    private static final String UNFINISHED = ".part";
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int FAN_OUT_CHARS = 2;
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{2})[/\\\\]([0-9a-f]{62})");
    private final Path folder;
    private final Seal seal;
    private final FailPoint failPoint;
    private final ReentrantLock leaving = new ReentrantLock();

    private MediaFolder(Path folder, Seal seal, FailPoint failPoint) {
        this.folder = folder;
        this.seal = seal;
        this.failPoint = failPoint;
    }

    /**
     * Opens or makes the folder and sweeps what a crash left unfinished.
     *
     * @param failPoint where tests cut: {@code media.write}, {@code .force}, {@code .rename}, {@code .delete}
     */
    public static MediaFolder open(Path folder, Seal seal, FailPoint failPoint) {
        try {
            Files.createDirectories(folder);
            Disk.syncFolderOf(folder);
            try (var files = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
                for (var file : files) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the media folder cannot be used: " + folder, e);
        }
        return new MediaFolder(folder, seal, failPoint);
    }

    /** A folder to be looked at: nothing is made or swept. */
    public static MediaFolder asItIs(Path folder, Seal seal) {
        return new MediaFolder(folder, seal, FailPoint.NONE);
    }

    /**
     * What was stored.
     *
     * @param sha256 under which it is found again
     * @param sizeBytes plain length
     */
    public record Stored(Sha256 sha256, long sizeBytes) {}

    /**
     * Keeps a stream's bytes; when this returns they are on the disk. The stream is not closed.
     *
     * @throws IOException when the stream cannot be read
     * @throws MediaProblem when it has more than {@code bytesMax}, or cannot be written
     */
    public Stored store(InputStream from, long bytesMax) throws IOException {
        var part = newPart();
        try {
            var stored = write(part, from, bytesMax);
            place(part, stored.sha256());
            return stored;
        } finally {
            deleteQuietly(part);
        }
    }

    private Path newPart() {
        try {
            return Files.createTempFile(folder, "incoming-", UNFINISHED);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private Stored write(Path part, InputStream from, long bytesMax) throws IOException {
        try {
            var digest = Sha256.digest();
            long size;
            try (var file = new FileOutputStream(part.toFile());
                    var out = new DigestOutputStream(seal.sealing(file), digest)) {
                size = copy(from, out, bytesMax);
            }
            failPoint.reach("media.force");
            Disk.sync(part);
            return new Stored(Sha256.ofDigest(digest.digest()), size);
        } catch (SourceFailed e) {
            throw e.source;
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private long copy(InputStream from, OutputStream to, long bytesMax) throws IOException {
        long size = 0;
        var buffer = new byte[BUFFER_BYTES];
        for (int n = read(from, buffer); n >= 0; n = read(from, buffer)) {
            size += n;
            if (size > bytesMax) {
                throw new MediaProblem(
                        Kind.TOO_LARGE,
                        "The file has more than %,d bytes.".formatted(bytesMax),
                        null);
            }
            failPoint.reach("media.write");
            to.write(buffer, 0, n);
        }
        return size;
    }

    private static int read(InputStream from, byte[] buffer) throws SourceFailed {
        try {
            return from.read(buffer);
        } catch (IOException e) {
            throw new SourceFailed(e);
        }
    }

    /** Tells a source that cannot be read from a disk that cannot be written. */
    private static final class SourceFailed extends IOException {
        private static final long serialVersionUID = 1;
        private final transient IOException source;

        SourceFailed(IOException source) {
            super(source);
            this.source = source;
        }
    }

    private void place(Path part, Sha256 sha256) {
        try {
            // A copy that was torn on the disk must not stand in for the good one at hand.
            if (isKept(sha256, Files.getLastModifiedTime(part)) && verify(sha256)) {
                return;
            }
            var file = file(sha256);
            var fan = file.getParent();
            if (fan != null && !Files.exists(fan)) {
                Files.createDirectories(fan);
                Disk.syncFolderOf(fan);
            }
            failPoint.reach("media.rename");
            Disk.rename(part, file);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** Whether the file is there; then it counts as written now: no cleaning up takes it from who stores it again. */
    private boolean isKept(Sha256 sha256, FileTime now) throws IOException {
        leaving.lock();
        try {
            boolean there = has(sha256);
            if (there) {
                Files.setLastModifiedTime(file(sha256), now);
            }
            return there;
        } finally {
            leaving.unlock();
        }
    }

    private static MediaProblem notWritten(IOException e) {
        return new MediaProblem(Kind.NOT_WRITTEN, "The file could not be written to the disk.", e);
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // Swept when the folder is opened next.
            System.getLogger(MediaFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "left for the next sweep", e);
        }
    }

    /** Whether a file is kept under this hash; says nothing of its health. */
    public boolean has(Sha256 sha256) {
        return Files.exists(file(sha256));
    }

    /** The plain length of a file; throws {@link MediaProblem} when it is not there or cut short. */
    public long sizeBytes(Sha256 sha256) {
        try {
            return seal.plainLength(Files.size(file(sha256)));
        } catch (NoSuchFileException e) {
            throw missing(sha256, e);
        } catch (IOException e) {
            throw damaged(sha256, e);
        }
    }

    /** A file's plain bytes; reading the end throws {@link IOException} when they are not what the hash says. */
    public InputStream open(Sha256 sha256) {
        return new VerifiedStream(open(sha256, 0), sha256);
    }

    /** A file's plain bytes from an offset on, for an upload that goes on; checked as far as the seal checks. */
    public InputStream open(Sha256 sha256, long offset) {
        try {
            var channel = Files.newByteChannel(file(sha256));
            try {
                return seal.opening(channel, offset);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw missing(sha256, e);
        } catch (SealBroken e) {
            throw damaged(sha256, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file is there and every byte of it is what the hash says. */
    public boolean verify(Sha256 sha256) {
        try (var in = open(sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (MediaProblem | IOException e) {
            return false;
        }
    }

    /** Deletes a file; nothing happens when there is none. */
    public void delete(Sha256 sha256) {
        try {
            failPoint.reach("media.delete");
            if (Files.deleteIfExists(file(sha256))) {
                Disk.syncFolderOf(file(sha256));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file that was last stored before {@code before}; whether there was one. */
    public boolean deleteOlder(Sha256 sha256, Instant before) {
        leaving.lock();
        try {
            var file = file(sha256);
            if (!Files.exists(file)
                    || !Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                return false;
            }
            delete(sha256);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            leaving.unlock();
        }
    }

    /** The hashes of all files, for a rebuild and for cleaning up. */
    public List<Sha256> all() {
        try (var files = Files.walk(folder, 2)) {
            return files.map(file -> folder.relativize(file).toString())
                    .map(NAME::matcher)
                    .filter(Matcher::matches)
                    .map(name -> new Sha256(name.group(1) + name.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hashes of all files, one folder of the 256 after the other: no list of all is ever in memory. */
    public void eachFolder(Consumer<List<Sha256>> visitor) {
        try (var fans = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
            for (var fan : fans) {
                try (var files = Files.list(fan)) {
                    visitor.accept(
                            files.map(file -> folder.relativize(file).toString())
                                    .map(NAME::matcher)
                                    .filter(Matcher::matches)
                                    .map(name -> new Sha256(name.group(1) + name.group(2)))
                                    .toList());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Sha256 sha256) {
        return folder.resolve(sha256.hex().substring(0, FAN_OUT_CHARS))
                .resolve(sha256.hex().substring(FAN_OUT_CHARS));
    }

    private static MediaProblem missing(Sha256 sha256, IOException e) {
        return new MediaProblem(
                Kind.MISSING, "The file " + sha256 + " is not on this computer.", e);
    }

    private static MediaProblem damaged(Sha256 sha256, IOException e) {
        return new MediaProblem(Kind.DAMAGED, "The file " + sha256 + " is damaged.", e);
    }
}
