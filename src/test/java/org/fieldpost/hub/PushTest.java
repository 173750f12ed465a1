package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.FormRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class PushTest {
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private TestDevice supervisor;
    private FormRef form;

    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        worker = hub.device("Water Aid", Role.FIELD_WORKER);
        supervisor = hub.device("Water Aid", Role.SUPERVISOR);
        form = hub.form("Water Aid", "water_point");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static UUID id(CommandResult result) {
        return Objects.requireNonNull(result.entityId());
    }

    private static String code(CommandResult result) {
        return Objects.requireNonNull(result.error()).code();
    }

    private static long version(CommandResult result) {
        return Objects.requireNonNull(result.version());
    }

    private PushCommand submit(TestDevice device, String answer) {
        return device.create(
                EntityType.SUBMISSIONS, hub.ids.next(), device.submission(form, answer));
    }

    @Test
    void a_submission_gets_a_permanent_id_a_version_and_a_stamp() {
        var command = submit(worker, "yes");
        var result = worker.pushOne(command);
        assertEquals(Outcome.OK, result.outcome());
        assertNotEquals(command.entityId(), id(result));
        assertEquals(7, id(result).version());
        assertEquals(1, version(result));
        assertNotNull(result.changedAt());
    }

    @Test
    void a_repeated_push_has_one_effect_and_the_identical_answer() {
        var request = TestDevice.request(submit(worker, "a"), submit(worker, "b"));
        var first = worker.send("POST", "/sync/push", request);
        var second = worker.send("POST", "/sync/push", request);
        assertEquals(200, second.statusCode());
        assertArrayEquals(first.body(), second.body());
        assertEquals(2, submissions(supervisor).size());
    }

    private static List<ObjectNode> submissions(TestDevice device) {
        return device.pull(100).stream()
                .filter(c -> c.entityType() == EntityType.SUBMISSIONS)
                .map(c -> Objects.requireNonNull(c.payload()))
                .toList();
    }

    @Test
    void the_same_push_twice_at_once_has_one_effect_and_one_answer() {
        for (int round = 0; round < 5; round++) {
            var request = TestDevice.request(submit(worker, "round " + round));
            var both =
                    List.of(
                            CompletableFuture.supplyAsync(
                                    () -> worker.send("POST", "/sync/push", request)),
                            CompletableFuture.supplyAsync(
                                    () -> worker.send("POST", "/sync/push", request)));
            assertArrayEquals(both.get(0).join().body(), both.get(1).join().body());
        }
        assertEquals(5, submissions(supervisor).size());
    }

    @Test
    void an_operation_id_reused_for_other_content_is_refused() {
        var command = submit(worker, "a");
        worker.pushOne(command);
        var other =
                new PushCommand(
                        command.commandId(),
                        command.entityType(),
                        command.action(),
                        command.entityId(),
                        null,
                        1,
                        worker.submission(form, "b"));
        var response = worker.send("POST", "/sync/push", TestDevice.request(other));
        assertEquals(422, response.statusCode());
        assertEquals("FP-2422", TestDevice.error(response).code());
        var batched = worker.push(submit(worker, "c"), other);
        assertEquals("FP-2622", code(batched.get(1)));
    }

    @Test
    void a_command_that_took_effect_is_a_duplicate_in_another_batch() {
        var command = submit(worker, "a");
        var first = worker.pushOne(command);
        var results = worker.push(submit(worker, "b"), command);
        assertEquals(Outcome.OK, results.get(0).outcome());
        assertEquals(Outcome.DUPLICATE, results.get(1).outcome());
        assertEquals(first.entityId(), results.get(1).entityId());
        assertEquals(first.version(), results.get(1).version());
    }

    @Test
    void a_client_id_that_is_known_is_success_with_the_existing_id() {
        var clientId = hub.ids.next();
        var first =
                worker.pushOne(
                        worker.create(
                                EntityType.SUBMISSIONS, clientId, worker.submission(form, "a")));
        var again =
                worker.pushOne(
                        worker.create(
                                EntityType.SUBMISSIONS, clientId, worker.submission(form, "a")));
        assertEquals(Outcome.DUPLICATE, again.outcome());
        assertEquals(first.entityId(), again.entityId());
        assertEquals(1, version(again));
        var other =
                worker.pushOne(
                        worker.create(
                                EntityType.SUBMISSIONS, clientId, worker.submission(form, "b")));
        assertEquals(0, version(other), "the device holds something else than the hub");
    }

    @Test
    void a_failed_command_may_be_tried_again_under_its_own_key() {
        var parent = submit(worker, "site");
        var payload =
                worker.submission(form, "visit").put("parent_id", parent.entityId().toString());
        var child = worker.create(EntityType.SUBMISSIONS, hub.ids.next(), payload);
        var early = worker.pushOne(child);
        assertEquals("FP-2605", code(early));
        assertEquals(true, Objects.requireNonNull(early.error()).retryable());
        worker.pushOne(parent);
        assertEquals(Outcome.OK, worker.pushOne(child).outcome());
    }

    @Test
    void one_bad_command_never_fails_its_batch() {
        var good = submit(worker, "good");
        var unknownColumn = submit(worker, "x");
        Objects.requireNonNull(unknownColumn.payload()).put("colour", "blue");
        var damaged = submit(worker, "y");
        Objects.requireNonNull(damaged.payload()).put("sha256", "0".repeat(64));
        var noPayload =
                worker.command(
                        EntityType.SUBMISSIONS, SyncAction.CREATE, hub.ids.next(), null, null);
        var badDevice = submit(worker, "z");
        Objects.requireNonNull(badDevice.payload()).put("device_id", hub.ids.next().toString());
        var nul = submit(worker, "a\u0000b");
        var last = submit(worker, "last");
        var results = worker.push(good, unknownColumn, damaged, noPayload, badDevice, nul, last);
        assertEquals(
                List.of("OK", "FP-2603", "FP-2608", "FP-2601", "FP-2605", "FP-2603", "OK"),
                results.stream()
                        .map(r -> r.error() == null ? r.outcome().name() : r.error().code())
                        .toList());
        assertEquals(2, submissions(supervisor).size());
    }

    @Test
    void a_command_that_cannot_be_read_is_answered_by_its_id() {
        var good = submit(worker, "good");
        var request =
                Json.parseObject(
                        new String(
                                TestDevice.request(good, submit(worker, "x")),
                                java.nio.charset.StandardCharsets.UTF_8));
        ((ObjectNode) request.path("commands").path(1)).put("entityType", "SPACESHIPS");
        var response = worker.send("POST", "/sync/push", Json.bytes(request));
        assertEquals(200, response.statusCode());
        var results = Json.parse(response.body()).path("results");
        assertEquals("OK", results.path(0).path("outcome").asText());
        assertEquals("FP-2601", results.path(1).path("error").path("code").asText());
    }

    @Test
    void an_update_on_an_old_version_conflicts_and_brings_the_hub_row() {
        var created = worker.pushOne(submit(worker, "first"));
        var mine = worker.submission(form, "mine");
        var theirs = worker.submission(form, "theirs");
        assertEquals(
                Outcome.OK,
                supervisor
                        .pushOne(supervisor.update(EntityType.SUBMISSIONS, id(created), 1, theirs))
                        .outcome());
        var late = worker.pushOne(worker.update(EntityType.SUBMISSIONS, id(created), 1, mine));
        assertEquals(Outcome.CONFLICT, late.outcome());
        assertEquals(2, version(late));
        assertEquals(
                "theirs",
                Objects.requireNonNull(late.serverRow()).path("data").path("answer").asText());
        var rebased = worker.pushOne(worker.update(EntityType.SUBMISSIONS, id(created), 2, mine));
        assertEquals(Outcome.OK, rebased.outcome());
    }

    @Test
    void a_delete_leaves_a_tombstone_and_takes_what_depends_on_it_along() {
        var created = worker.pushOne(submit(worker, "x"));
        var photo = hub.ids.next();
        worker.pushOne(
                worker.create(
                        EntityType.SUBMISSION_MEDIA,
                        photo,
                        worker.media(id(created), "a".repeat(64), 3)));
        assertEquals(
                Outcome.OK,
                worker.pushOne(worker.delete(EntityType.SUBMISSIONS, id(created), 1)).outcome());
        var deleted =
                supervisor.pull(100).stream().filter(c -> c.action() == SyncAction.DELETE).toList();
        assertEquals(
                List.of(EntityType.SUBMISSION_MEDIA, EntityType.SUBMISSIONS),
                deleted.stream().map(c -> c.entityType()).toList());
        deleted.forEach(change -> assertNull(change.payload()));
        var update =
                worker.update(EntityType.SUBMISSIONS, id(created), 1, worker.submission(form, "y"));
        var result = worker.pushOne(update);
        assertEquals(Outcome.CONFLICT, result.outcome());
        assertNull(result.serverRow());
        assertEquals(
                Outcome.DUPLICATE,
                worker.pushOne(worker.delete(EntityType.SUBMISSIONS, id(created), 1)).outcome());
    }

    @Test
    void temporary_ids_are_replaced_in_columns_and_in_answers_at_any_depth() {
        var site = submit(worker, "site");
        var data = Json.object().put("answer", "visit");
        data.putArray("seen").addObject().put("_key", "k1").put("site", site.entityId().toString());
        var payload = worker.submission(form, data).put("parent_id", site.entityId().toString());
        var visit = worker.create(EntityType.SUBMISSIONS, hub.ids.next(), payload);
        var photo = hub.ids.next();
        var media =
                worker.create(
                        EntityType.SUBMISSION_MEDIA,
                        photo,
                        worker.media(visit.entityId(), "b".repeat(64), 3));
        var results = worker.push(site, visit, media);
        assertEquals(
                List.of(Outcome.OK, Outcome.OK, Outcome.OK),
                results.stream().map(CommandResult::outcome).toList());
        assertEquals(
                1,
                version(results.get(1)),
                "the hub's correction is a version the device has yet to pull");
        var pulled = worker.pull(100);
        var row =
                pulled.stream()
                        .filter(c -> c.entityId().equals(id(results.get(1))))
                        .findFirst()
                        .orElseThrow();
        assertEquals(2, row.version());
        var stored = Objects.requireNonNull(row.payload());
        assertEquals(id(results.get(0)).toString(), stored.path("parent_id").asText());
        assertEquals(id(results.get(0)).toString(), stored.at("/data/seen/0/site").asText());
        assertEquals(Json.canonicalHash(stored.path("data")).hex(), stored.path("sha256").asText());
        var mediaRow =
                pulled.stream().filter(c -> c.entityId().equals(photo)).findFirst().orElseThrow();
        assertEquals(
                id(results.get(1)).toString(),
                Objects.requireNonNull(mediaRow.payload()).path("submission_id").asText());
    }

    @Test
    void a_row_only_the_database_refuses_does_not_fail_its_batch() {
        // Two commands of one batch, one id: each is fine alone.
        var photo = hub.ids.next();
        var site = worker.pushOne(submit(worker, "site"));
        var first =
                worker.create(
                        EntityType.SUBMISSION_MEDIA,
                        photo,
                        worker.media(id(site), "a".repeat(64), 3));
        var second =
                worker.create(
                        EntityType.SUBMISSION_MEDIA,
                        photo,
                        worker.media(id(site), "a".repeat(64), 3));
        assumeTrue(
                dialect == Dialect.POSTGRESQL, "on H2 nobody but the owner may add a constraint");
        hub.database.run(
                tx ->
                        tx.handle()
                                .execute(
                                        "ALTER TABLE submissions ADD CHECK (data NOT LIKE '%poison%')"));
        var results = worker.push(first, submit(worker, "poison"), second, submit(worker, "y"));
        assertEquals(
                List.of(Outcome.OK, Outcome.ERROR, Outcome.DUPLICATE, Outcome.OK),
                results.stream().map(CommandResult::outcome).toList());
        assertEquals("FP-2650", code(results.get(1)));
        assertEquals(2, submissions(supervisor).size());
    }

    @Test
    void what_another_transaction_wrote_first_is_found_on_the_second_try() {
        var clientId = hub.ids.next();
        var all = new java.util.ArrayList<CompletableFuture<CommandResult>>();
        for (int i = 0; i < 6; i++) {
            var command =
                    worker.create(
                            EntityType.SUBMISSIONS, clientId, worker.submission(form, "same"));
            all.add(CompletableFuture.supplyAsync(() -> worker.pushOne(command)));
        }
        var results = all.stream().map(CompletableFuture::join).toList();
        assertEquals(1, results.stream().filter(r -> r.outcome() == Outcome.OK).count());
        assertEquals(5, results.stream().filter(r -> r.outcome() == Outcome.DUPLICATE).count());
        assertEquals(1, results.stream().map(CommandResult::entityId).distinct().count());
    }
}
