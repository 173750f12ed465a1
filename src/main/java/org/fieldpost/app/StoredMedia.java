package org.fieldpost.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.media.IncomingFile;
import org.fieldpost.media.MediaFolder;
import org.fieldpost.sync.MediaFiles;
import org.fieldpost.vault.Seal;

/** The profile's media folder, as sync sees it. */
final class StoredMedia implements MediaFiles {
    private static final long BYTES_MAX = 2L << 30;
    private final MediaFolder media;
    private final Path incoming;
    private final Seal seal;

    StoredMedia(MediaFolder media, Path incoming, Seal seal) {
        this.media = media;
        this.incoming = incoming;
        this.seal = seal;
    }

    @Override
    public boolean has(Sha256 hash) {
        return media.has(hash);
    }

    @Override
    public byte[] read(Sha256 hash, long offset, int max) throws IOException {
        try (var stream = media.open(hash, offset)) {
            return stream.readNBytes(max);
        }
    }

    @Override
    public Receiving receive(Sha256 hash) throws IOException {
        var file = IncomingFile.in(incoming, seal, hash);
        return new Receiving() {
            @Override
            public long size() {
                return file.size();
            }

            @Override
            public OutputStream sink() {
                return file.sink();
            }

            @Override
            public boolean finish() throws IOException {
                return file.finish(media, BYTES_MAX);
            }

            @Override
            public void discard() throws IOException {
                file.discard();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
