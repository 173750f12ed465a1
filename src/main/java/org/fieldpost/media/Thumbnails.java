package org.fieldpost.media;

import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.Optional;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.Preview.None;
import org.fieldpost.media.Preview.Picture;
import org.fieldpost.media.Preview.Reason;
import org.fieldpost.vault.Seal;

/** Small upright pictures of the files in a {@link MediaFolder}; made once, kept sealed, made anew when lost. */
public final class Thumbnails {
    private static final int SIDE_PIXELS = 320;
    private static final int LARGE_SIDE_PIXELS = 1_600;
    private static final System.Logger LOG = System.getLogger(Thumbnails.class.getName());
    private static final int PHOTO_BYTES_MAX = 256 * 1024 * 1024;
    private final Path folder;
    private final Seal seal;
    private final MediaFolder media;

    /** Keeps them in {@code folder}, a cache that may be deleted at any time. */
    public Thumbnails(Path folder, Seal seal, MediaFolder media) {
        this.folder = folder;
        this.seal = seal;
        this.media = media;
    }

    /** The preview of a file; decodes the first time (some 100 ms), so not for the screen's thread. */
    public Preview of(Sha256 sha256) {
        var kept = kept(sha256);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (!media.has(sha256)) {
            return new None(Reason.MISSING);
        }
        var preview = make(sha256);
        if (preview instanceof Picture picture) {
            keep(sha256, picture.jpeg());
        }
        return preview;
    }

    /** Drops what is kept of a file. */
    public void forget(Sha256 sha256) {
        try {
            Files.deleteIfExists(file(sha256));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a thumbnail stays", e);
        }
    }

    private Preview make(Sha256 sha256) {
        byte[] photo;
        try (var in = media.open(sha256)) {
            photo = in.readNBytes(PHOTO_BYTES_MAX);
        } catch (IOException | MediaProblem e) {
            LOG.log(System.Logger.Level.WARNING, "damaged file " + sha256, e);
            return new None(Reason.UNREADABLE);
        }
        return of(photo);
    }

    /** The preview of a photo at hand, not kept. */
    public static Preview of(byte[] photo) {
        return of(photo, SIDE_PIXELS);
    }

    /** A photo at hand, upright and large enough to look at closely; not kept. */
    public static Preview large(byte[] photo) {
        return of(photo, LARGE_SIDE_PIXELS);
    }

    private static Preview of(byte[] photo, int side) {
        var facts = ExifReader.read(photo, ZoneOffset.UTC);
        var header = facts.header();
        if (!header.type().isImage() || !Shrinker.knows(header.type())) {
            return new None(Reason.NOT_A_KNOWN_PICTURE);
        }
        if (header.width() > 0 && !header.decodable()) {
            return new None(Reason.TOO_LARGE);
        }
        if (!header.decodable()) {
            return new None(Reason.UNREADABLE);
        }
        return Shrinker.shrink(photo, facts, side)
                .<Preview>map(Picture::new)
                .orElseGet(() -> new None(Reason.UNREADABLE));
    }

    private Optional<Preview> kept(Sha256 sha256) {
        var file = file(sha256);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = seal.opening(Files.newByteChannel(file), 0)) {
            var jpeg = in.readAllBytes();
            return ContentType.of(jpeg) == ContentType.JPEG
                    ? Optional.of(new Picture(jpeg))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Torn by a crash: made anew.
        }
    }

    private void keep(Sha256 sha256, byte[] jpeg) {
        try {
            Files.createDirectories(folder);
            var part = Files.createTempFile(folder, "new-", ".part");
            try (var out = seal.sealing(new FileOutputStream(part.toFile()))) {
                new ByteArrayInputStream(jpeg).transferTo(out);
            }
            Files.move(part, file(sha256), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a thumbnail was not kept", e);
        }
    }

    private Path file(Sha256 sha256) {
        return folder.resolve(sha256.hex());
    }
}
