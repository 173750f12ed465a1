package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.EntityRow;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a bad link does to a push, a pull and a photo. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadLinkTest {
    private FieldNetwork net;
    private FieldLaptop laptop;

    @BeforeAll
    void start(@TempDir(factory = MemoryDisk.class) Path folder) throws Exception {
        net = new FieldNetwork(folder);
        laptop = net.supervisor("awa");
    }

    @AfterAll
    void stop() throws Exception {
        net.close();
    }

    /** A sync in which every request to a path meets the fault (the HTTP client may try again by itself). */
    private SyncReport syncWith(String path, LinkFault fault) {
        net.proxy.script((method, at) -> at.startsWith(path) ? fault : LinkFault.NONE);
        var report = laptop.sync();
        net.proxy.heal();
        return report;
    }

    private static String name(EntityRow row) {
        return row.payload().at("/data/name").asText();
    }

    private void oneAtTheHub(String name) {
        assertTrue(laptop.light().safe());
        var witness = net.witness();
        FieldNetwork.completed(laptop);
        assertEquals(laptop.answers(), witness.answers());
        var wells = witness.rows(EntityType.SUBMISSIONS);
        var here = wells.stream().filter(row -> name(row).equals(name)).toList();
        assertEquals(1, here.size(), "one row for one submission");
        assertEquals(1L, here.getFirst().rowVersion());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what = "The hub's answer to a push is lost.",
            holds =
                    "The command stays queued, is sent again and has one effect; one row, version 1.")
    void an_answer_that_is_lost_leaves_one_row() {
        net.submit(laptop, "Pump 1");
        var report = syncWith("/sync/push", new LinkFault.DropAnswer());
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertFalse(laptop.light().safe(), "nobody heard that it arrived");
        net.settle(laptop);
        oneAtTheHub("Pump 1");
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what = "A push never reaches the hub.",
            holds = "The command stays queued and goes with the next sync.")
    void a_request_that_is_lost_goes_again() {
        net.submit(laptop, "Pump 2");
        var report = syncWith("/sync/push", new LinkFault.DropRequest());
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        net.settle(laptop);
        oneAtTheHub("Pump 2");
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what = "Every answer comes late.",
            holds = "The sync goes through; nothing is sent twice.")
    void late_answers_only_take_time() {
        net.submit(laptop, "Pump 3");
        net.proxy.forget();
        net.proxy.script((method, path) -> new LinkFault.Delay(Duration.ofMillis(150)));
        FieldNetwork.completed(laptop);
        long pushes =
                net.proxy.exchanges().stream().filter(e -> e.path().equals("/sync/push")).count();
        assertEquals(1, pushes);
        net.proxy.heal();
        oneAtTheHub("Pump 3");
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what =
                    "The answers to push and pull are cut after a seeded number of bytes, six times.",
            holds =
                    "Half an answer changes nothing: no cursor moves, no command completes; then all goes through.")
    void an_answer_cut_anywhere_changes_nothing() {
        var office = net.supervisor("office");
        net.submit(office, "Well of the office");
        FieldNetwork.completed(office);
        net.submit(laptop, "Pump 4");
        var random = new Random(20260504);
        for (var path : new String[] {"/sync/push", "/sync/changes"}) {
            for (int i = 0; i < 3; i++) {
                var before = laptop.answers();
                int bytes = random.nextInt(1, 260);
                var report = syncWith(path, new LinkFault.Truncate(bytes));
                assertEquals(
                        SyncReport.Outcome.FAILED, report.outcome(), path + " cut at " + bytes);
                assertTrue(laptop.counts().conserved());
                if (path.equals("/sync/push")) {
                    assertEquals(before, laptop.answers(), "cut at " + bytes);
                }
            }
        }
        net.settle(laptop);
        FieldNetwork.completed(office);
        assertEquals(net.witness().answers(), office.answers());
        assertEquals(office.answers(), laptop.answers());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what = "The network sends every push to the hub twice.",
            holds = "Both get the same answer byte for byte; one effect.")
    void a_push_sent_twice_has_one_effect() {
        net.submit(laptop, "Pump 5");
        net.proxy.script(
                (method, path) ->
                        path.startsWith("/sync/push") ? new LinkFault.Duplicate() : LinkFault.NONE);
        net.settle(laptop);
        net.proxy.heal();
        oneAtTheHub("Pump 5");
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.LINK,
            what = "A photo of 1.5 MB goes over a link that is cut within every chunk, six times.",
            holds =
                    "Every try goes on at the byte the hub said it holds; no confirmed byte is sent again, the"
                            + " bytes at the hub have the recorded SHA-256.")
    void a_photo_resumes_where_the_hub_stands() throws Exception {
        var photo = net.photo(1, 1_500_000);
        net.submit(laptop, "Pump 6", photo);
        var random = new Random(7);
        var cuts = new AtomicInteger();
        net.proxy.forget();
        net.proxy.script(
                (method, path) ->
                        method.equals("PATCH") && cuts.getAndIncrement() < 6
                                ? new LinkFault.CutRequest(random.nextInt(1, 200_000))
                                : LinkFault.NONE);
        laptop.sync();
        for (int i = 0; i < 12 && !laptop.light().safe(); i++) {
            // Never after the last: the laptop would sync by itself in the middle of the next test.
            net.clock.move(Duration.ofMinutes(3));
            laptop.sync();
        }
        assertTrue(laptop.light().safe(), laptop.light().toString());
        assertTrue(cuts.get() > 6);
        ConfirmedBytes.areNotSentAgain(net.proxy.exchanges());
        var witness = net.witness();
        var row = witness.rows(EntityType.SUBMISSION_MEDIA).getLast();
        var hash = new Sha256(row.payload().path("sha256").asText());
        assertEquals(Sha256.of(photo), hash);
        try (var bytes = witness.media().open(hash)) {
            assertArrayEquals(Files.readAllBytes(photo), bytes.readAllBytes());
        }
    }
}
