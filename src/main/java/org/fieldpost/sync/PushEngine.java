package org.fieldpost.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Handover;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.OutboxUpkeep;
import org.jspecify.annotations.Nullable;

/**
 * The push phase (seed: PushEngine): takes the next commands of the outbox, holds back what waits for a parent, sends
 * batches, and gives each answer to {@link PushAnswers}. A batch the hub chokes on is halved until the one command is
 * found that it chokes on; everybody else's work goes through.
 */
final class PushEngine {
    private static final int ROUNDS_MAX = 10_000;
    private static final String REVOKED_BUT_KEPT = "FP-2454";
    private final LocalStore store;
    private final HubApi hub;
    private final SyncSettings.Batch bounds;
    private final SyncTools tools;
    private final OutboxUpkeep upkeep;
    private final PushAnswers answers;
    private final SyncSettings settings;

    PushEngine(LocalStore store, HubApi hub, SyncSettings settings, SyncTools tools) {
        this.store = store;
        this.hub = hub;
        this.settings = settings;
        this.bounds = settings.batch();
        this.tools = tools;
        upkeep = new OutboxUpkeep(store.tables().outbox());
        answers = new PushAnswers(store, settings, tools);
    }

    /**
     * How a push ended.
     *
     * @param stoppedBy why the run cannot go on; null when the queue was worked through
     */
    record Result(PushReport report, @Nullable HubFailure stoppedBy, List<SyncError> errors) {}

    Result push(SyncBatchContext context, Consumer<SyncProgress> progress) {
        var run = new Run(context, progress);
        begin();
        try {
            inTurns(run);
        } finally {
            run.letNothingOutliveIt();
        }
        run.settleSuspects();
        run.settleBlocked();
        run.settleBarred();
        return new Result(run.report, run.stoppedBy, run.errors);
    }

    /**
     * Hub and laptop work at the same time: while the hub has one batch, the answer to the one before is taken in and
     * the next is made ready. Nothing goes out that depends on what is not answered, and there is never more than one
     * batch on its way; whatever ends the process leaves commands in flight, which are sent again under the same keys.
     */
    private void inTurns(Run run) {
        for (int round = 0; ; round++) {
            boolean more = round < ROUNDS_MAX && run.stoppedBy == null;
            Round next = more ? nextRound(run.onItsWay != null) : Round.NONE;
            run.postponed(next);
            var sent = run.onItsWay;
            var answer = run.arrived();
            if (sent != null && answer instanceof HubAnswer.Failed<PushResponse>(var failure)) {
                refused(sent.commands(), failure, run);
            }
            if (run.stoppedBy != null) {
                run.giveBack(next.leased());
            } else if (!next.leased().isEmpty()) {
                run.begin(next.leased());
            }
            if (sent != null && answer instanceof HubAnswer.Success<PushResponse>(var response)) {
                run.answered(sent.commands(), response);
            }
            boolean idle = sent == null && next.leased().isEmpty() && next.postponed().isEmpty();
            if (idle || (run.stoppedBy != null && run.onItsWay == null)) {
                return;
            }
        }
    }

    /** The mutex is held: nothing can be in flight, and no clock may put a try off beyond the back-off. */
    private void begin() {
        store.database()
                .run(
                        tx -> {
                            var now = tools.clock().instant();
                            upkeep.requeueInFlight(tx, now);
                            upkeep.noLaterThan(tx, now.plus(settings.backoff().max()));
                            upkeep.unblock(tx, SyncErrorCode.BLOCKED.code(), now);
                        });
    }

    private record Round(List<OutboxCommand> leased, Map<UUID, SyncError> postponed) {
        private static final Round NONE = new Round(List.of(), Map.of());
    }

    /** A batch, and the answer to it that is on its way. */
    private record Sending(
            List<OutboxCommand> commands, CompletableFuture<HubAnswer<PushResponse>> answer) {}

    private Round nextRound(boolean overlaps) {
        return store.database().write(tx -> nextRound(tx, overlaps));
    }

    /**
     * One transaction: dequeue, hold back, lease.
     *
     * @param overlaps a batch is on its way; its answer may give rows other ids, which sides of conflicts name without
     *     waiting for them: conflicts go when nothing is on its way
     */
    private Round nextRound(WriteTx tx, boolean overlaps) {
        var now = tools.clock().instant();
        var outbox = store.tables().outbox();
        var batch =
                outbox.dequeueDeduplicatedByEntity(
                        tx, now, bounds.commandsMax(), bounds.bytesMax());
        var dependencies = new PushDependencies(store.tables(), tx);
        dependencies.expect(batch);
        var ready = new ArrayList<OutboxCommand>();
        var postponed = new LinkedHashMap<UUID, SyncError>();
        for (var next : CommandOrder.sorted(batch)) {
            if (overlaps && next.entityType() == EntityType.CONFLICTS) {
                continue;
            }
            var command = withoutDeadReferences(tx, dependencies, next);
            var blocker = dependencies.blockedBy(command);
            if (blocker.isEmpty()) {
                ready.add(command);
                continue;
            }
            var error =
                    new SyncError(
                            SyncErrorCode.BLOCKED,
                            // No ids: the hub gives others, and these words would keep the old.
                            command.entityType().word()
                                    + " waits for what it refers to, which the hub has not taken"
                                    + " yet");
            outbox.postpone(
                    tx,
                    command.id(),
                    SyncErrors.body(error),
                    now.plus(settings.backoff().max()),
                    now);
            postponed.put(command.id(), error);
        }
        return new Round(outbox.markInFlight(tx, ready, "sync", now), postponed);
    }

