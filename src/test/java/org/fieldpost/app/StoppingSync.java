package org.fieldpost.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.store.Profile;
import org.fieldpost.store.ProfileSettings;

/**
 * A process to be killed: syncs a plain profile and stands still when its journal is about to be forced to the disk
 * for a chosen time, inside the transaction that takes in the hub's answer. It makes a file when it stands there.
 */
public final class StoppingSync {
    private StoppingSync() {}

    /** {@code StoppingSync PROFILE FILE POINT NTH}: stands still at the n-th time the point is reached. */
    public static void main(String[] args) {
        var random = new SecureRandom();
        var clock = InstantSource.system();
        var world = new World(clock, random, new UuidV7(clock, random));
        var left = new AtomicInteger(Integer.parseInt(args[3]));
        FailPoint point =
                name -> {
                    if (name.equals(args[2]) && left.decrementAndGet() == 0) {
                        standStill(Path.of(args[1]));
                    }
                };
        var settings =
                new ProfileSettings(Path.of(args[0]), null, random, clock, world.ids(), point);
        try (var app = DeviceApp.of(world, Profile.open(settings))) {
            var sync = app.sync().orElseThrow();
            sync.openStartupGate();
            sync.syncNow().join();
        }
    }

    private static void standStill(Path told) {
        try {
            Files.createFile(told);
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
