package org.fieldpost.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a merge came to. */
public sealed interface MergeResult {
    /**
     * Every field is decided.
     *
     * @param row the columns, sorted by name
     */
    record Merged(ObjectNode row) implements MergeResult {}

    /**
     * A person has to choose.
     *
     * @param conflicts the undecided fields, in the order of their pointers; at least one
     * @param proposal the decided fields merged, the undecided ones as the hub has them
     */
    record NeedsPerson(List<FieldConflict> conflicts, ObjectNode proposal) implements MergeResult {
        public NeedsPerson {
            conflicts = List.copyOf(conflicts);
        }
    }
}
