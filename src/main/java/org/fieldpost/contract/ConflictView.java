package org.fieldpost.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conflict to decide, as the hub holds it now.
 *
 * @param id the conflict's
 * @param version the conflict's; a decision names it
 * @param conflict its columns: what both sides agreed on, what the device said, what the hub had then
 * @param resourceVersion of the row it is about, of the deletion if it was deleted; a decision names it
 * @param resource what that row says now; null if it was deleted
 */
public record ConflictView(
        UUID id,
        long version,
        ObjectNode conflict,
        @Nullable Long resourceVersion,
        @Nullable ObjectNode resource) {}
