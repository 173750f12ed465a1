package org.fieldpost.contract;

import java.util.List;

/**
 * The seed's {@code PushCommandsResponse}; stored by the hub as the receipt, so a replay gets the identical bytes.
 *
 * @param syncOperationId the request's
 * @param epoch the hub's epoch
 * @param results one per command, in the request's order
 */
public record PushResponse(String syncOperationId, String epoch, List<CommandResult> results) {
    public PushResponse {
        results = List.copyOf(results);
    }
}
