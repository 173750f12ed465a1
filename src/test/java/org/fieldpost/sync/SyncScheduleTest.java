package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.Fault;
import org.fieldpost.simulation.Killed;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any schedule of creates, edits, deletes, syncs and crashes over a bad network: no temporary id is left anywhere once
 * its row was accepted, no command is lost, none has two effects, and in the end device and hub are the same.
 */
class SyncScheduleTest {
    private static final int SEEDS = Integer.getInteger("sync.seeds", 12);
    private static final int STEPS = 60;
    @TempDir private Path folder;

    @Test
    void after_any_schedule_device_and_hub_agree_and_no_temporary_id_is_left() {
        for (long seed = Long.getLong("sync.from", 1); seed <= SEEDS; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void run(long seed) {
        var random = new Random(seed);
        var hub = new SimulatedHub(new UuidV7(new MovableClock(), new Random(-seed)));
        try (var device =
                new SimulatedDevice(folder, "device" + seed, seed, hub, new SimulatedMedia())) {
            var made = new ArrayList<UUID>();
            device.link.faults(call -> fault(random));
            for (int step = 0; step < STEPS; step++) {
                step(random, device, hub, made);
                holds(device, hub, made);
            }
            device.link.faults(call -> Fault.NONE);
            settle(device);
            holds(device, hub, made);
            agrees(device, hub);
        }
    }

    private static Fault fault(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> Fault.DROP_REQUEST;
            case 1 -> Fault.DROP_RESPONSE;
            case 2 -> Fault.DUPLICATE;
            case 3 -> Fault.SERVER_ERROR;
            case 4 -> Fault.TOO_MANY;
            case 5 -> Fault.KILLED_BEFORE;
            case 6 -> Fault.KILLED_AFTER;
            default -> Fault.NONE;
        };
    }

    private static void step(
            Random random, SimulatedDevice device, SimulatedHub hub, List<UUID> made) {
        switch (random.nextInt(9)) {
            case 0 -> made.add(device.create("{'n':'0','ref':'" + any(random, made) + "'}"));
            case 1 -> {
                var parent = any(random, made);
                if (device.row(EntityType.SUBMISSIONS, parent).isPresent()) {
                    made.add(
                            device.createChild(
                                    "{'n':'0'}", device.now(EntityType.SUBMISSIONS, parent)));
                }
            }
            case 2 -> {
                var id = any(random, made);
                if (device.row(EntityType.SUBMISSIONS, id).isPresent()) {
                    device.edit(id, "n", "" + random.nextInt(100));
                }
            }
            case 3 -> {
                var id = any(random, made);
                if (random.nextInt(4) == 0) {
                    device.delete(device.now(EntityType.SUBMISSIONS, id));
                }
            }
            case 4 -> {
                var ids = hub.ids(EntityType.SUBMISSIONS);
                if (!ids.isEmpty()) {
                    var id = ids.get(random.nextInt(ids.size()));
                    var row = hub.payload(id).orElseThrow().deepCopy();
                    ((ObjectNode) row.get("data")).put("other", "" + random.nextInt(100));
                    hub.put(EntityType.SUBMISSIONS, id, row);
                }
            }
            default -> {
                try {
                    device.sync(random.nextBoolean() ? SyncTrigger.USER : SyncTrigger.INTERVAL);
                } catch (Killed e) {
                    device.restart();
                }
            }
        }
    }

    private static UUID any(Random random, List<UUID> made) {
        return made.isEmpty() ? new UUID(0, 1) : made.get(random.nextInt(made.size()));
    }

    /** What holds at every moment. */
    private static void holds(SimulatedDevice device, SimulatedHub hub, List<UUID> made) {
        assertTrue(device.counts().conserved(), device.counts().toString());
        assertTrue(hub.effects().values().stream().allMatch(n -> n == 1));
        Set<UUID> replaced = new HashSet<>();
        for (var id : made) {
            if (!device.now(EntityType.SUBMISSIONS, id).equals(id)) {
                replaced.add(id);
            }
        }
        for (var row : device.rows(EntityType.SUBMISSIONS)) {
            assertFalse(replaced.contains(row.id()), "row " + row.id());
            assertNone("row " + row, replaced, row.payload());
        }
        for (var status : OutboxStatus.values()) {
            for (var command : device.commands(status)) {
                boolean open = status != OutboxStatus.COMPLETED;
                assertFalse(open && replaced.contains(command.aggregateId()), "command");
                if (open && command.payload() != null) {
                    assertNone("command " + command, replaced, command.payload());
                }
            }
        }
    }

    private static void assertNone(String where, Set<UUID> replaced, JsonNode node) {
        if (node.isTextual() && node.asText().length() == 36) {
            assertFalse(replaced.contains(UUID.fromString(node.asText())), node + " in " + where);
        }
        node.forEach(child -> assertNone(where, replaced, child));
    }

    private static void settle(SimulatedDevice device) {
        for (int i = 0; i < 30; i++) {
            decide(device);
            sendAgain(device);
            if (device.sync().outcome() == SyncReport.Outcome.COMPLETED
                    && device.counts().open() == 0) {
                return;
            }
        }
    }

    /** A hub that fails by chance on one command, often enough, makes it a dead letter; a person sends it again. */
    private static void sendAgain(SimulatedDevice device) {
        for (var dead : device.commands(OutboxStatus.DEAD_LETTER)) {
            assertTrue(String.valueOf(dead.lastError()).contains("simulated"), dead.toString());
            device.db.run(
                    tx -> device.tables.outbox().retryDeadLetter(tx, dead.id(), device.instant()));
        }
    }

    /** An edit against a deletion is a person's decision; this person always takes the hub's side. */
    private static void decide(SimulatedDevice device) {
        for (var conflict : device.rows(EntityType.CONFLICTS)) {
            if (conflict.payload().path("resolution").asText().equals("pending")) {
                device.store
                        .writes()
                        .commit(
                                new Mutation.DecideConflict(
                                        device.ids.next(),
                                        device.clock.instant(),
                                        conflict.id(),
                                        "accept_server",
                                        null,
                                        device.store.enrolment().user(),
                                        null,
                                        device.ids.next(),
                                        device.ids.next()));
            }
        }
    }

    private static void agrees(SimulatedDevice device, SimulatedHub hub) {
        assertEquals(0, device.counts().open(), device.counts().toString());
        assertEquals(0, device.counts().of(OutboxStatus.DEAD_LETTER));
        var ids = new HashSet<>(hub.ids(EntityType.SUBMISSIONS));
        for (var row : device.rows(EntityType.SUBMISSIONS)) {
            assertTrue(ids.remove(row.id()), "only here: " + row.id());
            assertFalse(row.dirty(), "dirty " + row.id());
            assertEquals(hub.payload(row.id()).orElseThrow(), row.payload());
        }
        assertEquals(Set.of(), ids, "only at the hub");
    }
}
