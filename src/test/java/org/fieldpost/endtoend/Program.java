package org.fieldpost.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldpost.Main;
import org.fieldpost.kernel.Json;

/** The program as a user starts it: a process of its own, on the class path of this test. */
public class Program {
    private static final long SECONDS_MAX = 600;
    private final Path logs;
    private final Map<String, String> environment;

    public Program(Path logs) {
        this(logs, Map.of());
    }

    /** With variables beside those of this process. */
    Program(Path logs, Map<String, String> environment) {
        this.logs = logs;
        this.environment = Map.copyOf(environment);
    }

    /** What a finished command left behind. */
    public record Result(int exitCode, String out, String err) {
        public JsonNode json() {
            return Json.parse(out);
        }
    }

    private ProcessBuilder builder(String... args) throws IOException {
        return builderOf(Main.class.getName(), args);
    }

    private ProcessBuilder builderOf(String mainClass, String... args) throws IOException {
        var command = ProgramFiles.command();
        command.add(mainClass);
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Starts a command and leaves it to itself; what it says goes to a file. */
    public Process start(String... args) throws IOException {
        return startOf(Files.createTempFile(logs, "started-", ".out"), Main.class.getName(), args);
    }

    /** As {@link #start}, with another main class of the test tree; {@code said} takes what it says. */
    public Process startOf(Path said, String mainClass, String... args) throws IOException {
        return builderOf(mainClass, args)
                .redirectOutput(said.toFile())
                .redirectError(Path.of(said + ".err").toFile())
                .start();
    }

    /** As the power button would: the process is gone when this returns. */
    public static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS), "it did not die");
    }

    /** Runs a command to its end. */
    public Result run(String... args) throws IOException, InterruptedException {
        var out = Files.createTempFile(logs, "command-", ".out");
        var err = Files.createTempFile(logs, "command-", ".err");
        var process =
                builder(args).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertTrue(
                process.waitFor(SECONDS_MAX, TimeUnit.SECONDS),
                () -> "did not end: " + List.of(args));
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Runs a command that must succeed and prints JSON. */
    public JsonNode json(String... args) throws IOException, InterruptedException {
        var result = run(args);
        assertEquals(
                0,
                result.exitCode(),
                () -> List.of(args) + "\n" + result.out() + "\n" + result.err());
        return result.json();
    }

    /** Starts a hub on a folder and returns once it has said where it listens. */
    public Hub hub(Path folder, int port) throws IOException {
        return hub("--db", folder.toString(), "--port", String.valueOf(port));
    }

    /** Starts a hub with these options and returns once it has said where it listens. */
    Hub hub(String... options) throws IOException {
        var err = Files.createTempFile(logs, "hub-", ".err");
        var command = new ArrayList<>(List.of("hub", "--json"));
        command.addAll(List.of(options));
        var process = builder(command.toArray(String[]::new)).redirectError(err.toFile()).start();
        var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var text = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            text.append(line).append('\n');
            if (line.equals("}")) {
                return new Hub(process, err, Json.parse(text.toString()).path("address").asText());
            }
        }
        throw new IOException("the hub ended: " + text + Files.readString(err));
    }

    /** A running hub process. */
    public record Hub(Process process, Path log, String address) implements AutoCloseable {
        public int port() {
            return java.net.URI.create(address).getPort();
        }

        /** As the power button would. */
        public void kill() throws InterruptedException {
            Program.kill(process);
        }

        /** As a service manager would: asked to end (SIGTERM). */
        void askToEnd() {
            process.toHandle().destroy();
        }

        /** Waits for the end; the exit code. */
        int ended() throws InterruptedException {
            assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS), "the hub did not stop");
            return process.exitValue();
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            try {
                assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS), "the hub did not stop");
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
