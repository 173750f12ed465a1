package org.fieldpost.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.LogFormat;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.db.DatabaseProblem;
import org.fieldpost.db.DatabaseProblem.Kind;
import org.fieldpost.hub.AdminDesk;
import org.fieldpost.kernel.Disk;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Enrolment;
import org.fieldpost.sync.HubAnswer;

/** A demonstration on one machine: a hub on loopback, a field worker's laptop and a supervisor's, sample data. */
final class DemoApp {
    private static final System.Logger LOG = System.getLogger(DemoApp.class.getName());
    private static final Set<Kind> OF_ANOTHER_BUILD =
            EnumSet.of(Kind.EDITED_MIGRATION, Kind.NEWER_THAN_PROGRAM);
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

    /**
     * Starts the hub; the first time it also enrols both laptops and fills in the samples. What another build of the
     * program left there, which this one cannot read, is set aside with all that was entered in it.
     */
    HubApp prepare() {
        try {
            return begin();
        } catch (DatabaseProblem e) {
            if (!OF_ANOTHER_BUILD.contains(e.kind())) {
                throw e;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "another build of Fieldpost made the demonstration; it lies in {0} now",
                    setAside());
            return begin();
        }
    }

    private Path setAside() {
        var now = Long.toString(world.clock().instant().getEpochSecond());
        var aside = folder.resolveSibling(folder.getFileName() + "-before-" + now);
        try {
            Disk.rename(folder, aside);
            return aside;
        } catch (IOException e) {
            throw new CommandFailed(
                    "The demonstration in "
                            + folder
                            + " is another build's and cannot be set aside: "
                            + e.getMessage(),
                    e);
        }
    }

    private HubApp begin() {
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
            checkLaptops();
            return hub;
        } catch (IOException e) {
            hub.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    /** Both can be opened by this build. */
    private void checkLaptops() {
        DeviceApp.open(world, fieldWorker(), true).close();
        DeviceApp.open(world, supervisor(), true).close();
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
