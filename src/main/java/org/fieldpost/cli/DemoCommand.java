package org.fieldpost.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fieldpost demo}: everything at once on this machine, with sample data. */
@Command(
        name = "demo",
        description = "A hub on loopback, two enrolled profiles with sample data, and the desktop.")
final class DemoCommand implements Callable<Integer> {
    private final Programs programs;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Where the demonstration is kept (default: fieldpost-demo in the temporary folder).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"), "fieldpost-demo");

    @Option(names = "--no-window", description = "Only prepare the data, then end.")
    private boolean noWindow;

    DemoCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        programs.demo(folder, !noWindow);
        return 0;
    }
}
