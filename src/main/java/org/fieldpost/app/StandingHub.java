package org.fieldpost.app;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.hub.HubAdministration;
import org.jspecify.annotations.Nullable;

/**
 * A hub that starts itself anew when its embedded database was lost: H2 closes itself when the disk is full or gone.
 * All of the hub is made again, as by a start of the process: what its parts remembered may be ahead of what is on the
 * disk, and the devices have to be told of a new start, so that they ask (decision 19).
 */
final class StandingHub implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(StandingHub.class.getName());
    private final World world;
    private final HubSettings settings;
    private final Duration every;
    private final URI address;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Thread keeper;
    private volatile @Nullable HubApp hub;

    private StandingHub(World world, HubSettings settings, Duration every) {
        this.world = world;
        this.every = every;
        var first = HubApp.start(world, settings);
        hub = first;
        address = first.address();
        this.settings = settings.at(address.getPort());
        keeper = Thread.ofVirtual().name("hub-keeper").start(this::keep);
    }

    /**
     * Starts a hub; it answers when this returns.
     *
     * @param every how long after a loss, or a start in vain, it is tried again
     */
    static StandingHub start(World world, HubSettings settings, Duration every) {
        return new StandingHub(world, settings, every);
    }

    URI address() {
        return address;
    }

    /** Throws {@link IllegalStateException} while the hub waits for its disk. */
    HubAdministration administration() {
        var now = hub;
        if (now == null) {
            throw new IllegalStateException("the hub waits for its disk");
        }
        return now.administration();
    }

    private void keep() {
        while (!closing.isDone()) {
            var now = hub;
            if (now == null) {
                startAgain();
            } else if (isLost(now)) {
                hub = null;
                now.close();
            }
        }
    }

    private boolean isLost(HubApp now) {
        CompletableFuture.anyOf(closing, now.lost()).join();
        if (closing.isDone()) {
            return false;
        }
        var problem = now.lost().join();
        LOG.log(
                System.Logger.Level.ERROR,
                "{0} {1} The hub starts anew when the disk lets it; free some space.",
                problem.code(),
                problem.getMessage());
        return true;
    }

    private void startAgain() {
        if (closesWithin(every)) {
            return;
        }
        try {
            hub = HubApp.start(world, settings);
            LOG.log(System.Logger.Level.INFO, "the hub is back at {0}", address);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the hub does not start yet: {0}", e.getMessage());
        }
    }

    private boolean closesWithin(Duration time) {
        try {
            closing.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closing.complete(null);
        try {
            keeper.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        var now = hub;
        if (now != null) {
            now.close();
        }
    }
}
