package org.fieldpost.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Backoff;
import org.fieldpost.kernel.Ids;
import org.fieldpost.simulation.MemoryFiles;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.LocalWrites;
import org.fieldpost.store.MemoryStore;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.jspecify.annotations.Nullable;

/** The real engines over a laptop's store, driven from outside: a process that ends when it is let go of. */
public final class SimulatedLaptop {
    /** Bounds small enough that pages, batches, chunks and tries run out in a short schedule. */
    public static final SyncSettings SETTINGS =
            new SyncSettings(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(2)),
                    new SyncSettings.Batch(6, 1 << 20, 6, Duration.ofMinutes(5)),
                    new SyncSettings.Pull(7, 1_000, 5),
                    new SyncSettings.Media(64, 100, 30));

    private final MemoryStore store;
    private final SyncTools tools;
    private final LocalStore local;
    private final SyncCoordinator coordinator;

    /**
     * A process over what is stored.
     *
     * @param mutate wraps the writes; identity for a sound laptop
     */
    public SimulatedLaptop(
            MemoryStore store,
            Enrolment enrolment,
            HubApi line,
            MemoryFiles files,
            InstantSource clock,
            Ids ids,
            RandomGenerator random,
            UnaryOperator<LocalWrites> mutate) {
        this.store = store;
        tools = new SyncTools(clock, ids, random);
        local =
                new LocalStore(
                        store.database(),
                        store.tables(),
                        mutate.apply(store.writes()),
                        store.events(),
                        enrolment,
                        store::maintain);
        coordinator = new SyncCoordinator(local, line, files, Set.of(), SETTINGS, tools);
    }

    public LocalWrites writes() {
        return local.writes();
    }

    public DeviceTables tables() {
        return store.tables();
    }

    public <T> T read(Function<? super ReadTx, ? extends T> work) {
        return store.database().read(work);
    }

    /** What the sync loop does when it is time: data, then files, then upkeep. */
    public SyncReport sync(SyncTrigger trigger) {
        var report = coordinator.performFullSync(trigger, progress -> {});
        coordinator.keep(report);
        if (report.outcome() != SyncReport.Outcome.FAILED) {
            coordinator.moveFiles(SyncTaskKind.MEDIA_UPLOAD, () -> false, progress -> {});
            coordinator.moveFiles(SyncTaskKind.MEDIA_DOWNLOAD, () -> false, progress -> {});
        }
        coordinator.tidy();
        return report;
    }

    /** When the next run is due, as it survives a restart; null when nothing failed. */
    public @Nullable Instant nextTryAt() {
        return coordinator.backoff().nextTryAt();
    }

    /** An answer to a sending of long ago comes after all. */
    public void lateAnswer(List<OutboxCommand> sent, PushResponse response) {
        new PushAnswers(local, SETTINGS, tools)
                .take(sent, response, new SyncBatchContext(tools.ids().next()), true);
    }

    /** Decides a conflict at the hub itself, ahead of the outbox; here, if the hub cannot be asked. */
    public Saving.Outcome decide(HubApi line, Mutation.DecideConflict decision) {
        return new Saving(local, line, Set.of(), tools).save(decision);
    }

    /** The process ends. */
    public void die() {
        coordinator.stop();
        store.die();
    }
}
