package org.fieldpost.app;

import java.net.URI;
import java.nio.file.Path;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.LogFormat;
import org.fieldpost.cli.ProfileChoice;
import org.fieldpost.hub.AdminDesk;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Enrolment;
import org.fieldpost.sync.HubAnswer;

/** The real hub over real HTTP, started and stopped by a test; what it holds stays in its folder. */
public final class RunningHub implements AutoCloseable {
    private final HubApp app;

    private RunningHub(HubApp app) {
        this.app = app;
    }

    /** Starts the hub of {@code folder} on {@code port}; 0 picks a free one. */
    public static RunningHub start(Path folder, int port) {
        return new RunningHub(
                HubApp.start(
                        TestWorlds.ofThePapers(),
                        new HubSettings(
                                folder.resolve("db").toString(),
                                folder.resolve("media").toString(),
                                "127.0.0.1",
                                port,
                                LogFormat.PLAIN)));
    }

    public URI address() {
        return app.address();
    }

    /** A one-time code for {@code user}, who is made if new. */
    public String code(String user, String role) {
        var request = Json.object().put("organization", "Wells for all").put("user", user);
        request.putArray("roles").add(role);
        return new AdminDesk(app.administration()).code(request).path("code").asText();
    }

    /** Makes the profile in {@code folder}, under a passphrase, and has it join. */
    public void takeIn(Path folder, String passphrase, String user, String role) {
        var choice = new ProfileChoice(folder, passphrase, false);
        try (var laptop = DeviceApp.open(TestWorlds.ofThePapers(), choice, true)) {
            if (!(laptop.enrol(address(), code(user, role), user + "'s laptop")
                    instanceof HubAnswer.Success<Enrolment>)) {
                throw new IllegalStateException("the hub did not take " + user + " in");
            }
        }
    }

    @Override
    public void close() {
        app.close();
    }
}
