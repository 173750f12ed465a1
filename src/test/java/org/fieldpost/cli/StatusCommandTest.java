package org.fieldpost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.app.RealPrograms;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.SyncRuns.SyncRun;
import org.fieldpost.sync.IntegrityReport;
import org.fieldpost.sync.LooseReference;
import org.fieldpost.sync.MediaReport;
import org.fieldpost.sync.PullReport;
import org.fieldpost.sync.PushReport;
import org.fieldpost.sync.SyncError;
import org.fieldpost.sync.SyncErrorCode;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncTrigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code fieldpost status --runs} over a real profile and the runs its journal keeps. */
class StatusCommandTest {
    private static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");
    @TempDir private Path folder;

    @Test
    void what_the_integrity_gate_warned_of_and_could_not_check_is_told_with_its_run() {
        try (var laptop = FieldLaptop.open(folder, InstantSource.system())) {
            keep(
                    laptop,
                    new IntegrityReport(
                            7,
                            List.of(
                                    reference(new UUID(3, 3), "data/members/1/mother"),
                                    reference(null, "parent_id"))),
                    List.of());
            keep(
                    laptop,
                    IntegrityReport.NONE,
                    List.of(new SyncError(SyncErrorCode.INTEGRITY_UNKNOWN, "cannot check it")));
        }
        var said = status("--runs", "5");
        assertTrue(
                said.contains(
                        "leads nowhere: submissions " + new UUID(3, 3) + " data/members/1/mother"),
                said);
        assertTrue(said.contains("(not at the hub) parent_id -> " + new UUID(4, 4)), said);
        assertTrue(said.contains("leads nowhere: 5 more"), said);
        assertTrue(said.contains("INTEGRITY_UNKNOWN cannot check it"), said);
        assertFalse(status().contains("leads nowhere"), "only when runs are asked for");
        var tree = Json.parse(status("--runs", "5", "--json"));
        assertEquals(7, tree.at("/runs/1/integrity/loose").asInt());
        assertEquals("INTEGRITY_UNKNOWN", tree.at("/runs/0/errors/0/code").asText());
    }

    private static LooseReference reference(
            @org.jspecify.annotations.Nullable UUID id, String field) {
        return new LooseReference(
                EntityType.SUBMISSIONS, id, "Household", field, new UUID(4, 4), false);
    }

    private int kept;

    private void keep(FieldLaptop laptop, IntegrityReport integrity, List<SyncError> errors) {
        var start = AT.plusSeconds(60L * kept++);
        var report =
                new SyncReport(
                        new UUID(1, kept),
                        SyncTrigger.INTERVAL,
                        start,
                        start.plusSeconds(1),
                        errors.isEmpty() ? SyncReport.Outcome.COMPLETED : SyncReport.Outcome.FAILED,
                        PushReport.NONE,
                        PullReport.NONE,
                        MediaReport.NONE,
                        integrity,
                        errors);
        var profile = laptop.profile();
        profile.database()
                .run(
                        tx ->
                                profile.tables()
                                        .syncRuns()
                                        .add(
                                                tx,
                                                new SyncRun(
                                                        report.id(),
                                                        report.startedAt(),
                                                        report.endedAt(),
                                                        report.outcome().name(),
                                                        Json.tree(report))));
    }

    private String status(String... more) {
        var out = new StringWriter();
        var command = new CommandLine(new StatusCommand(new RealPrograms()));
        command.setOut(new PrintWriter(out));
        var arguments = new java.util.ArrayList<>(List.of("--profile", folder.toString()));
        arguments.addAll(List.of(more));
        assertEquals(0, command.execute(arguments.toArray(String[]::new)));
        return out.toString();
    }
}
