package org.fieldpost.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.CommandResult.Outcome;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PushCommand;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.db.ReadTx;
import org.fieldpost.hub.CommandExecution.Done;
import org.fieldpost.hub.store.HubMetaTable;
import org.fieldpost.hub.store.OrgWrite;
import org.fieldpost.hub.store.OrgWrites;
import org.fieldpost.hub.store.SyncBatchesTable;
import org.fieldpost.hub.store.SyncBatchesTable.Batch;
import org.fieldpost.hub.store.SyncItemsTable;
import org.fieldpost.hub.store.SyncItemsTable.Applied;
import org.fieldpost.hub.store.SyncItemsTable.Item;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Takes pushes: the effects, the receipts and the answer of a batch are one transaction. A batch that had any effect
 * is never carried out again: its answer is given again, byte for byte.
 */
public final class PushIntake {
    private final OrgWrites writes;
    private final Durability durability;
    private final Ids ids;
    private final HubLimits limits;
    private final String epoch;
    private final HubMetrics metrics;

    PushIntake(
            OrgWrites writes,
            Durability durability,
            Ids ids,
            HubLimits limits,
            String epoch,
            HubMetrics metrics) {
        this.metrics = metrics;
        this.writes = writes;
        this.durability = durability;
        this.ids = ids;
        this.limits = limits;
        this.epoch = epoch;
    }

    /** A command as it came: its id, its content as far as it could be read, and its hash. */
    private record Arrived(UUID id, @Nullable PushCommand command, String fault, Sha256 hash) {}

    private record Push(PushRequest head, List<Arrived> commands, Sha256 hash) {}

    /** Answers the body of {@code POST /sync/push}; throws {@link Refused}. */
    public byte[] push(Caller caller, byte[] body) {
        var push = read(body);
        if (!push.head().epoch().isEmpty() && !push.head().epoch().equals(epoch)) {
            throw Refused.of(
                    409,
                    "FP-2409",
                    "The hub was restored from a backup: check what it still holds first.");
        }
        var answer = writes.write(caller.organization(), write -> answer(write, caller, push));
        durability.await();
        return answer;
    }

    /** A backup may have been put back since the device looked, and nobody said so: it looks again first. */
    private static void checkStart(ReadTx tx, @Nullable String looked) {
        if (looked != null && !looked.isEmpty() && !looked.equals(HubMetaTable.start(tx))) {
            throw Refused.forNow(
                    503,
                    "FP-2467",
                    "The hub has started since this device looked at it: look again.",
                    1);
        }
    }

    private byte[] answer(OrgWrite write, Caller caller, Push push) {
        checkStart(write.tx(), push.head().start());
        var token = push.head().syncOperationId();
        var last = SyncBatchesTable.findLast(write.tx(), write.organization(), token);
        if (last.isPresent() && last.get().effects() > 0) {
            if (!last.get().requestSha256().equals(push.hash().hex())) {
                throw Refused.of(422, "FP-2422", "This operation id was used for another request.");
            }
            write.tx().afterCommit(() -> metrics.receipt(true));
            var texts = SyncItemsTable.results(write.tx(), write.organization(), last.get().id());
            return rendered(token, last.get().epoch(), texts);
        }
        Presence.note(write, caller);
        var items = stamped(write, push.commands(), carryOut(write, caller, push.commands()));
        var batch =
                new Batch(
                        ids.next(),
                        last.map(Batch::attempt).orElse(0) + 1,
                        push.hash().hex(),
                        epoch,
                        (int) items.stream().filter(Item::effect).count());
        SyncBatchesTable.insert(write, batch, push.head(), push.commands().size(), caller.device());
        SyncItemsTable.insert(write, batch.id(), items, ids);
        write.tx().afterCommit(() -> count(items));
        return rendered(token, epoch, items.stream().map(Item::text).toList());
    }

    private void count(List<Item> items) {
        metrics.receipt(false);
        items.forEach(item -> metrics.answered(item.result().outcome()));
    }

    private List<Done> carryOut(OrgWrite write, Caller caller, List<Arrived> commands) {
        var execution = new CommandExecution(write, caller, ids, limits.mediaBytesMax());
        var applied =
                SyncItemsTable.applied(
                        write.tx(),
                        write.organization(),
                        commands.stream().map(Arrived::id).toList());
        execution.expect(commands.stream().map(Arrived::command).filter(Objects::nonNull).toList());
        var done = commands.stream().map(command -> done(execution, applied, command)).toList();
        execution.settle();
        return done;
    }

