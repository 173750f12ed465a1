package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.IdReplacement;
import org.fieldpost.store.Profile;
import org.jspecify.annotations.Nullable;

/**
 * How {@link SavePolicy#REMOTE_FIRST} goes: the hub is asked, and what it accepted is taken in here as the next pull
 * would. Whether an answer got lost makes no difference to the hub, which has the change once. What to do when the hub
 * cannot be asked is for {@link Saving}, or whoever else calls, to say.
 */
public final class RemoteFirst {
    private final HubApi hub;
    private final LocalStore store;
    private final SyncTools tools;
    private final ApplyEngine apply;
    private final IntegrityGate gate;

    RemoteFirst(LocalStore store, HubApi hub, Set<UUID> bundledForms, SyncTools tools) {
        this.hub = hub;
        this.store = store;
        this.tools = tools;
        apply = new ApplyEngine(store, bundledForms, Integer.MAX_VALUE);
        gate = new IntegrityGate(store.tables());
    }

    /** For an enrolled profile. */
    public static RemoteFirst of(
            Profile profile, HubApi hub, Set<UUID> bundledForms, SyncTools tools) {
        return new RemoteFirst(DataSyncService.store(profile), hub, bundledForms, tools);
    }

    /** What came of it. */
    public sealed interface Saved {
        /**
         * The hub has it, and so has this laptop.
         *
         * @param id the permanent id
         * @param version the hub's version
         */
        record Done(UUID id, long version) implements Saved {}

        /** The hub has another version, or under this id something else; nothing was changed. */
        record Conflict(@Nullable Long version, @Nullable ObjectNode serverRow) implements Saved {}

        /** The hub said no; nothing was changed. */
        record Refused(ErrorBody error) implements Saved {}

        /** The hub cannot be asked now; nothing was changed here. */
        record NotNow(SyncError error) implements Saved {}
    }

    /** Makes a row at the hub; for types whose ids the hub gives, {@code id} is only a temporary one. */
    public Saved create(EntityType type, UUID id, ObjectNode payload) {
        return send(
                new PushCommand(tools.ids().next(), type, SyncAction.CREATE, id, null, 1, payload));
    }

    /** The row as the hub had it when this laptop last heard of it. */
    Optional<EntityRow> held(EntityType type, UUID id) {
        return store.database()
                .read(tx -> store.tables().rows(type).find(tx, id))
                .filter(row -> row.rowVersion() != null);
    }

    /**
     * Sends one command by itself, ahead of the outbox; not before the hub has taken all that it refers to, and with
     * the ids these have now.
     */
    Saved send(PushCommand asked) {
        var command = store.database().read(tx -> current(tx, asked));
        var missing =
                store.database()
                        .read(
                                tx ->
                                        new PushDependencies(store.tables(), tx)
                                                .firstMissing(
                                                        command.entityType(),
                                                        command.entityId(),
                                                        command.payload()));
        if (missing != null) {
            return new Saved.NotNow(
                    new SyncError(
                            SyncErrorCode.FK_RESOLUTION_FAILED,
                            "it refers to %s, which is not at the hub yet".formatted(missing)));
        }
        var state = store.tables().syncState();
        var epoch = store.database().read(state::get).epoch();
        var request =
                new PushRequest(
                        PushRequest.operationId(List.of(command.commandId())),
                        epoch,
                        List.of(command),
                        store.database().read(state::hubStart));
        return switch (hub.push(request)) {
            case HubAnswer.Failed<PushResponse>(HubFailure failure) -> failed(failure);
            case HubAnswer.Success<PushResponse>(PushResponse response) ->
                    response.results().isEmpty()
                            ? notNow("the hub did not say")
                            : answered(command, response.results().getFirst());
        };
    }

