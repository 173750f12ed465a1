package org.fieldpost.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.ChangeEvents;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.Profile;
import org.jspecify.annotations.Nullable;

/**
 * {@link SavePolicy#REMOTE_FIRST}: the hub is asked, and what it accepted is written here under the hub's id.
 * Whether an answer got lost makes no difference to the hub, which has the change once; this laptop then has it by
 * the next pull.
 */
public final class RemoteFirst {
    private final HubApi hub;
    private final Database database;
    private final DeviceTables tables;
    private final ChangeEvents events;
    private final SyncTools tools;

    RemoteFirst(
            HubApi hub,
            Database database,
            DeviceTables tables,
            ChangeEvents events,
            SyncTools tools) {
        this.hub = hub;
        this.database = database;
        this.tables = tables;
        this.events = events;
        this.tools = tools;
    }

    /** For an enrolled profile. */
    public static RemoteFirst of(Profile profile, HubApi hub, SyncTools tools) {
        return new RemoteFirst(hub, profile.database(), profile.tables(), profile.events(), tools);
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
        return send(type, SyncAction.CREATE, id, null, payload);
    }

    /** Changes a row the hub has at {@code baseVersion}. */
    public Saved update(EntityType type, UUID id, long baseVersion, ObjectNode payload) {
        return send(type, SyncAction.UPDATE, id, baseVersion, payload);
    }

    /** The row as the hub had it when this laptop last heard of it. */
    Optional<EntityRow> held(EntityType type, UUID id) {
        return database.read(tx -> tables.rows(type).find(tx, id))
                .filter(row -> row.rowVersion() != null);
    }

    private Saved send(
            EntityType type,
            SyncAction action,
            UUID id,
            @Nullable Long baseVersion,
            ObjectNode payload) {
        var command =
                new PushCommand(tools.ids().next(), type, action, id, baseVersion, 1, payload);
        var epoch = database.read(tx -> tables.syncState().get(tx)).epoch();
        var request =
                new PushRequest(
                        PushRequest.operationId(List.of(command.commandId())),
                        epoch,
                        List.of(command));
        return switch (hub.push(request)) {
            case HubAnswer.Failed<PushResponse>(HubFailure failure) ->
                    failure instanceof HubFailure.Refused(int status, ErrorBody error)
                            ? new Saved.Refused(error)
                            : new Saved.NotNow(SyncErrors.of(failure));
            case HubAnswer.Success<PushResponse>(PushResponse response) ->
                    answered(type, id, payload, response);
        };
    }

    private Saved answered(EntityType type, UUID id, ObjectNode payload, PushResponse response) {
        if (response.results().isEmpty()) {
            return new Saved.NotNow(new SyncError(SyncErrorCode.HUB_ERROR, "the hub did not say"));
        }
        CommandResult result = response.results().getFirst();
        return switch (result.outcome()) {
            case OK -> done(type, id, payload, result);
            // Version 0: the hub has a row of this id that says something else.
            case DUPLICATE ->
                    version(result) == 0
                            ? new Saved.Conflict(null, result.serverRow())
                            : done(type, id, payload, result);
            case CONFLICT -> new Saved.Conflict(result.version(), result.serverRow());
            case ERROR -> {
                var error = result.error();
                var said = error == null ? new ErrorBody("FP-2103", "no reason", true) : error;
                yield said.retryable()
                        ? new Saved.NotNow(new SyncError(SyncErrorCode.HUB_ERROR, said.message()))
                        : new Saved.Refused(said);
            }
        };
    }

    private static long version(CommandResult result) {
        var version = result.version();
        return version == null ? 0 : version;
    }

    private Saved done(EntityType type, UUID asked, ObjectNode payload, CommandResult result) {
        var id = result.entityId() == null ? asked : result.entityId();
        long version = version(result);
        database.run(tx -> take(tx, type, id, version, payload));
        return new Saved.Done(id, version);
    }

    /** The pull may have been quicker, and local work on the row is never written over. */
    private void take(WriteTx tx, EntityType type, UUID id, long version, ObjectNode payload) {
        var rows = tables.rows(type);
        var now = tools.clock().instant();
        var row = EntityRow.fromHub(type, id, version, rows.normalised(payload), now);
        var held = rows.find(tx, id).orElse(null);
        if (held == null) {
            rows.insert(tx, row);
            events.afterCommit(tx, new ChangeEvent.Created(type, id));
        } else if (!held.dirty() && (held.rowVersion() == null || held.rowVersion() < version)) {
            rows.update(tx, held.adopted(version, row.payload(), now), held.localRevision());
            events.afterCommit(tx, new ChangeEvent.Updated(type, id));
        }
    }
}
