package org.fieldpost.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fieldpost status}: what is delivered, what waits, what needs a person. */
@Command(name = "status", description = "Say what is at the hub, what waits and what needs you.")
final class StatusCommand implements Callable<Integer> {
    private final Programs programs;
    @Mixin private ProfileOptions profile = new ProfileOptions();
    @Mixin private Output output = new Output();

    StatusCommand(Programs programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        try (var device = programs.open(profile.choice(false))) {
            var status = device.status();
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
}
