package org.fieldpost.contract;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Conflicts nobody has decided, oldest first.
 *
 * @param conflicts a page of them
 * @param next {@code after} of the next page; null when there is none
 */
public record ConflictList(List<ConflictView> conflicts, @Nullable UUID next) {
    public ConflictList {
        conflicts = List.copyOf(conflicts);
    }
}
