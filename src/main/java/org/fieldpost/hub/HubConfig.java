package org.fieldpost.hub;

/**
 * Where the hub listens and how much it takes.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any free one
 * @param version the program's version, shown by {@code /health}
 * @param limits bounds on what comes from outside
 * @param retention how long the hub remembers
 */
public record HubConfig(
        String host, int port, String version, HubLimits limits, Retention retention) {
    /** A hub that remembers as long as usual. */
    public HubConfig(String host, int port, String version, HubLimits limits) {
        this(host, port, version, limits, Retention.standard());
    }

    /** A hub for this machine only. */
    public static HubConfig onLoopback(int port, String version) {
        return new HubConfig("127.0.0.1", port, version, HubLimits.standard());
    }
}
