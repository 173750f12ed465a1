package org.fieldpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.vault.Seal;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way here, piece by piece: each time the link holds for a while makes one sealed piece, so that what has
 * come survives a cut and lies nowhere in the clear. When all pieces are there they become a file of the {@link
 * MediaFolder}.
 */
public final class IncomingFile implements AutoCloseable {
    private static final String SUFFIX = ".part";
    private final Path folder;
    private final Seal seal;
    private final Sha256 expected;
    private final List<Path> pieces = new ArrayList<>();
    private long size;
    private @Nullable OutputStream open;

    private IncomingFile(Path folder, Seal seal, Sha256 expected) throws IOException {
        this.folder = Files.createDirectories(folder.resolve(expected.hex()));
        this.seal = seal;
        this.expected = expected;
        for (int i = 0; Files.exists(piece(i)); i++) {
            pieces.add(piece(i));
            size += seal.plainLength(Files.size(piece(i)));
        }
    }

    /** Begins, or goes on, to receive the file with this hash below {@code folder}. */
    public static IncomingFile in(Path folder, Seal seal, Sha256 expected) throws IOException {
        return new IncomingFile(folder, seal, expected);
    }

    private Path piece(int number) {
        return folder.resolve("%06d%s".formatted(number, SUFFIX));
    }

    /** Bytes that have come. */
    public long size() {
        return size;
    }

    /** Where the next bytes go; they are kept when the file is closed or finished. */
    public OutputStream sink() {
        return new Sink();
    }

    /**
     * All has come: keeps the file if it is the one expected, and forgets the pieces either way.
     *
     * @return whether it was the one expected
     */
    public boolean finish(MediaFolder media, long bytesMax) throws IOException {
        keepPiece();
        boolean right;
        try (var check = joined()) {
            right = Sha256.of(check).equals(expected);
        }
        if (right) {
            try (var whole = joined()) {
                right = media.store(whole, bytesMax).sha256().equals(expected);
            }
        }
        discard();
        return right;
    }

    private InputStream joined() throws IOException {
        var streams = new ArrayList<InputStream>();
        for (var piece : pieces) {
            streams.add(seal.opening(FileChannel.open(piece, StandardOpenOption.READ), 0));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /** Forgets what has come. */
    public void discard() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
        try (var all = Files.list(folder)) {
            for (var file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(folder);
        pieces.clear();
        size = 0;
    }

    /** Keeps what has come. */
    @Override
    public void close() throws IOException {
        keepPiece();
    }

    /** A piece has its name only once all of it is on the disk. */
    private void keepPiece() throws IOException {
        if (open == null) {
            return;
        }
        open.close();
        open = null;
        var fresh = fresh();
        var kept = piece(pieces.size());
        Disk.sync(fresh);
        Disk.rename(fresh, kept);
        pieces.add(kept);
    }

    private Path fresh() {
        return folder.resolve("new");
    }

    private final class Sink extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (open == null) {
                open = seal.sealing(Files.newOutputStream(fresh()));
            }
            open.write(bytes, offset, length);
            size += length;
        }
    }
}
