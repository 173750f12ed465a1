package org.fieldpost.ui.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.H2Database;
import org.fieldpost.db.H2Settings;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.store.ChangeEvents;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.DirectWrites;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.SyncRuns;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sync screen lists, from a real device database. */
class QueueReaderTest {
    private static final Enrolment AWA =
            new Enrolment(
                    "http://localhost",
                    "token",
                    new DeviceId(new UUID(3, 3)),
                    new UserId(new UUID(1, 1)),
                    "Awa",
                    new OrganizationId(new UUID(2, 2)),
                    "Wells",
                    List.of("field_worker"));
    private final MovableClock clock = new MovableClock();
    private final UuidV7 ids = new UuidV7(clock, new Random(7));
    private final DeviceTables tables = new DeviceTables();
    private H2Database database;
    private DirectWrites writes;
    private QueueReader reader;

    @BeforeEach
    void open(@TempDir Path folder) {
        database =
                H2Database.open(
                        H2Settings.of(
                                folder.resolve("device"), null, "org/fieldpost/store/migrations"));
        writes = new DirectWrites(database, tables, new ChangeEvents());
        writes.commit(new Mutation.Enrol(ids.next(), clock.instant(), AWA));
        reader = new QueueReader(database, tables);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_saved_submission_waits_under_the_name_people_know_it_by() {
        save("Well WP-0193");
        var queue = reader.read();
        assertEquals(1, queue.waitingCount());
        var line = queue.waiting().getFirst();
        assertEquals("Well WP-0193", line.name());
        assertEquals(QueueLine.Kind.WAITING, line.kind());
        assertEquals(EntityType.SUBMISSIONS, line.type());
        assertFalse(line.needsPerson());
        assertNotNull(line.nextTry());
    }

    @Test
    void a_dead_letter_needs_a_person_and_sending_again_makes_it_wait() {
        save("Well WP-0193");
        kill(new ErrorBody("FP-2603", "yield: at most 100", false));
        var dead = reader.read().needsPerson().getFirst();
        assertEquals(QueueLine.Kind.DEAD, dead.kind());
        assertEquals(0, reader.read().waitingCount());
        assertTrue(SyncDesk.canSendAgain(dead));
        SyncDesk.sendAgain(database, tables, clock, dead);
        assertEquals(List.of(), reader.read().needsPerson());
        assertEquals(1, reader.read().waitingCount());
    }

    @Test
    void a_change_set_aside_is_fetched_again_by_pulling_everything() {
        var change =
                new PullChange(
                        EntityType.SUBMISSIONS, SyncAction.UPDATE, ids.next(), 4, 9, Json.object());
        database.run(
                tx -> {
                    tables.quarantine()
                            .recordFailure(
                                    tx,
                                    change,
                                    new ErrorBody("FP-2111", "no such form", true),
                                    clock.instant());
                    tables.quarantine().quarantine(tx, change.entityType(), change.entityId());
                });
        var line = reader.read().needsPerson().getFirst();
        assertEquals(QueueLine.Kind.QUARANTINED, line.kind());
        SyncDesk.sendAgain(database, tables, clock, line);
        assertEquals(List.of(), reader.read().needsPerson());
        assertTrue(database.<Boolean>read(tx -> tables.syncState().get(tx).resyncNeeded()));
    }

    @Test
    void past_runs_come_newest_first_and_whole() {
        for (var run :
                List.of(
                        SyncSample.run(SyncReport.Outcome.FAILED, 500),
                        SyncSample.run(SyncReport.Outcome.COMPLETED, 20))) {
            database.run(
                    tx ->
                            tables.syncRuns()
                                    .add(
                                            tx,
                                            new SyncRuns.SyncRun(
                                                    run.id(),
                                                    run.startedAt(),
                                                    run.endedAt(),
                                                    run.outcome().name(),
                                                    Json.tree(run))));
        }
        var runs = reader.read().runs();
        assertEquals(SyncReport.Outcome.COMPLETED, runs.getFirst().outcome());
        assertEquals(SyncSample.run(SyncReport.Outcome.FAILED, 500), runs.get(1));
    }

    private void kill(ErrorBody error) {
        var now = clock.move(Duration.ofSeconds(1));
        database.run(
                tx -> {
                    var due = tables.outbox().dequeueDeduplicatedByEntity(tx, now, 10, 1 << 20);
                    var sent = tables.outbox().markInFlight(tx, due, "test", now).getFirst();
                    tables.outbox().deadLetter(tx, sent.id(), sent.fencingToken(), error, now);
                });
    }

    private void save(String summary) {
        var data = Json.object().put("name", summary);
        ObjectNode row = Json.object().put("form_id", FormIds.of("water_point", "1").toString());
        row.put("form_code", "water_point").put("form_version", "1");
        row.put("form_sha256", Sha256.of(new byte[] {1}).hex());
        row.set("data", data);
        row.put("sha256", Json.canonicalHash(data).hex());
        row.put("device_id", AWA.device().toString()).put("created_by", AWA.user().toString());
        row.put("status", "pending").put("created_at", clock.instant().toString());
        row.set("metadata", Json.object().put("summary", summary));
        writes.commit(
                new Mutation.SaveEntity(
                        ids.next(),
                        clock.instant(),
                        EntityType.SUBMISSIONS,
                        ids.next(),
                        row,
                        ids.next()));
    }
}
