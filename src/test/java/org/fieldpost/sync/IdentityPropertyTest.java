package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.hub.InProcessHub;
import org.fieldpost.simulation.Ram;
import org.fieldpost.simulation.Trace;
import org.junit.jupiter.api.Test;

/**
 * After any schedule of creates, edits, deletions, pushes and crashes no temporary id is left anywhere once its row
 * was accepted: both id strategies in one graph (forms, photos and telemetry with ids of their own; submissions and
 * conflicts with the hub's), saved here first and at the hub first, references in columns and in answers at any depth,
 * rows that refer to themselves, old ids that something opened earlier still uses, and rows that are pulled before the
 * answer to their push has come. More schedules by {@code -Didentity.seeds=}.
 */
class IdentityPropertyTest {
    private static final long FROM = Long.getLong("identity.from", 1);
    private static final long SEEDS = Long.getLong("identity.seeds", 120);

    @Test
    void no_temporary_id_is_left_anywhere_once_its_row_was_accepted() {
        try (var ram = new Ram("identity");
                var hub = InProcessHub.database("identity-hub");
                var awa = laptop("identity-awa");
                var sam = laptop("identity-sam")) {
            var databases = new IdentityWorld.Databases(hub, awa, sam, ram);
            var happened = new TreeSet<String>();
            for (long seed = FROM; seed < FROM + SEEDS; seed++) {
                happened.addAll(run(seed, databases));
            }
            if (SEEDS >= 100) {
                assertEquals(
                        IdentityWorld.SHOULD_HAPPEN, happened, "schedules that show too little");
            }
        }
    }

    private static MemoryDatabase laptop(String name) {
        return MemoryDatabase.open(name, "org/fieldpost/store/migrations");
    }

    private static Set<String> run(long seed, IdentityWorld.Databases databases) {
        var trace = new Trace();
        try (var world = new IdentityWorld(seed, databases, trace)) {
            world.run();
            assertTrue(world.replacedIds() > 0, "nothing was accepted");
            return world.happened();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed %d: %s%n%s%n(again: -Didentity.from=%d -Didentity.seeds=1)"
                            .formatted(seed, e, trace, seed),
                    e);
        }
    }
}
