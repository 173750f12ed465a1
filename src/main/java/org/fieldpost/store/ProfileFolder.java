package org.fieldpost.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.Json;

/** What lies where in a profile's folder. */
record ProfileFolder(Path root) {
    private static final int FORMAT = 1;
    private static final String ASIDE = "db.damaged-";
    private static final int NAMES_TRIED = 1_000;

    Path file() {
        return root.resolve("profile.json");
    }

    Path databaseFolder() {
        return root.resolve("db");
    }

    Path database() {
        return databaseFolder().resolve("device");
    }

    Path journal() {
        return root.resolve("journal");
    }

    Path media() {
        return root.resolve("media");
    }

    Path thumbs() {
        return root.resolve("thumbs");
    }

    boolean exists() {
        return Files.exists(file());
    }

    /** Makes the folder and its parts; {@code profile.json} comes last, so that half a profile is none. */
    void create(Instant now) throws IOException {
        Files.createDirectories(root);
        parts();
        var fresh = root.resolve("profile.json.new");
        Files.write(
                fresh,
                Json.writePretty(
                                Json.object()
                                        .put("format", FORMAT)
                                        .put("createdAt", now.toString()))
                        .getBytes(StandardCharsets.UTF_8));
        Disk.sync(fresh);
        Disk.rename(fresh, file());
    }

    /** Makes the parts that are not there. */
    void parts() throws IOException {
        for (var part : new Path[] {databaseFolder(), journal(), media(), thumbs()}) {
            Files.createDirectories(part);
        }
    }

    /** Refuses what is no profile, or one of a later program. */
    void check() {
        int format;
        try {
            format = Json.parse(Files.readAllBytes(file())).path("format").asInt();
        } catch (IOException | Json.MalformedJson e) {
            throw new ProfileProblem(
                    ProfileProblem.Kind.NOT_A_PROFILE, root + " is no Fieldpost profile.", e);
        }
        if (format > FORMAT) {
            throw new ProfileProblem(
                    ProfileProblem.Kind.NEWER_THAN_PROGRAM,
                    "The profile " + root + " was made by a newer Fieldpost.",
                    null);
        }
    }

    /** Whether a database that did not open was put out of the way once. */
    boolean holdsDatabaseAside() {
        try (var all = Files.list(root)) {
            return all.anyMatch(part -> part.getFileName().toString().startsWith(ASIDE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves a database that does not open out of the way and keeps it; where it is now. */
    Path setDatabaseAside(Instant now) throws IOException {
        var stamp = now.toString().replace(":", "");
        for (int i = 0; i < NAMES_TRIED; i++) {
            var aside = root.resolve(ASIDE + stamp + (i == 0 ? "" : "-" + i));
            if (!Files.exists(aside)) {
                Disk.rename(databaseFolder(), aside);
                Files.createDirectories(databaseFolder());
                return aside;
            }
        }
        throw new IOException("no name left for a damaged database in " + root);
    }
}
