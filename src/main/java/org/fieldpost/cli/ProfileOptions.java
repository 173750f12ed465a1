package org.fieldpost.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which profile a command is about. */
final class ProfileOptions {
    @Option(
            names = "--profile",
            paramLabel = "DIR",
            description =
                    "Folder of the profile (default: $FIELDPOST_PROFILE, else .fieldpost in the home folder).")
    private @Nullable Path profile;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "File whose first line unlocks the profile ($FIELDPOST_PASSPHRASE works too).")
    private @Nullable Path passphraseFile;

    /** The chosen profile; {@code plain} matters only to the command that makes it. */
    ProfileChoice choice(boolean plain) {
        return new ProfileChoice(folder(), passphrase(), plain);
    }

    private Path folder() {
        if (profile != null) {
            return profile;
        }
        String named = System.getenv("FIELDPOST_PROFILE");
        return named != null && !named.isBlank()
                ? Path.of(named)
                : Path.of(System.getProperty("user.home"), ".fieldpost");
    }

    /** Never on the command line itself: other users of the machine can read that. */
    private @Nullable String passphrase() {
        if (passphraseFile == null) {
            return System.getenv("FIELDPOST_PASSPHRASE");
        }
        try (var lines = Files.lines(passphraseFile)) {
            return lines.findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(
                            () ->
                                    new CommandFailed(
                                            passphraseFile
                                                    + " is empty: put the passphrase in its first line."));
        } catch (IOException e) {
            throw new CommandFailed(
                    "Cannot read the passphrase from " + passphraseFile + ": " + e.getMessage(), e);
        }
    }
}
