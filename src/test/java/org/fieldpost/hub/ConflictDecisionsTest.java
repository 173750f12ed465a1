package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.ConflictList;
import org.fieldpost.contract.ConflictView;
import org.fieldpost.contract.DecisionResponse;
import org.fieldpost.contract.EntityType;
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

@ParameterizedClass
@EnumSource(Dialect.class)
class ConflictDecisionsTest {
    private static final String ORG = "Water Aid";
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private TestDevice supervisor;
    private FormRef form;
    private UUID submission = new UUID(0, 0);
    private UUID conflict = new UUID(0, 0);

    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        worker = hub.device(ORG, Role.FIELD_WORKER);
        supervisor = hub.device(ORG, Role.SUPERVISOR);
        form = hub.form(ORG, "water_point");
        submission = submit("hub");
        conflict = dispute(submission, worker.submission(form, "device"), 1);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private UUID submit(String answer) {
        var command =
                worker.create(
                        EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, answer));
        return Objects.requireNonNull(worker.pushOne(command).entityId());
    }

    private UUID dispute(UUID about, @Nullable ObjectNode client, long serverVersion) {
        return dispute(about, client, worker.submission(form, "hub"), serverVersion);
    }

    private UUID dispute(
            UUID about,
            @Nullable ObjectNode client,
            @Nullable ObjectNode server,
            long serverVersion) {
        var payload = worker.conflict(about).put("server_version", serverVersion);
        if (server != null) {
            payload.set("server_payload", server);
        }
        payload.set("base_payload", worker.submission(form, "base"));
        if (client != null) {
            payload.set("client_payload", client);
        }
        var made = worker.pushOne(worker.create(EntityType.CONFLICTS, hub.ids.next(), payload));
        assertEquals(Outcome.OK, made.outcome(), () -> String.valueOf(made.error()));
        return Objects.requireNonNull(made.entityId());
    }

    private HttpResponse<byte[]> decide(TestDevice who, UUID id, ConflictDecision decision) {
        return who.send("POST", "/conflicts/" + id + "/decision", Json.bytes(decision));
    }

    private ConflictDecision decision(
            String action, long version, @Nullable Long seen, @Nullable ObjectNode resolved) {
        return new ConflictDecision(hub.ids.next(), version, seen, action, resolved, "because");
    }

    private void refused(HttpResponse<byte[]> response, int status, String code) {
        assertEquals(code, TestDevice.error(response).code());
        assertEquals(status, response.statusCode());
    }

    private String answer(TestDevice who) {
        return who.pull(100).stream()
                .filter(c -> c.entityId().equals(submission) && c.payload() != null)
                .map(c -> Objects.requireNonNull(c.payload()).at("/data/answer").asText())
                .findFirst()
                .orElse("(gone)");
    }

    @Test
    void a_supervisor_sees_what_is_undecided_with_all_sides_page_by_page() {
        for (int i = 0; i < 4; i++) {
            dispute(submit("s" + i), worker.submission(form, "d"), 1);
        }
        var seen = new HashSet<UUID>();
        var after = "";
        int pages = 0;
        do {
            var path = "/conflicts?limit=2" + (after.isEmpty() ? "" : "&after=" + after);
            var page = Json.read(supervisor.send("GET", path, null).body(), ConflictList.class);
            page.conflicts().forEach(view -> assertTrue(seen.add(view.id())));
            after = page.next() == null ? "" : page.next().toString();
            pages++;
        } while (!after.isEmpty());
        assertEquals(5, seen.size());
        assertEquals(3, pages);
        var view =
                Json.read(
                        supervisor.send("GET", "/conflicts/" + conflict, null).body(),
                        ConflictView.class);
        assertEquals("base", view.conflict().at("/base_payload/data/answer").asText());
        assertEquals("device", view.conflict().at("/client_payload/data/answer").asText());
        assertEquals("hub", view.conflict().at("/server_payload/data/answer").asText());
        assertEquals("hub", Objects.requireNonNull(view.resource()).at("/data/answer").asText());
        assertEquals(1, view.resourceVersion());
    }

    @Test
    void the_devices_side_is_taken_everywhere_and_the_history_keeps_who_and_all_versions() {
        var response = decide(supervisor, conflict, decision("accept_client", 1, 1L, null));
        assertEquals(200, response.statusCode());
        var changes = Json.read(response.body(), DecisionResponse.class).changes();
        assertEquals(conflict, changes.getFirst().entityId());
        assertEquals(submission, changes.getLast().entityId());
        assertEquals(2, changes.getLast().version());
        assertEquals("device", answer(worker));
        assertEquals("device", answer(supervisor));

        var organization = hub.organization(ORG).value();
        var by = supervisor.who().userId();
        for (var id : Set.of(conflict, submission)) {
            var history = hub.database.read(tx -> AuditTable.of(tx, organization, id));
            assertEquals(2, history.size());
            assertEquals(SyncAction.UPDATE, history.getLast().action());
            assertEquals(by, history.getLast().user());
            assertEquals(hub.now(), history.getLast().happenedAt());
        }
        var decided =
                Json.read(
                                supervisor.send("GET", "/conflicts/" + conflict, null).body(),
                                ConflictView.class)
                        .conflict();
        assertEquals("resolved", decided.path("resolution").asText());
        assertEquals(by.toString(), decided.path("resolved_by").asText());
        assertEquals("because", decided.path("notes").asText());
        for (var side : Set.of("base_payload", "client_payload", "server_payload")) {
            assertTrue(decided.has(side), side);
        }
    }

    @Test
    void the_hubs_side_changes_nothing_and_a_merge_says_something_third() {
        assertEquals(
                200,
                decide(supervisor, conflict, decision("accept_server", 1, 1L, null)).statusCode());
        assertEquals("hub", answer(worker));
        var second = dispute(submission, worker.submission(form, "device"), 1);
        var merged = worker.submission(form, "both");
        assertEquals(
                200, decide(supervisor, second, decision("merged", 1, 1L, merged)).statusCode());
        assertEquals("both", answer(worker));
    }

    @Test
    void of_two_decisions_the_second_is_refused_and_the_same_again_is_answered_again() {
        var mine = decision("accept_client", 1, 1L, null);
        var first = decide(supervisor, conflict, mine);
        assertArrayEquals(first.body(), decide(supervisor, conflict, mine).body());
        refused(
                decide(supervisor, conflict, decision("accept_server", 1, 2L, null)),
                409,
                "FP-2456");
        refused(
                decide(supervisor, conflict, decision("accept_server", 2, 2L, null)),
                409,
                "FP-2456");
        assertEquals("device", answer(worker));
        var late =
                new org.fieldpost.contract.PushCommand(
                        mine.commandId(),
                        EntityType.CONFLICTS,
                        SyncAction.UPDATE,
                        conflict,
                        1L,
                        2,
                        worker.conflict(submission)
                                .put("resolution", "resolved")
                                .put("resolution_action", "accept_client"));
        assertEquals(
                Outcome.DUPLICATE,
                supervisor.pushOne(late).outcome(),
                "the same decision by the outbox, its online answer lost");
        var other = worker.conflict(submission).put("resolution", "resolved");
        other.put("resolution_action", "accept_server");
        assertEquals(
                Outcome.CONFLICT,
                supervisor
                        .pushOne(supervisor.update(EntityType.CONFLICTS, conflict, 2, other))
                        .outcome());
    }

    @Test
    void a_row_that_changed_since_it_was_looked_at_is_looked_at_again() {
        worker.pushOne(
                worker.update(
                        EntityType.SUBMISSIONS, submission, 1, worker.submission(form, "newer")));
        refused(
                decide(supervisor, conflict, decision("accept_client", 1, 1L, null)),
                409,
                "FP-2457");
        assertEquals("newer", answer(worker));
        assertEquals(
                200,
                decide(supervisor, conflict, decision("accept_client", 1, 2L, null)).statusCode());
        assertEquals("device", answer(worker));
    }

    @Test
    void a_change_against_a_deletion_restores_or_stays_deleted_and_a_deletion_deletes() {
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, submission, 1));
        var late = dispute(submission, worker.submission(form, "late"), null, 2);
        var view =
                Json.read(
                        supervisor.send("GET", "/conflicts/" + late, null).body(),
                        ConflictView.class);
        assertNull(view.resource());
        assertEquals(2, view.resourceVersion());
        assertEquals(
                200, decide(supervisor, late, decision("accept_client", 1, 2L, null)).statusCode());
        assertEquals("late", answer(worker));
        var deletion = dispute(submission, null, worker.submission(form, "late"), 3);
        assertEquals(
                200,
                decide(supervisor, deletion, decision("accept_client", 1, 3L, null)).statusCode());
        assertEquals("(gone)", answer(worker));
    }

    @Test
    void nothing_of_a_decision_that_cannot_be_carried_out_remains() {
        var damaged = worker.submission(form, "x").put("sha256", "0".repeat(64));
        refused(decide(supervisor, conflict, decision("merged", 1, 1L, damaged)), 422, "FP-2608");
        refused(decide(supervisor, conflict, decision("merged", 1, 1L, null)), 400, "FP-2400");
        refused(decide(supervisor, conflict, decision("guess", 1, 1L, null)), 400, "FP-2400");
        assertEquals("hub", answer(worker));
        var view =
                Json.read(
                        supervisor.send("GET", "/conflicts/" + conflict, null).body(),
                        ConflictView.class);
        assertEquals("pending", view.conflict().path("resolution").asText());
        assertEquals(1, view.version());
    }

    @Test
    void only_supervisors_of_the_organization_see_and_decide() {
        var stranger = hub.device("Elsewhere", Role.ADMIN);
        refused(stranger.send("GET", "/conflicts/" + conflict, null), 404, "FP-2404");
        refused(decide(stranger, conflict, decision("accept_client", 1, 1L, null)), 404, "FP-2404");
        var theirs = Json.read(stranger.send("GET", "/conflicts", null).body(), ConflictList.class);
        assertEquals(new ArrayList<>(), new ArrayList<>(theirs.conflicts()));
        refused(worker.send("GET", "/conflicts", null), 403, "FP-2403");
        refused(worker.send("GET", "/conflicts/" + conflict, null), 403, "FP-2403");
        refused(decide(worker, conflict, decision("accept_client", 1, 1L, null)), 403, "FP-2403");
        assertEquals("hub", answer(worker));
    }
}
