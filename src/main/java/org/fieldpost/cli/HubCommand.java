package org.fieldpost.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fieldpost.kernel.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fieldpost hub}: runs the hub; its sub-commands administer it, running or not. */
@Command(
        name = "hub",
        description = "Run the hub that laptops sync with.",
        subcommands = {
            HubCommand.Code.class,
            HubCommand.Users.class,
            HubCommand.Devices.class,
            HubCommand.Jobs.class,
            HubCommand.Restored.class
        })
final class HubCommand implements Callable<Integer> {
    private static final String ORGANIZATION = "Fieldpost";

    private final Programs programs;
    @Mixin private HubOptions hub = new HubOptions();
    @Mixin private Output output = new Output();

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "8460",
            description = "Port to listen on, 0 for any (${DEFAULT-VALUE}).")
    private int port = 8460;

    @Option(
            names = "--log",
            defaultValue = "plain",
            description =
                    "How the log is written to standard error: plain or json (${DEFAULT-VALUE}).")
    private LogFormat log = LogFormat.PLAIN;

    HubCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        programs.hub(
                hub.settings(host, port, log),
                address ->
                        output.print(
                                Json.object().put("address", address.toString()),
                                "Hub at "
                                        + address
                                        + ". Data in "
                                        + hub.db
                                        + ". Stop it with Ctrl+C."));
        return 0;
    }

    /** {@code fieldpost hub code}. */
    @Command(name = "code", description = "Mint a one-time enrolment code for a person.")
    static final class Code implements Callable<Integer> {
        private final Programs programs;
        @Mixin private HubOptions hub = new HubOptions();
        @Mixin private Output output = new Output();

        @Option(
                names = "--organization",
                defaultValue = ORGANIZATION,
                description = "Their organization (${DEFAULT-VALUE}).")
        private String organization = ORGANIZATION;

        @Option(names = "--user", required = true, description = "Their name; made if new.")
        private String user = "";

        @Option(
                names = "--role",
                defaultValue = "field_worker",
                description =
                        "field_worker, supervisor, form_manager or admin; repeatable (${DEFAULT-VALUE}).")
        private List<String> roles = new ArrayList<>();

        Code(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            try (var office = programs.office(hub.settings("127.0.0.1", 0))) {
                var code = office.code(organization, user, roles);
                output.print(
                        code,
                        "%s%nFor %s of %s, once, until %s."
                                .formatted(
                                        code.path("code").asText(),
                                        user,
                                        organization,
                                        code.path("expires_at").asText()));
            }
            return 0;
        }
    }

    /** {@code fieldpost hub users}. */
    @Command(name = "users", description = "List the people of an organization.")
    static final class Users implements Callable<Integer> {
        private final Programs programs;
        @Mixin private HubOptions hub = new HubOptions();
        @Mixin private Output output = new Output();

        @Option(
                names = "--organization",
                defaultValue = ORGANIZATION,
                description = "Which (${DEFAULT-VALUE}).")
        private String organization = ORGANIZATION;

        Users(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            try (var office = programs.office(hub.settings("127.0.0.1", 0))) {
                var users = office.users(organization);
                output.print(users, Lines.of(users, "id", "name", "roles"));
            }
            return 0;
        }
    }

    /** {@code fieldpost hub jobs}. */
    @Command(name = "jobs", description = "Tell when the hub's clean-up last ran, and what it did.")
    static final class Jobs implements Callable<Integer> {
        private final Programs programs;

        @Mixin private HubOptions hub = new HubOptions();
        @Mixin private Output output = new Output();

        Jobs(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            try (var office = programs.office(hub.settings("127.0.0.1", 0))) {
                var jobs = office.jobs();
                output.print(jobs, Lines.of(jobs, "name", "finished_at", "outcome", "next_run_at"));
            }
            return 0;
        }
    }

    /** {@code fieldpost hub restored}: after a backup was put back, before the hub is started. */
    @Command(
            name = "restored",
            description = {
                "Say that the hub's data was put back from a backup; the hub must not run.",
                "Laptops then offer again whatever the backup lacks. Without this, they do not know."
            })
    static final class Restored implements Callable<Integer> {
        private final Programs programs;
        @Mixin private HubOptions hub = new HubOptions();
        @Mixin private Output output = new Output();

        Restored(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            try (var office = programs.office(hub.settings("127.0.0.1", 0))) {
                output.print(
                        office.restored(),
                        "Noted. Start the hub: each laptop offers what is missing when it next syncs.");
            }
            return 0;
        }
    }

    /** {@code fieldpost hub devices}: lists them, or sets the status of one. */
    @Command(
            name = "devices",
            description =
                    "List devices; suspend, revoke or reactivate one, or release what it sent since.")
    static final class Devices implements Callable<Integer> {
        private final Programs programs;
        @Mixin private HubOptions hub = new HubOptions();
        @Mixin private Output output = new Output();

        @Option(
                names = "--organization",
                defaultValue = ORGANIZATION,
                description = "Whose (${DEFAULT-VALUE}).")
        private String organization = ORGANIZATION;

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "list|suspend|revoke|activate|release",
                defaultValue = "list")
        private String verb = "list";

        @Parameters(index = "1", arity = "0..1", paramLabel = "DEVICE", defaultValue = "")
        private String device = "";

        Devices(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() {
            try (var office = programs.office(hub.settings("127.0.0.1", 0))) {
                if (verb.equals("release")) {
                    var released = office.release(organization, device);
                    output.print(
                            released,
                            "%s commands of %s took effect, %s stay."
                                    .formatted(
                                            released.path("done").asText(),
                                            device,
                                            released.path("refused").asText()));
                    return 0;
                }
                if (!verb.equals("list")) {
                    var changed = office.setDeviceStatus(organization, device, status());
                    output.print(
                            changed, device + " is now " + changed.path("status").asText() + ".");
                    return 0;
                }
                var devices = office.devices(organization);
                output.print(
                        devices, Lines.of(devices, "id", "name", "user", "status", "last_seen"));
            }
            return 0;
        }

        private String status() {
            return switch (verb) {
                case "suspend" -> "suspended";
                case "revoke" -> "revoked";
                case "activate" -> "active";
                default ->
                        throw new CommandFailed(
                                verb + "? Say list, suspend, revoke, activate or release.");
            };
        }
    }
}
