package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ManifestEntry;
import org.fieldpost.contract.ManifestRequest;
import org.fieldpost.contract.ManifestResponse;
import org.fieldpost.contract.Role;
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

/** Conflicts that show states of a row which the hub, restored from a backup, never had. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LostStatesTest {
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private FormRef form;
    private UUID row = new UUID(0, 0);

    /** The hub has had "first" and "second", and has "third". */
    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        worker = hub.device("Water Aid", Role.FIELD_WORKER);
        form = hub.form("Water Aid", "water_point");
        var made =
                worker.pushOne(
                        worker.create(EntityType.SUBMISSIONS, hub.ids.next(), said("first")));
        row = Objects.requireNonNull(made.entityId());
        change("second", 1);
        change("third", 2);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private ObjectNode said(String answer) {
        return worker.submission(form, answer);
    }

    private void change(String answer, long on) {
        var update = worker.update(EntityType.SUBMISSIONS, row, on, said(answer));
        assertEquals(Outcome.OK, worker.pushOne(update).outcome());
    }

    /** The version that a conflict which shows {@code answer} in {@code named} names at the hub. */
    private long named(String answer, long named) {
        var conflict = worker.conflict(row).put("server_version", named);
        conflict.set("server_payload", said(answer));
        conflict.set("client_payload", said("ours"));
        return offered(conflict);
    }

    private long offered(ObjectNode conflict) {
        var id =
                Objects.requireNonNull(
                        worker.pushOne(
                                        worker.create(
                                                EntityType.CONFLICTS, hub.ids.next(), conflict))
                                .entityId());
        var there =
                worker.pull(100).stream()
                        .filter(change -> change.entityId().equals(id))
                        .findFirst()
                        .orElseThrow();
        return Objects.requireNonNull(there.payload()).path("server_version").asLong();
    }

    @Test
    void it_names_the_version_that_says_what_it_shows() {
        assertEquals(3, named("third", 3));
        assertEquals(3, named("third", 5), "it had another once");
        assertEquals(2, named("second", 2), "that is past");
    }

    @Test
    void it_names_none_if_its_version_is_another_state_or_may_become_one() {
        assertEquals(0, named("lost", 3));
        assertEquals(0, named("lost", 4));
        assertEquals(0, named("second", 3), "it was that in another version");
        assertEquals(0, named("lost", 2), "nothing that is there was made on it");
    }

    @Test
    void a_verdict_is_part_of_what_it_shows() {
        var conflict = worker.conflict(row).put("server_version", 3);
        conflict.set("server_payload", said("third").put("status", "approved"));
        assertEquals(0, offered(conflict));
    }

    @Test
    void one_about_a_deletion_names_that() {
        assertEquals(0, offered(worker.conflict(row).put("server_version", 3)), "it is there");
        assertEquals(0, offered(worker.conflict(row).put("server_version", 4)));
        assertEquals(
                Outcome.OK,
                worker.pushOne(worker.delete(EntityType.SUBMISSIONS, row, 3)).outcome());
        assertEquals(4, offered(worker.conflict(row).put("server_version", 2)));
        assertEquals(0, named("lost", 4), "it is not there");
    }

    @Test
    void a_decision_made_on_such_a_version_meets_the_row() {
        named("lost", 3);
        var decided = worker.update(EntityType.SUBMISSIONS, row, 0, said("ours"));
        assertEquals(Outcome.CONFLICT, worker.pushOne(decided).outcome());
    }

    private ManifestResponse asked(boolean shown, long version, String hash) {
        return asked(
                shown, new ManifestEntry(EntityType.SUBMISSIONS, row, version, hash, null, null));
    }

    private ManifestResponse asked(boolean shown, ManifestEntry entry) {
        var request = new ManifestRequest(List.of(entry), null, shown ? true : null);
        return Json.read(
                worker.send("POST", "/sync/manifest", Json.bytes(request)).body(),
                ManifestResponse.class);
    }

    private boolean isOvertaken(boolean shown, long version, String hash) {
        return !asked(shown, version, hash).overtaken().isEmpty();
    }

    @Test
    void a_row_that_a_conflict_shows_as_the_hubs_need_not_be_offered_beside_it() {
        var hash = said("lost").path("sha256").asText();
        assertEquals(true, isOvertaken(false, 3, hash));
        named("lost", 3);
        assertEquals(false, isOvertaken(false, 3, hash), "who decides looks at it");
        assertEquals(true, isOvertaken(true, 3, hash), "but the hub has not got it");
        assertEquals(true, isOvertaken(false, 4, hash), "the hub's would not be newer");
    }

    @Test
    void what_a_row_said_in_another_version_is_not_what_it_says() {
        var second = said("second").path("sha256").asText();
        assertEquals(true, isOvertaken(true, 3, second), "a decision made on it would pass");
        assertEquals(false, isOvertaken(true, 2, second), "that is past");
        assertEquals(false, isOvertaken(false, 3, second), "nobody has to offer it");
        var third = said("third").path("sha256").asText();
        assertEquals(false, isOvertaken(true, 3, third));
    }

    private boolean isKnown(long version, ObjectNode payload) {
        var entry = ManifestEntry.saying(EntityType.SUBMISSIONS, row, version, payload);
        var answer = asked(false, entry);
        return answer.overtaken().isEmpty() && answer.older().isEmpty();
    }

    @Test
    void what_is_said_beside_the_answers_is_part_of_what_a_row_says() {
        assertEquals(true, isKnown(3, said("third")));
        assertEquals(true, isKnown(3, said("second")), "it was that once");
        var noted = said("third");
        noted.set("metadata", Json.object().put("note", "dry"));
        assertEquals(false, isKnown(3, noted), "nobody has ever told the hub that");
        var reviewed = said("third").put("status", "approved");
        assertEquals(false, isKnown(3, reviewed), "nor that");
        var entry = ManifestEntry.saying(EntityType.SUBMISSIONS, row, 3, reviewed);
        assertEquals(
                List.of(),
                asked(false, entry.withoutVerdict()).overtaken(),
                "who may not review gives none back");
    }

    @Test
    void the_answer_tells_what_the_hub_has() {
        var held = asked(false, 9, said("lost").path("sha256").asText()).overtaken().getFirst();
        assertEquals(ManifestEntry.saying(EntityType.SUBMISSIONS, row, 3, said("third")), held);
    }

    @Test
    void a_row_that_somebody_decided_for_is_offered() {
        var hash = said("lost").path("sha256").asText();
        var conflict = worker.conflict(row).put("server_version", 3);
        conflict.set("server_payload", said("lost"));
        conflict.put("resolution", "resolved").put("resolution_action", "accept_server");
        offered(conflict);
        assertEquals(true, isOvertaken(false, 3, hash));
    }

    @Test
    void a_deletion_that_a_conflict_shows_is_asked_about() {
        assertEquals(true, isOvertaken(true, 3, ManifestEntry.DELETED));
        worker.pushOne(worker.delete(EntityType.SUBMISSIONS, row, 3));
        assertEquals(false, isOvertaken(true, 4, ManifestEntry.DELETED));
    }
}
