package org.fieldpost.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import org.fieldpost.kernel.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fieldpost enroll}: makes a profile and joins it to a hub with a one-time code. */
@Command(name = "enroll", description = "Join this laptop's profile to a hub with a one-time code.")
final class EnrollCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();
    @Mixin private Output output = new Output();

    @Option(
            names = "--hub",
            required = true,
            paramLabel = "URL",
            description = "The hub's address.")
    private URI hub = URI.create("http://127.0.0.1");

    @Option(names = "--code", required = true, description = "The one-time code.")
    private String code = "";

    @Option(names = "--name", defaultValue = "", description = "What people call this laptop.")
    private String name = "";

    @Option(
            names = "--plain",
            description = "Keep the profile unencrypted. Only for tests and demonstrations.")
    private boolean plain;

    EnrollCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        var enrolled = programs.enrol(profile.choice(plain), hub, code, name);
        output.print(
                Json.tree(enrolled),
                "Joined %s as %s. %s"
                        .formatted(
                                enrolled.organization(), enrolled.user(), enrolled.encryption()));
        return 0;
    }
}
