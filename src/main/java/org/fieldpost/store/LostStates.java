package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.merge.JsonSame;
import org.jspecify.annotations.Nullable;

/**
 * States of rows that undecided conflicts show and that a hub restored from a backup has lost, though not the rows. The
 * version a conflict names may come to be another state there, so it names none any more: whatever is decided meets the
 * hub's row of then. What the hub had is offered to it, past the change that is parked. See decision 27.
 */
public final class LostStates {
    /** What a conflict names as the hub's version when the hub has lost that: no row has it. */
    public static final long NO_VERSION = 0;

    /** No row has this revision: when what is offered is accepted, nothing that was changed here is. */
    private static final long NOT_OURS = 0;

    private final DeviceTables tables;
    private final OutboxUpkeep upkeep;

    public LostStates(DeviceTables tables) {
        this.tables = tables;
        upkeep = new OutboxUpkeep(tables.outbox());
    }

    /** Whether {@code command} gives a hub back what it had in a version it has lost, past a change that is parked. */
    public static boolean isGivenBack(OutboxCommand command) {
        return command.action() == SyncAction.UPDATE && OfferedUnderConflict.isHubsSide(command);
    }

    /** Of {@code commands} of one row, not done, the one that gives back what the hub had. */
    public static Optional<OutboxCommand> among(List<OutboxCommand> commands) {
        return commands.stream().filter(LostStates::isGivenBack).findFirst();
    }

    /** A conflict that names no version of the hub's row. */
    public static ObjectNode naming(ObjectNode conflict) {
        return conflict.deepCopy().put("server_version", NO_VERSION);
    }

    /**
     * Which version of the row said what a conflict shows; asked of the hub after a restore.
     *
     * @param shown what the hub had, by the conflict; null if it had deleted the row
     * @param named the version the conflict names
     */
    public long version(
            ReadTx tx, EntityType type, UUID id, @Nullable ObjectNode shown, long named) {
        var offered = among(tables.outbox().ofEntity(tx, type, id)).map(OutboxCommand::baseVersion);
        if (offered.isPresent()) {
            return offered.get() + 1;
        }
        return tables.rows(type)
                .find(tx, id)
                .filter(row -> shown != null && JsonSame.values(row.baseSnapshot(), shown))
                .map(EntityRow::rowVersion)
                .filter(version -> version > NO_VERSION)
                .orElse(named);
    }

    /** What was on its way to an earlier life of the hub stays here. */
    public void takeBack(WriteTx tx, EntityType type, UUID id, Instant now) {
        given(tx, type, id).map(OutboxCommand::id).forEach(c -> complete(tx, c, now));
    }

    /**
     * The hub has the row as it was before, or in other words: what is parked here was not made on that.
     *
     * @param hubs what the hub had, to be given back; null for nothing
     * @param on the hub's version that nobody has changed since the restore; 0 if somebody has
     * @param commandId the key of what is offered
     */
    public void offer(
            WriteTx tx,
            EntityType type,
            UUID id,
            @Nullable ObjectNode hubs,
            long on,
            UUID commandId,
            Instant now) {
        takeBack(tx, type, id, now);
        standOnNothing(tx, type, id);
        var rows = tables.rows(type);
        rows.find(tx, id).ifPresent(row -> rows.update(tx, unknown(row, on), row.localRevision()));
        if (hubs != null && on > NO_VERSION) {
            tables.outbox()
                    .enqueue(
                            tx,
                            new OutboxRepository.NewCommand(
                                    commandId,
                                    type,
                                    id,
                                    SyncAction.UPDATE,
                                    hubs,
                                    on,
                                    null,
                                    NOT_OURS,
                                    now));
        }
    }

    private static EntityRow unknown(EntityRow row, long on) {
        return new EntityRow(
                row.type(),
                row.id(),
                row.payload(),
                on,
                row.localRevision(),
                true,
                null,
                row.changedAt());
    }

    /**
     * The hub does not take back what it had: somebody has changed the row meanwhile. What was changed or decided here
     * was not made on that; the hub is to show its row.
     */
    public void refused(WriteTx tx, OutboxCommand offered, Instant now) {
        complete(tx, offered.id(), now);
        standOnNothing(tx, offered.entityType(), offered.aggregateId());
    }

    private void standOnNothing(WriteTx tx, EntityType type, UUID id) {
        tables.outbox().ofEntity(tx, type, id).stream()
                .filter(c -> c.action() != SyncAction.CREATE && !isGivenBack(c))
                .filter(c -> c.status() == OutboxStatus.CONFLICT || isUnsent(c))
                .forEach(c -> upkeep.standOn(tx, c, NO_VERSION, null));
    }

    private static boolean isUnsent(OutboxCommand command) {
        return command.status() == OutboxStatus.PENDING && !command.isFrozen();
    }

    private Stream<OutboxCommand> given(ReadTx tx, EntityType type, UUID id) {
        return tables.outbox().ofEntity(tx, type, id).stream()
                .filter(LostStates::isGivenBack)
                .filter(c -> c.status() != OutboxStatus.IN_FLIGHT);
    }

    private void complete(WriteTx tx, UUID command, Instant now) {
        tables.outbox().completeFolded(tx, List.of(command), now);
    }
}
