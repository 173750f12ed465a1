package org.fieldpost.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one command.
 *
 * @param commandId the command
 * @param outcome OK applied; DUPLICATE was applied before; CONFLICT changed meanwhile; ERROR refused
 * @param entityId the entity's permanent id (OK, DUPLICATE, CONFLICT)
 * @param version the hub's row version now (OK, DUPLICATE, CONFLICT)
 * @param changedAt the hub's change stamp of that version; null when the row is in another version by now
 * @param serverRow the hub's row, for CONFLICT; null there means the row was deleted at the hub
 * @param error why, for ERROR
 */
public record CommandResult(
        UUID commandId,
        Outcome outcome,
        @Nullable UUID entityId,
        @Nullable Long version,
        @Nullable Long changedAt,
        @Nullable ObjectNode serverRow,
        @Nullable ErrorBody error) {
    /** How a command ended at the hub. */
    public enum Outcome {
        OK,
        DUPLICATE,
        CONFLICT,
        ERROR
    }

    /** Whether the hub has it now, by this push or an earlier one. */
    public boolean wasAccepted() {
        return outcome == Outcome.OK || outcome == Outcome.DUPLICATE;
    }

    /** The same, with {@code row} in the place of the hub's row. */
    public CommandResult showing(ObjectNode row) {
        return new CommandResult(commandId, outcome, entityId, version, changedAt, row, error);
    }
}
