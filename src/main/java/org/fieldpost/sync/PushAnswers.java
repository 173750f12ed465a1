package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.store.Acceptance;
import org.fieldpost.store.IdReplacement;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.OutboxUpkeep;
import org.fieldpost.store.TombstoneRepository.Tombstone;
import org.fieldpost.store.UnwantedCreates;
import org.jspecify.annotations.Nullable;

/**
 * What the hub answered, taken in by one transaction: ids, rows, base versions and commands change together or
 * not at all. An answer to an earlier sending (its lease is lost) changes nothing.
 */
final class PushAnswers {
    /** The hub's: the command's key was used for other content. */
    private static final String KEY_USED = "FP-2622";

    /** The hub's: so was the key of a push, here of one that held this command alone. */
    private static final String PUSH_KEY_USED = "FP-2422";

    /** The hub's: it has no row of that id to change or delete. */
    private static final String UNKNOWN = "FP-2604";

    /** The hub's: it lacks what a column names. */
    private static final String REFERENCE_UNKNOWN = "FP-2605";

    /** The hub's: it has no row of that id, and lacks what the new one refers to, or deleted it. */
    private static final Set<String> NOT_THERE = Set.of(REFERENCE_UNKNOWN, "FP-2606");

    private final LocalStore store;
    private final SyncSettings settings;
    private final SyncTools tools;
    private final OutboxUpkeep upkeep;
    private final PushConflicts conflicts;
    private final PhotosOfDeleted photos;
    private final IntegrityGate gate;
    private final UnwantedCreates unwanted;
    private final PulledCopies copies;

    PushAnswers(LocalStore store, SyncSettings settings, SyncTools tools) {
        this.store = store;
        this.settings = settings;
        this.tools = tools;
        upkeep = new OutboxUpkeep(store.tables().outbox());
        conflicts = new PushConflicts(store, tools);
        photos = new PhotosOfDeleted(store, tools);
        gate = new IntegrityGate(store.tables());
        unwanted = new UnwantedCreates(store.tables());
        copies = new PulledCopies(store.tables());
    }

    /** What a batch came to. */
    record Taken(PushReport report, List<SyncError> errors) {}

    /**
     * Takes in what the hub answered to {@code sent}.
     *
     * @param othersWait whether commands were held back in this run, which may go once something was accepted
     */
    Taken take(
            List<OutboxCommand> sent,
            PushResponse response,
            SyncBatchContext context,
            boolean othersWait) {
        return store.database()
                .write(
                        tx -> {
                            var taken = new Taking(tx, context).all(sent, response);
                            if (!isAllAccepted(sent, response)) {
                                // Keys, ids and rows of which the journal has no record.
                                store.writes().came(tx);
                            }
                            if (othersWait && taken.report().accepted() > 0) {
                                var now = tools.clock().instant();
                                upkeep.unblock(tx, SyncErrorCode.BLOCKED.code(), now);
                            }
                            return taken;
                        });
    }

    private static boolean isAllAccepted(List<OutboxCommand> sent, PushResponse response) {
        var accepted = new HashSet<UUID>();
        response.results().stream()
                .filter(CommandResult::wasAccepted)
                .forEach(result -> accepted.add(result.commandId()));
        return sent.stream().allMatch(command -> accepted.contains(command.id()));
    }

    /** The hub refused a command that came alone, without an answer of its own. */
    Taken refuse(OutboxCommand command, HubFailure failure) {
        var error = SyncErrors.of(failure);
        var body = new ErrorBody(error.code().code(), error.message(), error.retryable());
        return store.database()
                .write(
                        tx -> {
                            var taking = new Taking(tx, new SyncBatchContext(new UUID(0, 0)));
                            if (taking.isKnownOtherwise(command, failure)) {
                                taking.sayUnderAnotherKey(command);
                            } else {
                                taking.failed(command, body);
                            }
                            store.writes().came(tx);
                            return taking.taken();
                        });
    }

    /** One transaction's worth of answers. */
    private final class Taking {
        private final WriteTx tx;
        private final SyncBatchContext context;
        private final Instant now = tools.clock().instant();
        private final List<SyncError> errors = new ArrayList<>();
        private int accepted;
        private int rebased;
        private int parked;
        private int dead;
        private int failed;

