package org.fieldpost.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SnapshotPage;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Snapshots;
import org.fieldpost.store.Snapshots.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Takes everything anew when changes alone no longer tell it: the hub has forgotten deletions this device never heard
 * of, lives another life, or shows this person other rows than before. Outbox, drafts and rows with local work stay.
 * Pages, their marks and the place reached commit together, so that a snapshot goes on where it was cut. After the last
 * page, rows that none has brought are removed, with their events.
 */
final class SnapshotEngine {
    private static final System.Logger LOG = System.getLogger(SnapshotEngine.class.getName());
    private static final int ROWS_AT_ONCE = 500;
    private static final int FAILURES_MAX = 1_000;
    private static final int SCOPES_MAX = 3;
    private final LocalStore store;
    private final Snapshots snapshots;
    private final HubApi hub;
    private final SyncSettings.Pull bounds;
    private final SyncTools tools;
    private final ApplyEngine apply;
    private final IntegrityGate gate;

    SnapshotEngine(
            LocalStore store,
            HubApi hub,
            SyncSettings.Pull bounds,
            SyncTools tools,
            Set<UUID> bundledForms) {
        this.store = store;
        this.hub = hub;
        this.bounds = bounds;
        this.tools = tools;
        snapshots = store.tables().snapshots();
        apply = new ApplyEngine(store, bundledForms, bounds.failedRunsMax());
        gate = new IntegrityGate(store.tables());
    }

    /** Whether a snapshot was begun and not all of its pages are here. */
    boolean isUnderWay() {
        return store.database().read(snapshots::phase) == Phase.WALKING;
    }

    /** The next sync takes a snapshot. */
    void begin() {
        store.database().run(tx -> begin(tx, HistoryPlace.known(tx, store.tables())));
    }

    /**
     * What could not be applied is sent again, so its record would only repeat what others may not be shown.
     *
     * @param place where this profile is in the hub's history
     */
    void begin(WriteTx tx, @Nullable String place) {
        store.tables().cursors().reset(tx);
        store.tables().quarantine().clear(tx);
        snapshots.begin(tx, place);
    }

    /** Takes in the pages that are missing, and removes what none has brought. */
    PullEngine.Result take(SyncBatchContext context, Consumer<SyncProgress> progress) {
        var sum = new PullSum();
        var settled =
                new SettledStart(
                        store.database().read(tx -> store.tables().syncState().hubStart(tx)));
        int begun = 0;
        while (sum.pages() < bounds.iterationsMax()) {
            progress.accept(new SyncProgress(SyncPhase.PULLING, sum.changes(), 0));
            var after = store.database().read(tx -> Optional.ofNullable(snapshots.nextPage(tx)));
            switch (hub.snapshot(after.orElse(null), bounds.pageLimit())) {
                case HubAnswer.Failed<SnapshotPage>(HubFailure failure) -> {
                    boolean again = failure instanceof HubFailure.HorizonPassed;
                    if (!again || ++begun == SCOPES_MAX) {
                        return sum.result(false, failure);
                    }
                    begin();
                }
                case HubAnswer.Success<SnapshotPage>(SnapshotPage page) -> {
                    var another = settled.unlessIs(page.start());
                    if (another != null) {
                        return sum.result(false, another);
                    }
                    sum.add(store.database().write(tx -> takeIn(tx, page, context)));
                    if (page.complete()) {
                        finish(context);
                        return sum.result(true, null);
                    }
                }
            }
        }
        return sum.result(false, null);
    }

    /** Rows, gate, marks and place: all or nothing. */
    private ApplyEngine.ApplyReport takeIn(
            WriteTx tx, SnapshotPage page, SyncBatchContext context) {
        context.beginPage();
        // What is done here about a row of this page is made on what the page says of it.
        snapshots.took(tx, page.changes(), page.next());
        var report = apply.applyBatch(tx, page.changes(), context, tools.clock().instant());
        gate.check(tx, context);
        if (page.complete()) {
            complete(tx, page);
        }
        return report;
    }

