package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.fieldpost.cli.HubOffice;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.LogFormat;
import org.fieldpost.hub.AdminDesk;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;

/** The hub as {@code fieldpost hub} puts it together, in this process, with a clock of the test's. */
public final class FieldHub implements AutoCloseable {
    public static final String ORGANIZATION = "Wells for all";
    private static final Duration EVERY = Duration.ofMillis(100);
    private final StandingHub app;

    private FieldHub(StandingHub app) {
        this.app = app;
    }

    private AdminDesk desk() {
        return new AdminDesk(app.administration());
    }

    /** Starts it on the data in {@code folder}, on any free port. */
    public static FieldHub start(Path folder, InstantSource clock) {
        return new FieldHub(StandingHub.start(world(clock), settings(folder), EVERY));
    }

    private static World world(InstantSource clock) {
        var random = new SecureRandom();
        return new World(clock, random, new UuidV7(clock, random));
    }

    private static HubSettings settings(Path folder) {
        return new HubSettings(
                folder.toString(),
                folder.resolve("media").toString(),
                "127.0.0.1",
                0,
                LogFormat.PLAIN);
    }

    /** Its administration while it does not run, as the command line gets it. */
    public static HubOffice office(Path folder, InstantSource clock) {
        return Offices.of(world(clock), settings(folder));
    }

    public URI address() {
        return app.address();
    }

    /** A one-time code for a person. */
    public String code(String user, String... roles) {
        var request = Json.object().put("organization", ORGANIZATION).put("user", user);
        var list = request.putArray("roles");
        List.of(roles).forEach(list::add);
        return desk().code(request).path("code").asText();
    }

    /** Publishes a form to everybody. */
    public void publish(ObjectNode document) {
        var request = Json.object().put("organization", ORGANIZATION);
        request.set("document", document);
        desk().publish(request);
    }

    /** Sets what a laptop may do: active, suspended, revoked. */
    public void status(FieldLaptop laptop, String status) {
        desk().setDeviceStatus(
                        Json.object()
                                .put("organization", ORGANIZATION)
                                .put("device", laptop.enrolment().device().toString())
                                .put("status", status));
    }

    @Override
    public void close() {
        app.close();
    }
}
