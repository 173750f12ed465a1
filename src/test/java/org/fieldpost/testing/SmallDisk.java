package org.fieldpost.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that is soon full; tests that need one are skipped where none can be mounted. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one of {@code kilobytes} at {@code folder}. */
    public static SmallDisk mount(Path folder, int kilobytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assumeTrue(
                run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + kilobytes + "k",
                        "tmpfs",
                        folder.toString()),
                "no disk can be mounted here");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Fills it to the last byte. */
    public Path fill() {
        var filler = folder.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            var zeros = new byte[1024];
            for (int i = 0; i < 1_000_000; i++) {
                out.write(zeros);
            }
            throw new IllegalStateException("not a small disk");
        } catch (IOException full) {
            return filler;
        }
    }

    @Override
    public void close() {
        run("umount", folder.toString());
    }

    private static boolean run(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
