package org.fieldpost.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.fieldpost.cli.BenchSettings;
import org.fieldpost.cli.CommandFailed;
import org.fieldpost.cli.HubSettings;
import org.fieldpost.cli.LogFormat;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * Measures sync as it is: a hub and laptops, each a process with a heap of its own, loopback HTTP between them,
 * every write as durable as in the field. One run, one report.
 */
final class Bench {
    private static final int LAPTOP_MEGABYTES = 256;
    private static final int HUB_MEGABYTES = 512;
    private static final int WARM_UP_DIVISOR = 4;
    private static final String ORGANIZATION = "Bench";
    private final World world;
    private final Instant begun;
    private final BenchSettings settings;
    private final Consumer<String> progress;
    private final BenchPlan plan;
    private final BenchReport report;
    private final Path folder;
    private int people;

    Bench(World world, BenchSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
        plan = settings.quick() ? BenchPlan.quick() : BenchPlan.whole(settings.held());
        this.world = world;
        begun = world.clock().instant();
        report = new BenchReport(settings, plan, begun);
        folder = fresh(settings.folder().toAbsolutePath().normalize());
    }

    /** A folder of its own, so that nothing of anybody else's is emptied. */
    private static Path fresh(Path in) {
        try {
            return Files.createTempDirectory(Files.createDirectories(in), "bench-");
        } catch (IOException e) {
            throw new CommandFailed("The bench cannot use " + in + ": " + e.getMessage(), e);
        }
    }

    void run() {
        try {
            try (var hub = hub()) {
                measure(hub);
            }
            var pouch = settings.pouch();
            if (pouch != null) {
                progress.accept("PouchDB, for comparison");
                report.compare(new BenchPouch(pouch, folder, plan).measure());
            }
            report.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            empty();
        }
    }

    private void measure(RunningHub hub) {
        try (var field = laptop(hub, "field worker", "field_worker", null);
                var office = laptop(hub, "supervisor", "supervisor", null)) {
            saves(field);
            push(hub, field, "warm up", plan.small() / WARM_UP_DIVISOR);
            pull(hub, office, "warm up");
            push(hub, field, "small", plan.small());
            pull(hub, office, "small");
            small(field, office, "few");
            for (int run = 1; run < plan.smallRuns(); run++) {
                push(hub, field, "small", plan.small());
                pull(hub, office, "small");
            }
            grow(hub, field, office, plan.firstSync());
            report.held("first", field.rows());
            firstSync(hub);
            grow(hub, field, office, plan.held());
            small(field, office, "many");
            memory("laptop that pushes", field, LAPTOP_MEGABYTES);
            memory("laptop that pulls", office, LAPTOP_MEGABYTES);
        }
        encrypted(hub);
        report.memory("hub", HUB_MEGABYTES, -1, hub.process().memoryPeakBytes());
    }

    private boolean mayGrow() {
        var latest = begun.plus(Duration.ofMinutes(settings.growMinutes()));
        return world.clock().instant().isBefore(latest);
    }

    /** Pushes and pulls in large pieces until so many rows are held, or it has taken too long. */
    private void grow(RunningHub hub, Laptop field, Laptop office, int rows) {
        for (long held = field.rows(); held < rows && mayGrow(); held = field.rows()) {
            push(hub, field, "large", plan.large());
            pull(hub, office, "large");
        }
    }

    private void saves(Laptop field) {
        progress.accept("single saves");
        field.order("capture", plan.saves() / WARM_UP_DIVISOR + 1);
        report.millis("capture", field.order("capture", plan.saves()));
        field.order("save", plan.saves() / WARM_UP_DIVISOR + 1);
        report.millis("save", field.order("save", plan.saves()));
        int counted = Math.min(plan.saves(), 100);
        report.forces("save", field.forces("forces", counted));
        report.forces("capture", field.forces("capture-forces", counted));
    }

    private void push(RunningHub hub, Laptop from, String size, int count) {
        progress.accept("push of %,d".formatted(count));
        from.order("fill", count);
        from.order("settle", 1);
        measured(hub, from, "push-" + size, "accepted");
    }

    private void pull(RunningHub hub, Laptop to, String size) {
        progress.accept("pull of the same");
        measured(hub, to, "pull-" + size, "applied");
        to.order("settle", 1);
    }

    /** One sync; how many rows it moved in a second, and what processor time each took on both sides. */
    private void measured(RunningHub hub, Laptop laptop, String what, String moved) {
        long hubBefore = hub.process().cpu().toMillis();
        long laptopBefore = laptop.process().cpu().toMillis();
        var answer = laptop.sync();
        int rows = answer.path(moved).asInt();
        if (rows == 0) {
            throw new CommandFailed(what + " moved nothing: " + answer);
        }
        report.rate(what, rows / answer.path("millis").asDouble() * 1_000);
        report.cpu(
                what,
                (laptop.process().cpu().toMillis() - laptopBefore) * 1e3 / rows,
                (hub.process().cpu().toMillis() - hubBefore) * 1e3 / rows);
    }

