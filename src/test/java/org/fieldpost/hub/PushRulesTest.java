package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Dialect;
import org.fieldpost.hub.store.AuditTable;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.FormRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the rules of each table allow, and what the hub itself puts in. */
@ParameterizedClass
@EnumSource(Dialect.class)
class PushRulesTest {
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

    private static List<ObjectNode> submissions(TestDevice device) {
        return device.pull(100).stream()
                .filter(c -> c.entityType() == EntityType.SUBMISSIONS)
                .map(c -> Objects.requireNonNull(c.payload()))
                .toList();
    }

    @Test
    void only_supervisors_review_and_the_reviewer_is_named_by_the_hub() {
        var created = worker.pushOne(submit(worker, "x"));
        var approved = worker.submission(form, "x").put("status", "approved");
        assertEquals(
                "FP-2607",
                code(
                        worker.pushOne(
                                worker.update(EntityType.SUBMISSIONS, id(created), 1, approved))));
        approved.put("reviewed_by", worker.who().userId().toString());
        var reviewed =
                supervisor.pushOne(
                        supervisor.update(EntityType.SUBMISSIONS, id(created), 1, approved));
        assertEquals(Outcome.OK, reviewed.outcome());
        var row = submissions(worker).getFirst();
        assertEquals("approved", row.path("status").asText());
        assertEquals(supervisor.who().userId().toString(), row.path("reviewed_by").asText());
        assertEquals(hub.now().toString(), row.path("reviewed_at").asText());
    }

    @Test
    void a_verdict_was_given_when_the_supervisor_says() {
        var created = worker.pushOne(submit(worker, "x"));
        var yesterday = hub.now().minus(Duration.ofDays(1));
        verdict(created, "approved", yesterday.toString());
        assertEquals(yesterday.toString(), reviewedAt());
        var again = yesterday.plus(Duration.ofHours(1));
        verdict(created, "approved", again.toString());
        assertEquals(again.toString(), reviewedAt(), "given again");
        verdict(created, "rejected", null);
        assertEquals(hub.now().toString(), reviewedAt());
        verdict(created, "pending", null);
        assertEquals("", reviewedAt(), "finished anew");
        assertEquals("", submissions(supervisor).getFirst().path("reviewed_by").asText());
    }

    private void verdict(CommandResult about, String status, @Nullable String at) {
        var row = worker.submission(form, "x").put("status", status);
        if (at != null) {
            row.put("reviewed_at", at);
        }
        var version = version(id(about));
        var result =
                supervisor.pushOne(
                        supervisor.update(EntityType.SUBMISSIONS, id(about), version, row));
        assertEquals(Outcome.OK, result.outcome());
    }

    private String reviewedAt() {
        return submissions(supervisor).getFirst().path("reviewed_at").asText();
    }

    private long version(UUID submission) {
        return worker.pull(100).stream()
                .filter(change -> change.entityId().equals(submission))
                .mapToLong(PullChange::version)
                .max()
                .orElseThrow();
    }

    /** As a laptop says it that has not heard of the review, or offers a restored hub what it lost. */
    @Test
    void who_says_pending_of_what_was_reviewed_is_not_refused_and_takes_no_verdict_away() {
        var created = worker.pushOne(submit(worker, "x"));
        var approved = worker.submission(form, "x").put("status", "approved");
        supervisor.pushOne(supervisor.update(EntityType.SUBMISSIONS, id(created), 1, approved));
        long seen = version(id(created));
        var pending = worker.submission(form, "x").put("status", "pending");
        var said =
                worker.pushOne(worker.update(EntityType.SUBMISSIONS, id(created), seen, pending));
        assertEquals(Outcome.OK, said.outcome());
        var row = submissions(worker).getFirst();
        assertEquals("approved", row.path("status").asText());
        assertEquals(supervisor.who().userId().toString(), row.path("reviewed_by").asText());
    }

    @Test
    void who_finishes_a_reviewed_record_again_with_a_note_sends_it_back_to_be_reviewed() {
        var created = worker.pushOne(submit(worker, "x"));
        var rejected = worker.submission(form, "x").put("status", "rejected");
        rejected.set("review", Json.object().put("note", "look again"));
        supervisor.pushOne(supervisor.update(EntityType.SUBMISSIONS, id(created), 1, rejected));
        var row = submissions(worker).getFirst();
        row.put("status", "pending");
        row.set("metadata", Json.object().set("notes", Json.object().put("/answer", "it is x")));
        var version = version(id(created));
        assertEquals(
                Outcome.OK,
                worker.pushOne(worker.update(EntityType.SUBMISSIONS, id(created), version, row))
                        .outcome());
        row = submissions(worker).getFirst();
        assertEquals("pending", row.path("status").asText());
        assertEquals("look again", row.at("/review/note").asText());
        assertEquals("it is x", row.at("/metadata/notes/~1answer").asText());
    }

    private PushCommand naming(UUID other) {
        return naming(data -> data.put("ref", other.toString()));
    }

