package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictsTest {
    private Device device;
    private UUID submission;
    private UUID conflict;

    @BeforeEach
    void dispute(@TempDir Path folder) {
        device = new Device(folder);
        submission = device.submission("{'name':'base'}");
        device.accept(device.send().getFirst(), submission, 1);
        device.save(submission, device.payload("{'name':'mine'}"));
        var sent = device.send().getFirst();
        conflict = device.id();
        device.apply(
                new Mutation.OpenConflict(
                        device.id(),
                        device.now(),
                        conflict,
                        said(device.payload("{'name':'theirs'}")),
                        device.id(),
                        sent.id()));
    }

    @AfterEach
    void close() {
        device.close();
    }

    private ObjectNode said(@Nullable ObjectNode theirs) {
        var said =
                Json.object()
                        .put("resource_type", "submissions")
                        .put("resource_id", submission.toString());
        said.put("resolution", "pending")
                .put("server_version", 4)
                .put("device_id", Device.LAPTOP.toString())
                .put("created_at", device.now().toString());
        said.set("client_payload", device.row(submission).payload());
        if (theirs != null) {
            said.set("server_payload", theirs);
        }
        return said;
    }

    private void decide(String action, @Nullable ObjectNode resolved) {
        device.apply(
                new Mutation.DecideConflict(
                        device.id(),
                        device.now(),
                        conflict,
                        action,
                        resolved,
                        Device.AWA,
                        "asked Ibra",
                        device.id(),
                        device.id()));
    }

    private List<OutboxCommand> sentAbout(EntityType type) {
        return device.send().stream().filter(c -> c.entityType() == type).toList();
    }

    @Test
    void the_conflict_goes_out_and_the_command_waits() {
        assertEquals(1, device.read(device.tables.conflicts()::pendingCount));
        assertEquals(
                conflict,
                device.read(
                                tx ->
                                        device.tables
                                                .conflicts()
                                                .pendingFor(tx, EntityType.SUBMISSIONS, submission))
                        .orElseThrow()
                        .id());
        assertEquals(1, device.counts().of(OutboxStatus.CONFLICT));
        var sent = device.send();
        assertEquals(
                List.of(EntityType.CONFLICTS),
                sent.stream().map(OutboxCommand::entityType).toList());
    }

    @Test
    void a_merged_decision_goes_out_on_the_hubs_version() {
        decide("merged", device.payload("{'name':'both'}"));
        assertEquals("both", device.row(submission).payload().at("/data/name").asText());
        var update = sentAbout(EntityType.SUBMISSIONS).getFirst();
        assertEquals(SyncAction.UPDATE, update.action());
        assertEquals(4, update.baseVersion());
        assertEquals(0, device.counts().of(OutboxStatus.CONFLICT));
        var row = device.read(tx -> device.tables.conflicts().find(tx, conflict)).orElseThrow();
        assertEquals("resolved", row.payload().path("resolution").asText());
        assertEquals("asked Ibra", row.payload().path("notes").asText());
        assertEquals(Device.AWA.toString(), row.payload().path("resolved_by").asText());
        assertTrue(device.counts().conserved());
    }

    @Test
    void accepting_theirs_leaves_nothing_of_ours_to_send() {
        decide("accept_server", device.payload("{'name':'theirs'}"));
        assertEquals("theirs", device.row(submission).payload().at("/data/name").asText());
        assertFalse(device.row(submission).dirty());
        assertEquals(4, device.row(submission).rowVersion());
        assertEquals(List.of(), sentAbout(EntityType.SUBMISSIONS));
    }

    @Test
    void accepting_ours_sends_ours_on_the_hubs_version() {
        decide("accept_client", device.row(submission).payload());
        var update = sentAbout(EntityType.SUBMISSIONS).getFirst();
        assertEquals("mine", Device.said(update).at("/data/name").asText());
        assertEquals(4, update.baseVersion());
    }

    @Test
    void a_deletion_decided_for_goes_out_as_one() {
        decide("accept_client", null);
        assertTrue(device.read(tx -> device.tables.submissions().find(tx, submission)).isEmpty());
        var delete = sentAbout(EntityType.SUBMISSIONS).getFirst();
        assertEquals(SyncAction.DELETE, delete.action());
        assertEquals(4, delete.baseVersion());
        assertNull(delete.payload());
    }

    /** Seed 6910: words about the row that came later led nowhere, and the whole page was refused, for ever. */
    @Test
    void a_deletion_decided_for_leaves_a_tombstone_as_any_other() {
        decide("accept_client", null);
        var tombstone =
                device.read(
                                tx ->
                                        device.tables
                                                .tombstones()
                                                .find(tx, EntityType.SUBMISSIONS, submission))
                        .orElseThrow();
        assertEquals(TombstoneRepository.SyncStatus.PENDING, tombstone.syncStatus());
        assertEquals(4, tombstone.rowVersion());
        assertNotNull(tombstone.said());
    }

    /** Seed 2695: decided once more, for the hub's side of another conflict, the row was back. */
    @Test
    void a_deletion_that_the_hub_has_already_stays_known_as_that() {
        var known =
                new TombstoneRepository.Tombstone(
                        EntityType.SUBMISSIONS,
                        submission,
                        5L,
                        device.now(),
                        TombstoneRepository.SyncStatus.SYNCED);
        device.db.run(tx -> device.tables.tombstones().record(tx, known));
        decide("accept_client", null);
        assertEquals(
                known,
                device.read(
                                tx ->
                                        device.tables
                                                .tombstones()
                                                .find(tx, EntityType.SUBMISSIONS, submission))
                        .orElseThrow());
    }

    @Test
    void a_conflict_is_decided_once() {
        decide("accept_server", null);
        assertThrows(
                IllegalStateException.class,
                () -> decide("merged", device.payload("{'name':'again'}")));
    }
}