    /** What does not depend on how much is held, or should not. */
    private void small(Laptop field, Laptop office, String held) {
        progress.accept("no-op syncs and edit rounds with %,d rows".formatted(field.rows()));
        report.held(held, field.rows());
        field.order("idle-sync", plan.turns() / WARM_UP_DIVISOR + 1);
        report.millis("no-op-" + held, field.order("idle-sync", plan.turns()));
        var rounds = new ArrayList<Double>();
        var pushes = new ArrayList<Double>();
        for (int i = 0; i < plan.turns() + plan.turns() / WARM_UP_DIVISOR; i++) {
            long begun = System.nanoTime();
            var edited = field.edit("mark-" + i + "-");
            office.sync();
            double millis = (System.nanoTime() - begun) / 1e6;
            if (i >= plan.turns() / WARM_UP_DIVISOR) {
                rounds.add(millis);
                pushes.add(edited.path("millis").asDouble());
            }
            office.mustSee(edited.path("id").asText(), "mark-" + i + "-");
        }
        report.millis("round-" + held, rounds);
        report.millis("edit-push-" + held, pushes);
        for (int i = 0; i < 3; i++) {
            field.order("change", plan.changed());
            report.perRow("push-" + held, field.sync().path("millis").asDouble(), plan.changed());
            report.perRow("pull-" + held, office.sync().path("millis").asDouble(), plan.changed());
        }
    }

    private void firstSync(RunningHub hub) {
        progress.accept("first sync of a fresh laptop");
        try (var fresh = laptop(hub, "newcomer", "supervisor", null)) {
            fresh.process().ask(Json.object().put("do", "state"));
            measured(hub, fresh, "first-sync", "applied");
            var state = fresh.process().ask(Json.object().put("do", "state"));
            report.firstSync(state);
            memory("laptop in its first sync", fresh, LAPTOP_MEGABYTES);
        }
    }

    /** The same on an encrypted profile: what encryption costs. */
    private void encrypted(RunningHub hub) {
        try (var sealed = laptop(hub, "careful worker", "field_worker", "correct horse")) {
            push(hub, sealed, "warm up", plan.small() / WARM_UP_DIVISOR);
            push(hub, sealed, "encrypted", plan.small());
        }
    }

    private void memory(String who, Laptop laptop, int megabytes) {
        var state = laptop.process().ask(Json.object().put("do", "state"));
        report.memory(
                who,
                megabytes,
                state.path("heapPeakBytes").asLong(),
                laptop.process().memoryPeakBytes());
    }

    /** A laptop's process and what it can be told. */
    private record Laptop(BenchProcess process) implements AutoCloseable {
        List<Double> order(String what, int count) {
            return MeasuredLaptop.millis(
                    process.ask(Json.object().put("do", what).put("count", count)));
        }

        /** Forced writes for each of {@code count} turns of what {@code word} says. */
        double forces(String word, int count) {
            var answer = process.ask(Json.object().put("do", word).put("count", count));
            return answer.path("forces").asDouble() / count;
        }

        ObjectNode sync() {
            return whole(process.ask(Json.object().put("do", "sync")));
        }

        ObjectNode edit(String mark) {
            return whole(process.ask(Json.object().put("do", "edit").put("mark", mark)));
        }

        void mustSee(String id, String mark) {
            var order = Json.object().put("do", "sees").put("id", id).put("mark", mark);
            if (!process.ask(order).path("sees").asBoolean()) {
                throw new CommandFailed("The edit " + mark + " did not arrive.");
            }
        }

        long rows() {
            return process.ask(Json.object().put("do", "state")).path("rows").asLong();
        }

        private static ObjectNode whole(ObjectNode answer) {
            if (!answer.path("outcome").asText().equals("COMPLETED")) {
                throw new CommandFailed("A sync was not complete: " + answer);
            }
            return answer;
        }

        @Override
        public void close() {
            process.close();
        }
    }

    private record RunningHub(BenchProcess process, String address) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    private HubSettings hubSettings() {
        var db = settings.postgres();
        return new HubSettings(
                db == null ? folder.resolve("hub").toString() : db,
                folder.resolve("hub-media").toString(),
                "127.0.0.1",
                0,
                LogFormat.PLAIN);
    }

    private RunningHub hub() {
        var at = hubSettings();
        var process =
                BenchProcess.program(
                        HUB_MEGABYTES,
                        settings.quick(),
                        folder.resolve("hub.log"),
                        List.of(
                                "hub",
                                "--db",
                                at.db(),
                                "--media",
                                at.media(),
                                "--port",
                                "0",
                                "--json"));
        var text = new StringBuilder();
        String line;
        do {
            line = process.line();
            text.append(line);
        } while (!line.equals("}"));
        return new RunningHub(process, Json.parse(text.toString()).path("address").asText());
    }

    private Laptop laptop(RunningHub hub, String name, String role, @Nullable String passphrase) {
        people++;
        String code;
        try (var office = new RealPrograms().office(hubSettings())) {
            code = office.code(ORGANIZATION, name, List.of(role)).path("code").asText();
        }
        var arguments = new ArrayList<>(List.of("bench", "laptop", "--profile"));
        arguments.add(folder.resolve("laptop-" + people).toString());
        if (passphrase != null) {
            arguments.addAll(List.of("--passphrase-file", written(passphrase)));
        }
        var process =
                BenchProcess.program(
                        LAPTOP_MEGABYTES,
                        settings.quick(),
                        folder.resolve("laptop-" + people + ".log"),
                        arguments);
        process.ask(
                Json.object()
                        .put("do", "enrol")
                        .put("hub", hub.address())
                        .put("code", code)
                        .put("name", name.toLowerCase(Locale.ROOT)));
        return new Laptop(process);
    }

    private String written(String passphrase) {
        try {
            var file = folder.resolve("passphrase");
            Files.writeString(file, passphrase);
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Databases of half a million rows are not left lying about. */
    private void empty() {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path visited, @Nullable IOException failure) throws IOException {
                            Files.delete(visited);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
