package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EnrolRequest;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices that the hub, restored from a backup, does not know any more, and what names them. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LostDevicesTest {
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

    private ObjectNode device(TestDevice of) {
        return org.fieldpost.kernel.Json.object()
                .put("device_id", "external-lost")
                .put("name", "Late")
                .put("user_id", of.who().userId().toString())
                .put("device_type", "desktop")
                .put("os_version", "Debian 12")
                .put("app_version", "0.1.0")
                .put("status", "active")
                .put("trust_score", 1.0)
                .put("created_at", TestHub.text(hub.now()))
                .put("updated_at", TestHub.text(hub.now()));
    }

    private CommandResult offered(TestDevice by, ObjectNode device) {
        return by.pushOne(by.create(EntityType.MOBILE_DEVICES, lost, device));
    }

    private ObjectNode captured() {
        return worker.submission(form, "there").put("device_id", lost.toString());
    }

    private static String code(CommandResult result) {
        return Objects.requireNonNull(result.error(), result::toString).code();
    }

    @Test
    void what_names_one_is_taken_once_somebody_has_offered_it() {
        var record = worker.create(EntityType.SUBMISSIONS, hub.ids.next(), captured());
        assertEquals("FP-2605", code(worker.pushOne(record)));
        var known = offered(supervisor, device(worker));
        assertEquals(Outcome.OK, known.outcome());
        assertEquals(lost, known.entityId(), "by the id it had");
        assertEquals(Outcome.OK, worker.pushOne(record).outcome());
        assertEquals(Outcome.DUPLICATE, offered(supervisor, device(worker)).outcome());
    }

    @Test
    void a_conflict_it_has_opened_waits_for_it_and_the_hub_says_so() {
        var row =
                worker.pushOne(
                        worker.create(
                                EntityType.SUBMISSIONS,
                                hub.ids.next(),
                                worker.submission(form, "first")));
        var said =
                worker.conflict(Objects.requireNonNull(row.entityId()))
                        .put("device_id", lost.toString());
        var conflict = supervisor.create(EntityType.CONFLICTS, hub.ids.next(), said);
        var refused = supervisor.pushOne(conflict);
        assertEquals("FP-2605", code(refused));
        assertEquals(true, Objects.requireNonNull(refused.error()).retryable());
        offered(supervisor, device(worker));
        assertEquals(Outcome.OK, supervisor.pushOne(conflict).outcome());
    }

    @Test
    void who_does_not_supervise_offers_their_own_only() {
        assertEquals("FP-2607", code(offered(worker, device(supervisor))));
        assertEquals(Outcome.OK, offered(worker, device(worker)).outcome());
    }

    @Test
    void one_of_a_person_who_joined_later_too_is_nobodys() {
        var device = device(worker).put("user_id", hub.ids.next().toString());
        assertEquals(Outcome.OK, offered(supervisor, device).outcome());
        var there =
                supervisor.pull(100).stream()
                        .filter(change -> change.entityId().equals(lost))
                        .findFirst()
                        .orElseThrow();
        assertFalse(Objects.requireNonNull(there.payload()).has("user_id"));
    }

    private UUID joins(TestDevice person, String external, @Nullable UUID former) {
        var user = new UserId(person.who().userId());
        var code = hub.server.administration().mintCode(hub.organization(ORG), user).code();
        var device = new TestDevice(hub);
        device.enrol(
                new EnrolRequest(code, external, "desktop", "Debian 12", "0.1.0", "Late", former));
        return device.who().deviceId();
    }

    @Test
    void one_that_joins_anew_has_the_id_it_had() {
        assertEquals(lost, joins(worker, "external-lost", lost));
        assertEquals(lost, joins(worker, "external-lost", lost), "and keeps it");
        assertEquals(Outcome.DUPLICATE, offered(supervisor, device(worker)).outcome());
    }

    @Test
    void one_that_was_offered_is_known_again_when_it_joins() {
        offered(supervisor, device(worker));
        assertEquals(lost, joins(worker, "external-lost", lost));
    }

    @Test
    void nobody_takes_the_id_of_a_device_that_is_there() {
        var taken = supervisor.who().deviceId();
        assertNotEquals(taken, joins(worker, "external-lost", taken));
    }

    @Test
    void one_that_has_joined_anew_without_its_id_is_not_made_twice() {
        var now = joins(worker, "external-lost", null);
        var answer = offered(supervisor, device(worker));
        assertEquals(Outcome.DUPLICATE, answer.outcome());
        assertEquals(now, answer.entityId());
    }
}
