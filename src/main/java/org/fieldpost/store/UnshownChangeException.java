package org.fieldpost.store;

import java.util.UUID;
import org.fieldpost.contract.EntityType;

/** A decision would replace a change made on this laptop that the conflict does not show. Nothing was changed. */
public final class UnshownChangeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnshownChangeException(EntityType type, UUID id) {
        super(
                "%s %s was changed here, which the conflict does not show"
                        .formatted(type.word(), id));
    }
}
