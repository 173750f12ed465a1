package org.fieldpost.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fieldpost.cli.BenchSettings;

/** What the bench found, as Markdown: every figure beside its target and beside PouchDB's. */
final class BenchReport {
    private static final double MEGABYTE = 1 << 20;
    private final BenchSettings settings;
    private final BenchPlan plan;
    private final Instant begun;
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final Map<String, Long> held = new LinkedHashMap<>();
    private final List<String> memories = new ArrayList<>();
    private JsonNode pouch = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    private ObjectNode firstSync = org.fieldpost.kernel.Json.object();

    BenchReport(BenchSettings settings, BenchPlan plan, Instant begun) {
        this.settings = settings;
        this.plan = plan;
        this.begun = begun;
    }

    void millis(String what, List<Double> values) {
        figures.computeIfAbsent(what, w -> new ArrayList<>()).addAll(values);
    }

    void forces(String what, double perTurn) {
        add("forces-" + what, perTurn);
    }

    void rate(String what, double perSecond) {
        add(what, perSecond);
    }

    /** Processor microseconds for each row. */
    void cpu(String what, double laptop, double hub) {
        add("cpu-laptop-" + what, laptop);
        add("cpu-hub-" + what, hub);
    }

    void perRow(String what, double millis, int rows) {
        add("per-row-" + what, millis * 1_000 / rows);
    }

    void held(String what, long rows) {
        held.put(what, rows);
    }

    void firstSync(ObjectNode state) {
        firstSync = state;
    }

    /** PouchDB's figures, as {@link BenchPouch} tells them. */
    void compare(ObjectNode told) {
        pouch = told;
    }

    void memory(String who, int megabytesMax, long heapPeakBytes, long residentPeakBytes) {
        memories.add(
                "| %s | %d MB | %s | %s |"
                        .formatted(
                                who,
                                megabytesMax,
                                heapPeakBytes < 0 ? "-" : megabytes((double) heapPeakBytes),
                                residentPeakBytes == 0
                                        ? "-"
                                        : megabytes((double) residentPeakBytes)));
    }

    private void add(String what, double value) {
        figures.computeIfAbsent(what, w -> new ArrayList<>()).add(value);
    }

    private BenchFigures of(String what) {
        return new BenchFigures(figures.getOrDefault(what, List.of()));
    }

    private BenchFigures ofPouch(String what) {
        var values = new ArrayList<Double>();
        pouch.path(what).forEach(value -> values.add(value.asDouble()));
        return new BenchFigures(values);
    }

