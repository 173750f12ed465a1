package org.fieldpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fieldpost status}: what is delivered, what waits, what needs a person. */
@Command(name = "status", description = "Say what is at the hub, what waits and what needs you.")
final class StatusCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();
    @Mixin private Output output = new Output();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "0",
            description = "Tell the last N runs of sync, newest first (1,000 are kept).")
    private int runs;

    StatusCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        try (var device = programs.open(profile.choice(false))) {
            var status = device.status(Math.max(0, runs));
            output.print(status, words(status));
        }
        return 0;
    }

    private static String words(ObjectNode status) {
        var text = new StringBuilder();
        text.append(
                status.path("safeToLeave").asBoolean() ? "Safe to leave: " : "Not safe to leave: ");
        text.append(status.path("summary").asText());
        for (var entry : status.path("outbox").properties()) {
            text.append("%n  %-12s %d".formatted(entry.getKey(), entry.getValue().asLong()));
        }
        for (var letter : status.path("deadLetters")) {
            text.append(
                    "%nrefused: %s %s  %s"
                            .formatted(
                                    letter.path("entity").asText(),
                                    letter.path("id").asText(),
                                    letter.path("reason").asText()));
        }
        for (var entry : status.path("quarantined")) {
            text.append(
                    "%nset aside: %s %s  %s"
                            .formatted(
                                    entry.path("entity").asText(),
                                    entry.path("id").asText(),
                                    entry.path("reason").asText()));
        }
        for (var entry : status.path("formsNotReady")) {
            text.append(
                    "%nnot ready: form %s waits for its choice lists"
                            .formatted(entry.path("form").asText()));
        }
        clock(status, text);
        for (var run : status.path("runs")) {
            text.append(System.lineSeparator()).append(run(run));
        }
        var last = status.path("lastSync");
        text.append(
                last.isObject()
                        ? "%nLast sync %s: %s"
                                .formatted(
                                        last.path("endedAt").asText(),
                                        last.path("outcome").asText())
                        : "%nNever synced.".formatted());
        return text.toString();
    }

    private static void clock(ObjectNode status, StringBuilder text) {
        var clock = status.path("clock");
        if (clock.path("wrong").asBoolean()) {
            var skew = Duration.ofMillis(clock.path("skewMillis").asLong());
            text.append(
                    "%nThis laptop's clock is %d minutes %s the hub's: set date and time."
                            .formatted(
                                    skew.abs().toMinutes(),
                                    skew.isNegative() ? "behind" : "ahead of"));
        }
    }

    /** One past run, in a line. */
    private static String run(JsonNode run) {
        var line =
                "%s  %-9s  %-12s  sent %d, received %d, photos %d"
                        .formatted(
                                run.path("startedAt").asText(),
                                run.path("outcome").asText(),
                                run.path("trigger").asText(),
                                run.path("push").path("accepted").asLong(),
                                run.path("pull").path("applied").asLong()
                                        + run.path("pull").path("merged").asLong(),
                                run.path("media").path("sent").asLong()
                                        + run.path("media").path("fetched").asLong());
        var errors = run.path("errors");
        var text = new StringBuilder(line);
        if (!errors.isEmpty()) {
            text.append("  ")
                    .append(errors.get(0).path("code").asText())
                    .append(' ')
                    .append(errors.get(0).path("message").asText());
        }
        loose(run.path("integrity"), text);
        return text.toString();
    }

    /** References to what this laptop does not hold; what came with them was taken in. */
    private static void loose(JsonNode integrity, StringBuilder text) {
        var first = integrity.path("first");
        for (var reference : first) {
            text.append(
                    "%n    leads nowhere: %s %s %s -> %s"
                            .formatted(
                                    reference.path("type").asText().toLowerCase(Locale.ROOT),
                                    reference.path("id").asText("(not at the hub)"),
                                    reference.path("field").asText(),
                                    reference.path("missing").asText()));
        }
        long more = integrity.path("loose").asLong() - first.size();
        if (more > 0) {
            text.append("%n    leads nowhere: %d more".formatted(more));
        }
    }
}
