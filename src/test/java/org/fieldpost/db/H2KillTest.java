package org.fieldpost.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.fieldpost.faults.FaultRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process killed at random moments while its one writer commits: no acknowledged transaction is missing and
 * none is torn. With {@code -Dkill.rounds=100} or more, every fifth round lives for over a minute: that is when other
 * versions of H2 begin to lose rows.
 */
class H2KillTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 10);
    private static final int ROUNDS_LONG = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what = "kill -9 of a process that commits to the database as fast as it can.",
            holds = "No commit is lost or torn.")
    void a_killed_process_loses_no_commit_and_tears_none() throws IOException {
        long acknowledged = 0;
        for (int round = 0; round < Math.max(3, ROUNDS / 10); round++) {
            boolean live = ROUNDS >= ROUNDS_LONG && round % 5 == 4;
            long millis = live ? 75_000 : 300 + new Random(round).nextInt(2_000);
            acknowledged = runAndKill(acknowledged, Duration.ofMillis(millis));
            try (var db = Committer.open(folder)) {
                long things = Committer.one(db, "SELECT COUNT(*) FROM things");
                long counter = Committer.one(db, "SELECT \"value\" FROM counters");
                assertEquals(counter, things, "torn in round " + round);
                assertTrue(
                        counter >= acknowledged,
                        "round %d: %d of %d".formatted(round, counter, acknowledged));
            }
        }
        assertTrue(acknowledged > 0, "nothing was ever acknowledged");
    }

    /** Lets a child commit for a while, kills it; gives the last count it acknowledged. */
    private long runAndKill(long before, Duration life) throws IOException {
        var child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Committer.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long last = before;
        long kill = Long.MAX_VALUE;
        try (var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.endsWith(".")) {
                    last = Long.parseLong(line.substring(0, line.length() - 1));
                }
                if (kill == Long.MAX_VALUE) {
                    kill = System.nanoTime() + life.toNanos();
                }
                if (System.nanoTime() > kill) {
                    // Not Process.destroyForcibly: that closes the pipe with acknowledgements still
                    // in it.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        child.onExit().join();
        return last;
    }

    /** The child: each transaction adds a row and counts it, then is told. */
    public static final class Committer {
        private Committer() {}

        static H2Database open(Path folder) {
            return H2Database.open(
                    H2Settings.of(folder.resolve("k"), null, DatabaseContractTest.MIGRATIONS));
        }

        static long one(Database db, String sql) {
            return db.read(tx -> tx.handle().createQuery(sql).mapTo(Long.class).one());
        }

        public static void main(String[] args) {
            try (var db = open(Path.of(args[0]))) {
                while (true) {
                    db.run(
                            tx -> {
                                tx.handle()
                                        .execute(
                                                "INSERT INTO things (id, name, data) VALUES"
                                                        + " (random_uuid(), 'k', ?)",
                                                "x".repeat(330));
                                tx.handle()
                                        .execute("UPDATE counters SET \"value\" = \"value\" + 1");
                            });
                    System.out.println(one(db, "SELECT \"value\" FROM counters") + ".");
                }
            }
        }
    }
}
