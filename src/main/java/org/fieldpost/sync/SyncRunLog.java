package org.fieldpost.sync;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last run as it grows: its files are added to its report, and every state of it is kept. */
final class SyncRunLog {
    private final SyncWork work;
    private final InstantSource clock;
    private @Nullable SyncReport last;
    private @Nullable SyncReport kept;
    private @Nullable SyncError problem;

    SyncRunLog(SyncWork work, InstantSource clock) {
        this.work = work;
        this.clock = clock;
    }

    void restore() {
        last = work.lastReport().orElse(null);
        kept = last;
    }

    @Nullable SyncReport last() {
        return last;
    }

    /** Why the last run failed; null when it went through. */
    @Nullable SyncError problem() {
        return problem;
    }

    /** A run has ended and has kept its report. */
    void ended(SyncReport report) {
        last = report;
        kept = report;
        problem =
                report.outcome() == SyncReport.Outcome.FAILED && !report.errors().isEmpty()
                        ? report.errors().getFirst()
                        : null;
    }

    void moved(MediaReport files) {
        if (last == null || files.equals(MediaReport.NONE)) {
            return;
        }
        var media = last.media().plus(files);
        var outcome =
                last.outcome() == SyncReport.Outcome.COMPLETED && files.failed() > 0
                        ? SyncReport.Outcome.PARTIAL
                        : last.outcome();
        last =
                new SyncReport(
                        last.id(),
                        last.trigger(),
                        last.startedAt(),
                        clock.instant(),
                        outcome,
                        last.push(),
                        last.pull(),
                        media,
                        last.integrity(),
                        last.errors());
    }

    void catalog(CatalogReport lists) {
        if (last == null || lists.errors().isEmpty()) {
            return;
        }
        var errors = new ArrayList<>(last.errors());
        lists.errors().stream().filter(error -> !errors.contains(error)).forEach(errors::add);
        last =
                new SyncReport(
                        last.id(),
                        last.trigger(),
                        last.startedAt(),
                        clock.instant(),
                        last.outcome() == SyncReport.Outcome.COMPLETED
                                ? SyncReport.Outcome.PARTIAL
                                : last.outcome(),
                        last.push(),
                        last.pull(),
                        last.media(),
                        last.integrity(),
                        errors.stream().limit(SyncReport.ERRORS_MAX).toList());
    }

    /** Writes the run into the sync journal, as far as it has come, unless it says that already. */
    void keep() {
        if (last != null && !last.equals(kept)) {
            work.keep(last);
            kept = last;
        }
    }

    /** A task ended by a fault of ours, or of the machine. */
    void broken(SyncTask task, Throwable fault) {
        problem =
                new SyncError(
                        SyncErrorCode.INTERNAL,
                        "a fault in " + task.kind() + ": " + fault.getClass().getSimpleName());
        List<SyncError> errors = new ArrayList<>(List.of(problem));
        var now = clock.instant();
        last =
                new SyncReport(
                        last == null ? new UUID(0, 0) : last.id(),
                        task.trigger(),
                        now,
                        now,
                        SyncReport.Outcome.FAILED,
                        PushReport.NONE,
                        PullReport.NONE,
                        MediaReport.NONE,
                        IntegrityReport.NONE,
                        errors);
    }
}