    private PushCommand current(ReadTx tx, PushCommand asked) {
        var said = asked.payload();
        if (said == null) {
            return asked;
        }
        return new PushCommand(
                asked.commandId(),
                asked.entityType(),
                asked.action(),
                asked.entityId(),
                asked.baseVersion(),
                asked.clientVersion(),
                IdReplacement.current(
                        tx, store.tables(), store.enrolment().user(), asked.entityType(), said));
    }

    /** A hub that says no is told apart from one that cannot be asked. */
    static Saved failed(HubFailure failure) {
        return switch (failure) {
            case HubFailure.Refused(int status, ErrorBody error) -> new Saved.Refused(error);
            case HubFailure.TooLarge(ErrorBody error) -> new Saved.Refused(error);
            case HubFailure.Untrusted _ -> new Saved.NotNow(SyncErrors.of(failure));
            case HubFailure.Unreachable _ -> new Saved.NotNow(SyncErrors.of(failure));
            case HubFailure.RetryLater _ -> new Saved.NotNow(SyncErrors.of(failure));
            case HubFailure.Unauthorized _ -> new Saved.NotNow(SyncErrors.of(failure));
            case HubFailure.EpochChanged _ -> new Saved.NotNow(SyncErrors.of(failure));
            case HubFailure.HorizonPassed _ -> new Saved.NotNow(SyncErrors.of(failure));
        };
    }

    private static Saved notNow(String why) {
        return new Saved.NotNow(new SyncError(SyncErrorCode.HUB_ERROR, why));
    }

    private Saved answered(PushCommand command, CommandResult result) {
        long version = Objects.requireNonNullElse(result.version(), 0L);
        return switch (result.outcome()) {
            case OK -> done(command, result, version);
            // Version 0: the hub has a row of this id that says something else.
            case DUPLICATE ->
                    version == 0
                            ? new Saved.Conflict(null, result.serverRow())
                            : done(command, result, version);
            case CONFLICT -> new Saved.Conflict(result.version(), result.serverRow());
            case ERROR -> {
                var error = result.error();
                var said =
                        error == null
                                ? new ErrorBody(SyncErrorCode.HUB_ERROR.code(), "no reason", true)
                                : error;
                yield said.retryable() ? notNow(said.message()) : new Saved.Refused(said);
            }
        };
    }

    private Saved done(PushCommand command, CommandResult result, long version) {
        var id = Objects.requireNonNullElse(result.entityId(), command.entityId());
        var payload =
                store.tables()
                        .rows(command.entityType())
                        .normalised(Objects.requireNonNull(command.payload()));
        store.database().run(tx -> takeIn(tx, arrived(tx, command, result, id, version, payload)));
        return new Saved.Done(id, version);
    }

    /** What was asked for under a temporary id is here under the hub's, and is found by both. */
    private PullChange arrived(
            WriteTx tx,
            PushCommand command,
            CommandResult result,
            UUID id,
            long version,
            ObjectNode payload) {
        var type = command.entityType();
        var said =
                id.equals(command.entityId())
                        ? payload
                        : IdReplacement.arrived(
                                tx,
                                store.tables(),
                                type,
                                command.entityId(),
                                id,
                                payload,
                                tools.ids().next(),
                                tools.clock().instant());
        return new PullChange(
                type,
                command.action(),
                id,
                version,
                Objects.requireNonNullElse(result.changedAt(), 0L),
                said);
    }

    /** As the next pull would; it brings the same again. What cannot be applied now is left to it. */
    void takeIn(List<PullChange> changes) {
        store.database().run(tx -> takeIn(tx, changes));
    }

    private void takeIn(WriteTx tx, PullChange change) {
        takeIn(tx, List.of(change));
    }

    private void takeIn(WriteTx tx, List<PullChange> changes) {
        store.tables().syncState().tellUnconfirmed(tx);
        var context = new SyncBatchContext(tools.ids().next());
        context.beginPage();
        apply.applyBatch(tx, changes, context, tools.clock().instant());
        gate.check(tx, context);
    }
}
