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
import org.jspecify.annotations.Nullable;

/**
 * Rows that a hub restored from a backup lacks, and about which a person has yet to decide here. What the hub had is
 * offered to it, past the change that is parked: so the conflict has a row to be about, wherever it is decided, and the
 * hub has again what is shown to who decides. Our side, or our deletion, goes on waiting for the decision.
 */
public final class OfferedUnderConflict {
    /** No row has this revision: when what is offered is accepted, nothing that was changed here is. */
    private static final long NOT_OURS = 0;

    private static final int PENDING_MAX = 10_000;
    private final OutboxRepository outbox;
    private final ConflictTable conflicts;

    public OfferedUnderConflict(DeviceTables tables) {
        outbox = tables.outbox();
        conflicts = tables.conflicts();
    }

    /** Whether {@code command} says what the hub had, and nothing of what was changed here. */
    public static boolean isHubsSide(OutboxCommand command) {
        return command.action() != SyncAction.DELETE && command.clientVersion() == NOT_OURS;
    }

    /** Of {@code commands} of one row, not done, the one that makes what the hub had. */
    public static Optional<OutboxCommand> among(List<OutboxCommand> commands) {
        return commands.stream()
                .filter(OfferedUnderConflict::isHubsSide)
                .filter(command -> command.action() == SyncAction.CREATE)
                .findFirst();
    }

    /** The row as the hub is going to have it, once it has taken what is offered. */
    public static EntityRow hubsRow(
            EntityType type, UUID id, @Nullable EntityRow held, ObjectNode hubs, Instant at) {
        long revision = held == null ? 1 : held.localRevision() + 1;
        return new EntityRow(type, id, hubs, null, revision, false, hubs.deepCopy(), at);
    }

    /**
     * Offers the row to the hub as new; false, and nothing changes, when nothing of it is parked here.
     *
     * @param ours the row as it is here, offered if the hub had deleted it: that is lost too; null if it is not here
     * @param commandId the key of what is offered
     */
    public boolean offer(
            WriteTx tx,
            Enrolment enrolment,
            EntityType type,
            UUID id,
            @Nullable ObjectNode ours,
            UUID commandId,
            Instant now) {
        var waiting = outbox.ofEntity(tx, type, id);
        var conflict = conflict(tx, enrolment, type, id);
        if (conflict.isEmpty()
                || waiting.stream().noneMatch(c -> c.status() == OutboxStatus.CONFLICT)) {
            return false;
        }
        var said = conflict.get().get("server_payload") instanceof ObjectNode hubs ? hubs : ours;
        if (said == null) {
            return false;
        }
        if (among(waiting).isEmpty()) {
            outbox.enqueue(
                    tx,
                    new OutboxRepository.NewCommand(
                            commandId,
                            type,
                            id,
                            SyncAction.CREATE,
                            said,
                            null,
                            null,
                            NOT_OURS,
                            now));
        }
        return true;
    }

    /** Whether work on the row waits here for a decision about a conflict that this laptop has opened. */
    public boolean isParked(ReadTx tx, Enrolment enrolment, EntityType type, UUID id) {
        return outbox.ofEntity(tx, type, id).stream()
                        .anyMatch(c -> c.status() == OutboxStatus.CONFLICT)
                && conflict(tx, enrolment, type, id).isPresent();
    }

    /** Whether an undecided conflict that this laptop has opened shows what the hub had in {@code other} as ours. */
    boolean isAsked(ReadTx tx, Enrolment enrolment, ObjectNode other, UUID id) {
        var hash = other.path("server_payload").path("sha256");
        var type = EntityType.of(other.path("resource_type").asText());
        return type.isPresent()
                && own(tx, enrolment, type.get(), id)
                        .anyMatch(said -> said.path("client_payload").path("sha256").equals(hash));
    }

    /** The newest that this laptop has opened: it shows what the hub had last. */
    private Optional<ObjectNode> conflict(
            ReadTx tx, Enrolment enrolment, EntityType type, UUID id) {
        return own(tx, enrolment, type, id).reduce((earlier, later) -> later);
    }

    private Stream<ObjectNode> own(ReadTx tx, Enrolment enrolment, EntityType type, UUID id) {
        var device = enrolment.device().value().toString();
        return conflicts.pending(tx, PENDING_MAX).stream()
                .map(EntityRow::payload)
                .filter(said -> said.path("device_id").asText().equals(device))
                .filter(said -> said.path("resource_type").asText().equals(type.word()))
                .filter(said -> said.path("resource_id").asText().equals(id.toString()));
    }
}
