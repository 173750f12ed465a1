package org.fieldpost.cli;

/**
 * Where a hub keeps its data and how it is reached.
 *
 * @param db a folder (embedded H2) or a {@code jdbc:postgresql:} URL
 * @param media folder of the media files; beside an embedded database unless said otherwise
 * @param host address to listen on
 * @param port port to listen on; 0 picks a free one
 * @param log how it writes its log
 */
public record HubSettings(String db, String media, String host, int port, LogFormat log) {
    /** Whether the database is a folder on this machine. */
    public boolean embedded() {
        return !db.startsWith("jdbc:");
    }
}
