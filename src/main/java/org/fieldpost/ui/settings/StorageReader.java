package org.fieldpost.ui.settings;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Weighs a profile's folders; blocks. */
public final class StorageReader {
    private final Path profile;

    public StorageReader(Path profile) {
        this.profile = profile;
    }

    public Storage read() throws IOException {
        return new Storage(
                weigh("db"),
                weigh("journal"),
                weigh("media"),
                weigh("thumbs"),
                Files.getFileStore(profile).getUsableSpace());
    }

    private long weigh(String folder) throws IOException {
        var weight = new Weight();
        var place = profile.resolve(folder);
        if (Files.exists(place)) {
            Files.walkFileTree(place, weight);
        }
        return weight.bytes;
    }

    /** Files that go while it looks weigh nothing. */
    private static final class Weight extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