    void write() throws IOException {
        var file = settings.report().toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text());
    }

    private String text() {
        var text = new StringBuilder(heading());
        text.append(
                "\n## Rows a second\n\nMedian (lowest-highest, runs). A row is a submission with about 330 bytes of"
                        + " answers.\n\n| what | Fieldpost | target | PouchDB | ratio |\n|---|---|---|---|---|\n");
        rate(text, "push of %,d".formatted(plan.small()), "push-small", "10,000", "pushSmall");
        rate(text, "push of %,d".formatted(plan.large()), "push-large", "10,000", "pushLarge");
        rate(text, "pull of %,d".formatted(plan.small()), "pull-small", "15,000", "pullSmall");
        rate(text, "pull of %,d".formatted(plan.large()), "pull-large", "15,000", "pullLarge");
        rate(
                text,
                "first sync of a fresh laptop, %,d rows".formatted(rows("first")),
                "first-sync",
                "-",
                "");
        rate(text, "push from an encrypted profile", "push-encrypted", "-", "");
        text.append(
                        "\n## Time of one thing\n\n| what | Fieldpost | target (p50) | PouchDB | ratio |\n")
                .append("|---|---|---|---|---|\n");
        millis(
                text,
                "no-op sync, %,d rows held".formatted(rows("few")),
                "no-op-few",
                "5 ms",
                "noop");
        millis(text, "no-op sync, %,d rows held".formatted(rows("many")), "no-op-many", "5 ms", "");
        millis(
                text,
                "one edit, laptop to hub to laptop, %,d rows".formatted(rows("few")),
                "round-few",
                "25 ms",
                "round");
        millis(
                text,
                "one edit, laptop to hub to laptop, %,d rows".formatted(rows("many")),
                "round-many",
                "25 ms",
                "");
        millis(
                text,
                "of this, the sync that pushes, %,d rows".formatted(rows("few")),
                "edit-push-few",
                "-",
                "");
        millis(
                text,
                "of this, the sync that pushes, %,d rows".formatted(rows("many")),
                "edit-push-many",
                "-",
                "");
        saves(text);
        changedRows(text);
        processor(text);
        memory(text);
        return text.toString();
    }

    private long rows(String what) {
        return held.getOrDefault(what, 0L);
    }

    private String heading() {
        var os = ManagementFactory.getOperatingSystemMXBean();
        return """
               # How fast sync is

               Written by `fieldpost bench`%s; do not edit. A hub and laptops, each a process of its own (heap %s),
               loopback HTTP, embedded databases with every write as durable as in the field: a laptop's journal is
               forced to the disk before a save returns, the hub's database before a push is acknowledged. PouchDB
               (level, its default) does not force its writes. All rows, the held ones too, were made on one laptop,
               pushed, and pulled by the other. Where the time goes, and why a target is missed: [profile](profile.md).

               | | |
               |---|---|
               | begun | %s |
               | machine | %d processors, %s, %s |
               | runtime | %s %s |
               | hub's database | %s |
               | remark | %s |
               """
                .formatted(
                        settings.quick()
                                ? " --quick (small numbers: the figures mean nothing)"
                                : "",
                        "256 MB a laptop, 512 MB the hub, serial collector",
                        begun.truncatedTo(ChronoUnit.SECONDS),
                        Runtime.getRuntime().availableProcessors(),
                        os.getArch(),
                        os.getName() + " " + os.getVersion(),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.runtime.version"),
                        settings.postgres() == null ? "H2, embedded" : "PostgreSQL",
                        settings.remark().isBlank() ? "-" : settings.remark());
    }

    private void rate(StringBuilder text, String what, String key, String target, String pouchKey) {
        var ours = of(key);
        var theirs = ofPouch(pouchKey);
        text.append(
                "| %s | %s | %s | %s | %s |\n"
                        .formatted(
                                what,
                                ours.rates(),
                                target,
                                theirs.rates(),
                                ratio(ours.median() / theirs.median())));
    }

    private void millis(
            StringBuilder text, String what, String key, String target, String pouchKey) {
        var ours = of(key);
        var theirs = ofPouch(pouchKey);
        text.append(
                "| %s | %s | %s | %s | %s |\n"
                        .formatted(
                                what,
                                ours.millis(),
                                target,
                                theirs.millis(),
                                ratio(theirs.median() / ours.median())));
    }

    private static String ratio(double times) {
        return Double.isNaN(times) ? "-" : String.format(Locale.ROOT, "%.1f times", times);
    }

    private void saves(StringBuilder text) {
        text.append(
                "\n## Single saves\n\n| what | saves/s | time | forced writes a save |\n|---|---|---|---|\n");
        for (var what : List.of("save", "capture")) {
            var times = of(what);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %,.0f | %s | %.2f |%n",
                            what.equals("save")
                                    ? "a submission with its outbox command"
                                    : "a form checked, finished and saved",
                            1_000 / times.values().stream().mapToDouble(d -> d).average().orElse(0),
                            times.millis(),
                            of("forces-" + what).median()));
        }
    }

    private void changedRows(StringBuilder text) {
        text.append(
                "\n## What a changed row costs\n\n%,d rows changed at once; microseconds a row,"
                        .concat(" and how much more with many rows held")
                        .concat(" (target: at most 1.2).\n\n")
                        .formatted(plan.changed()));
        text.append(
                "| what | %,d rows held | %,d rows held | ratio |\n|---|---|---|---|\n"
                        .formatted(rows("few"), rows("many")));
        for (var way : List.of("push", "pull")) {
            double few = of("per-row-" + way + "-few").median();
            double many = of("per-row-" + way + "-many").median();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.0f | %.0f | %.2f |%n",
                            way,
                            few,
                            many,
                            many / few));
        }
        double few = of("round-few").median();
        double many = of("round-many").median();
        text.append(
                String.format(
                        Locale.ROOT,
                        "| one edit, whole round | %.0f | %.0f | %.2f |%n",
                        few * 1_000,
                        many * 1_000,
                        many / few));
    }

    private void processor(StringBuilder text) {
        text.append(
                """

                ## Processor time

                Milliseconds for 1,000 rows, both sides, code being compiled and collections of the heap included.
                These depend less than the others on what else the machine does.

                | what | laptop | hub |
                |---|---|---|
                """);
        for (var what :
                List.of("push-small", "push-large", "pull-small", "pull-large", "first-sync")) {
            if (!figures.containsKey("cpu-laptop-" + what)) {
                continue; // not run in this plan
            }
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.0f | %.0f |%n",
                            what.replace('-', ' '),
                            of("cpu-laptop-" + what).median(),
                            of("cpu-hub-" + what).median()));
        }
    }

    private void memory(StringBuilder text) {
        text.append(
                "\n## Memory\n\n| who | heap allowed | heap used, peak | resident, peak |\n|---|---|---|---|\n");
        memories.forEach(line -> text.append(line).append('\n'));
        var left = new ArrayList<Double>();
        firstSync.path("afterCollectionBytes").forEach(bytes -> left.add(bytes.asDouble()));
        if (!left.isEmpty()) {
            int quarter = Math.max(1, left.size() / 4);
            text.append(
                    "\nLeft in the heap after a collection while a fresh laptop synced: %s in the"
                            .concat(" first quarter, %s in the last.\n")
                            .formatted(
                                    megabytes(median(left.subList(0, quarter))),
                                    megabytes(
                                            median(
                                                    left.subList(
                                                            left.size() - quarter, left.size())))));
        }
    }

    private static double median(List<Double> values) {
        return new BenchFigures(values).median();
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE);
    }

    /** For those who look where it went. */
    Path file() {
        return settings.report();
    }
}
