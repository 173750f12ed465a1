package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Dialect;
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

/** Conflicts about submissions that the hub has never heard of, or has lost. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LostRowsTest {
    private static final String ORG = "Water Aid";
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private TestDevice supervisor;
    private FormRef form;
    private UUID lost = new UUID(0, 0);

    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        worker = hub.device(ORG, Role.FIELD_WORKER);
        supervisor = hub.device(ORG, Role.SUPERVISOR);
        form = hub.form(ORG, "water_point");
        lost = hub.ids.next();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    /** The device deleted the row; the hub had it in version 6. */
    private ObjectNode deletion() {
        var conflict = worker.conflict(lost).put("server_version", 6);
        conflict.set("base_payload", worker.submission(form, "base"));
        conflict.set("server_payload", worker.submission(form, "hub"));
        return conflict;
    }

    private static ObjectNode decided(
            ObjectNode conflict, String action, @Nullable ObjectNode how) {
        conflict.put("resolution", "resolved").put("resolution_action", action);
        if (how != null) {
            conflict.set("resolved_payload", how);
        }
        return conflict;
    }

    private CommandResult told(TestDevice by, ObjectNode conflict) {
        return by.pushOne(by.create(EntityType.CONFLICTS, hub.ids.next(), conflict));
    }

    private static String code(CommandResult result) {
        return Objects.requireNonNull(result.error(), result::toString).code();
    }

    private static List<PullChange> seen(TestDevice by, UUID id) {
        return by.pull(100).stream().filter(change -> change.entityId().equals(id)).toList();
    }

    private void is(String answer, long version) {
        for (var device : List.of(worker, supervisor)) {
            var row = seen(device, lost).getFirst();
            assertEquals(answer, Objects.requireNonNull(row.payload()).at("/data/answer").asText());
            assertEquals(version, row.version());
        }
    }

    private void isDeleted(long version) {
        for (var device : List.of(worker, supervisor)) {
            var row = seen(device, lost).getFirst();
            assertEquals(SyncAction.DELETE, row.action());
            assertEquals(version, row.version());
        }
    }

    private PushCommand change(String answer, long on) {
        return supervisor.update(EntityType.SUBMISSIONS, lost, on, worker.submission(form, answer));
    }

    @Test
    void an_undecided_conflict_brings_the_row_back_as_the_hub_had_it() {
        assertEquals(Outcome.OK, told(worker, deletion()).outcome());
        is("hub", 6);
        var delete = supervisor.delete(EntityType.SUBMISSIONS, lost, 6);
        assertEquals(Outcome.OK, supervisor.pushOne(delete).outcome(), "as was decided on it");
        isDeleted(7);
    }

    @Test
    void whoever_holds_the_row_and_offers_it_later_is_told_that_it_is_there() {
        told(worker, deletion());
        var same = supervisor.create(EntityType.SUBMISSIONS, lost, worker.submission(form, "hub"));
        var answer = supervisor.pushOne(same);
        assertEquals(Outcome.DUPLICATE, answer.outcome());
        assertEquals(lost, answer.entityId());
        assertEquals(6, answer.version());
    }

    @Test
    void whoever_offers_it_before_the_conflict_or_after_it_in_one_push_makes_it_once() {
        var row = worker.create(EntityType.SUBMISSIONS, lost, worker.submission(form, "hub"));
        var conflict = worker.create(EntityType.CONFLICTS, hub.ids.next(), deletion());
        var results = worker.push(conflict, row);
        assertEquals(Outcome.OK, results.get(0).outcome());
        assertEquals(Outcome.DUPLICATE, results.get(1).outcome());
        lost = hub.ids.next();
        results =
                worker.push(
                        worker.create(EntityType.SUBMISSIONS, lost, worker.submission(form, "hub")),
                        worker.create(EntityType.CONFLICTS, hub.ids.next(), deletion()));
        assertEquals(Outcome.OK, results.get(1).outcome());
        assertEquals(List.of(), seen(worker, lost), "it has another id");
        assertEquals(
                2,
                worker.pull(100).stream()
                        .filter(change -> change.entityType() == EntityType.SUBMISSIONS)
                        .count());
    }

    @Test
    void a_row_that_has_another_id_since_is_not_made_again() {
        var again =
                worker.create(
                                EntityType.SUBMISSIONS,
                                hub.ids.next(),
                                worker.submission(form, "hub"))
                        .formerly(List.of(lost));
        var first = worker.create(EntityType.CONFLICTS, hub.ids.next(), deletion());
        var results = worker.push(again, first); // in one push
        var second = told(worker, deletion()); // and in another
        for (var id : List.of(results.get(1), second)) {
            var conflict = seen(supervisor, Objects.requireNonNull(id.entityId())).getFirst();
            assertEquals(
                    String.valueOf(results.getFirst().entityId()),
                    Objects.requireNonNull(conflict.payload()).path("resource_id").asText());
        }
        assertEquals(List.of(), seen(supervisor, lost));
    }

    @Test
    void one_decided_for_the_deletion_brings_back_the_deletion() {
        told(supervisor, decided(deletion(), "accept_client", null));
        isDeleted(7);
        var delete = supervisor.delete(EntityType.SUBMISSIONS, lost, 0);
        assertEquals(Outcome.DUPLICATE, supervisor.pushOne(delete).outcome());
        var unseen = supervisor.pushOne(change("unseen", 5));
        assertEquals(Outcome.CONFLICT, unseen.outcome(), "who changed it asks a person");
        assertEquals(7, unseen.version());
        assertNull(unseen.serverRow());
        assertEquals(Outcome.OK, supervisor.pushOne(change("restored", 7)).outcome());
        is("restored", 8);
    }

    @Test
    void one_decided_for_what_somebody_wrote_brings_that_back() {
        var written = decided(deletion(), "merged", worker.submission(form, "merged"));
        written.set("client_payload", worker.submission(form, "client"));
        told(supervisor, written);
        is("merged", 7);
        assertEquals(Outcome.CONFLICT, supervisor.pushOne(change("merged", 6)).outcome());
    }

    @Test
    void one_decided_for_a_change_brings_the_change_back_though_the_hub_had_deleted_the_row() {
        var conflict = worker.conflict(lost).put("server_version", 2);
        conflict.set("client_payload", worker.submission(form, "client"));
        told(supervisor, decided(conflict, "accept_client", null));
        is("client", 3);
    }

    @Test
    void one_decided_against_a_change_brings_back_what_the_hub_had() {
        var conflict = deletion();
        conflict.set("client_payload", worker.submission(form, "client"));
        told(supervisor, decided(conflict, "accept_server", null));
        is("hub", 6);
    }

    @Test
    void one_decided_against_a_change_of_what_was_deleted_brings_back_the_deletion() {
        var conflict = worker.conflict(lost).put("server_version", 2);
        conflict.set("client_payload", worker.submission(form, "client"));
        told(supervisor, decided(conflict, "accept_server", null));
        isDeleted(2);
    }

    @Test
    void whoever_has_changed_the_row_holds_it_and_brings_it_back_themselves() {
        var conflict = deletion();
        conflict.set("client_payload", worker.submission(form, "changed"));
        assertEquals("FP-2605", code(told(supervisor, conflict)));
        assertEquals(List.of(), seen(supervisor, lost));
        worker.push(
                worker.create(EntityType.SUBMISSIONS, lost, worker.submission(form, "changed")));
        assertEquals(Outcome.OK, told(supervisor, conflict).outcome());
    }

    /** Seed 6823: offered, told that it was deleted, and the hub put back once more; nobody could decide then. */
    @Test
    void a_deletion_the_hub_was_told_of_comes_with_the_conflict_of_whoever_was_told_of_it() {
        var conflict = worker.conflict(lost).put("server_version", 2);
        conflict.set("client_payload", worker.submission(form, "client"));
        assertEquals("FP-2605", code(told(worker, conflict)), "they hold it and offer it");
        var told = ManifestEntry.deleted(EntityType.SUBMISSIONS, lost, 2);
        var manifest = Json.bytes(new ManifestRequest(List.of(told)));
        assertEquals(200, worker.send("POST", "/sync/manifest", manifest).statusCode());
        assertEquals(Outcome.OK, told(worker, conflict).outcome());
        isDeleted(2);
        assertEquals(Outcome.OK, supervisor.pushOne(change("kept", 2)).outcome(), "if so decided");
        is("kept", 3);
    }

    @Test
    void a_decision_the_hub_has_lost_settles_what_was_told_as_undecided_meanwhile() {
        var id = hub.ids.next();
        var undecided = worker.pushOne(worker.create(EntityType.CONFLICTS, id, deletion()));
        var decided = decided(deletion(), "accept_server", null);
        var answer = supervisor.pushOne(supervisor.create(EntityType.CONFLICTS, id, decided));
        assertEquals(undecided.entityId(), answer.entityId());
        var row = seen(worker, Objects.requireNonNull(answer.entityId())).getFirst();
        var said = Objects.requireNonNull(row.payload());
        assertEquals("accept_server", said.path("resolution_action").asText());
        var late = decided(deletion(), "accept_client", null);
        var second = worker.pushOne(worker.create(EntityType.CONFLICTS, id, late));
        assertEquals(Outcome.DUPLICATE, second.outcome(), "decided is decided");
        is("hub", 6);
    }

    @Test
    void nobody_brings_back_what_is_not_theirs() {
        var others = deletion();
        others.set("server_payload", supervisor.submission(form, "hub"));
        assertEquals("FP-2605", code(told(worker, others)));
        var stranger = hub.device("Others", Role.SUPERVISOR);
        told(worker, deletion());
        assertEquals(List.of(), seen(stranger, lost));
        hub.form("Others", "water_point");
        var theirs = stranger.conflict(lost);
        assertEquals("FP-2605", code(told(stranger, theirs)), "and no word of ours");
    }

    @Test
    void a_field_worker_does_not_delete_so_what_was_reviewed() {
        var conflict = deletion();
        conflict.withObject("/server_payload").put("status", "approved");
        told(worker, decided(conflict, "accept_client", null));
        is("hub", 7); // one further, since it is to be reviewed anew
    }

    @Test
    void of_a_conflict_that_is_refused_nothing_is_left() {
        var damaged = deletion();
        damaged.withObject("/server_payload").put("sha256", "0".repeat(64));
        assertEquals("FP-2608", code(told(worker, damaged)));
        var undecided = deletion().put("resolution", "resolved");
        assertEquals("FP-2603", code(told(worker, undecided)));
        var shapeless = deletion();
        shapeless.withObject("/server_payload").put("form_id", "none");
        assertEquals("FP-2603", code(told(worker, shapeless)));
        assertEquals(List.of(), seen(supervisor, lost));
        assertTrue(
                supervisor.pull(100).stream()
                        .noneMatch(change -> change.entityType() == EntityType.CONFLICTS));
    }
}
