package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.contract.EntityType;
import org.fieldpost.endtoend.Program;
import org.fieldpost.faults.FaultRow;
import org.fieldpost.kernel.Sha256;
import org.fieldpost.testing.KillTarget;
import org.fieldpost.testing.MemoryDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, really killed at random moments while they save; what they acknowledged must be there. A long
 * run: {@code -Dkill.rounds=200 -Dkill.long.rounds=10}; a long round lets the process live for more than a minute
 * first.
 */
class KillNineTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 10);
    private static final int LONG_ROUNDS = Integer.getInteger("kill.long.rounds", 0);
    private static final int FIRST_STEP = 1_000_000;
    private static final long LONG_MILLIS = 65_000;
    private static final int LINES_MAX = 40;
    private static final long REST_MILLIS_MAX = 60;
    private static final int READY_SECONDS_MAX = 120;
    private final Map<UUID, Integer> answers = new HashMap<>();
    private final Map<UUID, Integer> submissions = new HashMap<>();
    private final Set<Sha256> photos = new HashSet<>();
    private int recovered;

    @Test
    @FaultRow(
            area = FaultRow.Area.PROCESSES,
            what =
                    "kill -9 of the program at a random moment, again and again, while it fills forms: answers,"
                            + " photos, finished submissions.",
            holds =
                    "Nothing it acknowledged is missing, every photo reads whole, row and command are there"
                            + " together, the profile opens without being rebuilt each time.")
    void nothing_acknowledged_is_missing_after_kill_nine(
            @TempDir(factory = MemoryDisk.class) Path folder, TestReporter reporter)
            throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var program = new Program(folder);
        var profile = folder.resolve("profile");
        var photo = KillTarget.photo(folder).toString();
        for (int round = 1; round <= ROUNDS; round++) {
            // The file outlives the process and its pipe: what was written before the kill is all
            // there.
            var said = folder.resolve("said-" + round);
            var process =
                    program.startOf(
                            said,
                            KillTarget.class.getName(),
                            profile.toString(),
                            photo,
                            Integer.toString(round * FIRST_STEP));
            awaitLines(process, said, 1 + random.nextInt(LINES_MAX));
            long rest = round <= LONG_ROUNDS ? LONG_MILLIS : random.nextLong(REST_MILLIS_MAX);
            // Wait for the random moment: a timeout is what is wanted, an earlier end is not.
            assertTrue(!process.waitFor(rest, TimeUnit.MILLISECONDS), "it ended by itself");
            Program.kill(process);
            read(said);
            verify(profile, "round %d of seed %d".formatted(round, seed));
        }
        reporter.publishEntry(
                "figures",
                ("%d kills; acknowledged: %d drafts, %d submissions, %d photos; missing: 0; opened clean: %d of %d,"
                                + " %d with work from the journal")
                        .formatted(
                                ROUNDS,
                                answers.size(),
                                submissions.size(),
                                photos.size(),
                                ROUNDS,
                                ROUNDS,
                                recovered));
        assertTrue(!submissions.isEmpty() && !photos.isEmpty());
    }

    private static void awaitLines(Process process, Path said, int lines) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS_MAX);
        while (Files.readString(said).lines().count() < lines) {
            assertTrue(process.isAlive(), () -> "it did not open the profile: " + text(said));
            if (System.nanoTime() > deadline) {
                Program.kill(process);
                throw new TimeoutException("never ready");
            }
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void read(Path said) throws IOException {
        for (var line : whole(Files.readString(said))) {
            var words = line.split(" ", -1);
            switch (words[0]) {
                case "D" -> answers.put(UUID.fromString(words[1]), Integer.valueOf(words[2]));
                case "S" -> submissions.put(UUID.fromString(words[1]), Integer.valueOf(words[2]));
                case "P" -> photos.add(new Sha256(words[1]));
                default -> assertEquals("READY", line);
            }
        }
    }

    private static List<String> whole(String said) {
        return said.substring(0, said.lastIndexOf('\n')).lines().toList();
    }

    private void verify(Path folder, String when) throws Exception {
        try (var laptop = FieldLaptop.open(folder, InstantSource.system())) {
            var profile = laptop.profile();
            recovered += profile.notices().contains(Profile.RECOVERED) ? 1 : 0;
            assertTrue(!profile.notices().contains(Profile.REBUILT), when);
            assertTrue(!profile.notices().contains(Profile.JOURNAL_DAMAGED), when);
            var held = laptop.answers();
            submissions.forEach(
                    (id, n) -> {
                        var data = held.get(id);
                        assertNotNull(data, when + ": submission " + id);
                        assertEquals(n, data.path("n").asInt(), when);
                    });
            for (var draft : profile.database().read(profile.tables().drafts()::list)) {
                held.put(draft.id(), draft.data());
            }
            answers.forEach(
                    (id, n) -> {
                        var data = held.get(id);
                        assertNotNull(data, when + ": draft " + id);
                        assertTrue(data.path("n").asInt() >= n, when + ": draft " + id);
                    });
            for (var photo : photos) {
                try (var bytes = laptop.media().open(photo)) {
                    bytes.transferTo(OutputStream.nullOutputStream()); // checked against its hash
                }
            }
            var counts = laptop.counts();
            assertEquals(
                    laptop.rows(EntityType.SUBMISSIONS).size()
                            + laptop.rows(EntityType.SUBMISSION_MEDIA).size(),
                    counts.created(),
                    when + ": rows and commands together");
            assertTrue(counts.conserved(), when);
        }
    }
}
