package org.fieldpost.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The seed's {@code PushCommandsRequest}: an ordered batch.
 *
 * @param syncOperationId SHA-256 over the ordered command ids: the batch's own idempotency key
 * @param epoch the hub epoch the device believes in; empty before its first pull
 * @param commands in the order they must be applied
 * @param start the start of the hub that the device has looked at; absent where it does not tell
 */
public record PushRequest(
        String syncOperationId, String epoch, List<PushCommand> commands, @Nullable String start) {
    public PushRequest {
        commands = List.copyOf(commands);
    }

    /** Of a device that does not tell which start of the hub it has looked at. */
    public PushRequest(String syncOperationId, String epoch, List<PushCommand> commands) {
        this(syncOperationId, epoch, commands, null);
    }

    /** The operation id for commands in this order. */
    public static String operationId(List<UUID> commandIds) {
        var text = new StringBuilder();
        commandIds.forEach(id -> text.append(id).append('\n'));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }
}
