package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.DeviceId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decision is about what its conflict shows. */
class UnshownChangesTest {
    private static final DeviceId ANOTHER = new DeviceId(new UUID(4, 4));
    private Device device;
    private UUID submission;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
        submission = device.submission("{'name':'base'}");
        device.accept(device.send().getFirst(), submission, 1);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private ObjectNode conflict(DeviceId by, ObjectNode ours) {
        var said =
                Json.object()
                        .put("resource_type", "submissions")
                        .put("resource_id", submission.toString())
                        .put("resolution", "pending")
                        .put("server_version", 4)
                        .put("device_id", by.toString())
                        .put("created_at", device.now().toString());
        said.set("client_payload", ours);
        said.set("server_payload", device.payload("{'name':'theirs'}"));
        return said;
    }

    /** A conflict of another laptop, as a pull brings it. */
    private UUID ofAnother() {
        var id = device.id();
        var said = conflict(ANOTHER, device.payload("{'name':'another'}"));
        device.db.run(
                tx ->
                        device.tables
                                .conflicts()
                                .insert(
                                        tx,
                                        EntityRow.fromHub(
                                                EntityType.CONFLICTS, id, 1, said, device.now())));
        return id;
    }

    private UUID ofOurs() {
        device.save(submission, device.payload("{'name':'mine'}"));
        var parked = device.send().getFirst();
        var id = device.id();
        var said = conflict(Device.LAPTOP, device.row(submission).payload());
        device.apply(
                new Mutation.OpenConflict(
                        device.id(), device.now(), id, said, device.id(), parked.id()));
        return id;
    }

    private Mutation.DecideConflict decision(
            UUID conflict, String action, @Nullable ObjectNode resolved) {
        return new Mutation.DecideConflict(
                device.id(),
                device.now(),
                conflict,
                action,
                resolved,
                Device.AWA,
                null,
                device.id(),
                device.id());
    }

    private void decide(UUID conflict, String action, @Nullable ObjectNode resolved) {
        device.apply(decision(conflict, action, resolved));
    }

    private String name() {
        return device.row(submission).payload().at("/data/name").asText();
    }

    private String resolution(UUID conflict) {
        return device.read(tx -> device.tables.conflicts().find(tx, conflict))
                .orElseThrow()
                .payload()
                .path("resolution")
                .asText();
    }

    private List<OutboxCommand> open() {
        return device.read(
                tx -> device.tables.outbox().ofEntity(tx, EntityType.SUBMISSIONS, submission));
    }

    @Test
    void an_own_edit_stays_when_anothers_conflict_is_decided_for_the_hub() {
        var conflict = ofAnother();
        device.save(submission, device.payload("{'name':'unsent'}"));
        var before = open();
        decide(conflict, "accept_server", null);
        assertEquals("resolved", resolution(conflict));
        assertEquals("unsent", name());
        assertTrue(device.row(submission).dirty());
        assertEquals(before, open());
    }

    @Test
    void an_own_edit_is_not_replaced_by_what_another_wrote() {
        var conflict = ofAnother();
        device.save(submission, device.payload("{'name':'unsent'}"));
        var before = open();
        for (var action : List.of("accept_client", "merged")) {
            assertThrows(
                    UnshownChangeException.class,
                    () -> decide(conflict, action, device.payload("{'name':'another'}")));
        }
        assertEquals("pending", resolution(conflict));
        assertEquals("unsent", name());
        assertEquals(before, open());
    }

    @Test
    void an_own_deletion_is_not_undone_by_what_another_wrote() {
        var conflict = ofAnother();
        device.apply(
                new Mutation.DeleteSubmission(device.id(), device.now(), submission, device.id()));
        assertThrows(
                UnshownChangeException.class,
                () -> decide(conflict, "accept_client", device.payload("{'name':'another'}")));
        decide(conflict, "accept_server", null);
        assertTrue(device.read(tx -> device.tables.submissions().find(tx, submission)).isEmpty());
        assertEquals(
                List.of(SyncAction.DELETE), open().stream().map(OutboxCommand::action).toList());
    }

    @Test
    void work_parked_for_an_own_conflict_waits_for_that_ones_decision() {
        var own = ofOurs();
        var other = ofAnother();
        decide(other, "accept_server", null);
        assertEquals(1, device.counts().of(OutboxStatus.CONFLICT));
        assertEquals("mine", name());
        decide(own, "accept_server", null);
        assertEquals(0, device.counts().of(OutboxStatus.CONFLICT));
        assertEquals("theirs", name());
        assertEquals(List.of(), open());
    }

    /** That conflict is about the row as it is here. */
    @Test
    void what_was_edited_behind_parked_work_is_decided_with_it() {
        var conflict = ofOurs();
        device.save(submission, device.payload("{'name':'later'}"));
        decide(conflict, "accept_client", device.row(submission).payload());
        assertEquals(0, device.counts().of(OutboxStatus.CONFLICT));
        var sent =
                device.send().stream()
                        .filter(c -> c.entityType() == EntityType.SUBMISSIONS)
                        .toList();
        assertEquals(1, sent.size());
        assertEquals("later", Device.said(sent.getFirst()).at("/data/name").asText());
    }

    /** It was allowed when it was made: what is read back from the journal is not refused. */
    @Test
    void a_replayed_decision_is_not_refused() {
        var conflict = ofAnother();
        device.save(submission, device.payload("{'name':'unsent'}"));
        var decided = decision(conflict, "accept_client", device.payload("{'name':'another'}"));
        device.db.run(tx -> device.mutations.apply(tx, decided, true));
        assertEquals("resolved", resolution(conflict));
        assertEquals("another", name());
    }
}
