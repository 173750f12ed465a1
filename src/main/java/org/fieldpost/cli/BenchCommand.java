package org.fieldpost.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fieldpost bench}: measures sync with real processes and writes a report. */
@Command(
        name = "bench",
        hidden = true,
        description = "Measure sync on this machine: a hub and laptops, each a process of its own.",
        subcommands = BenchCommand.Laptop.class)
final class BenchCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private Output output = new Output();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Where its databases lie while it runs (default: fieldpost-bench in the temporary folder).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"), "fieldpost-bench");

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The report (default: ${DEFAULT-VALUE}).")
    private Path report = Path.of("docs", "benchmarks", "sync.md");

    @Option(
            names = "--held",
            paramLabel = "ROWS",
            description =
                    "Rows held in the end (default: ${DEFAULT-VALUE}); with fewer, pushes and pulls are smaller too.")
    private int held = 500_000;

    @Option(
            names = "--grow-minutes",
            paramLabel = "MINUTES",
            description =
                    "After so long no more rows are made to be held (default: ${DEFAULT-VALUE}); the report says how"
                            + " many there are.")
    private int growMinutes = 8;

    @Option(names = "--quick", description = "Small numbers: shows that it works, not how fast.")
    private boolean quick;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = "An empty database for the hub instead of embedded H2.")
    private @Nullable String postgres;

    @Option(
            names = "--pouchdb",
            paramLabel = "DIR",
            description =
                    "Compare with PouchDB: a folder in which npm has installed pouchdb@9, express-pouchdb and"
                            + " express@4.")
    private @Nullable Path pouch;

    @Option(
            names = "--remark",
            paramLabel = "TEXT",
            description = "A line for the report, like what else the machine does.")
    private String remark = "";

    BenchCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        programs.bench(
                new BenchSettings(
                        folder, report, held, growMinutes, quick, postgres, pouch, remark),
                output::remark);
        output.print(Json.object().put("report", report.toString()), "Report in " + report + ".");
        return 0;
    }

    /** {@code fieldpost bench laptop}: reads orders from standard input until it ends, a line each. */
    @Command(name = "laptop", hidden = true, description = "One of the bench's laptops.")
    static final class Laptop implements Callable<Integer> {
        private final Programs programs;
        @Mixin private ProfileOptions profile = new ProfileOptions();
        @Spec private CommandSpec command = CommandSpec.create();

        Laptop(Programs programs) {
            this.programs = programs;
        }

        @Override
        public Integer call() throws IOException {
            var choice = profile.choice(false);
            var plain =
                    new ProfileChoice(
                            choice.folder(), choice.passphrase(), choice.passphrase() == null);
            var out = command.root().commandLine().getOut();
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (var laptop = programs.benchLaptop(plain)) {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    out.println(Json.write(laptop.carryOut(Json.parseObject(line))));
                    out.flush();
                }
            }
            return 0;
        }
    }
}