    private PushCommand naming(List<UUID> others) {
        return naming(data -> others.forEach(id -> data.withArray("refs").add(id.toString())));
    }

    private PushCommand naming(Consumer<ObjectNode> refs) {
        var row = worker.submission(form, "x");
        var data = row.get("data").<ObjectNode>deepCopy();
        refs.accept(data);
        row.set("data", data);
        row.put("sha256", Json.canonicalHash(data).hex());
        return worker.create(EntityType.SUBMISSIONS, hub.ids.next(), row);
    }

    @Test
    void what_names_a_submission_by_an_id_it_had_before_a_restore_names_it_by_the_one_it_has() {
        var first = hub.ids.next();
        var second = hub.ids.next();
        worker.push(naming(first));
        var again = id(worker.pushOne(submit(worker, "again").formerly(List.of(first, second))));
        worker.push(naming(second));
        var named =
                submissions(supervisor).stream()
                        .map(row -> row.path("data").path("ref").asText(""))
                        .filter(ref -> !ref.isEmpty())
                        .toList();
        assertEquals(List.of(again.toString(), again.toString()), named);
    }

    @Test
    void a_push_may_be_full_of_former_ids() {
        // More than a statement takes values on PostgreSQL.
        var commands =
                IntStream.range(0, 700)
                        .mapToObj(i -> submit(worker, "again " + i).formerly(ids(100)))
                        .toArray(PushCommand[]::new);
        var results = worker.push(commands);
        results.forEach(result -> assertEquals(Outcome.OK, result.outcome()));
        worker.push(naming(Objects.requireNonNull(commands[699].formerIds()).getLast()));
        assertEquals(701, submissions(supervisor).size());
        assertTrue(
                submissions(supervisor).stream()
                        .anyMatch(
                                row ->
                                        row.path("data")
                                                .path("ref")
                                                .asText()
                                                .equals(id(results.getLast()).toString())));
    }

    @Test
    void answers_may_be_full_of_ids_nobody_knows() {
        var commands =
                IntStream.range(0, 4)
                        .mapToObj(i -> naming(ids(20_000)))
                        .toArray(PushCommand[]::new);
        worker.push(commands).forEach(result -> assertEquals(Outcome.OK, result.outcome()));
    }

    private List<UUID> ids(int count) {
        return Stream.generate(hub.ids::next).limit(count).toList();
    }

    /** Seed 5647: two know a record by ids of different lives of the hub; the second's is named already. */
    @Test
    void what_is_offered_second_was_also_called_by_the_id_it_is_offered_under() {
        var lost = hub.ids.next();
        worker.push(naming(lost));
        var offered = submit(worker, "again");
        var again = id(supervisor.pushOne(offered));
        var payload = Objects.requireNonNull(offered.payload());
        var same =
                worker.pushOne(
                        worker.create(EntityType.SUBMISSIONS, lost, payload)
                                .formerly(List.of(offered.entityId())));
        assertEquals(again, id(same));
        assertEquals(
                List.of(again.toString()),
                submissions(supervisor).stream()
                        .map(row -> row.path("data").path("ref").asText(""))
                        .filter(ref -> !ref.isEmpty())
                        .toList());
    }

