package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.store.CursorRepository.CursorBackwardError;
import org.fieldpost.store.HubClock;
import org.fieldpost.store.SyncState;
import org.fieldpost.sync.IntegrityGate.IntegrityCheckExecutionError;
import org.fieldpost.sync.IntegrityGate.IntegrityViolationError;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sync from beginning to end (seed: SyncCoordinator.performFullSync): lock, push, pull, gate, cursors,
 * report.
 */
final class SyncCoordinator implements SyncWork {
    private static final System.Logger LOG = System.getLogger(SyncCoordinator.class.getName());
    private static final Duration MAINTAIN_AT_LEAST_EVERY = Duration.ofMinutes(1);
    private final LocalStore store;
    private final HubApi hub;
    private final SyncTools tools;
    private final SyncCoordinationState state;
    private final PushEngine push;
    private final PullEngine pull;
    private final LocalRetention retention;
    private final SnapshotEngine snapshot;
    private final HubEpochs epochs;
    private final MediaUploadEngine uploads;
    private final MediaDownloadEngine downloads;
    private final CatalogEngine catalog;
    private final TelemetryEmitter telemetry;
    private final SyncJournal journal;
    // Touched by the one thread that runs and tidies.
    private boolean moved = true;
    private @Nullable Instant lastMaintained;

    SyncCoordinator(
            LocalStore store,
            HubApi hub,
            MediaFiles files,
            Set<UUID> bundledForms,
            SyncSettings settings,
            SyncTools tools) {
        this.store = store;
        this.hub = hub;
        this.tools = tools;
        state = new SyncCoordinationState(store, settings, tools);
        push = new PushEngine(store, hub, settings, tools);
        pull = new PullEngine(store, hub, settings.pull(), tools, bundledForms);
        retention = new LocalRetention(store, tools.clock());
        snapshot = new SnapshotEngine(store, hub, settings.pull(), tools, bundledForms);
        epochs = new HubEpochs(store, hub, state, snapshot, tools);
        uploads = new MediaUploadEngine(store, hub, files, settings, tools);
        downloads = new MediaDownloadEngine(store, hub, files);
        catalog = new CatalogEngine(store, hub, files, settings, tools);
        telemetry = new TelemetryEmitter(store, settings.telemetry(), tools);
        journal = new SyncJournal(store);
    }

    @Override
    public SyncReport performFullSync(SyncTrigger trigger, Consumer<SyncProgress> progress) {
        var run = new Run(trigger, progress);
        if (!state.tryBegin()) {
            run.fail(new SyncError(SyncErrorCode.INTERNAL, "another sync is running"), null);
            return run.report();
        }
        try {
            run.all();
            run.remember();
            var report = run.report();
            moved |= report.hasMoved();
            if (run.broughtRows()) {
                // Changes made to pulled rows go to the journal: the rows must be on the disk too.
                store.maintain().run();
            }
            return report;
        } finally {
            state.end();
        }
    }

    @Override
    public MediaReport moveFiles(
            SyncTaskKind kind, BooleanSupplier mustYield, Consumer<SyncProgress> progress) {
        var report =
                switch (kind) {
                    case MEDIA_UPLOAD -> uploads.run(mustYield, progress);
                    case MEDIA_DOWNLOAD -> downloads.run(mustYield, progress);
                    case DATA_SYNC, CATALOG_SYNC, TELEMETRY ->
                            throw new IllegalArgumentException("files only");
                };
        moved |= !report.equals(MediaReport.NONE);
        return report;
    }

    @Override
    public CatalogReport syncCatalog(
            SyncTrigger trigger, BooleanSupplier mustYield, Consumer<SyncProgress> progress) {
        if (trigger == SyncTrigger.USER) {
            catalog.retryNow();
        }
        return catalog.run(mustYield, progress);
    }

    @Override
    public void emitTelemetry(@Nullable SyncReport last) {
        telemetry.emit(last);
    }

    @Override
    public void keep(SyncReport report) {
        journal.keep(report);
    }

    @Override
    public Optional<SyncReport> lastReport() {
        return journal.last();
    }

    @Override
    public SyncStatus.Waiting waiting() {
        return store.database().read(journal::waiting);
    }

    @Override
    public SyncBackoff backoff() {
        SyncState now = state.get();
        return new SyncBackoff(now.failures(), now.nextAttemptAt(), now.lastSuccessAt());
    }

    @Override
    public void tidy() {
        retention.runDaily();
        var now = tools.clock().instant();
        boolean due =
                lastMaintained == null
                        || now.isBefore(lastMaintained)
                        || now.isAfter(lastMaintained.plus(MAINTAIN_AT_LEAST_EVERY));
        if (moved || due) {
            store.maintain().run();
            moved = false;
            lastMaintained = now;
        }
    }

    @Override
    public void stop() {
        hub.close();
        downloads.close();
    }

    /** One run. */
    private final class Run {
        private final UUID id = tools.ids().next();
        private final SyncTrigger trigger;
        private final Consumer<SyncProgress> progress;
        private final Instant startedAt = tools.clock().instant();
        private final List<SyncError> errors = new ArrayList<>();
        private final SyncBatchContext context = new SyncBatchContext(id);
        private PushReport pushed = PushReport.NONE;
        private PullReport pulled = PullReport.NONE;
        private @Nullable SyncError broken;
        private @Nullable Duration retryAfter;

