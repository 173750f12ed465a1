package org.fieldpost.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldpost.store.Profile;
import org.fieldpost.sync.DeviceFigures;

/** What a laptop tells about itself: its disk, its database, its program. */
final class LaptopFigures implements DeviceFigures {
    private final Profile profile;

    LaptopFigures(Profile profile) {
        this.profile = profile;
    }

    @Override
    public long databaseBytes() {
        try (var files = Files.list(profile.folder().resolve("db"))) {
            return files.mapToLong(LaptopFigures::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // It went away meanwhile.
            return 0;
        }
    }

    @Override
    public long freeBytes() {
        try {
            return Files.getFileStore(profile.folder()).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String appVersion() {
        return World.VERSION;
    }
}
