package org.fieldpost.sync;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Notices that the network is back: looks at the machine's addresses now and then, and tells when there is one it did
 * not have before. Costs one question to the machine for each look and nothing on the network.
 */
public final class NetworkWatch implements AutoCloseable {
    /** Soon enough for who has just plugged in and waits. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(NetworkWatch.class.getName());
    private final NetworkLinks links;
    private final Duration every;
    private final Runnable back;
    private final SyncBell bell = new SyncBell();
    private volatile boolean stopped;
    private boolean silent;

    /**
     * Begins to watch; what is there now is no news.
     *
     * @param every how long between two looks
     * @param back called from the watch's own thread for each look that found a new address
     */
    public NetworkWatch(NetworkLinks links, Duration every, Runnable back) {
        this.links = links;
        this.every = every;
        this.back = back;
        Thread.ofVirtual().name("network-watch").start(this::watch);
    }

    private void watch() {
        var before = look(Set.of());
        while (!stopped) {
            bell.await(every);
            var now = look(before);
            if (!stopped && !before.containsAll(now)) {
                tell();
            }
            before = now;
        }
    }

    /** A machine that does not say has what it had. */
    private Set<String> look(Set<String> before) {
        try {
            var now = Set.copyOf(links.addresses());
            silent = false;
            return now;
        } catch (IOException | RuntimeException e) {
            if (!silent) {
                LOG.log(System.Logger.Level.DEBUG, "this machine does not say its addresses", e);
                silent = true;
            }
            return before;
        }
    }

    private void tell() {
        try {
            back.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "nobody took it that the network is back", e);
        }
    }

    /** No look begins after this; one in hand ends by itself and tells nobody. */
    @Override
    public void close() {
        stopped = true;
        bell.ring();
    }
}
