package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.testing.KillTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, really killed at random moments while they save; what they acknowledged must be there. A long
 * run: {@code -Dkill.rounds=200 -Dkill.long.rounds=10}; a long round lets the process live for more than a minute
 * first.
 */
class KillNineTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 30);
    private static final int LONG_ROUNDS = Integer.getInteger("kill.long.rounds", 0);
    private static final int FIRST_STEP = 1_000_000;
    private static final long LONG_MILLIS = 65_000;
    private static final long LIFE_MILLIS_MAX = 900;
    private static final int READY_SECONDS_MAX = 120;
    private final Map<UUID, Integer> drafts = new HashMap<>();
    private final Set<UUID> submissions = new HashSet<>();
    private long acknowledged;
    private int recovered;

    @Test
    void nothing_acknowledged_is_missing_after_kill_nine(
            @TempDir Path folder, TestReporter reporter) throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var profile = folder.resolve("profile");
        for (int round = 1; round <= ROUNDS; round++) {
            // The file outlives the process and its pipe: what was written before the kill is all
            // there.
            var said = folder.resolve("said-" + round);
            kill(
                    profile,
                    round * FIRST_STEP,
                    said,
                    round <= LONG_ROUNDS ? LONG_MILLIS : random.nextLong(LIFE_MILLIS_MAX));
            read(said);
            verify(profile, "round %d of seed %d".formatted(round, seed));
        }
        reporter.publishEntry(
                "figures",
                "%d kills, %d saves acknowledged, 0 missing; %d openings took work from the journal"
                        .formatted(ROUNDS, acknowledged, recovered));
        assertTrue(acknowledged > 0);
    }

    private static void kill(Path profile, int first, Path said, long lifeMillis) throws Exception {
        var process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KillTarget.class.getName(),
                                profile.toString(),
                                Integer.toString(first))
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        awaitReady(process, said);
        // Wait for the random moment: a timeout is what is wanted, an earlier end is not.
        assertTrue(!process.waitFor(lifeMillis, TimeUnit.MILLISECONDS), "it ended by itself");
        process.toHandle().destroyForcibly();
        process.onExit().get(READY_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private static void awaitReady(Process process, Path said) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS_MAX);
        while (Files.size(said) == 0) {
            assertTrue(process.isAlive(), "it did not open the profile");
            if (System.nanoTime() > deadline) {
                process.toHandle().destroyForcibly();
                throw new TimeoutException("never ready");
            }
            assertTrue(!process.waitFor(5, TimeUnit.MILLISECONDS), "it did not open the profile");
        }
    }

    private void read(Path said) throws IOException {
        for (var line : whole(Files.readString(said))) {
            var words = line.split(" ", -1);
            switch (words[0]) {
                case "D" -> drafts.put(UUID.fromString(words[1]), Integer.valueOf(words[2]));
                case "S" -> submissions.add(UUID.fromString(words[1]));
                default -> acknowledged--;
            }
            acknowledged++;
        }
    }

    private static List<String> whole(String said) {
        return said.substring(0, said.lastIndexOf('\n')).lines().toList();
    }

    private void verify(Path folder, String when) {
        var random = new SecureRandom();
        var ids = new UuidV7(InstantSource.system(), random);
        try (var profile = Profile.open(KillTarget.settings(folder, random, ids))) {
            recovered += profile.notices().contains(Profile.RECOVERED) ? 1 : 0;
            assertTrue(!profile.notices().contains(Profile.REBUILT), when);
            var missing = new HashSet<>(submissions);
            missing.removeAll(
                    profile.database()
                            .read(
                                    tx ->
                                            profile.tables()
                                                    .rows(EntityType.SUBMISSIONS)
                                                    .existing(tx, submissions)));
            assertEquals(Set.of(), missing, when);
            for (var draft : profile.database().read(profile.tables().drafts()::list)) {
                int acknowledgedLast = drafts.getOrDefault(draft.id(), 0);
                int held = draft.data().path("n").asInt();
                assertTrue(held >= acknowledgedLast, when + ": " + draft.id());
            }
            var counts = profile.database().read(profile.tables().outbox()::counts);
            assertEquals(
                    profile.database().read(profile.tables().submissions()::count),
                    counts.created(),
                    when + ": rows and commands together");
            assertTrue(counts.conserved(), when);
        }
    }
}
