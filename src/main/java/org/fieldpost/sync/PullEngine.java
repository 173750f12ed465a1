package org.fieldpost.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.OwnChanges;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PullResponse;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Handover;
import org.fieldpost.sync.ApplyEngine.ApplyReport;
import org.jspecify.annotations.Nullable;

/**
 * The pull phase (seed: PullEngine): pages from the composite cursor on, each applied, checked by the gate and
 * committed together with its cursors in one transaction.
 */
final class PullEngine {
    private final LocalStore store;
    private final HubApi hub;
    private final SyncSettings.Pull bounds;
    private final SyncTools tools;
    private final ApplyEngine apply;
    private final IntegrityGate gate;

    PullEngine(
            LocalStore store,
            HubApi hub,
            SyncSettings.Pull bounds,
            SyncTools tools,
            Set<UUID> bundledForms) {
        this.store = store;
        this.hub = hub;
        this.bounds = bounds;
        this.tools = tools;
        apply = new ApplyEngine(store, bundledForms, bounds.failedRunsMax());
        gate = new IntegrityGate(store.tables());
    }

    /**
     * How a pull ended.
     *
     * @param stoppedBy why it could not be finished; null when it was, or when only its bound stopped it
     */
    record Result(PullReport report, @Nullable HubFailure stoppedBy, List<SyncError> errors) {}

    Result pull(SyncBatchContext context, Consumer<SyncProgress> progress) {
        return pull(context, OwnChanges.NONE, progress);
    }

    /** As {@link #pull(SyncBatchContext, Consumer)}; the hub may leave out what is here: {@code own}. */
    Result pull(SyncBatchContext context, OwnChanges own, Consumer<SyncProgress> progress) {
        var opening = store.database().read(tx -> RunOpening.of(tx, store.tables()));
        // A row a snapshot did not bring is the hub's again only once it comes from there.
        var held = opening.leftOver() ? OwnChanges.NONE : own;
        var first = hub.changes(opening.cursor(), bounds.pageLimit(), held);
        return pull(opening, first, held, context, progress);
    }

    /** Asks for the page after {@code cursor}; null is the start. */
    HubAnswer<PullResponse> ask(@Nullable String cursor) {
        return hub.changes(cursor, bounds.pageLimit());
    }

    /**
     * As {@link #pull(SyncBatchContext, Consumer)}, of which the first page was asked for already.
     *
     * @param opening what was found before
     * @param first the answer to {@link #ask} for its cursor
     */
    Result pull(
            RunOpening opening,
            HubAnswer<PullResponse> first,
            SyncBatchContext context,
            Consumer<SyncProgress> progress) {
        return pull(opening, first, OwnChanges.NONE, context, progress);
    }

    private Result pull(
            RunOpening opening,
            HubAnswer<PullResponse> first,
            OwnChanges own,
            SyncBatchContext context,
            Consumer<SyncProgress> progress) {
        var run = new Run(opening, own, context);
        var settled = new SettledStart(opening.hubStart());
        var answer = first;
        while (true) {
            progress.accept(new SyncProgress(SyncPhase.PULLING, changes(run.report), 0));
            switch (answer) {
                case HubAnswer.Failed<PullResponse>(HubFailure failure) -> {
                    return new Result(run.report, failure, run.errors);
                }
                case HubAnswer.Success<PullResponse>(PullResponse page) -> {
                    var another = settled.unlessIs(page.hub() == null ? null : page.hub().start());
                    if (another != null) {
                        return new Result(run.report, another, run.errors);
                    }
                    var next = run.takeInAndAsk(page);
                    if (next == null) {
                        return new Result(run.report, null, run.errors);
                    }
                    answer = next;
                }
            }
        }
    }

    /** One pull in progress. */
    private final class Run {
        private final boolean leftOver;
        private final OwnChanges own;
        private final SyncBatchContext context;
        private final List<SyncError> errors = new ArrayList<>();
        private PullReport report = PullReport.NONE;
        private @Nullable String cursor;

        Run(RunOpening opening, OwnChanges own, SyncBatchContext context) {
            leftOver = opening.leftOver();
            cursor = opening.cursor();
            this.own = own;
            this.context = context;
        }

        /**
         * Takes a page in while the hub makes the next one ready; the answer to that, or null when there is none to
         * be asked for. What a page brings does not depend on what was done with the one before: a run that breaks
         * off forgets the answer and asks again from the cursor that was kept with its rows.
         */
        @Nullable HubAnswer<PullResponse> takeInAndAsk(PullResponse page) {
            boolean last = !page.hasMore() || report.pages() + 1 >= bounds.iterationsMax();
            if (last) {
                takeIn(page);
                return null;
            }
            var coming = hub.changesLater(page.nextCursor(), bounds.pageLimit(), own);
            try {
                takeIn(page);
            } catch (Throwable e) {
                // No request outlives the run that made it.
                coming.handle((answer, failure) -> answer).join();
                throw e;
            }
            return Handover.await(coming);
        }

        private void takeIn(PullResponse page) {
            boolean nothing = page.changes().isEmpty() && page.nextCursor().equals(cursor);
            var taken =
                    nothing
                            ? new Taken(ApplyReport.NOTHING, leftOver)
                            : PullEngine.this.takeIn(page, context);
            report = added(report, taken.report(), !page.hasMore());
            taken.report().errors().stream()
                    .limit(Math.max(0, SyncReport.ERRORS_MAX - errors.size()))
                    .forEach(errors::add);
            cursor = page.nextCursor();
            if (!page.hasMore() && taken.left()) {
                report = added(report, left(context), true);
            }
        }
    }

    /**
     * A page is here.
     *
     * @param left something waits for local work that was in its way, and may be tried again
     */
    private record Taken(ApplyReport report, boolean left) {}

    private Taken takeIn(PullResponse page, SyncBatchContext context) {
        var next = CompositeCursor.decode(page.nextCursor());
        return store.database()
                .write(
                        tx ->
                                new Taken(
                                        takeIn(tx, page.changes(), next, context),
                                        !page.hasMore() && isAnythingLeft(tx)));
    }

    private boolean isAnythingLeft(ReadTx tx) {
        return ApplyEngine.isAnythingLeft(tx, store.tables());
    }

    private ApplyReport left(SyncBatchContext context) {
        return store.database()
                .write(
                        tx -> {
                            context.beginPage();
                            var report = apply.applyLeft(tx, context, tools.clock().instant());
                            gate.check(tx, context);
                            return report;
                        });
    }

    /** Rows, gate and cursors: all or nothing. */
    private ApplyReport takeIn(
            WriteTx tx, List<PullChange> changes, CompositeCursor next, SyncBatchContext context) {
        context.beginPage();
        var report = apply.applyBatch(tx, changes, context, tools.clock().instant());
        gate.check(tx, context);
        store.tables().snapshots().broughtBack(tx, changes);
        for (var type : EntityType.values()) {
            context.deferCursor(type, next.of(type));
        }
        store.tables().cursors().advance(tx, next, context.deferredCursors());
        return report;
    }

    private static long changes(PullReport report) {
        return (long) report.applied() + report.merged() + report.unchanged() + report.failed();
    }

    private static PullReport added(PullReport sum, ApplyReport page, boolean last) {
        return new PullReport(
                sum.pages() + (last && sum.complete() ? 0 : 1),
                sum.applied() + page.applied(),
                sum.merged() + page.merged(),
                sum.unchanged() + page.unchanged(),
                sum.failed() + page.failed(),
                sum.quarantined() + page.quarantined(),
                last);
    }
}
