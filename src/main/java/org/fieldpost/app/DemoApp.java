package org.fieldpost.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.LogFormat;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.hub.AdminDesk;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Enrolment;
import org.fieldpost.sync.HubAnswer;

/** A demonstration on one machine: a hub on loopback, a field worker's laptop and a supervisor's, sample data. */
final class DemoApp {
    private static final String ORGANIZATION = "Fieldpost demonstration";
    private final World world;
    private final Path folder;

    DemoApp(World world, Path folder) {
        this.world = world;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The field worker's profile. */
    ProfileChoice fieldWorker() {
        return new ProfileChoice(folder.resolve("field-worker"), null, true);
    }

    /** The supervisor's profile. */
    ProfileChoice supervisor() {
        return new ProfileChoice(folder.resolve("supervisor"), null, true);
    }

    /** Starts the hub; the first time it also enrols both laptops and fills in the samples. */
    HubApp prepare() {
        var hub =
                HubApp.start(
                        world,
                        new HubSettings(
                                text("hub"),
                                text("hub/media"),
                                "127.0.0.1",
                                port(),
                                LogFormat.PLAIN));
        try {
            rememberPort(hub.address());
            if (!Files.exists(folder.resolve("ready"))) {
                fill(hub);
                Files.createFile(folder.resolve("ready"));
            }
            return hub;
        } catch (IOException e) {
            hub.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private void fill(HubApp hub) {
        var desk = new AdminDesk(hub.administration());
        try (var laptop =
                laptop(desk, hub.address(), fieldWorker(), "Awa Diallo", "field_worker")) {
            var samples = new DemoSamples(laptop);
            samples.submitAll();
            laptop.sync();
            samples.leaveSomethingToDo();
        }
        try (var laptop = laptop(desk, hub.address(), supervisor(), "Moussa Ba", "supervisor")) {
            laptop.sync();
        }
    }

    private CommandDevice laptop(
            AdminDesk desk, URI hub, ProfileChoice choice, String user, String role) {
        var app = DeviceApp.open(world, choice, true);
        try {
            if (app.profile().enrolment().isEmpty()) {
                var request = Json.object().put("organization", ORGANIZATION).put("user", user);
                request.putArray("roles").add(role);
                var code = desk.code(request).path("code").asText();
                switch (app.enrol(hub, code, user + "'s laptop")) {
                    case HubAnswer.Success<Enrolment> _ -> {}
                    case HubAnswer.Failed<Enrolment> failed ->
                            throw Enrolling.refused(hub, failed.failure());
                }
            }
            return new CommandDevice(app);
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    /** The address is part of the laptops' enrolment, so the hub comes back on the port it had. */
    private int port() {
        try {
            Files.createDirectories(folder);
            var file = folder.resolve("port.json");
            return Files.exists(file)
                    ? Json.parse(Files.readAllBytes(file)).path("port").asInt()
                    : 0;
        } catch (IOException e) {
            throw new CommandFailed(
                    "The demonstration cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    private void rememberPort(URI hub) throws IOException {
        Files.write(
                folder.resolve("port.json"), Json.bytes(Json.object().put("port", hub.getPort())));
    }

    private String text(String name) {
        return folder.resolve(name).toString();
    }
}
