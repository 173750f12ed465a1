package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
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
    // A hub that does not say how it is along with its changes is asked first.
    private boolean reticent;

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
            var refused = run.report();
            keep(refused);
            return refused;
        }
        try {
            run.all();
            var report = run.end();
            moved |= report.hasMoved();
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
        if (!catalog.isAnythingMissing()) {
            return CatalogReport.NONE;
        }
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
        store.database().run(tx -> journal.keep(tx, report));
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
        return store.database().read(this::backoff);
    }

    private SyncBackoff backoff(ReadTx tx) {
        SyncState now = store.tables().syncState().get(tx);
        return new SyncBackoff(now.failures(), now.nextAttemptAt(), now.lastSuccessAt());
    }

    @Override
    public Standing standing() {
        return store.database().read(tx -> new Standing(journal.waiting(tx), backoff(tx)));
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
            maintain();
        }
    }

    private void maintain() {
        store.maintain().run();
        moved = false;
        lastMaintained = tools.clock().instant();
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
        private @Nullable HubClock measured;
        private boolean confirmed;
        private long told;
        private String hubStart = "";

        Run(SyncTrigger trigger, Consumer<SyncProgress> progress) {
            this.trigger = trigger;
            this.progress = progress;
        }

        void all() {
            var opening = store.database().read(tx -> RunOpening.of(tx, store.tables()));
            boolean atOnce = trigger == SyncTrigger.USER || trigger == SyncTrigger.RECONNECT;
            if (atOnce && opening.toSend()) {
                store.database()
                        .run(tx -> store.tables().outbox().retryNow(tx, tools.clock().instant()));
            }
            try {
                if (!onlyPulled(opening) && connect(opening)) {
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

        /**
         * With nothing to send, the first question is what is new, and the answer tells what the hub would have said
         * of itself. Whether that was the whole run: a hub in another epoch, or started since, is asked the long way,
         * and nothing of its answer is taken in.
         */
        private boolean onlyPulled(RunOpening opening) {
            if (!opening.isPlain() || reticent) {
                return false;
            }
            progress.accept(new SyncProgress(SyncPhase.CONNECTING, 0, 0));
            told = store.tables().syncState().timesTold();
            var asked = tools.clock().instant();
            var answer = pull.ask(opening.cursor());
            switch (answer) {
                case HubAnswer.Failed<PullResponse>(HubFailure failure) -> {
                    if (failure instanceof HubFailure.EpochChanged
                            || failure instanceof HubFailure.HorizonPassed) {
                        return false;
                    }
                    fail(failure);
                    return true;
                }
                case HubAnswer.Success<PullResponse>(PullResponse page) -> {
                    var told = page.hub();
                    reticent = told == null;
                    if (told == null || !opening.isOf(told)) {
                        return false;
                    }
                    note(asked, told, opening);
                }
            }
            var stoppedBy = got(pull.pull(opening, answer, context, progress));
            if (stoppedBy instanceof HubFailure.HorizonPassed) {
                snapshot.begin();
                stoppedBy = snapshotThenChanges();
            } else if (opening.leftOver()) {
                snapshot.removeFreed(context);
            }
            pulled(stoppedBy, opening.unconfirmed());
            return true;
        }

        private void note(Instant asked, HubHealth told, RunOpening opening) {
            var clock = HubClock.measured(asked, tools.clock().instant(), told.time());
            measured = opening.isNews(clock) ? clock : null;
        }

        private boolean connect(RunOpening opening) {
            progress.accept(new SyncProgress(SyncPhase.CONNECTING, 0, 0));
            var asked = tools.clock().instant();
            return switch (hub.health()) {
                case HubAnswer.Failed<HubHealth>(HubFailure failure) -> {
                    fail(failure);
                    yield false;
                }
                case HubAnswer.Success<HubHealth>(HubHealth health) -> {
                    note(asked, health, opening);
                    hubStart = Objects.requireNonNullElse(health.start(), "");
                    var failure = epochs.settle(health, opening);
                    if (failure != null) {
                        fail(failure);
                    }
                    yield failure == null;
                }
            };
        }

        private void pushThenPull() {
            snapshot.finish(context);
            var sent = push.push(context, progress);
            pushed = sent.report();
            errors.addAll(sent.errors());
            if (sent.stoppedBy() != null) {
                fail(sent.stoppedBy());
                return;
            }
            told = store.tables().syncState().timesTold();
            pulled(receive(), true);
        }

        /** All that could be had is here. */
        private void pulled(@Nullable HubFailure stoppedBy, boolean unconfirmed) {
            if (stoppedBy != null) {
                if (stoppedBy instanceof HubFailure.EpochChanged) {
                    epochs.doubt();
                }
                fail(stoppedBy);
            } else {
                confirmed = pulled.complete() && unconfirmed;
            }
        }

        /** Changes; or, when they do not tell everything, a snapshot and what has changed since. */
        private @Nullable HubFailure receive() {
            if (!snapshot.isUnderWay()) {
                var stoppedBy = got(pull.pull(context, context.own(hubStart), progress));
                if (!(stoppedBy instanceof HubFailure.HorizonPassed)) {
                    snapshot.removeFreed(context);
                    return stoppedBy;
                }
                snapshot.begin();
            }
            return snapshotThenChanges();
        }

        private @Nullable HubFailure snapshotThenChanges() {
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

        /** The report, kept together with what the next run, also after a restart, has to know. */
        SyncReport end() {
            var report = report();
            store.database()
                    .run(
                            tx -> {
                                remember(tx);
                                journal.keep(tx, report);
                            });
            return report;
        }

        private void remember(WriteTx tx) {
            var table = store.tables().syncState();
            if (measured != null) {
                table.saveClock(tx, measured);
            }
            if (confirmed && told == table.timesTold() && table.isUnconfirmed(tx)) {
                table.saveUnconfirmed(tx, false);
            }
            if (broken != null && broken.code() == SyncErrorCode.UNAUTHORIZED) {
                state.paused(tx, broken.message());
            } else if (broken != null) {
                state.failed(tx, retryAfter);
            } else if (hasLeftovers()) {
                state.leftSomething(tx);
            } else {
                state.succeeded(tx, pulled.complete());
            }
        }

        /** Something that is tried again by itself. */
        private boolean hasLeftovers() {
            return pushed.failed() + pushed.waiting() + pushed.rebased() + pulled.failed() > 0
                    || !pulled.complete();
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