    /** A type of which something could not be applied, in this run or an earlier one, is pulled from its start. */
    private void complete(WriteTx tx, SnapshotPage page) {
        var next = CompositeCursor.decode(page.next());
        var failed =
                store
                        .tables()
                        .quarantine()
                        .waiting(tx, SyncErrorCode.APPLY_FAILED.code(), FAILURES_MAX)
                        .stream()
                        .map(entry -> entry.change().entityType())
                        .toList();
        for (var type : EntityType.values()) {
            if (!failed.contains(type)) {
                store.tables().cursors().advance(tx, next, type, next.of(type));
            }
        }
        snapshots.sweep(tx);
        follow(tx, page.roles());
    }

    /** The hub's word on what this person may do. */
    private void follow(WriteTx tx, List<String> roles) {
        store.tables()
                .settings()
                .enrolment(tx)
                .filter(
                        held ->
                                !roles.isEmpty()
                                        && !Set.copyOf(held.roles()).equals(Set.copyOf(roles)))
                .ifPresent(
                        held ->
                                store.writes()
                                        .apply(
                                                tx,
                                                new Mutation.Enrol(
                                                        tools.ids().next(),
                                                        tools.clock().instant(),
                                                        withRoles(held, roles))));
    }

    private static Enrolment withRoles(Enrolment held, List<String> roles) {
        return new Enrolment(
                held.hub(),
                held.token(),
                held.device(),
                held.user(),
                held.userName(),
                held.organization(),
                held.organizationName(),
                roles);
    }

    /** Ends a sweep that was begun; before anything is sent, since what the hub accepts from now on bears no mark. */
    void finish(SyncBatchContext run) {
        if (store.database().read(snapshots::phase) != Phase.SWEEPING) {
            return;
        }
        int gone = 0;
        for (var type : childrenFirst()) {
            UUID after = null;
            List<UUID> ids;
            do {
                var from = after;
                ids =
                        store.database()
                                .write(
                                        tx ->
                                                remove(
                                                        tx,
                                                        type,
                                                        snapshots.unseen(
                                                                tx, type, from, ROWS_AT_ONCE),
                                                        run));
                after = ids.isEmpty() ? after : ids.getLast();
                gone += ids.size();
            } while (ids.size() == ROWS_AT_ONCE);
        }
        store.database().run(snapshots::end);
        if (gone > 0) {
            LOG.log(System.Logger.Level.INFO, "a snapshot did not bring {0} rows: removed", gone);
        }
    }

    /** Removes what an earlier sweep had to leave, as far as nothing holds it any more. */
    void removeFreed(SyncBatchContext run) {
        if (store.database().read(snapshots::left) == 0) {
            return;
        }
        for (var type : childrenFirst()) {
            store.database()
                    .run(tx -> remove(tx, type, snapshots.free(tx, type, ROWS_AT_ONCE), run));
        }
    }

    private List<UUID> remove(WriteTx tx, EntityType type, List<UUID> ids, SyncBatchContext run) {
        var context = run.beside();
        var events = new ArrayList<ChangeEvent>();
        for (var id : ids) {
            store.tables().rows(type).delete(tx, id);
            if (type == EntityType.SUBMISSION_MEDIA) {
                store.tables().uploads().delete(tx, id);
            }
            snapshots.forget(tx, type, id);
            context.touchTarget(type, id);
            events.add(new ChangeEvent.Deleted(type, id));
        }
        gate.check(tx, context);
        store.events().afterCommit(tx, events);
        return ids;
    }

    private static List<EntityType> childrenFirst() {
        return List.of(EntityType.values()).reversed();
    }

    /** Pages added up. */
    private static final class PullSum {
        private final List<SyncError> errors = new ArrayList<>();
        private PullReport report = PullReport.NONE;

        void add(ApplyEngine.ApplyReport page) {
            report = report.plus(page, false);
            page.errors().stream()
                    .limit(Math.max(0, SyncReport.ERRORS_MAX - errors.size()))
                    .forEach(errors::add);
        }

        int pages() {
            return report.pages();
        }

        long changes() {
            return (long) report.applied() + report.merged() + report.unchanged() + report.failed();
        }

        PullEngine.Result result(boolean complete, @Nullable HubFailure stoppedBy) {
            return new PullEngine.Result(report.completed(complete), stoppedBy, errors);
        }
    }
}