    /** An optional reference that can never be resolved is left out, in the command and in its row. */
    private OutboxCommand withoutDeadReferences(
            WriteTx tx, PushDependencies dependencies, OutboxCommand command) {
        var fields = dependencies.unresolvable(command);
        if (fields.isEmpty()) {
            return command;
        }
        var rows = store.tables().rows(command.entityType());
        rows.find(tx, command.aggregateId())
                .ifPresent(row -> rows.update(tx, row.without(fields), row.localRevision()));
        return upkeep.without(tx, command, fields);
    }

    private void send(List<OutboxCommand> commands, Run run) {
        if (run.stoppedBy != null) {
            run.release(commands, run.stoppedBy);
            return;
        }
        run.tell();
        switch (hub.push(request(commands))) {
            case HubAnswer.Success<PushResponse>(PushResponse response) ->
                    run.answered(commands, response);
            case HubAnswer.Failed<PushResponse>(HubFailure failure) ->
                    refused(commands, failure, run);
        }
    }

    private PushRequest request(List<OutboxCommand> commands) {
        var ids = commands.stream().map(OutboxCommand::id).toList();
        return store.database()
                .read(
                        tx ->
                                new PushRequest(
                                        PushRequest.operationId(ids),
                                        store.tables().syncState().get(tx).epoch(),
                                        wired(tx, commands),
                                        store.tables().syncState().hubStart(tx)));
    }

    /** As they travel; new submissions that were here before the hub was restored tell the ids they had. */
    private List<PushCommand> wired(ReadTx tx, List<OutboxCommand> commands) {
        var made =
                commands.stream()
                        .filter(c -> c.entityType() == EntityType.SUBMISSIONS)
                        .filter(c -> c.action() == SyncAction.CREATE)
                        .map(OutboxCommand::aggregateId)
                        .toList();
        var former =
                store.tables()
                        .idMap()
                        .formerIds(tx, store.enrolment().user(), EntityType.SUBMISSIONS, made);
        return commands.stream()
                .map(c -> c.wire().formerly(former.getOrDefault(c.aggregateId(), List.of())))
                .toList();
    }

    /** The whole request failed: the world's fault stops the run, a command's fault is searched for. */
    private void refused(List<OutboxCommand> commands, HubFailure failure, Run run) {
        if (isKeptAtHub(failure)) {
            run.barred(commands, failure);
            return;
        }
        boolean blame =
                switch (failure) {
                    case HubFailure.TooLarge tooLarge -> true;
                    case HubFailure.Refused refused -> true;
                    case HubFailure.RetryLater(int status, var error, var after) -> status == 500;
                    case HubFailure.Unreachable unreachable -> false;
                    case HubFailure.Untrusted untrusted -> false;
                    case HubFailure.Unauthorized unauthorized -> false;
                    case HubFailure.EpochChanged epoch -> false;
                    case HubFailure.HorizonPassed horizon -> false;
                };
        if (!blame) {
            run.release(commands, failure);
            run.stoppedBy = failure;
        } else if (commands.size() == 1) {
            run.suspect(commands.getFirst(), failure);
        } else {
            int half = commands.size() / 2;
            send(commands.subList(0, half), run);
            send(commands.subList(half, commands.size()), run);
        }
    }

    /** This device is suspended or revoked, and the hub has kept what was sent: the rest is sent to be kept too. */
    private static boolean isKeptAtHub(HubFailure failure) {
        return switch (failure) {
            case HubFailure.RetryLater(int status, var error, var after) -> status == 403;
            case HubFailure.Unauthorized(var error) -> error.code().equals(REVOKED_BUT_KEPT);
            case HubFailure.TooLarge tooLarge -> false;
            case HubFailure.Refused refused -> false;
            case HubFailure.Unreachable unreachable -> false;
            case HubFailure.Untrusted untrusted -> false;
            case HubFailure.EpochChanged epoch -> false;
            case HubFailure.HorizonPassed horizon -> false;
        };
    }

