package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldpost.Main;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.kernel.Json;

/** A process of the bench: this program again, with a heap of its own; its standard error goes to a file. */
final class BenchProcess implements AutoCloseable {
    private static final long END_SECONDS_MAX = 120;
    private final Process process;
    private final BufferedReader out;
    private final Path log;

    private BenchProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code command}, anything that speaks lines. */
    static BenchProcess start(List<String> command, File folder, Path log) {
        try {
            var builder = new ProcessBuilder(command).directory(folder);
            var process = builder.redirectError(log.toFile()).start();
            // A bench that is ended leaves no hub behind.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
            return new BenchProcess(process, log);
        } catch (IOException e) {
            throw new CommandFailed(
                    "Cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Starts this program with so much heap, and {@code arguments}. */
    static BenchProcess program(
            int heapMegabytes, boolean brief, Path log, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Xmx%dm".formatted(heapMegabytes));
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.add("-Djava.awt.headless=true");
        if (brief) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        var more = System.getProperty("fieldpost.bench.options", "");
        if (!more.isBlank()) {
            command.addAll(List.of(more.split(" ", -1)));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return start(command, new File("").getAbsoluteFile(), log);
    }

    /** Sends a line and reads the line that answers it. */
    ObjectNode ask(ObjectNode order) {
        try {
            var in = process.getOutputStream();
            in.write((Json.write(order) + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
            return Json.parseObject(line());
        } catch (IOException e) {
            throw new CommandFailed("A process of the bench ended: " + told(), e);
        }
    }

    /** The next line. */
    String line() {
        try {
            var line = out.readLine();
            if (line == null) {
                throw new CommandFailed("A process of the bench ended: " + told());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String told() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return log.toString();
        }
    }

    /** Processor time it has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The most memory it ever held, where the system tells ({@code VmHWM} of Linux); else 0. */
    long memoryPeakBytes() {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** Ends it: a laptop when its input ends, a hub when it is asked to. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.destroy();
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
