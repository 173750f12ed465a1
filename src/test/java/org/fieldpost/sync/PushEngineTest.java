package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.Fault;
import org.fieldpost.simulation.Killed;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.DeadLetters;
import org.fieldpost.store.IdMapRepository;
import org.fieldpost.store.IdMapping;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushEngineTest {
    @TempDir private Path folder;
    private final SimulatedHub hub =
            new SimulatedHub(new UuidV7(new MovableClock(), new Random(7)));
    private SimulatedDevice device;

    @BeforeEach
    void enrol() {
        device = new SimulatedDevice(folder, "a", 1, hub, new SimulatedMedia());
        device.sync();
    }

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void a_submission_arrives_and_is_known_by_the_hubs_id_from_then_on() {
        var temporary = device.create("{'name':'Awa'}");
        var report = device.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report.errors().toString());
        assertEquals(1, report.push().accepted());
        var permanent = hub.ids(EntityType.SUBMISSIONS).getFirst();
        assertEquals(permanent, device.now(EntityType.SUBMISSIONS, temporary));
        var row = device.row(EntityType.SUBMISSIONS, permanent).orElseThrow();
        assertFalse(row.dirty());
        assertEquals(1, row.rowVersion());
        assertTrue(
                device.told.contains(
                        new ChangeEvent.IdChanged(EntityType.SUBMISSIONS, temporary, permanent)));
        assertTrue(device.counts().conserved());
        assertEquals(0, device.counts().open());
    }

    @Test
    void nothing_to_do_is_one_call_and_no_effect() {
        int before = device.link.calls();
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        assertEquals(1, device.link.calls() - before); // changes
    }

    @Test
    void a_child_waits_for_its_parent_and_goes_in_the_same_run_with_the_parents_real_id() {
        var parent = device.create("{'name':'site'}");
        var child = device.createChild("{'site':'" + parent + "'}", parent);
        var grandchild = device.createChild("{}", child);
        var photo = device.photo(grandchild, new byte[] {1, 2, 3});
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        var real = device.now(EntityType.SUBMISSIONS, parent);
        var row = hub.payload(device.now(EntityType.SUBMISSIONS, child)).orElseThrow();
        assertEquals(real.toString(), row.path("parent_id").asText());
        assertEquals(real.toString(), row.at("/data/site").asText());
        assertEquals(
                device.now(EntityType.SUBMISSIONS, grandchild).toString(),
                hub.payload(photo).orElseThrow().path("submission_id").asText());
    }

    @Test
    void a_lost_response_is_replayed_and_has_one_effect() {
        var id = device.create("{'name':'Awa'}");
        once("push", Fault.DROP_RESPONSE);
        assertEquals(SyncReport.Outcome.FAILED, device.sync().outcome());
        assertEquals(1, device.counts().open());
        device.link.faults(call -> Fault.NONE);
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        assertEquals(1, hub.ids(EntityType.SUBMISSIONS).size());
        assertEquals(1, device.rows(EntityType.SUBMISSIONS).size());
        assertFalse(device.row(EntityType.SUBMISSIONS, id).orElseThrow().dirty());
        assertTrue(hub.effects().values().stream().allMatch(n -> n == 1));
    }

    @Test
    void an_edit_made_behind_a_lost_response_reaches_the_hub_too() {
        var id = device.create("{'name':'Awa'}");
        once("push", Fault.DROP_RESPONSE);
        device.sync();
        device.edit(id, "name", "Ibra");
        device.link.faults(call -> Fault.NONE);
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        var row = hub.payload(hub.ids(EntityType.SUBMISSIONS).getFirst()).orElseThrow();
        assertEquals("Ibra", row.at("/data/name").asText());
    }

    @Test
    void an_edit_made_while_the_push_is_under_way_stays_pending_and_goes_next() {
        var id = device.create("{'name':'Awa'}");
        device.link.faults(
                call -> {
                    if (call.equals("push")) {
                        device.link.faults(later -> Fault.NONE);
                        device.edit(id, "name", "Ibra");
                    }
                    return Fault.NONE;
                });
        device.sync();
        var hubId = hub.ids(EntityType.SUBMISSIONS).getFirst();
        assertEquals("Ibra", hub.payload(hubId).orElseThrow().at("/data/name").asText());
        assertEquals(2, hub.version(hubId));
        assertFalse(device.row(EntityType.SUBMISSIONS, id).orElseThrow().dirty());
    }

    @Test
    void without_a_hub_nothing_is_lost_nothing_is_dead_and_the_next_try_is_soon() {
        device.create("{}");
        device.link.faults(call -> Fault.DROP_REQUEST);
        for (int i = 0; i < 30; i++) {
            var report = device.sync(SyncTrigger.RETRY);
            assertEquals(SyncErrorCode.NETWORK_ERROR, report.errors().getFirst().code());
            var next = device.engine().backoff().nextTryAt();
            assertTrue(
                    Duration.between(device.instant(), next).compareTo(Duration.ofMinutes(2)) <= 0);
        }
        assertEquals(1, device.counts().of(OutboxStatus.PENDING));
    }

    @Test
    void a_flapping_network_never_makes_a_dead_letter() {
        device.create("{}");
        device.link.faults(call -> call.equals("push") ? Fault.DROP_REQUEST : Fault.NONE);
        for (int i = 0; i < 30; i++) {
            device.sync();
        }
        assertEquals(0, device.counts().of(OutboxStatus.DEAD_LETTER));
        device.link.faults(call -> Fault.NONE);
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
    }

    @Test
    void an_unknown_token_pauses_everything_and_keeps_everything() {
        device.create("{}");
        device.link.faults(call -> call.equals("push") ? Fault.UNAUTHORIZED : Fault.NONE);
        var report = device.sync();
        assertEquals(SyncErrorCode.UNAUTHORIZED, report.errors().getFirst().code());
        assertEquals(1, device.counts().open());
        assertEquals(null, device.engine().backoff().nextTryAt());
    }

    @Test
    void the_hubs_own_wish_when_to_come_back_wins_over_the_back_off() {
        device.create("{}");
        device.link.faults(call -> call.equals("push") ? Fault.TOO_MANY : Fault.NONE);
        device.sync();
        assertEquals(device.instant().plusSeconds(7), device.engine().backoff().nextTryAt());
    }

    @Test
    void what_the_hub_refuses_is_kept_as_a_dead_letter_and_the_rest_goes_through() {
        hub.refuse(
                command ->
                        says(command, "/data/bad") ? new ErrorBody("FP-2603", "no", false) : null);
        device.create("{'n':1}");
        var bad = device.create("{'bad':true}");
        device.create("{'n':2}");
        var report = device.sync();
        assertEquals(SyncReport.Outcome.PARTIAL, report.outcome());
        assertEquals(2, hub.ids(EntityType.SUBMISSIONS).size());
        var dead = device.commands(OutboxStatus.DEAD_LETTER).getFirst();
        assertEquals(bad, dead.aggregateId());
        assertTrue(says(dead, "/data/bad"));
        assertTrue(device.row(EntityType.SUBMISSIONS, bad).isPresent());
    }

    @Test
    void a_command_the_hub_chokes_on_is_found_and_delays_nobody() {
        var poison = device.create("{'poison':true}");
        for (int i = 0; i < 17; i++) {
            device.create("{'n':" + i + "}");
        }
        hub.refuse(
                command -> {
                    if (says(command, "/data/poison")) {
                        throw new SimulatedHub.Choked();
                    }
                    return null;
                });
        device.sync();
        assertEquals(17, hub.ids(EntityType.SUBMISSIONS).size());
        for (int i = 0; i < 10; i++) {
            device.create("{'later':" + i + "}");
            device.sync();
        }
        assertEquals(27, hub.ids(EntityType.SUBMISSIONS).size());
        var dead = device.commands(OutboxStatus.DEAD_LETTER);
        assertEquals(List.of(poison), dead.stream().map(c -> c.aggregateId()).toList());
    }

    /** Seed 000, rule max_retry_failure. */
    @Test
    void over_ten_tries_the_id_is_unresolvable_the_user_is_told_and_may_ask_again() {
        var bad = device.create("{'bad':true}");
        hub.refuse(
                command ->
                        says(command, "/data/bad") ? new ErrorBody("FP-2650", "no", true) : null);
        var told = new ArrayList<SyncErrorCode>();
        for (int i = 0; i <= IdMapRepository.RETRIES_MAX; i++) {
            for (var dead : device.commands(OutboxStatus.DEAD_LETTER)) {
                device.db.run(
                        tx ->
                                device.tables
                                        .outbox()
                                        .retryDeadLetter(tx, dead.id(), device.instant()));
            }
            device.create("{'n':" + i + "}");
            device.clock.move(Duration.ofMinutes(5));
            device.sync().errors().forEach(error -> told.add(error.code()));
        }
        assertEquals(SyncErrorCode.ID_UNRESOLVED, told.getLast());
        assertEquals(1, told.stream().filter(c -> c == SyncErrorCode.ID_UNRESOLVED).count());
        var dead = device.commands(OutboxStatus.DEAD_LETTER).getFirst();
        assertEquals("FP-2124", Objects.requireNonNull(dead.lastError()).code());
        assertEquals(IdMapping.Status.FAILED, mapping(bad).status());
        assertEquals(1, device.engine().waiting().deadLetters());

        hub.refuse(command -> null);
        device.db.run(tx -> new DeadLetters(device.tables).retry(tx, dead.id(), device.instant()));
        assertEquals(IdMapping.Status.PENDING, mapping(bad).status());
        assertEquals(0, mapping(bad).retryCount());
        device.sync();
        assertEquals(IdMapping.Status.RESOLVED, mapping(bad).status());
        assertTrue(device.counts().conserved());
    }

    private IdMapping mapping(UUID client) {
        return device.db
                .read(
                        tx ->
                                device.tables
                                        .idMap()
                                        .findByClientId(
                                                tx,
                                                device.store.enrolment().user(),
                                                EntityType.SUBMISSIONS,
                                                client))
                .orElseThrow();
    }

    @Test
    void a_hub_that_fails_on_everything_makes_no_dead_letters() {
        device.create("{'n':1}");
        device.create("{'n':2}");
        device.link.faults(call -> call.equals("push") ? Fault.SERVER_ERROR : Fault.NONE);
        for (int i = 0; i < 20; i++) {
            device.sync();
        }
        assertEquals(0, device.counts().of(OutboxStatus.DEAD_LETTER));
        device.link.faults(call -> Fault.NONE);
        device.sync();
        assertEquals(2, hub.ids(EntityType.SUBMISSIONS).size());
    }

    /** Found by the simulation, seed 251: a decision others had made never came. */
    @Test
    void a_command_the_hub_chokes_on_with_nothing_else_to_send_keeps_no_news_away() {
        device.create("{'n':1}");
        device.link.faults(call -> call.equals("push") ? Fault.SERVER_ERROR : Fault.NONE);
        var news = hub.put(EntityType.SUBMISSIONS, device.submission("{'n':2}"));
        var report = device.sync();
        assertEquals(SyncReport.Outcome.PARTIAL, report.outcome());
        assertEquals(SyncErrorCode.HUB_ERROR, report.errors().getFirst().code());
        assertTrue(
                device.rows(EntityType.SUBMISSIONS).stream()
                        .anyMatch(row -> row.id().equals(news)));
    }

    @Test
    void a_submission_made_and_deleted_offline_is_never_sent() {
        var id = device.create("{}");
        device.edit(id, "a", "b");
        device.delete(id);
        device.sync();
        assertEquals(0, hub.ids(EntityType.SUBMISSIONS).size());
        assertEquals(0, device.counts().open());
        assertTrue(device.counts().conserved());
    }

    @Test
    void a_deletion_reaches_the_hub() {
        var id = device.create("{}");
        device.sync();
        device.delete(id);
        device.sync();
        assertEquals(List.of(), hub.ids(EntityType.SUBMISSIONS));
        assertEquals(0, device.counts().open());
    }

    @Test
    void what_a_killed_run_left_in_flight_is_sent_again_at_once() {
        device.create("{}");
        once("push", Fault.KILLED_AFTER);
        assertThrows(Killed.class, device::sync);
        assertEquals(1, device.counts().of(OutboxStatus.IN_FLIGHT));
        device.link.faults(call -> Fault.NONE);
        device.restart();
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
    }

    @Test
    void a_clock_set_back_by_a_day_puts_nothing_off() {
        device.create("{}");
        device.link.faults(call -> call.equals("push") ? Fault.DROP_RESPONSE : Fault.NONE);
        device.sync();
        device.clock.move(Duration.ofDays(-1));
        device.link.faults(call -> Fault.NONE);
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync(SyncTrigger.INTERVAL).outcome());
    }

    @Test
    void a_batch_too_large_is_halved_until_it_fits() {
        for (int i = 0; i < 9; i++) {
            device.create("{'n':" + i + "}");
        }
        hub.commandsMax(2);
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        assertEquals(9, hub.ids(EntityType.SUBMISSIONS).size());
    }

    @Test
    void entities_with_ids_of_their_own_keep_them() {
        var row = Json.object().put("device_id", device.deviceId.toString());
        row.set("metrics", Json.array());
        row.put("created_at", "2026-01-01T00:00:00Z");
        UUID id = device.save(EntityType.TELEMETRY, device.ids.next(), row);
        device.sync();
        assertEquals(List.of(id), hub.ids(EntityType.TELEMETRY));
    }

    private void once(String call, Fault fault) {
        device.link.faults(name -> name.equals(call) ? fault : Fault.NONE);
    }

    private static boolean says(OutboxCommand command, String pointer) {
        var payload = command.payload();
        return payload != null && payload.at(pointer).asBoolean();
    }

    private static boolean says(PushCommand command, String pointer) {
        var payload = command.payload();
        return payload != null && payload.at(pointer).asBoolean();
    }
}