        Taking(WriteTx tx, SyncBatchContext context) {
            this.tx = tx;
            this.context = context;
        }

        Taken taken() {
            return new Taken(new PushReport(accepted, rebased, parked, dead, failed, 0), errors);
        }

        Taken all(List<OutboxCommand> sent, PushResponse response) {
            var results = new HashMap<UUID, CommandResult>();
            response.results().forEach(result -> results.put(result.commandId(), result));
            accept(sent, results);
            for (var command : sent) {
                var result = results.get(command.id());
                if (result == null) {
                    failed(
                            command,
                            new ErrorBody(
                                    SyncErrorCode.HUB_ERROR.code(), "the hub did not say", true));
                    continue;
                }
                switch (result.outcome()) {
                    case OK, DUPLICATE -> {}
                    case CONFLICT -> conflict(command, result);
                    case ERROR -> {
                        if (!stillLeased(command)) {
                            continue;
                        }
                        var error = result.error();
                        if (error != null && isKnownOtherwise(command, error)) {
                            sayUnderAnotherKey(command);
                            continue;
                        }
                        var judged =
                                error == null
                                        ? new ErrorBody(
                                                SyncErrorCode.HUB_ERROR.code(), "no reason", true)
                                        : photos.judged(tx, command, error, now);
                        if (!isUnwanted(command, judged) && !goesWithout(command, judged)) {
                            failed(command, judged);
                        }
                    }
                }
            }
            return taken();
        }

        /** All acceptances in one mutation: one journal record, and every reference rewritten once. */
        private void accept(List<OutboxCommand> sent, Map<UUID, CommandResult> results) {
            var acceptances = new ArrayList<Acceptance>();
            context.beginPage();
            var inFlight =
                    store.tables()
                            .outbox()
                            .inFlight(tx, sent.stream().map(OutboxCommand::id).toList());
            var copied = copies.of(tx, sent, results);
            for (var command : sent) {
                var result = results.get(command.id());
                var token = inFlight.get(command.id());
                if (result == null
                        || !result.wasAccepted()
                        || token == null
                        || token != command.fencingToken()) {
                    continue;
                }
                var id = result.entityId();
                var version = result.version();
                if (id != null
                        && !id.equals(command.aggregateId())
                        && copied.contains(id)
                        && copies.isWorkOpen(tx, command.entityType(), id)) {
                    waitForCopy(command, id);
                } else if (id != null && version != null) {
                    acceptances.add(
                            new Acceptance(
                                    command.id(),
                                    command.fencingToken(),
                                    id,
                                    version,
                                    hash(command.payload())));
                    touched(command, id);
                }
            }
            if (!acceptances.isEmpty()) {
                store.writes().apply(tx, new Mutation.Accept(tools.ids().next(), now, acceptances));
                deletedMeanwhile(sent, acceptances);
                conflicts.heldDecided(tx, sent, acceptances, now);
                gate.check(tx, context);
                accepted += acceptances.size();
                noteTold(sent, results, acceptances);
            }
        }

        /**
         * The stamps of what is here now as the hub has it, so that it need not be pulled back: what would come as
         * nothing new. A row that is not here, was deleted or waits in quarantine is left to the pull.
         */
        private void noteTold(
                List<OutboxCommand> sent,
                Map<UUID, CommandResult> results,
                List<Acceptance> acceptances) {
            var accepted = new HashSet<UUID>();
            acceptances.forEach(acceptance -> accepted.add(acceptance.commandId()));
            var stamps = new EnumMap<EntityType, Map<UUID, Long>>(EntityType.class);
            for (var command : sent) {
                var result = results.get(command.id());
                if (accepted.contains(command.id())
                        && PlainArrivals.TYPES.contains(command.entityType())
                        && command.action() != SyncAction.DELETE
                        && result != null
                        && result.outcome() == CommandResult.Outcome.OK
                        && result.entityId() != null
                        && result.changedAt() != null) {
                    stamps.computeIfAbsent(command.entityType(), type -> new HashMap<>())
                            .put(result.entityId(), result.changedAt());
                }
            }
            stamps.forEach(
                    (type, told) -> {
                        var here = store.tables().rows(type).existing(tx, told.keySet());
                        here.removeAll(store.tables().tombstones().among(tx, told.keySet()));
                        here.removeAll(store.tables().quarantine().among(tx, told.keySet()));
                        told.keySet().retainAll(here);
                        told.values().forEach(context::toldOf);
                    });
        }

