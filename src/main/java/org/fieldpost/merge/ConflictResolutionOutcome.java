package org.fieldpost.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What becomes of a command the hub called a conflict (seed: {@code ConflictResolutionOutcome}). */
public sealed interface ConflictResolutionOutcome {
    /** ADOPT_SERVER: the hub's row is taken, the command is completed. */
    record AdoptServer() implements ConflictResolutionOutcome {}

    /**
     * REBASE_AND_RETRY: the merged row replaces the command's payload, on the hub's version.
     *
     * @param merged the merged columns
     */
    record RebaseAndRetry(ObjectNode merged) implements ConflictResolutionOutcome {}

    /**
     * MANUAL_REQUIRED: the command parks and a person decides.
     *
     * @param conflicts the undecided fields; empty when an update met a delete
     */
    record ManualRequired(List<FieldConflict> conflicts) implements ConflictResolutionOutcome {
        public ManualRequired {
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * SKIPPED: nothing can be said yet; the command is kept.
     *
     * @param reason what was missing
     */
    record Skipped(Reason reason) implements ConflictResolutionOutcome {}

    /** What was missing. */
    enum Reason {
        NO_SERVER_DATA,
        NO_LOCAL_ROW
    }
}
