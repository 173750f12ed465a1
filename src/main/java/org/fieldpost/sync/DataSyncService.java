package org.fieldpost.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Listeners;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.Profile;
import org.jspecify.annotations.Nullable;

/**
 * The facade screens and commands talk to (seed: DataSyncService). One thread of its own does everything, one task
 * after the other; all that happens outside only wakes it. Whatever fails, memory included, fails one run: the thread
 * goes on, or nobody would ever hear again of what waits. Nothing starts before {@link #openStartupGate}: first
 * paint and migration come first.
 */
public final class DataSyncService implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DataSyncService.class.getName());
    private static final Duration LOOK_AROUND = Duration.ofSeconds(30);

    private final SyncWork work;
    private final SyncSettings settings;
    private final InstantSource clock;
    private final SyncScheduler scheduler = new SyncScheduler();
    private final SyncBell bell = new SyncBell();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<CompletableFuture<SyncReport>> askers = new ArrayList<>();
    private final List<CompletableFuture<SyncReport>> served = new ArrayList<>();
    private final SyncRunLog runs;
    private final SyncStatusBoard board;

    private volatile boolean gateOpen;
    private volatile boolean stopped;
    private volatile boolean focused = true;
    private volatile boolean networkCame;
    private @Nullable Thread loop;

    /**
     * The sync of an enrolled profile. Nothing runs before {@link #start} and {@link #openStartupGate}.
     *
     * @param files the bytes of its photos
     * @param bundledForms ids of the forms shipped with the program, which sync leaves alone
     */
    public static DataSyncService of(
            Profile profile,
            HubApi hub,
            MediaFiles files,
            Set<UUID> bundledForms,
            SyncSettings settings,
            SyncTools tools) {
        var store = store(profile);
        var work = new SyncCoordinator(store, hub, files, bundledForms, settings, tools);
        var service = new DataSyncService(work, settings, tools.clock());
        profile.events().listen(service::changed);
        hub.listenForHints(service::hint);
        return service;
    }

    /** The profile as the engines need it. */
    static LocalStore store(Profile profile) {
        var enrolment =
                profile.enrolment()
                        .orElseThrow(
                                () -> new IllegalStateException("the profile is not enrolled"));
        return new LocalStore(
                profile.database(),
                profile.tables(),
                profile.writes(),
                profile.events(),
                enrolment,
                profile::maintain);
    }

    DataSyncService(SyncWork work, SyncSettings settings, InstantSource clock) {
        this.work = work;
        this.settings = settings;
        this.clock = clock;
        runs = new SyncRunLog(work, clock);
        board =
                new SyncStatusBoard(
                        work, runs, clock, () -> scheduler.startOf(SyncTaskKind.DATA_SYNC));
    }

    /** Starts the loop; it waits at the startup gate. */
    public void start() {
        lock.lock();
        try {
            if (loop == null && !stopped) {
                loop = Thread.ofVirtual().name("sync").start(this::loop);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The window is painted and the database is ready: work may begin. */
    public void openStartupGate() {
        gateOpen = true;
        bell.ring();
    }

    /** How sync stands now. */
    public SyncStatus status() {
        return board.status();
    }

    /** Tells every change of {@link #status}, on the sync thread. */
    public Listeners.Subscription listen(Consumer<? super SyncStatus> listener) {
        return board.listen(listener);
    }

    /**
     * Syncs at once, ahead of everything else, also during a back-off. The report comes when records and files have
     * been tried; it never fails, except with CancellationException when the service is closed first.
     */
    public CompletableFuture<SyncReport> syncNow() {
        var report = new CompletableFuture<SyncReport>();
        lock.lock();
        try {
            if (stopped) {
                report.cancel(false);
                return report;
            }
            askers.add(report);
        } finally {
            lock.unlock();
        }
        wake(SyncTrigger.USER, Duration.ZERO);
        return report;
    }

    /** Telemetry goes along with the next sync and is no reason for one. */
    private void changed(List<ChangeEvent> changes) {
        if (changes.stream().anyMatch(change -> change.type() != EntityType.TELEMETRY)) {
            localChange();
        }
    }

    /** Something was saved here: it is pushed soon, together with what follows closely. */
    public void localChange() {
        if (mayRunByItself()) {
            wake(SyncTrigger.LOCAL_CHANGE, settings.localChangeDelay());
        }
    }

    /** The hub hinted at news. */
    public void hint() {
        if (mayRunByItself()) {
            wake(SyncTrigger.HINT, Duration.ZERO);
        }
    }

    /** The machine says the network is back; a run that is failing meanwhile for want of it is made up for. */
    public void networkBack() {
        networkCame = true;
        if (status().state() == SyncStatus.State.OFFLINE) {
            wake(SyncTrigger.RECONNECT, Duration.ZERO);
        }
    }

    /** The window came to the front or went to the back. */
    public void focusChanged(boolean inFront) {
        boolean came = inFront && !focused;
        focused = inFront;
        if (came && mayRunByItself()) {
            wake(SyncTrigger.FOCUS, Duration.ZERO);
        }
    }

    /** Ends after the running step; waits for it. */
    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            stopped = true;
            running = loop;
        } finally {
            lock.unlock();
        }
        bell.ring();
        work.stop();
        if (running != null) {
            joinUninterruptibly(running);
        }
        dismissAskers();
    }

    private void wake(SyncTrigger trigger, Duration delay) {
        scheduler.submit(SyncTaskKind.DATA_SYNC, trigger, clock.instant().plus(delay));
        bell.ring();
    }

    /** Events do not shorten a back-off, and nothing but a person ends a pause. */
    private boolean mayRunByItself() {
        return switch (status().state()) {
            case IDLE, RUNNING -> true;
            case STOPPED, OFFLINE, BACKING_OFF, PAUSED -> false;
        };
    }

    private void loop() {
        while (!stopped && !gateOpen) {
            bell.await(LOOK_AROUND);
        }
        if (!stopped) {
            beginSafely();
        }
        while (!stopped) {
            var now = clock.instant();
            scheduler.noLaterThan(now.plus(longestWait()));
            Optional<SyncTask> task = scheduler.next(now);
            if (task.isPresent()) {
                runSafely(task.get());
            } else {
                bell.await(scheduler.untilNext(now, LOOK_AROUND));
            }
        }
        endSafely();
    }

    private void endSafely() {
        try {
            board.publish(SyncStatus.State.STOPPED, null, null);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "sync ends and cannot say what waits", e);
            board.publishAsLastKnown(SyncStatus.State.STOPPED, null, null, runs.problem());
        }
    }

    private Duration longestWait() {
        var backoff = settings.backoff().max();
        var interval = settings.unfocusedInterval();
        return backoff.compareTo(interval) > 0 ? backoff : interval;
    }

    private void beginSafely() {
        try {
            begin();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "sync begins without knowing where it stood", e);
            scheduler.submit(
                    SyncTaskKind.DATA_SYNC,
                    SyncTrigger.RETRY,
                    clock.instant().plus(settings.backoff().max()));
        }
    }

    private void begin() {
        var backoff = work.backoff();
        runs.restore();
        var at = backoff.nextTryAt() == null ? clock.instant() : backoff.nextTryAt();
        scheduler.submit(
                SyncTaskKind.DATA_SYNC,
                backoff.failures() > 0 ? SyncTrigger.RETRY : SyncTrigger.INTERVAL,
                at);
        board.publish(SyncStatus.State.IDLE, null, null);
    }

    private void runSafely(SyncTask task) {
        try {
            switch (task.kind()) {
                case DATA_SYNC -> syncData(task);
                case CATALOG_SYNC -> syncCatalog(task);
                case TELEMETRY -> work.emitTelemetry(runs.last());
                case MEDIA_UPLOAD, MEDIA_DOWNLOAD -> moveFiles(task);
            }
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "sync failed in " + task.kind(), e);
            runs.broken(task, e);
            settleAfter(task);
        } finally {
            scheduler.done(task);
        }
    }

    /** The database may be gone (a full disk closes it): who asked is answered all the same, and the loop goes on. */
    private void settleAfter(SyncTask task) {
        try {
            settle();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "nothing can be kept of " + task.kind(), e);
            var next = clock.instant().plus(settings.backoff().max());
            scheduler.replace(SyncTaskKind.DATA_SYNC, SyncTrigger.RETRY, next);
            board.publishAsLastKnown(SyncStatus.State.BACKING_OFF, null, next, runs.problem());
            answerAskers();
        }
    }

    private void answerAskers() {
        var last = runs.last();
        if (last != null) {
            served.forEach(asker -> asker.complete(last));
            served.clear();
        }
    }

    private void syncData(SyncTask task) {
        if (task.trigger() == SyncTrigger.LOCAL_CHANGE && work.waiting().commands() == 0) {
            settle(); // what changed was our own doing
            return;
        }
        lock.lock();
        try {
            served.addAll(askers);
            askers.clear();
        } finally {
            lock.unlock();
        }
        networkCame = false;
        board.publish(SyncStatus.State.RUNNING, new SyncProgress(SyncPhase.CONNECTING, 0, 0), null);
        var report = work.performFullSync(task.trigger(), board::progress);
        runs.ended(report);
        var now = clock.instant();
        scheduler.submit(SyncTaskKind.TELEMETRY, SyncTrigger.INTERVAL, now);
        if (report.outcome() != SyncReport.Outcome.FAILED) {
            scheduler.submit(SyncTaskKind.CATALOG_SYNC, task.trigger(), now);
            scheduler.submit(SyncTaskKind.MEDIA_UPLOAD, task.trigger(), now);
            scheduler.submit(SyncTaskKind.MEDIA_DOWNLOAD, task.trigger(), now);
        }
        settle();
    }

    private void syncCatalog(SyncTask task) {
        var slice = new SyncSlice(clock, settings.slice());
        var report =
                work.syncCatalog(task.trigger(), () -> mustYield(task, slice), board::progress);
        runs.catalog(report);
        var now = clock.instant();
        if (report.remaining() > 0 && mustYield(task, slice)) {
            scheduler.submit(task.kind(), task.trigger(), now);
        } else if (report.remaining() > 0 && !stopped) {
            var latest = now.plus(settings.backoff().max());
            scheduler.submit(SyncTaskKind.DATA_SYNC, SyncTrigger.RETRY, latest);
        }
        settle();
    }

    private boolean mustYield(SyncTask task, SyncSlice slice) {
        return stopped || slice.isOver() || scheduler.mustYield(task, clock.instant());
    }

    private void moveFiles(SyncTask task) {
        var slice = new SyncSlice(clock, settings.slice());
        var report = work.moveFiles(task.kind(), () -> mustYield(task, slice), board::progress);
        runs.moved(report);
        var now = clock.instant();
        if (mustYield(task, slice)) {
            scheduler.submit(task.kind(), task.trigger(), now);
        } else if (report.remaining() > 0 || report.failed() > 0) {
            var latest = now.plus(settings.backoff().max());
            scheduler.submit(SyncTaskKind.DATA_SYNC, SyncTrigger.RETRY, latest);
        }
        settle();
    }

    /** After a task: say how things stand, answer those who asked, and see to the next run. */
    private void settle() {
        var now = clock.instant();
        if (scheduler.runGoesOn()) {
            return;
        }
        runs.keep();
        var problem = runs.problem();
        var standing = work.standing();
        var backoff = standing.backoff();
        boolean paused = problem != null && problem.code() == SyncErrorCode.UNAUTHORIZED;
        if (!paused) {
            var next = backoff.nextTryAt();
            if (next == null) {
                scheduler.submit(
                        SyncTaskKind.DATA_SYNC, SyncTrigger.INTERVAL, now.plus(interval()));
            } else if (problem == null) {
                scheduler.submit(SyncTaskKind.DATA_SYNC, SyncTrigger.RETRY, next);
            } else {
                scheduler.replace(SyncTaskKind.DATA_SYNC, SyncTrigger.RETRY, next);
            }
        }
        board.publish(stateOf(problem), null, problem, standing);
        if (networkCame && status().state() == SyncStatus.State.OFFLINE) {
            wake(SyncTrigger.RECONNECT, Duration.ZERO);
        }
        answerAskers();
        // What the run brought is on the disk; of what it sent, the hub keeps more than we do.
        work.tidy();
    }

    private static SyncStatus.State stateOf(@Nullable SyncError problem) {
        if (problem == null) {
            return SyncStatus.State.IDLE;
        }
        return switch (problem.code()) {
            case UNAUTHORIZED -> SyncStatus.State.PAUSED;
            case NETWORK_ERROR, UNTRUSTED -> SyncStatus.State.OFFLINE;
            default -> SyncStatus.State.BACKING_OFF;
        };
    }

    private Duration interval() {
        return focused ? settings.focusedInterval() : settings.unfocusedInterval();
    }

    private void dismissAskers() {
        List<CompletableFuture<SyncReport>> dismissed;
        lock.lock();
        try {
            dismissed = new ArrayList<>(askers);
            dismissed.addAll(served);
            askers.clear();
            served.clear();
        } finally {
            lock.unlock();
        }
        dismissed.forEach(asker -> asker.cancel(false));
    }

    private static void joinUninterruptibly(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                LOG.log(System.Logger.Level.DEBUG, "interrupted while sync ends; waiting on", e);
            }
        }
    }
}