        Run(SyncTrigger trigger, Consumer<SyncProgress> progress) {
            this.trigger = trigger;
            this.progress = progress;
        }

        void all() {
            if (trigger == SyncTrigger.USER || trigger == SyncTrigger.RECONNECT) {
                store.database()
                        .run(tx -> store.tables().outbox().retryNow(tx, tools.clock().instant()));
            }
            try {
                if (connect()) {
                    pushThenPull();
                }
            } catch (IntegrityViolationError e) {
                broke(SyncErrorCode.INTEGRITY_VIOLATION, e);
            } catch (IntegrityCheckExecutionError e) {
                broke(SyncErrorCode.INTEGRITY_UNKNOWN, e);
            } catch (CursorBackwardError e) {
                broke(SyncErrorCode.CURSOR_BACKWARD, e);
            }
        }

        private boolean connect() {
            progress.accept(new SyncProgress(SyncPhase.CONNECTING, 0, 0));
            var asked = tools.clock().instant();
            return switch (hub.health()) {
                case HubAnswer.Failed<HubHealth>(HubFailure failure) -> {
                    fail(failure);
                    yield false;
                }
                case HubAnswer.Success<HubHealth>(HubHealth health) -> {
                    var clock = HubClock.measured(asked, tools.clock().instant(), health.time());
                    note(clock);
                    var failure = epochs.settle(health);
                    if (failure != null) {
                        fail(failure);
                    }
                    yield failure == null;
                }
            };
        }

        /** A write costs more than the rest of a run that finds nothing new. */
        private void note(HubClock clock) {
            store.database()
                    .run(
                            tx -> {
                                var table = store.tables().syncState();
                                if (table.clock(tx).map(clock::tellsMoreThan).orElse(true)) {
                                    table.saveClock(tx, clock);
                                }
                            });
        }

        private void pushThenPull() {
            snapshot.finish(context);
            var sent = push.push(context, progress);
            pushed = sent.report();
            if (pushed.accepted() > 0) {
                unconfirmed(true);
            }
            errors.addAll(sent.errors());
            if (sent.stoppedBy() != null) {
                fail(sent.stoppedBy());
                return;
            }
            var stoppedBy = receive();
            if (stoppedBy != null) {
                if (stoppedBy instanceof HubFailure.EpochChanged) {
                    epochs.doubt();
                }
                fail(stoppedBy);
            } else if (pulled.complete() && isUnconfirmed()) {
                unconfirmed(false);
            }
        }

        private boolean isUnconfirmed() {
            return store.database().read(tx -> store.tables().syncState().isUnconfirmed(tx));
        }

        private void unconfirmed(boolean some) {
            store.database().run(tx -> store.tables().syncState().saveUnconfirmed(tx, some));
        }

        /** Changes; or, when they do not tell everything, a snapshot and what has changed since. */
        private @Nullable HubFailure receive() {
            if (!snapshot.isUnderWay()) {
                var stoppedBy = got(pull.pull(context, progress));
                if (!(stoppedBy instanceof HubFailure.HorizonPassed)) {
                    snapshot.removeFreed(context);
                    return stoppedBy;
                }
                snapshot.begin();
            }
            var stoppedBy = got(snapshot.take(context, progress));
            return stoppedBy == null && pulled.complete()
                    ? got(pull.pull(context, progress))
                    : stoppedBy;
        }

        private @Nullable HubFailure got(PullEngine.Result result) {
            pulled = pulled.then(result.report());
            errors.addAll(result.errors());
            return result.stoppedBy();
        }

        private void broke(SyncErrorCode code, RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "sync run " + id + " aborted", e);
            fail(new SyncError(code, String.valueOf(e.getMessage())), null);
        }

        private void fail(HubFailure failure) {
            var after = failure instanceof HubFailure.RetryLater later ? later.after() : null;
            fail(SyncErrors.of(failure), after);
        }

        void fail(SyncError error, @Nullable Duration after) {
            broken = error;
            retryAfter = after;
            errors.addFirst(error);
        }

        /** What the next run, also after a restart, has to know. */
        void remember() {
            if (broken != null && broken.code() == SyncErrorCode.UNAUTHORIZED) {
                state.paused(broken.message());
            } else if (broken != null) {
                state.failed(retryAfter);
            } else if (hasLeftovers()) {
                state.leftSomething();
            } else {
                state.succeeded(pulled.complete());
            }
        }

        /** Something that is tried again by itself. */
        private boolean hasLeftovers() {
            return pushed.failed() + pushed.waiting() + pushed.rebased() + pulled.failed() > 0
                    || !pulled.complete();
        }

        boolean broughtRows() {
            return pulled.applied() + pulled.merged() > 0;
        }

        SyncReport report() {
            boolean clean = errors.isEmpty() && !hasLeftovers();
            var outcome =
                    broken != null
                            ? SyncReport.Outcome.FAILED
                            : clean ? SyncReport.Outcome.COMPLETED : SyncReport.Outcome.PARTIAL;
            return new SyncReport(
                    id,
                    trigger,
                    startedAt,
                    tools.clock().instant(),
                    outcome,
                    pushed,
                    pulled,
                    MediaReport.NONE,
                    context.loose().report(),
                    errors.stream().limit(SyncReport.ERRORS_MAX).toList());
        }
    }
}
