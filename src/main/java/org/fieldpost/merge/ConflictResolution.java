package org.fieldpost.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fieldpost.contract.EntityConflictConfig;
import org.fieldpost.contract.EntityType;
import org.jspecify.annotations.Nullable;

/** The seed's conflict flow chart, as one pure function. */
public final class ConflictResolution {
    private ConflictResolution() {}

    /** One side's row, as far as it is known. */
    public sealed interface Side {
        /** There is a row. */
        record Row(ObjectNode columns) implements Side {}

        /** It was deleted. */
        record Deleted() implements Side {}

        /** Nothing is known. */
        record Unknown() implements Side {}
    }

    /** Decides what becomes of the command. */
    public static ConflictResolutionOutcome resolve(
            EntityType type,
            @Nullable ObjectNode base,
            Side local,
            Side server,
            MergeContext context) {
        if (server instanceof Side.Unknown) {
            return new ConflictResolutionOutcome.Skipped(
                    ConflictResolutionOutcome.Reason.NO_SERVER_DATA);
        }
        if (local instanceof Side.Unknown) {
            return new ConflictResolutionOutcome.Skipped(
                    ConflictResolutionOutcome.Reason.NO_LOCAL_ROW);
        }
        if (EntityConflictConfig.of(type).conflictFree()) {
            return new ConflictResolutionOutcome.AdoptServer();
        }
        if (local instanceof Side.Deleted && server instanceof Side.Deleted) {
            return new ConflictResolutionOutcome.AdoptServer();
        }
        if (!(local instanceof Side.Row(ObjectNode mine))
                || !(server instanceof Side.Row(ObjectNode theirs))) {
            return new ConflictResolutionOutcome.ManualRequired(List.of());
        }
        return switch (MergeEntity.mergeEntity(type, base, mine, theirs, context)) {
            // The hub has it all: tried again, a decision that stands would be refused for ever.
            case MergeResult.Merged(ObjectNode row) ->
                    JsonSame.values(row, theirs)
                            ? new ConflictResolutionOutcome.AdoptServer()
                            : new ConflictResolutionOutcome.RebaseAndRetry(row);
            case MergeResult.NeedsPerson person ->
                    new ConflictResolutionOutcome.ManualRequired(person.conflicts());
        };
    }
}
