package org.fieldpost.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.LogFormat;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.hub.AdminDesk;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Problem;
import org.fieldpost.store.Enrolment;
import org.fieldpost.sync.HubAnswer;
import org.fieldpost.sync.HubFailure;
import org.fieldpost.sync.SyncReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real hub, a real profile: joining, joining anew, and joining as somebody else. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
class EnrollingTest {
    private final World world = World.real();
    @TempDir Path folder;
    private HubApp hub;
    private AdminDesk desk;
    private DeviceApp laptop;

    @BeforeEach
    void start() {
        startHub();
        laptop = DeviceApp.open(world, choice(), true);
    }

    private void startHub() {
        var data = folder.resolve("hub");
        hub =
                HubApp.start(
                        world,
                        new HubSettings(
                                data.toString(), data + "/media", "127.0.0.1", 0, LogFormat.PLAIN));
        desk = new AdminDesk(hub.administration());
    }

    @AfterEach
    void stop() {
        laptop.close();
        hub.close();
    }

    private ProfileChoice choice() {
        return new ProfileChoice(folder.resolve("laptop"), null, true);
    }

    private HubAnswer<Enrolment> enrol(String organization, String user) {
        var code = desk.code(Json.object().put("organization", organization).put("user", user));
        return laptop.enrol(hub.address(), code.path("code").asText(), "laptop");
    }

    private Enrolment joined(String organization, String user) {
        return switch (enrol(organization, user)) {
            case HubAnswer.Success<Enrolment>(Enrolment enrolment) -> enrolment;
            case HubAnswer.Failed<Enrolment>(HubFailure failure) ->
                    throw new AssertionError(failure);
        };
    }

    private String refusal(String organization, String user) {
        return switch (enrol(organization, user)) {
            case HubAnswer.Failed<Enrolment>(HubFailure.Refused refused) -> refused.error().code();
            case HubAnswer.Failed<Enrolment>(HubFailure failure) -> failure.toString();
            case HubAnswer.Success<Enrolment> joined -> joined.toString();
        };
    }

    private SyncReport sync() {
        var sync = laptop.sync().orElseThrow();
        sync.openStartupGate();
        return sync.syncNow().join();
    }

    @Test
    void a_laptop_that_was_revoked_syncs_again_as_soon_as_it_has_joined_anew() {
        var first = joined("Wells", "Awa");
        assertEquals(SyncReport.Outcome.COMPLETED, sync().outcome());
        desk.setDeviceStatus(
                Json.object()
                        .put("organization", "Wells")
                        .put("device", first.device().toString())
                        .put("status", "revoked"));
        assertEquals(SyncReport.Outcome.FAILED, sync().outcome());
        var second = joined("Wells", "Awa");
        assertNotEquals(first.token(), second.token());
        assertEquals(SyncReport.Outcome.COMPLETED, sync().outcome());
    }

    /** What was captured on it, here and on others' laptops, names it. */
    @Test
    void a_laptop_that_a_restored_hub_does_not_know_any_more_is_the_same_when_it_has_joined_anew()
            throws IOException {
        desk.code(Json.object().put("organization", "Wells").put("user", "Awa"));
        hub.close();
        copy(folder.resolve("hub"), folder.resolve("backup"));
        startHub();
        var first = joined("Wells", "Awa");
        hub.close();
        copy(folder.resolve("backup"), folder.resolve("hub"));
        startHub();
        var second = joined("Wells", "Awa");
        assertNotEquals(first.token(), second.token());
        assertEquals(first.device(), second.device());
        assertEquals(SyncReport.Outcome.COMPLETED, sync().outcome());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var path : all.toList()) {
                var target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Test
    void the_work_of_one_person_is_never_sent_in_the_name_of_another() {
        joined("Wells", "Awa");
        // The hub knows the device and refuses; a hub or organization that does not know it cannot,
        // so the laptop does.
        assertEquals("FP-2444", refusal("Wells", "Moussa"));
        assertEquals("FP-1101", refusal("Forests", "Awa"));
        assertEquals("Awa", laptop.profile().enrolment().orElseThrow().userName());
        assertEquals("Wells", laptop.profile().enrolment().orElseThrow().organizationName());
        assertEquals(SyncReport.Outcome.COMPLETED, sync().outcome());
    }

    @Test
    void a_second_program_on_the_same_profile_is_refused_in_words() {
        var problem = assertThrows(Problem.class, () -> DeviceApp.open(world, choice(), false));
        assertEquals("FP-3501", problem.code());
    }
}
