package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Captive portals, proxies and a busy hub: nothing is taken for the hub's word that is not. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersTest {
    private static final String PORTAL = "<html><body>Welcome! Please log in.</body></html>";
    private FieldNetwork net;
    private FieldLaptop laptop;

    @BeforeAll
    void start(@TempDir(factory = MemoryDisk.class) Path folder) throws Exception {
        net = new FieldNetwork(folder);
        laptop = net.worker("awa");
    }

    @AfterAll
    void stop() throws Exception {
        net.close();
    }

    private static LinkFault page(int status, String... headers) {
        var all = new java.util.HashMap<>(Map.of("Content-Type", "text/html"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new LinkFault.Instead(status, all, PORTAL);
    }

    private void nothingWasLost() {
        assertEquals(0, laptop.counts().of(OutboxStatus.DEAD_LETTER));
        assertFalse(laptop.light().safe());
        assertTrue(laptop.counts().conserved());
        net.proxy.heal();
        net.settle(laptop);
        assertEquals(laptop.answers(), net.witness().answers());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what = "A captive portal answers everything with 200 and a page.",
            holds =
                    "The run fails as offline; nothing is acknowledged, nothing refused, nothing lost.")
    void a_portal_that_says_yes_to_everything_is_not_the_hub() throws Exception {
        net.submit(laptop, "Pump", net.photo(1, 0));
        net.proxy.script((method, path) -> page(200));
        var report = laptop.sync();
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertEquals(SyncErrorCode.NETWORK_ERROR, report.errors().getFirst().code());
        nothingWasLost();
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what = "The portal comes up after the health probe: push, pull and photo get its page.",
            holds = "None of them takes it for the hub's answer.")
    void a_portal_in_the_middle_of_a_run_is_not_the_hub() throws Exception {
        net.submit(laptop, "Pump", net.photo(1, 0));
        net.proxy.script((method, path) -> path.equals("/health") ? LinkFault.NONE : page(200));
        assertEquals(SyncReport.Outcome.FAILED, laptop.sync().outcome());
        net.proxy.script((method, path) -> path.startsWith("/media") ? page(200) : LinkFault.NONE);
        laptop.sync();
        assertEquals(1, laptop.light().photosWaiting());
        net.clock.move(Duration.ofMinutes(3));
        nothingWasLost();
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what =
                    "A proxy refuses push and pull with 400, 401, 403, 404, 407, 409, 410, 422, 500, 502 or 511"
                            + " and a page of its own.",
            holds =
                    "A refusal that is not in the hub's words refuses nothing: no dead letter, no pause, no resync.")
    void a_proxy_refuses_nothing_in_the_hubs_place() {
        net.submit(laptop, "Pump");
        for (int status : new int[] {400, 401, 403, 404, 407, 409, 410, 422, 500, 502, 511}) {
            net.proxy.script(
                    (method, path) -> path.startsWith("/sync") ? page(status) : LinkFault.NONE);
            var report = laptop.sync();
            assertEquals(SyncReport.Outcome.FAILED, report.outcome(), "status " + status);
            var error = report.errors().getFirst().code();
            assertEquals(SyncErrorCode.NETWORK_ERROR, error, "status " + status);
        }
        nothingWasLost();
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what = "429 with Retry-After 90 on every request, then the hub answers again.",
            holds =
                    "The next try by itself waits 90 s, not the back-off's own time; all goes through.")
    void a_busy_hubs_wish_when_to_come_back_is_kept() {
        net.submit(laptop, "Pump");
        net.proxy.script((method, path) -> page(429, "Retry-After", "90"));
        var report = laptop.sync();
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertEquals(SyncErrorCode.RATE_LIMITED, report.errors().getFirst().code());
        assertEquals(net.clock.instant().plusSeconds(90), state());
        nothingWasLost();
        assertNull(state());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what = "A burst of 503 on push, then on pull, then on the photo.",
            holds = "Each is tried again later; no attempt counts against a record or a photo.")
    void a_burst_of_503_blames_nobody() throws Exception {
        net.submit(laptop, "Pump", net.photo(1, 0));
        for (var path : new String[] {"/sync/push", "/sync/changes", "/media"}) {
            net.proxy.script((method, at) -> at.startsWith(path) ? page(503) : LinkFault.NONE);
            for (int i = 0; i < 3; i++) {
                laptop.sync();
                net.clock.move(Duration.ofMinutes(3));
            }
            assertEquals(0, laptop.light().needsPerson(), path);
        }
        var uploads = laptop.profile().tables().uploads();
        var photo = laptop.rows(EntityType.SUBMISSION_MEDIA).getLast().id();
        var upload = laptop.profile().database().read(tx -> uploads.find(tx, photo));
        assertEquals(0, upload.orElseThrow().attempts());
        nothingWasLost();
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.STRANGERS,
            what = "A proxy in between refuses every push of more than one record with 413.",
            holds = "Batches are halved until each goes alone; all records arrive.")
    void a_proxy_that_wants_small_requests_gets_small_requests() {
        // The laptop would send each at once by itself.
        net.proxy.script((method, path) -> new LinkFault.DropRequest());
        var random = new Random(413);
        for (int i = 0; i < 9; i++) {
            // Names that no packing makes short.
            var name = new byte[1_500];
            random.nextBytes(name);
            net.submit(laptop, HexFormat.of().formatHex(name));
        }
        net.proxy.forget();
        net.proxy.limitBody("/sync/push", 10_000);
        net.settle(laptop);
        var pushes =
                net.proxy.exchanges().stream().filter(e -> e.path().equals("/sync/push")).toList();
        assertTrue(pushes.stream().anyMatch(e -> e.status() == 0), "none was refused");
        assertEquals(laptop.answers(), net.witness().answers());
        assertTrue(laptop.answers().size() >= 9);
    }

    private java.time.@org.jspecify.annotations.Nullable Instant state() {
        var profile = Objects.requireNonNull(laptop.profile());
        return profile.database().read(tx -> profile.tables().syncState().get(tx)).nextAttemptAt();
    }
}
