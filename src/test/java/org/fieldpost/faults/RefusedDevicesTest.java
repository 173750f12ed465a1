package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.fieldpost.app.FieldHub;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.ProfileProblem;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncStatus;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Laptops the hub will not have, and a profile somebody else has open. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedDevicesTest {
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

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what =
                    "The device's token is revoked while it has unsent work; later it is let in again.",
            holds = "Sync pauses and says why; everything is kept, and goes out once it is let in.")
    void a_revoked_token_pauses_and_loses_nothing() throws Exception {
        net.submit(laptop, "Kept", net.photo(1, 20_000));
        net.hub().status(laptop, "revoked");
        var report = laptop.sync();
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertEquals(SyncErrorCode.UNAUTHORIZED, report.errors().getFirst().code());
        assertEquals(SyncStatus.State.PAUSED, laptop.state());
        assertEquals(0, laptop.counts().of(OutboxStatus.DEAD_LETTER));
        assertFalse(laptop.light().safe());
        assertEquals(1, laptop.light().submissionsWaiting());
        laptop.enrol(net.proxy.address(), net.hub().code("awa", "field_worker"));
        laptop.restart();
        net.settle(laptop);
        assertEquals(1, laptop.rows(EntityType.SUBMISSIONS).size());
        assertEquals(laptop.answers(), net.witness().answers());
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what = "A second program opens a profile that is open.",
            holds = "It is refused with a sentence; the first goes on working.")
    void a_second_program_on_a_profile_is_refused() {
        var refused =
                assertThrows(
                        ProfileProblem.class,
                        () -> FieldLaptop.open(net.folder.resolve("awa"), net.clock));
        assertEquals(ProfileProblem.Kind.IN_USE, refused.kind());
        laptop.submitted(FieldNetwork.FORM, FieldNetwork.well("Still here"), Map.of());
        net.settle(laptop);
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.HUB,
            what = "An administrator says \"restored\" while the hub runs.",
            holds = "Refused with a sentence: a running hub would go on in the old epoch.")
    void a_running_hub_is_not_declared_restored() {
        try (var office = FieldHub.office(net.hubFolder(), net.clock)) {
            var refused = assertThrows(CommandFailed.class, office::restored);
            assertTrue(String.valueOf(refused.getMessage()).contains("stop it"));
        }
        net.settle(laptop);
    }
}
