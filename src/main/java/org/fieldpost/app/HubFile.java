package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.fieldpost.kernel.Json;

/**
 * How a running hub is found by the command line on the same machine: its address and the secret of its administration,
 * in a file beside its data that only the owner can read. Gone when the hub stops; stale after a crash.
 *
 * @param address where it listens
 * @param secret for {@code /admin}
 */
record HubFile(String address, String secret) {
    private static final String NAME = "hub-running.json";

    void write(Path folder) {
        try {
            var fresh = folder.resolve(NAME + ".new");
            Files.deleteIfExists(fresh);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.createFile(
                        fresh,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(fresh, Json.bytes(this));
            Files.move(
                    fresh,
                    folder.resolve(NAME),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<HubFile> read(Path folder) {
        var file = folder.resolve(NAME);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            return Json.parse(Files.readAllBytes(file)) instanceof ObjectNode tree
                    ? Optional.of(Json.read(tree, HubFile.class))
                    : Optional.empty();
        } catch (IOException | Json.MalformedJson e) {
            return Optional.empty();
        }
    }

    static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "HubFile[" + address + "]";
    }
}
