package org.fieldpost.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.fieldpost.hub.store.EntityRow;
import org.jspecify.annotations.Nullable;

/**
 * What may be done to the rows of one table, and what the hub itself puts into them. Each method may correct the
 * proposal's payload, or throw {@link CommandRefused}.
 */
interface EntityRules {
    /** Checks what was pushed, before references are resolved. */
    default void arrived(ObjectNode payload) {}

    void create(Proposal proposal);

    void update(Proposal proposal, EntityRow now);

    void delete(Caller caller, EntityRow now);

    /** Whether the row is settled, so that any further change conflicts with it. */
    default boolean settled(EntityRow now) {
        return false;
    }

    /** Who may see the new row without being a supervisor. */
    default @Nullable UUID owner(Proposal proposal) {
        return proposal.caller().user();
    }

    /** Follows a status that was changed, in the same transaction. */
    default void updated(Proposal proposal, EntityRow before) {}
}
