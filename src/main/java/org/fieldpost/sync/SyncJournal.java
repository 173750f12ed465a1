package org.fieldpost.sync;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.OutboxFigures;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.SyncRuns.SyncRun;

/** Every run's report, kept; and what is left to do, counted. */
final class SyncJournal {
    private static final int QUARANTINE_SHOWN_MAX = 1_000;
    private static final Set<OutboxStatus> GOES_BY_ITSELF =
            EnumSet.of(OutboxStatus.PENDING, OutboxStatus.IN_FLIGHT, OutboxStatus.FAILED);
    private final OutboxFigures figures = new OutboxFigures();
    private final LocalStore store;

    SyncJournal(LocalStore store) {
        this.store = store;
    }

    void keep(WriteTx tx, SyncReport report) {
        var run =
                new SyncRun(
                        report.id(),
                        report.startedAt(),
                        report.endedAt(),
                        report.outcome().name(),
                        Json.tree(report));
        store.tables().syncRuns().add(tx, run);
    }

    Optional<SyncReport> last() {
        return store.database().read(tx -> store.tables().syncRuns().newest(tx, 1)).stream()
                .findFirst()
                .map(run -> Json.read(run.report(), SyncReport.class));
    }

    SyncStatus.Waiting waiting(ReadTx tx) {
        var tables = store.tables();
        var counts = tables.outbox().openCounts(tx);
        var files = tables.uploads().remaining(tx);
        // Nobody waits for telemetry, and nobody can do anything about it.
        var telemetry = figures.unfinished(tx, EntityType.TELEMETRY);
        return new SyncStatus.Waiting(
                GOES_BY_ITSELF.stream()
                        .mapToLong(s -> counts.getOrDefault(s, 0L) - telemetry.getOrDefault(s, 0L))
                        .sum(),
                files.files(),
                files.bytes(),
                counts.getOrDefault(OutboxStatus.DEAD_LETTER, 0L)
                        - telemetry.getOrDefault(OutboxStatus.DEAD_LETTER, 0L),
                counts.getOrDefault(OutboxStatus.CONFLICT, 0L),
                tables.quarantine().quarantined(tx, QUARANTINE_SHOWN_MAX).size());
    }
}