        /**
         * Sent before, which a power cut made this laptop forget; meanwhile it was told that somebody has deleted it,
         * as if that were another row. The deletion waits for local work, like any that finds some.
         */
        private void deletedMeanwhile(List<OutboxCommand> sent, List<Acceptance> accepted) {
            var tables = store.tables();
            var commands = new HashMap<UUID, OutboxCommand>();
            sent.forEach(command -> commands.put(command.id(), command));
            var renamed = new HashMap<UUID, EntityType>();
            for (var acceptance : accepted) {
                var command = Objects.requireNonNull(commands.get(acceptance.commandId()));
                if (!command.aggregateId().equals(acceptance.entityId())) {
                    renamed.put(acceptance.entityId(), command.entityType());
                }
            }
            for (var id : tables.tombstones().among(tx, renamed.keySet())) {
                var type = Objects.requireNonNull(renamed.get(id));
                var deleted = tables.tombstones().find(tx, type, id);
                var version = deleted.map(Tombstone::rowVersion).orElse(null);
                if (version != null && tables.rows(type).find(tx, id).isPresent()) {
                    tables.tombstones().remove(tx, type, id);
                    ApplyEngine.leave(
                            tx,
                            tables,
                            new PullChange(type, SyncAction.DELETE, id, version, 0, null),
                            now);
                }
            }
        }

        /**
         * The row was sent before, and the answer or the memory of it was lost; it was pulled as another since, and
         * changed there. That change goes first: what was changed in the two copies is merged at the hub's row, or by
         * a person, while commands of one row here would be taken for edits of one another. Nobody else waits for it:
         * what names this row names the copy from now on.
         */
        private void waitForCopy(OutboxCommand command, UUID copy) {
            new IdReplacement(store.tables(), store.events())
                    .follow(tx, command.entityType(), command.aggregateId(), copy);
            var why =
                    new ErrorBody(
                            SyncErrorCode.BLOCKED.code(),
                            command.entityType().word() + " waits for work on its copy",
                            true);
            var next = now.plus(settings.backoff().delay(1, tools.random()));
            upkeep.release(tx, command.id(), command.fencingToken(), why, next, now);
            failed++;
        }

        /**
         * The command was sent before, and a power cut took away that it was: it was changed since. Under a key of its
         * own the hub takes what it says for what it is, a change of what was sent.
         */
        private void sayUnderAnotherKey(OutboxCommand command) {
            upkeep.restandWithAllBehind(tx, command, tools.ids()::next, now);
            rebased++;
        }

        private boolean isKnownOtherwise(OutboxCommand command, ErrorBody error) {
            return error.code().equals(KEY_USED) && stillLeased(command);
        }

        private boolean isKnownOtherwise(OutboxCommand command, HubFailure failure) {
            return failure instanceof HubFailure.Refused(int status, ErrorBody error)
                    && error.code().equals(PUSH_KEY_USED)
                    && stillLeased(command);
        }

        private void touched(OutboxCommand command, UUID id) {
            if (!id.equals(command.aggregateId())) {
                context.touchTarget(command.entityType(), command.aggregateId());
            }
        }

        private boolean stillLeased(OutboxCommand command) {
            return store.tables()
                    .outbox()
                    .find(tx, command.id())
                    .filter(held -> held.fencingToken() == command.fencingToken())
                    .filter(held -> held.status() == OutboxStatus.IN_FLIGHT)
                    .isPresent();
        }

        private void conflict(OutboxCommand command, CommandResult result) {
            if (!stillLeased(command)) {
                return;
            }
            var id = result.entityId();
            if (id != null
                    && !id.equals(command.aggregateId())
                    && copies.isWorkOpen(tx, command.entityType(), id)) {
                waitForCopy(command, id);
                return;
            }
            switch (conflicts.resolve(tx, command, result, now)) {
                case ADOPTED -> accepted++;
                case REBASED -> rebased++;
                case PARKED -> {
                    photos.stay(tx, command, now);
                    parked++;
                    note(SyncErrorCode.CONFLICT, command, "was changed here and at the hub");
                }
                case DECIDED_MEANWHILE -> {
                    dead++;
                    note(SyncErrorCode.DECIDED_MEANWHILE, command, "was decided by somebody else");
                }
                case NOTHING_TO_COMPARE ->
                        failed(
                                command,
                                new ErrorBody(
                                        SyncErrorCode.HUB_ERROR.code(),
                                        "conflict without a row",
                                        true));
            }
        }

