package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.Relation;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncTablesTest {
    private static final ErrorBody ERROR = new ErrorBody("FP-2401", "No such form.", true);
    private Device device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void advance(String epoch, long at, String id) {
        device.db.run(
                tx ->
                        device.tables
                                .cursors()
                                .advance(
                                        tx,
                                        epoch,
                                        EntityType.SUBMISSIONS,
                                        new EntityCursor(at, id)));
    }

    @Test
    void a_cursor_goes_forward_only_within_an_epoch() {
        assertTrue(device.read(device.tables.cursors()::composite).isEmpty());
        advance("e1", 5, "b");
        advance("e1", 5, "b");
        advance("e1", 5, "c");
        assertThrows(CursorRepository.CursorBackwardError.class, () -> advance("e1", 5, "a"));
        assertThrows(CursorRepository.CursorBackwardError.class, () -> advance("e1", 4, "z"));
        assertEquals(
                new EntityCursor(5, "c"),
                device.read(tx -> device.tables.cursors().get(tx, EntityType.SUBMISSIONS)));
        advance("e2", 1, "a");
        var composite = device.read(device.tables.cursors()::composite).orElseThrow();
        assertEquals("e2", composite.epoch());
        assertEquals(EntityCursor.START, composite.of(EntityType.TELEMETRY));
        device.db.run(device.tables.cursors()::reset);
        assertTrue(device.read(device.tables.cursors()::composite).isEmpty());
    }

    @Test
    void a_cursor_rolls_back_with_its_rows() {
        advance("e1", 5, "b");
        assertThrows(
                IllegalStateException.class,
                () ->
                        device.db.run(
                                tx -> {
                                    device.tables
                                            .cursors()
                                            .advance(
                                                    tx,
                                                    "e1",
                                                    EntityType.SUBMISSIONS,
                                                    new EntityCursor(9, "z"));
                                    throw new IllegalStateException("the gate");
                                }));
        assertEquals(
                5,
                device.read(tx -> device.tables.cursors().get(tx, EntityType.SUBMISSIONS))
                        .lastCreatedAt());
    }

    @Test
    void tombstones_are_noted_confirmed_and_purged() {
        var stones = device.tables.tombstones();
        var id = device.id();
        var at = device.now();
        device.db.run(
                tx ->
                        stones.record(
                                tx,
                                new TombstoneRepository.Tombstone(
                                        EntityType.SUBMISSIONS,
                                        id,
                                        3L,
                                        at,
                                        TombstoneRepository.SyncStatus.PENDING)));
        assertEquals(1, device.read(tx -> stones.listPending(tx, 9)).size());
        device.db.run(
                tx ->
                        stones.mark(
                                tx,
                                EntityType.SUBMISSIONS,
                                id,
                                TombstoneRepository.SyncStatus.SYNCED,
                                4L,
                                at));
        assertEquals(0, device.read(tx -> stones.listPending(tx, 9)).size());
        assertEquals(
                4,
                device.read(tx -> stones.find(tx, EntityType.SUBMISSIONS, id))
                        .orElseThrow()
                        .rowVersion());
        assertEquals(0, (int) device.db.write(tx -> stones.purgeSynced(tx, at)));
        assertEquals(
                1,
                (int) device.db.write(tx -> stones.purgeSynced(tx, at.plus(Duration.ofDays(1)))));
        assertFalse(device.test(tx -> stones.remove(tx, EntityType.SUBMISSIONS, id)));
    }

    @Test
    void a_tombstoned_id_does_not_live_again() {
        var id = device.submission("{'name':'A'}");
        var server = device.id();
        device.accept(device.send().getFirst(), server, 1);
        device.apply(new Mutation.DeleteSubmission(device.id(), device.now(), server, device.id()));
        assertThrows(GoneException.class, () -> device.save(id, device.payload("{'name':'B'}")));
        assertThrows(
                GoneException.class, () -> device.save(server, device.payload("{'name':'B'}")));
    }

    @Test
    void a_change_that_fails_again_and_again_is_counted_quarantined_and_released() {
        var quarantine = device.tables.quarantine();
        var change =
                new PullChange(
                        EntityType.SUBMISSIONS,
                        SyncAction.UPDATE,
                        device.id(),
                        3,
                        9,
                        device.payload("{'name':'A'}"));
        for (int i = 1; i <= 5; i++) {
            int failures =
                    device.db.write(
                            tx -> quarantine.recordFailure(tx, change, ERROR, device.now()));
            assertEquals(i, failures);
        }
        assertEquals(List.of(), device.read(tx -> quarantine.quarantined(tx, 9)));
        device.db.run(tx -> quarantine.quarantine(tx, change.entityType(), change.entityId()));
        var entry = device.read(tx -> quarantine.quarantined(tx, 9)).getFirst();
        assertEquals(change, entry.change(), "with everything it said");
        assertEquals(5, entry.failures());
        assertTrue(entry.firstFailedAt().isBefore(entry.lastFailedAt()));
        assertTrue(
                device.test(tx -> quarantine.release(tx, change.entityType(), change.entityId())));
        assertTrue(
                device.read(tx -> quarantine.find(tx, change.entityType(), change.entityId()))
                        .isEmpty());
    }

    @Test
    void coordination_survives_and_runs_are_kept_newest_first() {
        var at = device.now();
        var state = new SyncState("e1", at, at, 3, at.plusSeconds(60), true, true, "revoked");
        device.db.run(tx -> device.tables.syncState().save(tx, state));
        assertEquals(state, device.read(device.tables.syncState()::get));
        for (int i = 0; i < 3; i++) {
            var report = Json.object().put("pushed", i);
            device.db.run(
                    tx ->
                            device.tables
                                    .syncRuns()
                                    .add(
                                            tx,
                                            new SyncRuns.SyncRun(
                                                    device.id(),
                                                    device.now(),
                                                    device.now(),
                                                    "ok",
                                                    report)));
        }
        var runs = device.read(tx -> device.tables.syncRuns().newest(tx, 2));
        assertEquals(2, runs.size());
        assertEquals(2, runs.getFirst().report().path("pushed").asInt());
    }

    @Test
    void an_upload_is_due_once_the_hub_has_its_row_smallest_first() {
        var uploads = device.tables.uploads();
        var big = photo(9_000);
        var small = photo(1_000);
        device.db.run(
                tx -> {
                    uploads.create(tx, big, device.now());
                    uploads.create(tx, small, device.now());
                    uploads.create(tx, small, device.now());
                });
        assertEquals(List.of(), device.read(tx -> uploads.due(tx, device.now(), 9)));
        for (var sent : device.send()) {
            device.accept(sent, sent.aggregateId(), 1);
        }
        var due = device.read(tx -> uploads.due(tx, device.now(), 9));
        assertEquals(List.of(small, big), due.stream().map(MediaUploads.Upload::mediaId).toList());
        assertEquals(new MediaUploads.Remaining(2, 10_000), device.read(uploads::remaining));
        var going =
                new MediaUploads.Upload(
                        big,
                        MediaUploads.State.UPLOADING,
                        "/media/uploads/1",
                        8_500,
                        1,
                        device.now(),
                        ERROR);
        device.db.run(tx -> uploads.save(tx, going, device.now()));
        assertEquals(going, device.read(tx -> uploads.find(tx, big)).orElseThrow());
        assertEquals(
                big,
                device.read(tx -> uploads.due(tx, device.now(), 9)).getFirst().mediaId(),
                "500 bytes are left");
        device.db.run(
                tx ->
                        uploads.save(
                                tx,
                                new MediaUploads.Upload(
                                        big,
                                        MediaUploads.State.DONE,
                                        null,
                                        9_000,
                                        1,
                                        device.now(),
                                        null),
                                device.now()));
        assertEquals(new MediaUploads.Remaining(1, 1_000), device.read(uploads::remaining));
    }

    private UUID photo(long bytes) {
        var id = device.id();
        device.save(
                EntityType.SUBMISSION_MEDIA,
                id,
                Json.object()
                        .put("submission_id", new UUID(5, 5).toString())
                        .put("key", "k")
                        .put("sha256", "0".repeat(64))
                        .put("size_bytes", bytes));
        return id;
    }

    private static Relation relation(EntityType source, String field) {
        return RelationGraph.from(source).stream()
                .filter(r -> r.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void orphans_are_found_from_both_sides_among_the_rows_touched() {
        var queries = new OrphanQueries();
        var parent = device.submission("{'name':'P'}");
        var payload = device.payload("{'name':'C'}");
        payload.put("parent_id", parent.toString());
        var child = device.id();
        device.save(child, payload);
        var parents = relation(EntityType.SUBMISSIONS, "parent_id");
        assertEquals(List.of(), device.read(tx -> queries.ofSources(tx, parents, Set.of(child))));
        device.db.run(tx -> device.tables.submissions().delete(tx, parent));
        var orphan = new OrphanQueries.Orphan(parents, child, parent);
        assertEquals(
                List.of(orphan), device.read(tx -> queries.ofSources(tx, parents, Set.of(child))));
        assertEquals(
                List.of(orphan),
                device.read(
                        tx ->
                                queries.ofTargets(
                                        tx, parents, EntityType.SUBMISSIONS, Set.of(parent))));
        assertEquals(List.of(), device.read(tx -> queries.ofSources(tx, parents, Set.of(parent))));
        assertEquals(
                1,
                device.read(
                                tx ->
                                        queries.ofSources(
                                                tx,
                                                relation(EntityType.SUBMISSIONS, "form_id"),
                                                Set.of(child)))
                        .size());
    }

    @Test
    void a_polymorphic_reference_is_an_orphan_of_its_own_type_only() {
        var queries = new OrphanQueries();
        var target = device.submission("{'name':'P'}");
        var conflict = device.id();
        var said =
                Json.object()
                        .put("resource_type", "submissions")
                        .put("resource_id", target.toString())
                        .put("resolution", "pending");
        device.save(EntityType.CONFLICTS, conflict, said);
        var relation = relation(EntityType.CONFLICTS, "resource_id");
        assertEquals(
                List.of(), device.read(tx -> queries.ofSources(tx, relation, Set.of(conflict))));
        device.db.run(tx -> device.tables.submissions().delete(tx, target));
        assertEquals(
                1, device.read(tx -> queries.ofSources(tx, relation, Set.of(conflict))).size());
        assertEquals(
                List.of(),
                device.read(
                        tx ->
                                queries.ofTargets(
                                        tx, relation, EntityType.MOBILE_FORMS, Set.of(target))));
    }
}
