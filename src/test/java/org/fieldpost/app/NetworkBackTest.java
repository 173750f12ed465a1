package org.fieldpost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.kernel.Backoff;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.sync.DataSyncService;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncSettings;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.sync.SyncTrigger;
import org.fieldpost.testing.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A laptop that lost its hub and would try again in hours syncs as soon as the machine has a network again. */
class NetworkBackTest {
    private static final Duration HOURS = Duration.ofHours(6);
    @TempDir private Path folder;
    private volatile Set<String> addresses = Set.of();

    @Test
    void a_laptop_in_back_off_syncs_as_soon_as_the_machine_has_a_network_again() throws Exception {
        var hub = RunningHub.start(folder.resolve("hub"), Ports.own());
        var address = hub.address();
        try (var laptop = laptop()) {
            laptop.enrol(address, hub.code("Awa", "field_worker"), "laptop");
            hub.close();
            var sync = laptop.sync().orElseThrow();
            sync.openStartupGate();
            until(sync, status -> status.state() == SyncStatus.State.OFFLINE);
            hub = RunningHub.start(folder.resolve("hub"), address.getPort());
            assertEquals(SyncStatus.State.OFFLINE, sync.status().state(), "nothing has told it");
            addresses = Set.of("wlan0 10.0.0.7");
            until(sync, SyncStatus::isUpToDate);
            var report = Objects.requireNonNull(sync.status().lastReport());
            assertEquals(SyncTrigger.RECONNECT, report.trigger());
            assertEquals(SyncReport.Outcome.COMPLETED, report.outcome());
        } finally {
            hub.close();
        }
    }

    @Test
    void this_machine_says_its_addresses_and_none_is_its_own_loopback() throws Exception {
        var found = new MachineLinks().addresses();
        assertFalse(found.stream().anyMatch(address -> address.contains("127.0.0.1")));
        assertEquals(found, new MachineLinks().addresses());
    }

    private DeviceApp laptop() {
        var random = new SecureRandom();
        var clock = InstantSource.system();
        var world =
                new World(
                        clock,
                        random,
                        new UuidV7(clock, random),
                        World.real().keyring(),
                        () -> addresses);
        var usual = SyncSettings.standard();
        var patient =
                new SyncSettings(
                        usual.localChangeDelay(),
                        HOURS,
                        HOURS,
                        new Backoff(HOURS, HOURS),
                        usual.batch(),
                        usual.pull(),
                        usual.media());
        var choice = new ProfileChoice(folder.resolve("laptop"), null, true);
        return DeviceApp.open(world, choice, true, new SyncManner(patient, false));
    }

    private static void until(DataSyncService sync, java.util.function.Predicate<SyncStatus> wanted)
            throws InterruptedException {
        var seen = new CountDownLatch(1);
        var listening =
                sync.listen(
                        status -> {
                            if (wanted.test(status)) {
                                seen.countDown();
                            }
                        });
        if (!wanted.test(sync.status())) {
            assertTrue(seen.await(60, TimeUnit.SECONDS), sync.status().toString());
        }
        listening.close();
    }
}