        /**
         * The create would be a dead letter now, of a row that is deleted here and, by the hub's own answer, not there.
         * Before that it is tried again as any other: the hub may get from elsewhere what it lacks, and the row too.
         */
        private boolean isUnwanted(OutboxCommand command, ErrorBody error) {
            return conflicts.isNotTakenBack(tx, command, error, now)
                    || (error.code().equals(UNKNOWN) && unwanted.neverWas(tx, command, now))
                    || (NOT_THERE.contains(error.code())
                            && (!error.retryable() || isExhausted(command))
                            && unwanted.cancel(tx, command, now));
        }

        /**
         * The hub lacks what an optional column names, and so does this laptop: it was deleted here before the hub had
         * it, or the hub was restored from a backup. Nobody has brought it in as many tries as a command has, so the
         * row goes without. A command never sent would have from the first.
         */
        private boolean goesWithout(OutboxCommand command, ErrorBody error) {
            if (!error.code().equals(REFERENCE_UNKNOWN)
                    || !isExhausted(command)
                    || !stillLeased(command)) {
                return false;
            }
            var columns = new PushDependencies(store.tables(), tx).leadingNowhere(command);
            if (columns.isEmpty()) {
                return false;
            }
            var rows = store.tables().rows(command.entityType());
            rows.find(tx, command.aggregateId())
                    .ifPresent(row -> rows.update(tx, row.without(columns), row.localRevision()));
            upkeep.restandWithout(tx, command, columns, tools.ids()::next, now);
            rebased++;
            return true;
        }

        private boolean isExhausted(OutboxCommand command) {
            return command.attempts() >= settings.batch().attemptsMax();
        }

        void failed(OutboxCommand command, ErrorBody error) {
            var outbox = store.tables().outbox();
            boolean unresolvable = countAgainstMapping(command, error);
            boolean exhausted = isExhausted(command);
            if (!error.retryable() || exhausted || unresolvable) {
                var told = unresolvable ? unresolved(error) : error;
                if (outbox.deadLetter(tx, command.id(), command.fencingToken(), told, now)) {
                    if (upkeep.makeInstead(tx, command, now)) {
                        rebased++;
                        return;
                    }
                    photos.stay(tx, command, now);
                    dead++;
                    note(
                            unresolvable
                                    ? SyncErrorCode.ID_UNRESOLVED
                                    : error.retryable()
                                            ? SyncErrorCode.RETRIES_EXHAUSTED
                                            : SyncErrorCode.REFUSED,
                            command,
                            error.message() + " (" + error.code() + ")");
                }
            } else {
                var delay = settings.backoff().delay(command.attempts(), tools.random());
                if (outbox.fail(
                        tx, command.id(), command.fencingToken(), error, now.plus(delay), now)) {
                    failed++;
                    note(SyncErrorCode.HUB_ERROR, command, error.message());
                }
            }
        }

        /** Seed 000, max_retry_failure: whether the hub has been asked too often, so that a person must be told. */
        private boolean countAgainstMapping(OutboxCommand command, ErrorBody error) {
            return command.action() == SyncAction.CREATE
                    && command.entityType().idStrategy() == IdStrategy.SERVER
                    && store.tables()
                            .idMap()
                            .recordFailure(
                                    tx,
                                    store.enrolment().user(),
                                    command.entityType(),
                                    command.aggregateId(),
                                    error.message());
        }

        private static ErrorBody unresolved(ErrorBody error) {
            return new ErrorBody(
                    SyncErrorCode.ID_UNRESOLVED.code(),
                    error.message() + " (" + error.code() + ")",
                    false);
        }

        private void note(SyncErrorCode code, OutboxCommand command, String what) {
            var named = command.entityType().word() + " " + command.aggregateId();
            errors.add(new SyncError(code, named + " " + what));
        }
    }

    private static Sha256 hash(@Nullable ObjectNode payload) {
        return payload == null ? Sha256.of(new byte[0]) : Json.canonicalHash(payload);
    }
}
