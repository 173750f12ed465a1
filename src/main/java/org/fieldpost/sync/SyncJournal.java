package org.fieldpost.sync;

import java.util.Optional;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.SyncRuns.SyncRun;

/** Every run's report, kept; and what is left to do, counted. */
final class SyncJournal {
    private static final int QUARANTINE_SHOWN_MAX = 1_000;
    private final LocalStore store;

    SyncJournal(LocalStore store) {
        this.store = store;
    }

    void keep(SyncReport report) {
        var run =
                new SyncRun(
                        report.id(),
                        report.startedAt(),
                        report.endedAt(),
                        report.outcome().name(),
                        Json.tree(report));
        store.database().run(tx -> store.tables().syncRuns().add(tx, run));
    }

    Optional<SyncReport> last() {
        return store.database().read(tx -> store.tables().syncRuns().newest(tx, 1)).stream()
                .findFirst()
                .map(run -> Json.read(run.report(), SyncReport.class));
    }

    SyncStatus.Waiting waiting(ReadTx tx) {
        var tables = store.tables();
        var counts = tables.outbox().counts(tx);
        var files = tables.uploads().remaining(tx);
        return new SyncStatus.Waiting(
                counts.of(OutboxStatus.PENDING)
                        + counts.of(OutboxStatus.IN_FLIGHT)
                        + counts.of(OutboxStatus.FAILED),
                files.files(),
                files.bytes(),
                counts.of(OutboxStatus.DEAD_LETTER),
                counts.of(OutboxStatus.CONFLICT),
                tables.quarantine().quarantined(tx, QUARANTINE_SHOWN_MAX).size());
    }
}
