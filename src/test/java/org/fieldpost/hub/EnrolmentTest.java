package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class EnrolmentTest {
    private static final String ORG = "Water Aid";
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private OrganizationId organization;
    private UserId user;

    @BeforeEach
    void start() {
        hub = new TestHub(dialect, folder);
        organization = hub.organization(ORG);
        user = admin().createUser(organization, "Awa", Set.of(Role.SUPERVISOR, Role.FIELD_WORKER));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private HubAdministration admin() {
        return hub.server.administration();
    }

    private HttpResponse<byte[]> enrol(String code, String deviceId) {
        return new TestDevice(hub)
                .send("POST", "/enrol", Json.bytes(TestHub.request(code, deviceId)));
    }

    @Test
    void a_code_lets_one_device_in_and_says_who_it_is() {
        var device = new TestDevice(hub);
        var who =
                device.enrol(
                        TestHub.request(admin().mintCode(organization, user).code(), "laptop-1"));
        assertEquals("Awa", who.userName());
        assertEquals(ORG, who.organizationName());
        assertEquals(List.of("field_worker", "supervisor"), who.roles());
        assertEquals(43, who.token().length(), "256 bits in base64url");
        assertEquals(200, device.send("GET", "/sync/changes", null).statusCode());
    }

    @Test
    void a_code_has_eighty_bits_and_may_be_typed_carelessly() {
        var code = admin().mintCode(organization, user).code();
        assertTrue(code.matches("([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}"), code);
        assertEquals(
                200,
                enrol(" " + code.toLowerCase(Locale.ROOT).replace("-", " "), "d").statusCode());
    }

    @Test
    void a_code_serves_once() {
        var code = admin().mintCode(organization, user).code();
        assertEquals(200, enrol(code, "a").statusCode());
        var second = enrol(code, "b");
        assertEquals(403, second.statusCode());
        assertEquals("FP-2443", TestDevice.error(second).code());
    }

    @Test
    void a_code_ends_after_ten_minutes_and_a_wrong_one_never_began() {
        var code = admin().mintCode(organization, user).code();
        assertEquals(403, enrol("AAAA-BBBB-CCCC-DDDD", "a").statusCode());
        hub.pass(Duration.ofMinutes(10));
        assertEquals(403, enrol(code, "a").statusCode());
        assertThrows(
                Refused.class, () -> admin().mintCode(organization, user, Duration.ofMinutes(11)));
    }

    @Test
    void neither_tokens_nor_codes_are_kept_in_the_clear() {
        var code = admin().mintCode(organization, user).code();
        var device = new TestDevice(hub);
        device.enrol(TestHub.request(code, "laptop-1"));
        var kept =
                hub.database.read(
                        tx -> {
                            var all = new ArrayList<String>();
                            all.addAll(
                                    tx.handle()
                                            .createQuery("SELECT token_sha256 FROM device_tokens")
                                            .mapTo(String.class)
                                            .list());
                            all.addAll(
                                    tx.handle()
                                            .createQuery("SELECT code_sha256 FROM enrolment_codes")
                                            .mapTo(String.class)
                                            .list());
                            return all;
                        });
        assertEquals(2, kept.size());
        assertFalse(kept.contains(device.token));
        assertFalse(kept.contains(code));
    }

    @Test
    void enrolling_a_profile_again_keeps_the_device_and_ends_its_old_token() {
        var device = new TestDevice(hub);
        var first =
                device.enrol(
                        TestHub.request(admin().mintCode(organization, user).code(), "laptop-1"));
        var again = new TestDevice(hub);
        var second =
                again.enrol(
                        TestHub.request(admin().mintCode(organization, user).code(), "laptop-1"));
        assertEquals(first.deviceId(), second.deviceId());
        assertNotEquals(first.token(), second.token());
        assertEquals(401, device.send("GET", "/sync/changes", null).statusCode());
        assertEquals(200, again.send("GET", "/sync/changes", null).statusCode());
        assertEquals(1, admin().devices(organization).size());
    }

    @Test
    void a_profile_cannot_be_taken_over_by_another_person() {
        assertEquals(
                200, enrol(admin().mintCode(organization, user).code(), "laptop-1").statusCode());
        var other = admin().createUser(organization, "Ben", Set.of(Role.FIELD_WORKER));
        var code = admin().mintCode(organization, other).code();
        assertEquals("FP-2444", TestDevice.error(enrol(code, "laptop-1")).code());
        assertEquals(
                200,
                enrol(code, "laptop-2").statusCode(),
                "the code is not used up by the refusal");
    }

    @Test
    void a_suspended_device_waits_and_a_revoked_one_is_out() {
        var device = hub.device(ORG, Role.FIELD_WORKER);
        var id = new DeviceId(device.who().deviceId());
        admin().suspend(organization, id);
        var suspended = device.send("GET", "/sync/changes", null);
        assertEquals(403, suspended.statusCode());
        assertEquals("FP-2453", TestDevice.error(suspended).code());
        admin().activate(organization, id);
        assertEquals(200, device.send("GET", "/sync/changes", null).statusCode());
        admin().revoke(organization, id);
        var revoked = device.send("GET", "/sync/changes", null);
        assertEquals(401, revoked.statusCode());
        assertEquals("FP-2401", TestDevice.error(revoked).code());
        admin().activate(organization, id);
        assertEquals(
                401,
                device.send("GET", "/sync/changes", null).statusCode(),
                "its token is gone for good");
    }

    @Test
    void an_incomplete_request_does_not_use_the_code_up() {
        var code = admin().mintCode(organization, user).code();
        var device = new TestDevice(hub);
        var body = Json.bytes(Json.object().put("code", code));
        assertEquals(400, device.send("POST", "/enrol", body).statusCode());
        assertEquals(400, enrol(code, "x".repeat(101)).statusCode());
        assertEquals(200, enrol(code, "x").statusCode());
    }

    @Test
    void guessing_is_slowed_down() {
        HttpResponse<byte[]> last = enrol("AAAA-AAAA-AAAA-AAAA", "a");
        for (int i = 1; i <= HubLimits.standard().enrolmentsPerMinuteMax(); i++) {
            last = enrol("AAAA-AAAA-AAAA-AAAA", "a");
        }
        assertEquals(429, last.statusCode());
        assertEquals("60", last.headers().firstValue("Retry-After").orElse(""));
        assertTrue(TestDevice.error(last).retryable());
        hub.pass(Duration.ofMinutes(1));
        assertEquals(403, enrol("AAAA-AAAA-AAAA-AAAA", "a").statusCode());
    }

    private static int enrolFrom(TestHub hub, String... forwarded) {
        var headers = new ArrayList<String>();
        for (var value : forwarded) {
            headers.addAll(List.of("X-Forwarded-For", value));
        }
        var body = Json.bytes(TestHub.request("AAAA-AAAA-AAAA-AAAA", "a"));
        return new TestDevice(hub)
                .send("POST", "/enrol", body, headers.toArray(String[]::new))
                .statusCode();
    }

    @Test
    void behind_a_proxy_that_is_trusted_each_address_has_its_own_share() {
        try (var proxied =
                new TestHub(
                        TestHub.open(Dialect.H2, folder.resolve("proxied")),
                        new FolderVault(folder.resolve("proxied-media")),
                        HubLimits.standard(),
                        5,
                        TrustedProxies.of(List.of("127.0.0.1", "10.0.0.7")))) {
            for (int i = 0; i < HubLimits.standard().enrolmentsPerMinuteMax(); i++) {
                assertEquals(403, enrolFrom(proxied, "198.51.100.9, 203.0.113.5"));
            }
            assertEquals(429, enrolFrom(proxied, "203.0.113.5"));
            assertEquals(429, enrolFrom(proxied, "8.8.8.8", "203.0.113.5:4711, 10.0.0.7"));
            assertEquals(403, enrolFrom(proxied, "203.0.113.6"));
            assertEquals(403, enrolFrom(proxied, "203.0.113.5, 203.0.113.6"));
            assertEquals(403, enrolFrom(proxied));
        }
    }

    @Test
    void without_a_trusted_proxy_nobody_is_believed_who_says_he_is_another() {
        for (int i = 0; i < HubLimits.standard().enrolmentsPerMinuteMax(); i++) {
            assertEquals(403, enrolFrom(hub, "203.0.113." + i));
        }
        assertEquals(429, enrolFrom(hub, "203.0.113.200"));
    }
}
