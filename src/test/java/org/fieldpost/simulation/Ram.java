package org.fieldpost.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A folder whose files cost no disk, where the machine has such a place; what is forced there is forced at once. */
public final class Ram implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private final Path folder;

    /**
     * Makes it.
     *
     * @param name begins its name
     */
    public Ram(String name) {
        try {
            folder =
                    Files.isWritable(SHARED_MEMORY)
                            ? Files.createTempDirectory(SHARED_MEMORY, name)
                            : Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder in it, made if it is not there. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empties it. */
    public void clear() {
        delete(false);
    }

    @Override
    public void close() {
        delete(true);
    }

    private void delete(boolean self) {
        try (var all = Files.walk(folder)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (var path : inside) {
                if (self || !path.equals(folder)) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