    @Test
    void whoever_offers_second_tells_the_former_ids_that_the_first_did_not_know() {
        var first = hub.ids.next();
        worker.push(naming(first));
        var offered = submit(worker, "again");
        var again = id(supervisor.pushOne(offered));
        var same =
                worker.pushOne(
                        worker.create(
                                        EntityType.SUBMISSIONS,
                                        offered.entityId(),
                                        Objects.requireNonNull(offered.payload()))
                                .formerly(List.of(first)));
        assertEquals(Outcome.DUPLICATE, same.outcome());
        assertEquals(
                again.toString(),
                submissions(supervisor).stream()
                        .map(row -> row.path("data").path("ref").asText(""))
                        .filter(ref -> !ref.isEmpty())
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void former_ids_that_are_none_or_far_too_many_are_refused() {
        var many = Collections.nCopies(101, hub.ids.next());
        var none = Collections.<UUID>singletonList(null);
        var results =
                worker.push(
                        submit(worker, "many").formerly(many),
                        submit(worker, "none").formerly(none),
                        submit(worker, "good").formerly(List.of(hub.ids.next())));
        assertEquals("FP-2601", code(results.get(0)));
        assertEquals("FP-2601", code(results.get(1)));
        assertEquals(Outcome.OK, results.get(2).outcome());
    }

    @Test
    void answers_changed_after_a_review_go_back_to_be_reviewed() {
        var created = worker.pushOne(submit(worker, "x"));
        var rejected = worker.submission(form, "x").put("status", "rejected");
        rejected.putObject("review").put("note", "Which well?");
        supervisor.pushOne(supervisor.update(EntityType.SUBMISSIONS, id(created), 1, rejected));
        long version = latest(worker, id(created));
        var mended = worker.submission(form, "the north well").put("status", "rejected");
        var result =
                worker.pushOne(worker.update(EntityType.SUBMISSIONS, id(created), version, mended));
        assertEquals(Outcome.OK, result.outcome());
        var row = submissions(supervisor).getFirst();
        assertEquals("pending", row.path("status").asText());
        assertEquals("Which well?", row.path("review").path("note").asText());
    }

    private static long latest(TestDevice device, UUID id) {
        return device.pull(100).stream()
                .filter(c -> c.entityId().equals(id))
                .findFirst()
                .orElseThrow()
                .version();
    }

    @Test
    void a_conflict_is_decided_once_and_a_second_decision_conflicts() {
        var submission = worker.pushOne(submit(worker, "x"));
        var reported =
                worker.pushOne(
                        worker.create(
                                EntityType.CONFLICTS,
                                hub.ids.next(),
                                worker.conflict(id(submission))));
        assertEquals(Outcome.OK, reported.outcome());
        var decision =
                worker.conflict(id(submission))
                        .put("resolution", "resolved")
                        .put("resolution_action", "accept_client");
        assertEquals(
                Outcome.OK,
                supervisor
                        .pushOne(supervisor.update(EntityType.CONFLICTS, id(reported), 1, decision))
                        .outcome());
        var second = worker.pushOne(worker.update(EntityType.CONFLICTS, id(reported), 1, decision));
        assertEquals(Outcome.CONFLICT, second.outcome());
        var current =
                worker.pushOne(
                        worker.update(
                                EntityType.CONFLICTS, id(reported), version(second), decision));
        assertEquals(Outcome.CONFLICT, current.outcome(), "even on the newest version");
        assertEquals(
                supervisor.who().userId().toString(),
                Objects.requireNonNull(second.serverRow()).path("resolved_by").asText());
        var history =
                hub.database.read(
                        tx ->
                                AuditTable.of(
                                        tx, hub.organization("Water Aid").value(), id(reported)));
        assertEquals(
                List.of(SyncAction.CREATE, SyncAction.UPDATE),
                history.stream().map(AuditTable.Entry::action).toList());
        assertEquals(supervisor.who().userId(), history.get(1).user());
    }

    @Test
    void telemetry_is_only_added_to_and_only_about_oneself() {
        var id = hub.ids.next();
        assertEquals(
                Outcome.OK,
                worker.pushOne(worker.create(EntityType.TELEMETRY, id, worker.telemetry()))
                        .outcome());
        assertEquals(
                "FP-2611",
                code(
                        worker.pushOne(
                                worker.update(EntityType.TELEMETRY, id, 1, worker.telemetry()))));
        assertEquals(
                "FP-2607",
                code(
                        worker.pushOne(
                                worker.create(
                                        EntityType.TELEMETRY,
                                        hub.ids.next(),
                                        supervisor.telemetry()))));
    }

    @Test
    void a_published_form_never_changes() {
        var manager = hub.device("Water Aid", Role.FORM_MANAGER);
        var change =
                manager.pull(100).stream()
                        .filter(c -> c.entityType() == EntityType.MOBILE_FORMS)
                        .findFirst()
                        .orElseThrow();
        var payload = Objects.requireNonNull(change.payload()).deepCopy();
        ((ObjectNode) payload.path("schema")).put("extra", "x");
        payload.put("sha256", Json.canonicalHash(payload.path("schema")).hex());
        var update =
                manager.update(
                        EntityType.MOBILE_FORMS, change.entityId(), change.version(), payload);
        assertEquals("FP-2609", code(manager.pushOne(update)));
        var retired = Objects.requireNonNull(change.payload()).deepCopy().put("published", false);
        assertEquals(
                "FP-2607",
                code(
                        worker.pushOne(
                                worker.update(
                                        EntityType.MOBILE_FORMS, change.entityId(), 1, retired))));
        assertEquals(
                Outcome.OK,
                manager.pushOne(
                                manager.update(
                                        EntityType.MOBILE_FORMS,
                                        change.entityId(),
                                        change.version(),
                                        retired))
                        .outcome());
    }

    @Test
    void a_form_nobody_could_fill_is_not_published() {
        var manager = hub.device("Water Aid", Role.FORM_MANAGER);
        var document = TestHub.document("broken", "1");
        document.putObject("schema").put("$ref", "https://example.org/form.json");
        var refused =
                assertThrows(
                        Refused.class,
                        () ->
                                hub.server
                                        .administration()
                                        .publishForm(hub.organization("Water Aid"), document));
        assertEquals("FP-2466", refused.body().code());
        var payload =
                Json.object()
                        .put("code", "broken")
                        .put("version", "1")
                        .put("sha256", Json.canonicalHash(document).hex())
                        .put("published", true)
                        .put("draft", false)
                        .put("created_at", TestHub.text(hub.now()))
                        .put("updated_at", TestHub.text(hub.now()));
        payload.set("schema", document);
        payload.putObject("name").put("en", "Broken");
        var create = manager.create(EntityType.MOBILE_FORMS, FormIds.of("broken", "1"), payload);
        assertEquals("FP-2610", code(manager.pushOne(create)));
    }
}
