package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxRepositoryTest {
    private static final ErrorBody AWAY = new ErrorBody("FP-2101", "The hub did not answer.", true);
    private static final ErrorBody REFUSED = new ErrorBody("FP-2607", "Not a form here.", false);
    private Device device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private OutboxRepository outbox() {
        return device.tables.outbox();
    }

    @Test
    void a_row_and_its_command_enter_together() {
        var id = device.submission("{'name':'A'}");
        var commands = device.commands(id);
        assertEquals(1, commands.size());
        assertEquals(SyncAction.CREATE, commands.getFirst().action());
        assertEquals(device.row(id).payload(), commands.getFirst().payload());
        assertTrue(device.row(id).dirty());
        assertTrue(device.counts().conserved());
    }

    /** Half a million commands may lie done; a sync run must not look through them. */
    @Test
    void what_is_done_is_not_looked_through() {
        device.db.run(
                tx ->
                        tx.handle()
                                .execute(
                                        """
                                        INSERT INTO outbox_events (id, sequence, entity_type, aggregate_id, action,
                                            payload_chars, client_version, status, attempts, next_attempt_at,
                                            fencing_token, created_at, state_updated_at)
                                        SELECT random_uuid(), "X", 'submissions', random_uuid(), 'create', 0, 1,
                                            'COMPLETED', 1, current_timestamp, 1, current_timestamp,
                                            current_timestamp FROM system_range(1, 3000)
                                        """));
        var statements = new ArrayList<String>();
        device.db.run(
                tx -> {
                    tx.handle().setSqlLogger(noting(statements));
                    var upkeep = new OutboxUpkeep(outbox());
                    upkeep.noLaterThan(tx, device.now());
                    upkeep.unblock(tx, "FP-2105", device.now());
                    outbox().retryNow(tx, device.now());
                });
        assertEquals(3, statements.size());
        for (var statement : statements) {
            var plan =
                    device.read(
                            tx ->
                                    tx.handle()
                                            .createQuery("EXPLAIN " + statement)
                                            .bind("now", Sql.time(device.now()))
                                            .bind("latest", Sql.time(device.now()))
                                            .bind("code", "FP-2105")
                                            .configure(
                                                    SqlStatements.class,
                                                    all -> all.setUnusedBindingAllowed(true))
                                            .mapTo(String.class)
                                            .one());
            assertTrue(plan.toLowerCase(Locale.ROOT).contains("idx_outbox_events_status"), plan);
        }
    }

    /** However many wait, the front of the queue is read in its order and no further. */
    @Test
    void the_queue_is_read_from_its_front() {
        device.submission("{'name':'A'}");
        var statements = new ArrayList<String>();
        device.db.run(
                tx -> {
                    tx.handle().setSqlLogger(noting(statements));
                    outbox().dequeueDeduplicatedByEntity(tx, device.now(), 10, 1_000_000);
                });
        var reading =
                statements.stream()
                        .filter(sql -> sql.contains("ORDER BY o.status"))
                        .distinct()
                        .toList();
        assertEquals(1, reading.size(), statements.toString());
        for (var statement : reading) {
            var plan =
                    device.read(
                            tx ->
                                    tx.handle()
                                            .createQuery("EXPLAIN " + statement)
                                            .bind("status", "PENDING")
                                            .bind("after", 0)
                                            .bind("now", Sql.time(device.now()))
                                            .bind("limit", 10)
                                            .mapTo(String.class)
                                            .one());
            assertTrue(plan.contains("index sorted"), plan);
        }
    }

    private static SqlLogger noting(List<String> statements) {
        return new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                statements.add(Objects.requireNonNull(context.getRenderedSql()));
            }
        };
    }

    @Test
    void a_command_id_seen_before_changes_nothing() {
        var id = device.id();
        var m =
                new Mutation.SaveEntity(
                        device.id(),
                        device.now(),
                        EntityType.SUBMISSIONS,
                        id,
                        device.payload("{'name':'A'}"),
                        device.id());
        device.apply(m);
        var once = device.row(id);
        device.apply(m);
        assertEquals(once, device.row(id));
        assertEquals(1, device.counts().created());
    }

    @Test
    void edits_before_the_first_push_leave_as_one_create_with_its_own_key() {
        var id = device.id();
        var create = device.save(id, device.payload("{'name':'A'}"));
        device.save(id, device.payload("{'name':'B'}"));
        device.save(id, device.payload("{'name':'C'}"));
        var sent = device.send();
        assertEquals(1, sent.size());
        assertEquals(create, sent.getFirst().id());
        assertEquals(SyncAction.CREATE, sent.getFirst().action());
        assertEquals("C", Device.said(sent.getFirst()).at("/data/name").asText());
        assertEquals(2, device.counts().of(OutboxStatus.COMPLETED));
        assertTrue(device.counts().conserved());
    }

    @Test
    void an_edit_made_during_a_push_stays_pending_and_goes_out_on_the_new_base() {
        var id = device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        device.save(id, device.payload("{'name':'B'}"));
        assertEquals(0, device.send().size(), "one command of an entity at a time");
        var server = device.id();
        device.accept(sent, server, 7);
        assertTrue(device.row(server).dirty());
        assertEquals("A", device.agreed(server).at("/data/name").asText());
        var next = device.send().getFirst();
        assertEquals(SyncAction.UPDATE, next.action());
        assertEquals(7, next.baseVersion());
        assertEquals(server, next.aggregateId());
        assertEquals("B", Device.said(next).at("/data/name").asText());
        device.accept(next, server, 8);
        assertFalse(device.row(server).dirty());
        assertEquals(8, device.row(server).rowVersion());
    }

    @Test
    void created_and_deleted_before_any_push_cancels_out_and_leaves_no_tombstone() {
        var id = device.submission("{'name':'A'}");
        device.apply(new Mutation.DeleteSubmission(device.id(), device.now(), id, device.id()));
        assertEquals(0, device.send().size());
        assertEquals(0, device.counts().open());
        assertTrue(device.counts().conserved());
        assertTrue(
                device.read(tx -> device.tables.tombstones().find(tx, EntityType.SUBMISSIONS, id))
                        .isEmpty());
    }

    @Test
    void a_delete_of_what_the_hub_may_hold_goes_out_and_leaves_a_tombstone() {
        var id = device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        device.apply(new Mutation.DeleteSubmission(device.id(), device.now(), id, device.id()));
        var server = device.id();
        device.accept(sent, server, 1);
        var delete = device.send().getFirst();
        assertEquals(SyncAction.DELETE, delete.action());
        assertEquals(server, delete.aggregateId());
        assertEquals(1, delete.baseVersion());
        assertNull(delete.payload());
        device.accept(delete, server, 2);
        var tombstone =
                device.read(
                        tx ->
                                device.tables
                                        .tombstones()
                                        .find(tx, EntityType.SUBMISSIONS, server)
                                        .orElseThrow());
        assertEquals(TombstoneRepository.SyncStatus.SYNCED, tombstone.syncStatus());
        assertEquals(2, tombstone.rowVersion());
    }

    @Test
    void a_failed_command_waits_for_its_time_and_goes_out_unchanged() {
        var id = device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        var later = device.clock.instant().plus(Duration.ofMinutes(5));
        assertTrue(
                device.test(
                        tx ->
                                outbox().fail(
                                                tx,
                                                sent.id(),
                                                sent.fencingToken(),
                                                AWAY,
                                                later,
                                                later)));
        device.save(id, device.payload("{'name':'B'}"));
        assertEquals(0, device.send().size(), "not due, and the edit queues behind it");
        device.clock.move(Duration.ofMinutes(6));
        var again = device.send().getFirst();
        assertEquals(sent.id(), again.id());
        assertEquals(sent.payload(), again.payload(), "the hub may hold it: frozen");
        assertEquals(2, again.attempts());
        assertEquals(AWAY, again.lastError());
    }

    @Test
    void retry_now_makes_everything_due() {
        device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        var later = device.clock.instant().plus(Duration.ofDays(1));
        device.db.run(tx -> outbox().fail(tx, sent.id(), sent.fencingToken(), AWAY, later, later));
        device.db.run(tx -> outbox().retryNow(tx, device.clock.instant()));
        assertEquals(1, device.send().size());
    }

    @Test
    void an_expired_lease_goes_back_and_its_late_answer_changes_nothing() {
        var id = device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        device.clock.move(Duration.ofMinutes(3));
        int back =
                device.db.write(
                        tx ->
                                outbox().requeueExpiredLeases(
                                                tx, device.clock.instant(), Duration.ofMinutes(2)));
        assertEquals(1, back);
        device.accept(sent, device.id(), 1);
        assertTrue(device.row(id).dirty(), "the row keeps its temporary id and its work");
        assertFalse(
                device.test(
                        tx ->
                                outbox().complete(
                                                tx,
                                                sent.id(),
                                                sent.fencingToken(),
                                                device.clock.instant())));
        var again = device.send().getFirst();
        assertNotEquals(sent.fencingToken(), again.fencingToken());
        assertFalse(
                device.test(
                        tx ->
                                outbox().deadLetter(
                                                tx,
                                                again.id(),
                                                sent.fencingToken(),
                                                REFUSED,
                                                device.clock.instant())),
                "the old token is worth nothing");
    }

    @Test
    void a_dead_letter_keeps_its_payload_and_may_be_tried_again() {
        device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        device.db.run(
                tx ->
                        outbox().deadLetter(
                                        tx, sent.id(), sent.fencingToken(), REFUSED, device.now()));
        assertEquals(0, device.send().size());
        assertEquals(1, device.counts().of(OutboxStatus.DEAD_LETTER));
        assertTrue(device.counts().conserved());
        var listed =
                device.read(tx -> outbox().list(tx, EnumSet.of(OutboxStatus.DEAD_LETTER), 0, 10));
        assertEquals(sent.payload(), listed.getFirst().payload());
        assertEquals(REFUSED, listed.getFirst().lastError());
        device.db.run(tx -> outbox().retryDeadLetter(tx, sent.id(), device.now()));
        assertEquals(sent.id(), device.send().getFirst().id());
    }

    @Test
    void an_edit_after_a_refused_create_is_a_new_create() {
        var id = device.submission("{'name':'A'}");
        var sent = device.send().getFirst();
        device.db.run(
                tx ->
                        outbox().deadLetter(
                                        tx, sent.id(), sent.fencingToken(), REFUSED, device.now()));
        device.save(id, device.payload("{'name':'mended'}"));
        var mended = device.send();
        assertEquals(1, mended.size());
        assertEquals(SyncAction.CREATE, mended.getFirst().action());
        assertNotEquals(sent.id(), mended.getFirst().id());
        assertEquals(0, device.counts().of(OutboxStatus.DEAD_LETTER));
        assertTrue(device.counts().conserved());
    }

    @Test
    void a_merged_command_goes_out_under_a_new_key_on_the_hubs_version() {
        var id = device.submission("{'name':'A'}");
        device.accept(device.send().getFirst(), id, 1);
        device.save(id, device.payload("{'name':'B'}"));
        var sent = device.send().getFirst();
        var newKey = device.id();
        var merged = device.payload("{'name':'B','yield':3}");
        device.db.run(
                tx ->
                        outbox().rebase(
                                        tx,
                                        sent.id(),
                                        sent.fencingToken(),
                                        newKey,
                                        merged,
                                        sent.clientVersion(),
                                        5,
                                        Json.object().put("theirs", 1),
                                        device.now()));
        var again = device.send().getFirst();
        assertEquals(newKey, again.id());
        assertEquals(5, again.baseVersion());
        assertEquals(merged, again.payload());
        assertTrue(device.counts().conserved());
    }

    @Test
    void batches_are_bounded_by_number_and_by_size() {
        for (int i = 0; i < 5; i++) {
            device.submission("{'name':'" + "x".repeat(1_000) + i + "'}");
        }
        var now = device.now();
        assertEquals(
                3,
                (int)
                        device.db.write(
                                tx ->
                                        outbox().dequeueDeduplicatedByEntity(
                                                        tx, now, 3, Long.MAX_VALUE)
                                                .size()));
        assertEquals(
                1,
                (int)
                        device.db.write(
                                tx -> outbox().dequeueDeduplicatedByEntity(tx, now, 10, 10).size()),
                "at least one, however large");
        assertEquals(
                2,
                (int)
                        device.db.write(
                                tx ->
                                        outbox().dequeueDeduplicatedByEntity(tx, now, 10, 7_000)
                                                .size()));
    }

    @Test
    void a_postponed_command_says_what_it_waits_for() {
        var id = device.submission("{'name':'A'}");
        var blocked = new ErrorBody("FP-2103", "Waits for its household.", true);
        var later = device.clock.instant().plus(Duration.ofMinutes(1));
        device.db.run(
                tx ->
                        outbox().postpone(
                                        tx,
                                        device.tables
                                                .outbox()
                                                .ofEntity(tx, EntityType.SUBMISSIONS, id)
                                                .getFirst()
                                                .id(),
                                        blocked,
                                        later,
                                        later));
        assertEquals(0, device.send().size());
        var waiting = device.commands(id).getFirst();
        assertEquals(blocked, waiting.lastError());
        assertFalse(waiting.isFrozen());
    }

    @Test
    void purging_completed_commands_keeps_the_count() {
        var id = device.submission("{'name':'A'}");
        device.accept(device.send().getFirst(), id, 1);
        device.submission("{'name':'B'}");
        device.clock.move(Duration.ofDays(40));
        int purged = device.db.write(tx -> outbox().purgeCompleted(tx, device.clock.instant()));
        assertEquals(1, purged);
        var counts = device.counts();
        assertEquals(2, counts.created());
        assertEquals(1, counts.purged());
        assertTrue(counts.conserved());
        assertEquals(Set.of(), Set.copyOf(device.read(tx -> outbox().list(tx, Set.of(), 0, 9))));
    }

    @Test
    void the_oldest_open_command_is_known() {
        assertTrue(device.read(outbox()::oldestOpen).isEmpty());
        var id = device.submission("{'name':'A'}");
        assertEquals(
                device.commands(id).getFirst().createdAt(),
                device.read(outbox()::oldestOpen).orElseThrow());
    }
}
