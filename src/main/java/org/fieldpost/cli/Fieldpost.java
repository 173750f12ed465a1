package org.fieldpost.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fieldpost}: without a command, the desktop. */
@Command(
        name = "fieldpost",
        mixinStandardHelpOptions = true,
        version = "Fieldpost 0.1.0",
        description =
                "Offline-first field data: fill forms, keep every keystroke, sync when a hub is in reach.",
        subcommands = {
            DemoCommand.class,
            HubCommand.class,
            EnrollCommand.class,
            SubmitCommand.class,
            SyncCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            FormsCommand.class,
            ExportCommand.class,
            BenchCommand.class
        })
final class Fieldpost implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();

    @Option(
            names = "--hub",
            paramLabel = "URL",
            description = "Address offered when this laptop is enrolled.")
    private @Nullable URI hub;

    @Option(
            names = "--plain",
            description = "Make a new profile unencrypted. Only for tests and demonstrations.")
    private boolean plain;

    Fieldpost(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        programs.desktop(profile.choice(plain), hub);
        return 0;
    }
}
