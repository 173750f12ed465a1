package org.fieldpost.cli;

import picocli.CommandLine.Option;

/** Options that say which hub a command is about. */
final class HubOptions {
    @Option(
            names = "--db",
            paramLabel = "FOLDER|URL",
            defaultValue = "fieldpost-hub",
            description =
                    "Folder of the hub's embedded database, or a jdbc:postgresql: URL (default: ${DEFAULT-VALUE}).")
    String db = "fieldpost-hub";

    @Option(
            names = "--media",
            paramLabel = "FOLDER",
            description = "Folder of the media (default: FOLDER/media).")
    String media = "";

    HubSettings settings(String host, int port) {
        return settings(host, port, LogFormat.PLAIN);
    }

    HubSettings settings(String host, int port, LogFormat log) {
        boolean embedded = !db.startsWith("jdbc:");
        if (!embedded && media.isEmpty()) {
            throw new CommandFailed("With PostgreSQL, say where the photos go: --media FOLDER.");
        }
        return new HubSettings(db, media.isEmpty() ? db + "/media" : media, host, port, log);
    }
}
