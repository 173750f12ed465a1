package org.fieldpost.sync;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.fieldpost.contract.ConflictDecision;
import org.fieldpost.contract.DecisionResponse;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.Profile;
import org.fieldpost.store.UnshownChangeException;
import org.jspecify.annotations.Nullable;

/**
 * Saves by {@link SavePolicy}. A change that goes to the hub first has the same command id there and here: if the hub
 * did it and its answer was lost, the command that then waits in the outbox is answered as a repetition. Blocks for as
 * long as the hub takes, so never on the screen's thread.
 */
public final class Saving {
    private static final String ROW_CHANGED = "FP-2457";
    private final LocalStore store;
    private final HubApi hub;
    private final RemoteFirst remote;

    /** What became of a change. */
    public sealed interface Outcome {
        /** The hub has it, and so has this laptop. */
        record AtHub() implements Outcome {}

        /** It is saved here and goes out with the next sync. */
        record Here() implements Outcome {}

        /** The hub refused it; nothing was changed. */
        record Refused(ErrorBody why) implements Outcome {}
    }

    /** Saving in an enrolled profile. */
    public static Saving of(Profile profile, HubApi hub, Set<UUID> bundledForms, SyncTools tools) {
        return new Saving(DataSyncService.store(profile), hub, bundledForms, tools);
    }

    Saving(LocalStore store, HubApi hub, Set<UUID> bundledForms, SyncTools tools) {
        this.store = store;
        this.hub = hub;
        this.remote = new RemoteFirst(store, hub, bundledForms, tools);
    }

    /** Saves one change where its policy says. */
    public Outcome save(Mutation mutation) {
        return switch (SavePolicy.of(mutation)) {
            case LOCAL_FIRST -> here(mutation);
            case REMOTE_FIRST ->
                    switch (mutation) {
                        case Mutation.DecideConflict decide -> decide(decide);
                        case Mutation.SaveEntity save -> save(save);
                        default -> here(mutation);
                    };
        };
    }

    private Outcome here(Mutation mutation) {
        store.writes().commit(mutation);
        return new Outcome.Here();
    }

    private Outcome decide(Mutation.DecideConflict m) {
        var conflict = store.database().read(tx -> atHub(tx, EntityType.CONFLICTS, m.conflictId()));
        if (conflict == null
                || !conflict.payload().path("server_version").isNumber()
                || !isLookedAt()) {
            return decideHere(m);
        }
        var decision =
                new ConflictDecision(
                        m.commandId(),
                        Objects.requireNonNull(conflict.rowVersion()),
                        conflict.payload().path("server_version").longValue(),
                        m.action(),
                        m.action().equals("merged") ? m.resolved() : null,
                        m.notes());
        return switch (hub.decide(conflict.id(), decision)) {
            case HubAnswer.Success<DecisionResponse>(DecisionResponse answer) -> {
                remote.takeIn(answer.changes());
                yield new Outcome.AtHub();
            }
            case HubAnswer.Failed<DecisionResponse>(HubFailure failure) ->
                    isOvertaken(failure)
                            ? decideHere(m)
                            : outcome(RemoteFirst.failed(failure), () -> decideHere(m));
        };
    }

    /** A hub that has started since may have been put back to a backup: the next run looks first. */
    private boolean isLookedAt() {
        var settled =
                new SettledStart(
                        store.database().read(tx -> store.tables().syncState().hubStart(tx)));
        return !(hub.health() instanceof HubAnswer.Success<HubHealth>(HubHealth now))
                || settled.unlessIs(now.start()) == null;
    }

    /** What the conflict does not show is not decided about: the hub leaves it alone, and so does this laptop. */
    private Outcome decideHere(Mutation.DecideConflict m) {
        try {
            return here(m);
        } catch (UnshownChangeException e) {
            return new Outcome.Refused(
                    new ErrorBody(
                            SyncErrorCode.UNSHOWN_CHANGE.code(),
                            String.valueOf(e.getMessage()),
                            false));
        }
    }

    /**
     * The row has gone on since the conflict was opened, so the hub does not decide it out of hand. Decided here, the
     * decision is merged with what came since, or the two of them are put before a person.
     */
    private static boolean isOvertaken(HubFailure failure) {
        return failure instanceof HubFailure.Refused(int status, ErrorBody error)
                && error.code().equals(ROW_CHANGED);
    }

    /** A form's id is the device's, so its command may go by itself, ahead of the outbox. */
    private Outcome save(Mutation.SaveEntity m) {
        var held =
                store.database().read(tx -> store.tables().rows(m.type()).find(tx, m.entityId()));
        boolean free =
                m.type().idStrategy() == IdStrategy.CLIENT
                        && held.map(row -> !row.dirty() && row.rowVersion() != null).orElse(true);
        if (!free) {
            return here(m);
        }
        var command =
                new PushCommand(
                        m.commandId(),
                        m.type(),
                        held.isEmpty() ? SyncAction.CREATE : SyncAction.UPDATE,
                        m.entityId(),
                        held.map(EntityRow::rowVersion).orElse(null),
                        held.map(row -> row.localRevision() + 1).orElse(1L),
                        store.tables().rows(m.type()).normalised(m.payload()));
        return outcome(remote.send(command), () -> here(m));
    }

    /** Without a hub that decides, the change is made here; a hub that says no is obeyed. */
    private Outcome outcome(RemoteFirst.Saved saved, Supplier<Outcome> here) {
        return switch (saved) {
            case RemoteFirst.Saved.Done _ -> new Outcome.AtHub();
            case RemoteFirst.Saved.Refused(ErrorBody error) -> new Outcome.Refused(error);
            case RemoteFirst.Saved.NotNow _ -> here.get();
            case RemoteFirst.Saved.Conflict _ ->
                    new Outcome.Refused(
                            new ErrorBody(
                                    SyncErrorCode.CONFLICT.code(),
                                    "It was changed at the hub meanwhile.",
                                    false));
        };
    }

    /** The row under its permanent id, if the hub has all of it. */
    private @Nullable EntityRow atHub(ReadTx tx, EntityType type, UUID id) {
        var now = store.tables().idMap().aliasOf(tx, store.enrolment().user(), type, id);
        return store.tables()
                .rows(type)
                .find(tx, now)
                .filter(row -> row.rowVersion() != null && !row.dirty())
                .orElse(null);
    }
}
