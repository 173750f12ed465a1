package org.fieldpost.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fieldpost.contract.CommandResult;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;
import org.fieldpost.hub.store.DeviceTokensTable;
import org.fieldpost.hub.store.DeviceTokensTable.Barred;
import org.fieldpost.hub.store.QuarantineTable;
import org.fieldpost.hub.store.QuarantineTable.Kept;
import org.fieldpost.hub.store.UsersTable;
import org.fieldpost.kernel.Json;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;

/**
 * What suspended and revoked devices push is refused, but kept: field work is not lost with the trust in a laptop. The
 * device keeps it too. An administrator releases what was kept: it is carried out as if its person had pushed it then.
 */
final class Quarantine {
    static final Duration DRAIN_MAX = Duration.ofDays(30);
    private static final long COMMANDS_MAX = 20_000;
    private static final long CHARS_MAX = 64L << 20;
    private static final int RELEASED_AT_ONCE = 200;
    private static final long RETRY_SECONDS = 600;
    private final Database database;
    private final HubParts parts;
    private final PushIntake intake;
    private final Durability durability;
    private final HubLimits limits;

    Quarantine(HubParts parts, PushIntake intake, Durability durability, HubLimits limits) {
        this.parts = parts;
        this.database = parts.database();
        this.intake = intake;
        this.durability = durability;
        this.limits = limits;
    }

    /**
     * What a release came to.
     *
     * @param done took effect now or had before
     * @param refused stay, with the reason
     */
    record Released(int done, int refused) {}

    /** The barred device that holds this token, if one does whose pushes are kept. */
    Optional<Barred> holder(String token) {
        var hash = Secrets.hashOfToken(token);
        var latest = parts.clock().instant().minus(DRAIN_MAX);
        return database.read(tx -> DeviceTokensTable.barred(tx, hash))
                .filter(barred -> barred.revoked() == null || barred.revoked().isAfter(latest));
    }

    /** Keeps the commands of a push; gives the refusal to answer with. */
    Refused keep(Barred from, byte[] body) {
        var commands = commands(body);
        var now = parts.clock().instant();
        boolean kept = database.write(tx -> keep(tx, from, commands, now));
        durability.await();
        if (!kept) {
            return Refused.forNow(
                    403,
                    "FP-2455",
                    "This device is %s, and the hub keeps no more of it; all stays on the device."
                            .formatted(from.status()),
                    RETRY_SECONDS);
        }
        return refusal(from);
    }

    static Refused refusal(Barred from) {
        return from.status().equals("revoked")
                ? Refused.of(
                        401,
                        "FP-2454",
                        "This device was revoked. What it sends is kept apart; nothing here is deleted.")
                : Refused.forNow(
                        403,
                        "FP-2453",
                        "This device is suspended. What it sends is kept apart; all stays on it.",
                        RETRY_SECONDS);
    }

    private static boolean keep(WriteTx tx, Barred from, List<ObjectNode> commands, Instant now) {
        var held = QuarantineTable.amount(tx, from.organization(), from.device());
        long chars = held.chars();
        for (var command : commands) {
            chars += Json.write(command).length();
        }
        if (held.commands() + commands.size() > COMMANDS_MAX || chars > CHARS_MAX) {
            return false;
        }
        for (var command : commands) {
            QuarantineTable.keep(tx, from, id(command), Json.write(command), now);
        }
        return true;
    }

    private List<ObjectNode> commands(byte[] body) {
        JsonNode nodes;
        try {
            nodes = Json.parse(body).path("commands");
        } catch (Json.MalformedJson e) {
            throw Refused.malformed(String.valueOf(e.getMessage()));
        }
        if (!nodes.isArray() || nodes.size() > limits.commandsMax()) {
            throw Refused.malformed(
                    "A push has at most %d commands.".formatted(limits.commandsMax()));
        }
        var commands = new ArrayList<ObjectNode>();
        for (var node : nodes) {
            if (!(node instanceof ObjectNode command)) {
                throw Refused.malformed("A command is an object.");
            }
            id(command);
            commands.add(command);
        }
        return commands;
    }

    private static UUID id(ObjectNode command) {
        try {
            return UUID.fromString(command.path("commandId").asText());
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("Every command has a commandId, a UUID.");
        }
    }

    /** How many commands of a device are kept. */
    long count(UUID organization, UUID device) {
        return database.read(tx -> QuarantineTable.amount(tx, organization, device)).commands();
    }

    /** Carries out what is kept of a device, in the order it came, with the roles its person has now. */
    Released release(UUID organization, UUID device) {
        int done = 0;
        int refused = 0;
        for (var user : database.read(tx -> QuarantineTable.users(tx, organization, device))) {
            var caller = caller(organization, device, user);
            long after = -1;
            List<Kept> some;
            do {
                long from = after;
                some =
                        database.read(
                                tx ->
                                        QuarantineTable.list(
                                                tx, organization, device, from, RELEASED_AT_ONCE));
                if (!some.isEmpty()) {
                    after = some.getLast().place();
                    int taken = release(caller, some);
                    done += taken;
                    refused += some.size() - taken;
                }
            } while (some.size() == RELEASED_AT_ONCE);
        }
        return new Released(done, refused);
    }

    private Caller caller(UUID organization, UUID device, UUID user) {
        var person =
                database.read(
                                tx ->
                                        UsersTable.find(
                                                tx,
                                                new OrganizationId(organization),
                                                new UserId(user)))
                        .orElseThrow(() -> Refused.unknown("No such person."));
        return new Caller(organization, device, user, person.roles(), parts.clock().instant(), 0);
    }

    private int release(Caller caller, List<Kept> some) {
        var ids = some.stream().map(Kept::commandId).toList();
        var body =
                "{\"syncOperationId\":\"%s\",\"epoch\":\"\",\"commands\":[%s]}"
                        .formatted(
                                PushRequest.operationId(ids),
                                String.join(",", some.stream().map(Kept::command).toList()));
        var answer = intake.push(caller, body.getBytes(StandardCharsets.UTF_8));
        var results = Json.read(answer, PushResponse.class).results();
        int taken = 0;
        for (var result : results) {
            taken += settle(caller.organization(), result) ? 1 : 0;
        }
        return taken;
    }

    private boolean settle(UUID organization, CommandResult result) {
        return switch (result.outcome()) {
            case OK, DUPLICATE -> {
                database.run(tx -> QuarantineTable.remove(tx, organization, result.commandId()));
                yield true;
            }
            case CONFLICT, ERROR -> {
                var error = result.error();
                var why =
                        error == null ? "changed meanwhile" : error.code() + ": " + error.message();
                database.run(
                        tx -> QuarantineTable.refused(tx, organization, result.commandId(), why));
                yield false;
            }
        };
    }
}
