package org.fieldpost.hub;

/**
 * Where the hub listens and how much it takes.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any free one
 * @param version the program's version, shown by {@code /health}
 * @param limits bounds on what comes from outside
 * @param retention how long the hub remembers
 * @param proxies before the hub, whose word on where a request comes from is taken
 */
public record HubConfig(
        String host,
        int port,
        String version,
        HubLimits limits,
        Retention retention,
        TrustedProxies proxies) {
    /** A hub that remembers as long as usual, with no proxy before it. */
    public HubConfig(String host, int port, String version, HubLimits limits) {
        this(host, port, version, limits, Retention.standard(), TrustedProxies.NONE);
    }

    /** A hub for this machine only. */
    public static HubConfig onLoopback(int port, String version) {
        return new HubConfig("127.0.0.1", port, version, HubLimits.standard());
    }
}
