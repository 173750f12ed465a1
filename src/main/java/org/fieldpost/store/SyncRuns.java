package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;

/** {@code sync_runs}: the journal of sync runs; the newest are kept. */
public final class SyncRuns {
    private static final int KEPT = 1_000;
    private static final int FORGETS_EVERY = 50;
    // Touched by the writer's thread only.
    private int untilForgetting;

    /**
     * One run.
     *
     * @param outcome a word: ok, partial, failed, ...
     * @param report the run's report as the engines wrote it
     */
    public record SyncRun(
            UUID id, Instant startedAt, Instant finishedAt, String outcome, ObjectNode report) {}

    /**
     * Adds a run (or what has become of it since); now and then forgets the oldest beyond what is kept, since looking
     * for them takes longer than a run that finds nothing new.
     */
    public void add(WriteTx tx, SyncRun run) {
        tx.handle()
                .createUpdate(
                        """
                        MERGE INTO sync_runs (id, started_at, finished_at, outcome, report)
                        KEY (id) VALUES (:id, :started, :finished, :outcome, :report)
                        """)
                .bind("id", run.id())
                .bind("started", Sql.time(run.startedAt()))
                .bind("finished", Sql.time(run.finishedAt()))
                .bind("outcome", run.outcome())
                .bind("report", Json.write(run.report()))
                .execute();
        untilForgetting--;
        if (untilForgetting <= 0) {
            untilForgetting = FORGETS_EVERY;
            forget(tx);
        }
    }

    private static void forget(WriteTx tx) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM sync_runs WHERE started_at < (
                            SELECT min(started_at) FROM (SELECT started_at FROM sync_runs
                                ORDER BY started_at DESC LIMIT :kept))
                        """)
                .bind("kept", KEPT)
                .execute();
    }

    /** The newest runs, newest first. */
    public List<SyncRun> newest(ReadTx tx, int limit) {
        return tx.handle()
                .createQuery(
                        "SELECT * FROM sync_runs ORDER BY started_at DESC, id DESC LIMIT :limit")
                .bind("limit", limit)
                .map(
                        (row, ctx) ->
                                new SyncRun(
                                        Sql.uuid(row, "id"),
                                        Sql.instant(row, "started_at"),
                                        Sql.instant(row, "finished_at"),
                                        Sql.text(row, "outcome"),
                                        Sql.json(row, "report")))
                .list();
    }
}