    private static Done done(
            CommandExecution execution, Map<UUID, Applied> applied, Arrived arrived) {
        var before = applied.get(arrived.id());
        if (before != null && !before.sha256().equals(arrived.hash().hex())) {
            return CommandExecution.failed(arrived.id(), CommandRefused.keyReused());
        }
        if (before != null) {
            var result = before.result();
            return new Done(
                    new CommandResult(
                            arrived.id(),
                            Outcome.DUPLICATE,
                            result.entityId(),
                            result.version(),
                            result.changedAt(),
                            null,
                            null),
                    false);
        }
        if (arrived.command() == null) {
            return CommandExecution.failed(
                    arrived.id(), CommandRefused.unreadable(arrived.fault()));
        }
        return execution.run(arrived.command());
    }

    /**
     * Takes the change stamps and writes them into the answers; into none whose row is not what the device is told it
     * holds, since the device passes over what it was told the stamp of.
     */
    private static List<Item> stamped(OrgWrite write, List<Arrived> commands, List<Done> done) {
        write.stamp();
        var items = new ArrayList<Item>();
        for (int i = 0; i < commands.size(); i++) {
            var arrived = commands.get(i);
            var result = done.get(i).result();
            if (done.get(i).effect() && arrived.command() != null && result.entityId() != null) {
                result = withStamp(result, stamp(write, arrived.command().entityType(), result));
            }
            items.add(
                    new Item(
                            arrived.id(),
                            arrived.command(),
                            arrived.hash(),
                            result,
                            Json.text(result),
                            done.get(i).effect()));
        }
        return items;
    }

    private static @Nullable Long stamp(OrgWrite write, EntityType type, CommandResult result) {
        var id = Objects.requireNonNull(result.entityId());
        var told = Objects.requireNonNull(result.version());
        return write.leaves(type, id, told) ? write.stampOf(type, id) : null;
    }

    private static CommandResult withStamp(CommandResult result, @Nullable Long stamp) {
        return new CommandResult(
                result.commandId(),
                result.outcome(),
                result.entityId(),
                result.version(),
                stamp,
                result.serverRow(),
                result.error());
    }

    private static byte[] rendered(String operationId, String epoch, List<String> results) {
        return "{\"syncOperationId\":%s,\"epoch\":%s,\"results\":[%s]}"
                .formatted(
                        TextNode.valueOf(operationId),
                        TextNode.valueOf(epoch),
                        String.join(",", results))
                .getBytes(StandardCharsets.UTF_8);
    }

    private Push read(byte[] body) {
        if (!(parsed(body) instanceof ObjectNode tree)
                || !tree.path("syncOperationId").isTextual()
                || !tree.path("commands").isArray()) {
            throw Refused.malformed("A push has a syncOperationId and commands.");
        }
        var nodes = tree.path("commands");
        if (nodes.isEmpty() || nodes.size() > limits.commandsMax()) {
            throw nodes.isEmpty()
                    ? Refused.malformed("A push has at least one command.")
                    : Refused.tooLarge(
                            "A push has at most %d commands.".formatted(limits.commandsMax()));
        }
        var commands = new ArrayList<Arrived>();
        nodes.forEach(node -> commands.add(arrived(node)));
        var commandIds = commands.stream().map(Arrived::id).toList();
        var token = tree.path("syncOperationId").textValue();
        if (new HashSet<>(commandIds).size() != commandIds.size()
                || !PushRequest.operationId(commandIds).equals(token)) {
            throw Refused.of(
                    422,
                    "FP-2422",
                    "syncOperationId must be the hash of the ids of different commands.");
        }
        var head =
                new PushRequest(
                        token,
                        tree.path("epoch").asText(""),
                        List.of(),
                        tree.path("start").asText(""));
        var hash = Sha256.of(hashes(commands).getBytes(StandardCharsets.UTF_8));
        return new Push(head, commands, hash);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.parse(body);
        } catch (Json.MalformedJson e) {
            throw Refused.malformed(String.valueOf(e.getMessage()));
        }
    }

    /** Hash of what is asked, not of the bytes: the epoch may have become known between two tries. */
    private static String hashes(List<Arrived> commands) {
        var text = new StringBuilder();
        commands.forEach(command -> text.append(command.hash()).append('\n'));
        return text.toString();
    }

    private static Arrived arrived(JsonNode node) {
        UUID id;
        try {
            id = UUID.fromString(node.path("commandId").asText());
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("Every command has a commandId, a UUID.");
        }
        var hash = Json.canonicalHash(node);
        try {
            var command = Json.read(node, PushCommand.class);
            boolean whole =
                    isPresent(command.entityType())
                            && isPresent(command.action())
                            && isPresent(command.entityId());
            return whole
                    ? new Arrived(id, command, "", hash)
                    : new Arrived(id, null, "entityType, action or entityId is missing", hash);
        } catch (Json.MalformedJson e) {
            return new Arrived(id, null, "it has a value that is none", hash);
        }
    }

    /** Jackson leaves out what is missing in the JSON, whatever the record declares. */
    private static boolean isPresent(@Nullable Object value) {
        return value != null;
    }
}
