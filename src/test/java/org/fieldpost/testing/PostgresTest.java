package org.fieldpost.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.fieldpost.endtoend.Program;
import org.fieldpost.hub.store.HubSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of the tests leave nothing behind, however the tests end. */
class PostgresTest {
    @TempDir Path folder;

    /** A process with a server, which waits until it is told to end. */
    static final class Tests {
        private Tests() {}

        public static void main(String[] args) throws IOException {
            System.setProperty(Postgres.HOME_PROPERTY, args[1]);
            Postgres.fresh(HubSchema.MIGRATIONS);
            Files.createFile(Path.of(args[0]));
            int told;
            do {
                told = System.in.read();
            } while (told >= 0);
        }
    }

    /** Not that of all tests: another process of theirs that begins just now would clear it away as well. */
    private Path home() {
        return folder.resolve("postgres");
    }

    private Process started(String name) throws IOException, InterruptedException {
        var ready = folder.resolve(name);
        var process =
                new Program(folder)
                        .startOf(
                                folder.resolve(name + ".out"),
                                Tests.class.getName(),
                                ready.toString(),
                                home().toString());
        for (int tries = 0; !Files.exists(ready); tries++) {
            assertTrue(process.isAlive() && tries < 6_000, () -> "no server in " + name);
            assertFalse(process.waitFor(50, TimeUnit.MILLISECONDS), name + " ended");
        }
        return process;
    }

    @Test
    void what_a_killed_process_left_is_cleared_away_by_the_next() throws Exception {
        var killed = started("killed");
        var data = Postgres.folder(home(), killed.pid());
        var orphan = Postgres.server(data).orElseThrow();
        killed.toHandle().destroyForcibly();
        assertTrue(killed.waitFor(60, TimeUnit.SECONDS));
        assertTrue(orphan.isAlive(), "a server outlives its tests");
        try (var shared = Files.list(data.resolve("pg_dynshmem"))) {
            assertTrue(shared.findAny().isPresent(), "its shared memory lies with its data");
        }

        Postgres.clearLeft(home());
        assertFalse(orphan.isAlive());
        assertFalse(Files.exists(data));
    }
}
