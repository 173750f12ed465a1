package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.contract.EntityType;
import org.fieldpost.endtoend.Program;
import org.fieldpost.kernel.Json;
import org.fieldpost.testing.MemoryDisk;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** {@code fieldpost hub} in a process of its own, killed with SIGKILL. A long run: {@code -Dfault.rounds=30}. */
class DyingHubTest {
    private static final int ROUNDS = Integer.getInteger("fault.rounds", 3);
    private static final int BATCH = 40;
    private static final String FORM = "damage_assessment";

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what =
                    "kill -9 of the hub at a random moment while it carries out a batch of 40 submissions, round after"
                            + " round; started again each time.",
            holds =
                    "Every submission is at the hub exactly once; no receipt and no effect without the other.")
    void a_hub_killed_in_the_middle_of_a_batch_has_each_record_once(
            @TempDir(factory = MemoryDisk.class) Path folder, TestReporter reporter)
            throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var program = new Program(folder);
        var db = folder.resolve("hub");
        var hub = program.hub(db, 0);
        try (var proxy = new FaultProxy(URI.create(hub.address()));
                var laptop = FieldLaptop.open(folder.resolve("awa"), new MovableClock())) {
            laptop.enrol(proxy.address(), code(program, db, "Awa"));
            FieldNetwork.completed(laptop);
            var data = new Samples().first(FORM);
            int unheard = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                for (int i = 0; i < BATCH; i++) {
                    laptop.submitted(FORM, data, Map.of());
                }
                var asked = new java.util.concurrent.CountDownLatch(1);
                proxy.script(
                        (method, path) -> {
                            if (path.startsWith("/sync/push")) {
                                asked.countDown();
                            }
                            return LinkFault.NONE;
                        });
                var syncing = Thread.ofVirtual().start(laptop::sync);
                assertTrue(asked.await(60, TimeUnit.SECONDS), "no push, seed " + seed);
                // The random moment: a wait that is meant to end by its timeout.
                assertTrue(
                        !hub.process().waitFor(random.nextInt(120), TimeUnit.MILLISECONDS),
                        "the hub ended by itself");
                hub.kill();
                syncing.join();
                unheard += laptop.light().safe() ? 0 : 1;
                hub = program.hub(db, 0);
                proxy.leadTo(URI.create(hub.address()));
            }
            proxy.heal();
            for (int i = 0; i < 5 && !laptop.light().safe(); i++) {
                laptop.sync();
            }
            assertTrue(laptop.light().safe(), "seed " + seed + " " + laptop.light());
            try (var witness = FieldLaptop.open(folder.resolve("office"), new MovableClock())) {
                witness.enrol(URI.create(hub.address()), code(program, db, "Office"));
                FieldNetwork.completed(witness);
                var versions = new HashMap<Long, Integer>();
                for (var row : witness.rows(EntityType.SUBMISSIONS)) {
                    versions.merge(row.rowVersion(), 1, Integer::sum);
                }
                assertEquals(Map.of(1L, ROUNDS * BATCH), versions, "seed " + seed);
                assertEquals(witness.answers(), laptop.answers(), "seed " + seed);
            }
            reporter.publishEntry(
                    "figures",
                    "%d kills of the hub, %d of them before the laptop had its answer; %d submissions, each there once"
                            .formatted(ROUNDS, unheard, ROUNDS * BATCH));
        } finally {
            hub.close();
        }
    }

    private static String code(Program program, Path db, String user) throws Exception {
        return program.json(
                        "hub",
                        "code",
                        "--db",
                        db.toString(),
                        "--user",
                        user,
                        "--role",
                        "supervisor",
                        "--json")
                .path("code")
                .asText();
    }

    /** Samples of the bundled forms, without their photos. */
    private static final class Samples {
        private final org.fieldpost.form.BundledForms forms =
                new org.fieldpost.form.BundledForms(DyingHubTest.class.getClassLoader());

        com.fasterxml.jackson.databind.node.ObjectNode first(String form) {
            for (var sample : forms.samples(form).values()) {
                if (!Json.write(sample.path("data")).contains("media/")) {
                    return (com.fasterxml.jackson.databind.node.ObjectNode) sample.path("data");
                }
            }
            throw new AssertionError("no sample without a photo");
        }
    }
}