    /** One push in progress. */
    private final class Run {
        private final SyncBatchContext context;
        private final Consumer<SyncProgress> progress;
        private final List<SyncError> errors = new ArrayList<>();
        private final Map<UUID, SyncError> blocked = new LinkedHashMap<>();
        private final List<OutboxCommand> suspects = new ArrayList<>();
        private final List<HubFailure> charges = new ArrayList<>();
        private PushReport report = PushReport.NONE;
        private long waiting = -1;
        private @Nullable HubFailure stoppedBy;
        private @Nullable HubFailure barredBy;
        private @Nullable Sending onItsWay;

        Run(SyncBatchContext context, Consumer<SyncProgress> progress) {
            this.context = context;
            this.progress = progress;
        }

        /** Counted once: what was accepted, and what waited when the run began. */
        long total() {
            if (waiting < 0) {
                var counts = store.database().read(tx -> store.tables().outbox().openCounts(tx));
                waiting =
                        counts.getOrDefault(OutboxStatus.PENDING, 0L)
                                + counts.getOrDefault(OutboxStatus.FAILED, 0L)
                                + counts.getOrDefault(OutboxStatus.IN_FLIGHT, 0L);
            }
            return Math.max(waiting, report.accepted());
        }

        void tell() {
            progress.accept(new SyncProgress(SyncPhase.PUSHING, report.accepted(), total()));
        }

        void begin(List<OutboxCommand> commands) {
            tell();
            onItsWay = new Sending(commands, hub.pushing(request(commands)));
        }

        /** The answer to what is on its way, waited for; null when nothing is. */
        @Nullable HubAnswer<PushResponse> arrived() {
            var sent = onItsWay;
            if (sent == null) {
                return null;
            }
            var answer = Handover.await(sent.answer());
            onItsWay = null;
            return answer;
        }

        /** A run that breaks off leaves no request behind that the next one would meet. */
        void letNothingOutliveIt() {
            var sent = onItsWay;
            if (sent != null) {
                sent.answer().handle((answer, failure) -> answer).join();
            }
        }

        /** They were made ready and never sent. */
        void giveBack(List<OutboxCommand> commands) {
            if (commands.isEmpty()) {
                return;
            }
            store.database()
                    .run(
                            tx ->
                                    commands.forEach(
                                            command ->
                                                    upkeep.giveBack(
                                                            tx, command, tools.clock().instant())));
        }

        void answered(List<OutboxCommand> commands, PushResponse response) {
            answered(answers.take(commands, response, context, !blocked.isEmpty()));
        }

        private void answered(PushAnswers.Taken taken) {
            report = report.plus(taken.report());
            taken.errors().forEach(this::note);
        }

        /** What is blocked now may go later in the same run; only what is left in the end counts. */
        void postponed(Round round) {
            round.leased().forEach(command -> blocked.remove(command.id()));
            blocked.putAll(round.postponed());
        }

        void release(List<OutboxCommand> commands, HubFailure why) {
            release(commands, why, Duration.ZERO);
        }

        /** They stay here and wait; each is offered once in a run. */
        void barred(List<OutboxCommand> commands, HubFailure why) {
            release(commands, why, settings.backoff().max());
            barredBy = why;
        }

        void settleBarred() {
            stoppedBy = stoppedBy == null ? barredBy : stoppedBy;
        }

        private void release(List<OutboxCommand> commands, HubFailure why, Duration wait) {
            store.database()
                    .run(
                            tx -> {
                                var now = tools.clock().instant();
                                for (var command : commands) {
                                    upkeep.release(
                                            tx,
                                            command.id(),
                                            command.fencingToken(),
                                            SyncErrors.body(why),
                                            now.plus(wait),
                                            now);
                                }
                            });
            report = report.plus(new PushReport(0, 0, 0, 0, commands.size(), 0));
        }

        /** One command alone was refused; whether it or the hub is at fault shows at the end of the run. */
        void suspect(OutboxCommand command, HubFailure failure) {
            suspects.add(command);
            charges.add(failure);
        }

        /**
         * A hub that fails on everything is broken, and nobody's command is to blame; a hub that takes others is not.
         * Whether it still gives shows at the pull: what others have sent is not held up by what cannot be sent here.
         */
        void settleSuspects() {
            for (int i = 0; i < suspects.size(); i++) {
                var failure = charges.get(i);
                boolean hubsFault =
                        failure instanceof HubFailure.RetryLater && report.accepted() == 0;
                if (hubsFault) {
                    release(List.of(suspects.get(i)), failure);
                    if (failure instanceof HubFailure.RetryLater later && later.after() != null) {
                        stoppedBy = stoppedBy == null ? failure : stoppedBy;
                    } else {
                        note(SyncErrors.of(failure));
                    }
                } else {
                    answered(answers.refuse(suspects.get(i), failure));
                }
            }
        }

        void settleBlocked() {
            report = report.plus(new PushReport(0, 0, 0, 0, 0, blocked.size()));
            blocked.values().forEach(this::note);
        }

        private void note(SyncError error) {
            if (errors.size() < SyncReport.ERRORS_MAX) {
                errors.add(error);
            }
        }
    }
}
