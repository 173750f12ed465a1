package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.Mutation;
import org.jspecify.annotations.Nullable;

/** Who decides conflicts, on whatever laptop. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class Deciders {
    private final World world;
    private final Commits commits;
    private int decisions;

    Deciders(World world) {
        this.world = world;
        commits = new Commits(world);
    }

    /** Somebody decides a conflict their laptop knows of. */
    boolean decide(Laptop by) {
        var pending = by.read(tx -> by.tables.conflicts().pending(tx, 100));
        if (pending.isEmpty()) {
            return false;
        }
        var conflict = world.any(pending);
        var said = conflict.payload();
        var ours = said.get("client_payload") instanceof ObjectNode o ? o : null;
        var hubs = said.get("server_payload") instanceof ObjectNode o ? o : null;
        var action =
                switch (world.random.nextInt(3)) {
                    case 0 -> "accept_server";
                    case 1 -> "accept_client";
                    default -> ours == null || hubs == null ? "accept_server" : "merged";
                };
        var resolved =
                switch (action) {
                    case "accept_client" -> ours;
                    case "merged" -> merged(ours, hubs);
                    default -> null;
                };
        world.trace.step(
                "%s decides the conflict about %s: %s",
                by, hubs == null ? People.name(ours) : People.name(hubs), action);
        if (!(action.equals("accept_client") && ours == null)) {
            world.wanted.add(UUID.fromString(said.path("resource_id").asText()));
        }
        var known = Oracle.wordsIn(said);
        if (said.path("device_id").asText().equals(by.enrolment.device().toString())) {
            // Who decides a conflict of their own laptop has the row before them as it is there.
            by.row(EntityType.SUBMISSIONS, UUID.fromString(said.path("resource_id").asText()))
                    .ifPresent(row -> known.addAll(Oracle.wordsIn(row.payload())));
        }
        if (resolved != null) {
            known.removeAll(Oracle.wordsIn(resolved));
        } else if (action.equals("accept_server") && hubs != null) {
            known.removeAll(Oracle.wordsIn(hubs));
        }
        var decision =
                new Mutation.DecideConflict(
                        by.ids.next(),
                        by.clock.instant(),
                        conflict.id(),
                        action,
                        resolved,
                        by.enrolment.user(),
                        "by " + by,
                        by.ids.next(),
                        by.ids.next());
        // Not by chance, which would change what becomes of all seeds so far.
        if (((conflict.id().getLeastSignificantBits() + decisions++) & 1) == 0) {
            commits.decideOnline(by, decision, known);
        } else {
            commits.commit(by, decision, conflict.id(), "", Set.of(), known);
        }
        return true;
    }

    private static @Nullable ObjectNode merged(
            @Nullable ObjectNode ours, @Nullable ObjectNode hubs) {
        if (ours == null || hubs == null) {
            return ours;
        }
        var both = hubs.deepCopy();
        if (both.get("data") instanceof ObjectNode data && ours.path("data").has("a")) {
            data.set("a", ours.path("data").get("a"));
            both.put("sha256", Json.canonicalHash(data).hex());
        }
        return both;
    }
}
