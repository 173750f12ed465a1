package org.fieldpost.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's decision about a conflict.
 *
 * @param commandId idempotency key: the same again gets the same answer
 * @param version of the conflict that was looked at
 * @param resourceVersion of the row that was looked at ({@link ConflictView#resourceVersion})
 * @param action {@code accept_server}, {@code accept_client} or {@code merged}
 * @param resolved what the row says from now on, for {@code merged}
 * @param notes why, if they say
 */
public record ConflictDecision(
        UUID commandId,
        long version,
        @Nullable Long resourceVersion,
        String action,
        @Nullable ObjectNode resolved,
        @Nullable String notes) {}
