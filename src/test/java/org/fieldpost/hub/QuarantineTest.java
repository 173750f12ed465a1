package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What suspended and revoked devices send: refused, and not lost. */
@ParameterizedClass
@EnumSource(Dialect.class)
class QuarantineTest {
    private static final String ORG = "Water Aid";
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private TestDevice worker;
    private TestDevice supervisor;
    private FormRef form;
    private OrganizationId organization;
    private DeviceId device;

    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        worker = hub.device(ORG, Role.FIELD_WORKER);
        supervisor = hub.device(ORG, Role.SUPERVISOR);
        form = hub.form(ORG, "water_point");
        organization = hub.organization(ORG);
        device = new DeviceId(worker.who().deviceId());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private PushCommand create() {
        return worker.create(
                EntityType.SUBMISSIONS, hub.ids.next(), worker.submission(form, "unsent"));
    }

    private void refused(PushCommand command, int status, String code) {
        var response = worker.send("POST", "/sync/push", TestDevice.request(command));
        assertEquals(status, response.statusCode());
        assertEquals(code, TestDevice.error(response).code());
    }

    private long submissions() {
        return supervisor.pull(100).stream()
                .filter(c -> c.entityType() == EntityType.SUBMISSIONS)
                .count();
    }

    private HubAdministration admin() {
        return hub.server.administration();
    }

    @Test
    void a_suspended_devices_pushes_are_kept_once_and_without_effect() {
        admin().suspend(organization, device);
        var command = create();
        refused(command, 403, "FP-2453");
        refused(command, 403, "FP-2453");
        assertEquals(1, admin().quarantined(organization, device));
        assertEquals(0, submissions());
        var pull = worker.send("GET", "/sync/changes", null);
        assertEquals(403, pull.statusCode());
        assertEquals("600", pull.headers().firstValue("Retry-After").orElse(""));

        admin().activate(organization, device);
        assertEquals(Outcome.OK, worker.pushOne(command).outcome());
        assertEquals(1, submissions());
        assertEquals(Map.of("done", 1, "refused", 0), admin().release(organization, device));
        assertEquals(1, submissions(), "it had taken effect already");
    }

    @Test
    void a_revoked_devices_last_pushes_are_kept_for_a_month_and_released_by_hand() {
        admin().revoke(organization, device);
        refused(create(), 401, "FP-2454");
        assertEquals("FP-2401", TestDevice.error(worker.send("GET", "/sync/changes", null)).code());
        var wrong = worker.submission(form, "wrong").put("sha256", "0".repeat(64));
        refused(worker.create(EntityType.SUBMISSIONS, hub.ids.next(), wrong), 401, "FP-2454");
        assertEquals(2, admin().quarantined(organization, device));
        assertEquals(0, submissions());

        assertEquals(Map.of("done", 1, "refused", 1), admin().release(organization, device));
        assertEquals(1, submissions());
        assertEquals(1, admin().quarantined(organization, device), "refused, and not lost");

        hub.pass(Duration.ofDays(31));
        refused(create(), 401, "FP-2401");
    }

    @Test
    void a_replaced_token_and_a_strangers_are_worth_nothing() {
        var old = worker.token;
        admin().revoke(organization, device);
        var code = admin().mintCode(organization, new UserId(worker.who().userId())).code();
        worker.enrol(TestHub.request(code, "external-1"));
        assertEquals(Outcome.OK, worker.pushOne(create()).outcome(), "enrolled anew, active again");
        worker.token = old;
        refused(create(), 401, "FP-2401");
        worker.token = "made up";
        refused(create(), 401, "FP-2401");
        assertEquals(0, admin().quarantined(organization, device));
    }

    @Test
    void what_is_kept_is_of_one_organization_and_its_persons_roles_count_when_it_is_released() {
        admin().suspend(organization, device);
        var other = hub.device("Elsewhere", Role.ADMIN);
        var theirs = new DeviceId(other.who().deviceId());
        var forSomebodyElse =
                worker.submission(form, "x")
                        .put("created_by", supervisor.who().userId().toString());
        refused(
                worker.create(EntityType.SUBMISSIONS, hub.ids.next(), forSomebodyElse),
                403,
                "FP-2453");
        assertEquals(0, admin().quarantined(hub.organization("Elsewhere"), device));
        assertEquals(0, admin().quarantined(organization, theirs));
        assertEquals(
                Map.of("done", 0, "refused", 0),
                admin().release(hub.organization("Elsewhere"), device));
        assertEquals(Map.of("done", 0, "refused", 1), admin().release(organization, device));
        admin().setRoles(organization, new UserId(worker.who().userId()), Set.of(Role.SUPERVISOR));
        assertEquals(Map.of("done", 1, "refused", 0), admin().release(organization, device));
        assertTrue(submissions() > 0);
    }
}
