package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.capture.FinaliseResult;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.testing.MemoryDisk;
import org.fieldpost.testing.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full to the last byte, and a photo torn on one. Skipped where no small disk can be mounted. */
class FullDisksTest {
    private static final int LAPTOP_KILOBYTES = 140_000;
    private static final int HUB_KILOBYTES = 40_000;

    @Test
    @FaultRow(
            area = FaultRow.Area.DISK,
            what =
                    "The laptop's disk is full to the last byte; somebody captures and syncs all the same.",
            holds =
                    "Capture is refused before it starts, with a sentence; the pull fails and says so; with room again"
                            + " all that was acknowledged is there, and all comes through.")
    void a_full_laptop_refuses_and_loses_nothing(@TempDir(factory = MemoryDisk.class) Path folder)
            throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("awa"), LAPTOP_KILOBYTES);
                var net = new FieldNetwork(folder)) {
            var office = net.supervisor("office");
            var laptop = net.supervisor("awa");
            net.submit(laptop, "Before");
            for (int i = 0; i < 30; i++) {
                net.submit(office, "From the office " + i);
            }
            FieldNetwork.completed(office);
            var filler = disk.fill();
            var refused = laptop.submit(FieldNetwork.FORM, FieldNetwork.well("During"), Map.of());
            assertInstanceOf(FinaliseResult.Refused.class, refused);
            var report = laptop.sync();
            assertFalse(report.outcome() == SyncReport.Outcome.COMPLETED, report.toString());
            Files.delete(filler);
            laptop.restart();
            assertEquals("Before", names(laptop));
            net.submit(laptop, "After");
            net.settle(laptop);
            FieldNetwork.completed(office);
            assertEquals(office.answers(), laptop.answers());
            assertEquals(32, laptop.answers().size());
        }
    }

    private static String names(FieldLaptop laptop) {
        var names =
                laptop.answers().values().stream()
                        .map(data -> data.path("name").asText())
                        .filter(name -> !name.startsWith("From"))
                        .toList();
        return String.join(",", names);
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.DISK,
            what =
                    "The hub's disk is full to the last byte while a laptop pushes records and a photo.",
            holds =
                    "Nothing is acknowledged that is not on the disk; the laptop keeps all of it; with room again the"
                            + " hub is back by itself and all arrives.")
    void a_full_hub_acknowledges_nothing_and_is_back_with_room_again(
            @TempDir(factory = MemoryDisk.class) Path folder) throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("hub"), HUB_KILOBYTES);
                var net = new FieldNetwork(folder)) {
            var laptop = net.worker("awa");
            for (int i = 0; i < 20; i++) {
                net.submit(laptop, "Well " + i);
            }
            net.submit(laptop, "With a photo", net.photo(5, 400_000));
            var filler = disk.fill();
            var report = laptop.sync();
            assertFalse(report.outcome() == SyncReport.Outcome.COMPLETED, report.toString());
            assertFalse(laptop.light().safe());
            assertEquals(0, laptop.counts().of(OutboxStatus.DEAD_LETTER));
            Files.delete(filler);
            awaitHub(net);
            net.settle(laptop);
            assertEquals(laptop.answers(), net.witness().answers());
            assertEquals(21, laptop.answers().size());
        }
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.DISK,
            what =
                    "A photo's file is torn on the laptop's disk before it was sent, another's is whole.",
            holds =
                    "The torn one is never sent as good, a person is told; its record and the other photo are at the"
                            + " hub.")
    void a_torn_photo_is_told_and_holds_up_no_other(
            @TempDir(factory = MemoryDisk.class) Path folder) throws Exception {
        try (var net = new FieldNetwork(folder)) {
            var laptop = net.worker("awa");
            var torn = net.photo(1, 300_000);
            var whole = net.photo(2, 30_000);
            net.submit(laptop, "Two photos", torn, whole);
            tear(folder.resolve("awa").resolve("media"), 300_000);
            laptop.sync();
            assertEquals(1, laptop.light().needsPerson());
            assertEquals(0, laptop.light().submissionsWaiting());
            var witness = net.witness();
            assertTrue(witness.media().has(Sha256.of(whole)));
            assertFalse(witness.media().has(Sha256.of(torn)));
            assertEquals(2, witness.rows(EntityType.SUBMISSION_MEDIA).size());
        }
    }

    private static void awaitHub(FieldNetwork net) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var health = HttpRequest.newBuilder(net.hub().address().resolve("/health")).build();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            var said = "";
            while (!said.equals("200") && System.nanoTime() < deadline) {
                said = said(client, health);
            }
            assertEquals("200", said);
        }
    }

    private static String said(HttpClient client, HttpRequest health) throws Exception {
        try {
            return "" + client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void tear(Path media, int bytes) throws IOException {
        try (var files = Files.walk(media)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) >= bytes) {
                    try (var channel =
                            java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(bytes / 2);
                    }
                }
            }
        }
    }
}
