package org.fieldpost.hub.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.RowSql;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/** Every command that was answered, with its answer (seed ERD: {@code sync_items}); only ever added to. */
public final class SyncItemsTable {
    private static final String UNREADABLE = "unknown";
    private static final int PAYLOAD_CHARS_MAX = 1_000_000;
    private static final int MESSAGE_CHARS_MAX = 1_000;

    private static final RowSql ADD =
            RowSql.of(
                    """
                    INSERT INTO sync_items (id, organization_id, batch_id, place, command_id,
                      applied_command_id, command_sha256, client_temp_id, resource_type, resource_id,
                      action, payload, client_version, server_version, status, error_message, result,
                      created_at)
                    VALUES (:id, :organization, :batch, :place, :command, :applied, :hash, :temp, :type,
                      :resource, :action, :payload, :clientVersion, :serverVersion, :status, :error,
                      :result, :now)
                    """);

    private SyncItemsTable() {}

    /**
     * A command and its answer.
     *
     * @param commandId its idempotency key
     * @param command as it came; null if it could not be read
     * @param hash of the command, to know it again
     * @param result the answer
     * @param text the answer as it is sent
     * @param effect whether it took effect now
     */
    public record Item(
            UUID commandId,
            @Nullable PushCommand command,
            Sha256 hash,
            CommandResult result,
            String text,
            boolean effect) {}

    /**
     * A command that took effect earlier.
     *
     * @param sha256 hash of the command
     * @param result the answer it got
     */
    public record Applied(String sha256, CommandResult result) {}

    /** Those among the commands that took effect before. */
    public static Map<UUID, Applied> applied(
            ReadTx tx, UUID organization, Collection<UUID> commands) {
        var applied = new HashMap<UUID, Applied>();
        tx.handle()
                .createQuery(
                        """
                        SELECT applied_command_id, command_sha256, result FROM sync_items
                        WHERE applied_command_id IN (<ids>) AND organization_id = :organization
                        """)
                .bindList("ids", List.copyOf(commands))
                .bind("organization", organization)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject(1, UUID.class),
                                        new Applied(
                                                row.getString(2),
                                                Json.read(
                                                        Json.parse(row.getString(3)),
                                                        CommandResult.class))))
                .forEach(entry -> applied.put(entry.getKey(), entry.getValue()));
        return applied;
    }

    /** The answers of a batch as they were sent, in order. */
    public static List<String> results(ReadTx tx, UUID organization, UUID batch) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT result FROM sync_items
                        WHERE batch_id = :batch AND organization_id = :organization ORDER BY place
                        """)
                .bind("organization", organization)
                .bind("batch", batch)
                .mapTo(String.class)
                .list();
    }

    /** Adds the answered commands of a batch. */
    public static void insert(OrgWrite write, UUID batch, List<Item> items, Ids ids) {
        try (var rows = ADD.rows(write.tx())) {
            for (int place = 0; place < items.size(); place++) {
                var item = items.get(place);
                var command = item.command();
                rows.bind("id", ids.next())
                        .bind("organization", write.organization())
                        .bind("batch", batch)
                        .bind("place", place)
                        .bind("command", item.commandId())
                        .bind("applied", item.effect() ? item.commandId() : null)
                        .bind("hash", item.hash().hex())
                        .bind("temp", temporaryId(command))
                        .bind("type", command == null ? UNREADABLE : command.entityType().word())
                        .bind("resource", item.result().entityId())
                        .bind("action", command == null ? UNREADABLE : command.action().word())
                        .bind("payload", command == null ? null : kept(command.payload()))
                        .bind("clientVersion", command == null ? 0 : command.clientVersion())
                        .bind("serverVersion", item.result().version())
                        .bind("status", status(item.result().outcome()))
                        .bind("error", message(item.result()))
                        .bind("result", item.text())
                        .bind("now", write.now())
                        .add();
            }
            rows.execute();
        }
    }

    private static @Nullable UUID temporaryId(@Nullable PushCommand command) {
        return command != null
                        && command.action() == SyncAction.CREATE
                        && command.entityType().idStrategy() == IdStrategy.SERVER
                ? command.entityId()
                : null;
    }

    private static @Nullable String kept(@Nullable ObjectNode payload) {
        var text = payload == null ? null : Json.write(payload);
        return text == null || text.length() > PAYLOAD_CHARS_MAX || text.contains("\\u0000")
                ? null
                : text;
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case OK, DUPLICATE -> "ok";
            case CONFLICT -> "conflict";
            case ERROR -> "error";
        };
    }

    private static @Nullable String message(CommandResult result) {
        if (result.error() == null) {
            return null;
        }
        var text = result.error().code() + ": " + result.error().message();
        return text.length() > MESSAGE_CHARS_MAX ? text.substring(0, MESSAGE_CHARS_MAX) : text;
    }
}
