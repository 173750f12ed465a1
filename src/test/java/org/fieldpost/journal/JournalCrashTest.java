package org.fieldpost.journal;

import static org.fieldpost.journal.Journals.all;
import static org.fieldpost.journal.Journals.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.fieldpost.faults.FaultRow;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.testing.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash at any step, and a real process killed while it appends: what was acknowledged is there. */
class JournalCrashTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temp;

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Cuts at the nth step, and at every one after it, as a dead process would. */
    private static final class CutAt implements FailPoint {
        private final int nth;
        private final Set<String> seen;
        private int steps;

        CutAt(int nth, Set<String> seen) {
            this.nth = nth;
            this.seen = seen;
        }

        @Override
        public void reach(String name) {
            steps++;
            if (steps >= nth) {
                seen.add(name);
                throw new Crash();
            }
        }
    }

    /** Does a bit of everything; fills {@code acknowledged} as a person would believe it. */
    private static void work(
            Path folder, FailPoint failPoint, NavigableMap<Long, String> acknowledged) {
        var journal = Journals.small(folder, failPoint);
        try {
            for (int i = 0; i < 9; i++) {
                var text = "single " + i;
                acknowledged.put(journal.append(bytes(text)), text);
                var group = List.of("group a" + i, "group b" + i);
                long last = journal.append(group.stream().map(Journals::bytes).toList());
                acknowledged.put(last - 1, group.get(0));
                acknowledged.put(last, group.get(1));
                if (i == 4) {
                    journal.trimBefore(8);
                }
            }
        } finally {
            journal.close();
        }
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.DISK,
            what = "The journal is cut at every write, fsync, rename and delete.",
            holds = "Nothing acknowledged is lost, nothing invented.")
    void a_crash_at_any_step_loses_nothing_acknowledged_and_invents_nothing() {
        var seen = new HashSet<String>();
        boolean cut = true;
        for (int nth = 1; cut; nth++) {
            var folder = temp.resolve("at" + nth);
            var acknowledged = new TreeMap<Long, String>();
            cut = crashes(folder, new CutAt(nth, seen), acknowledged);
            try (var journal = Journals.small(folder, FailPoint.NONE)) {
                var found = all(journal);
                assertEquals(List.of(), journal.damage(), "step " + nth);
                long from = found.isEmpty() ? 0 : found.firstKey();
                assertTrue(from <= 8, "step " + nth);
                assertTrue(
                        found.entrySet().containsAll(acknowledged.tailMap(from).entrySet()),
                        () -> "acknowledged " + acknowledged + " found " + found);
                var extra = new TreeMap<>(found);
                extra.keySet().removeAll(acknowledged.keySet());
                assertTrue(extra.size() <= 2, () -> "more than the append at hand: " + extra);
                journal.append(bytes("goes on"));
            }
        }
        assertEquals(
                Set.of("journal.create", "journal.write", "journal.force", "journal.delete"), seen);
    }

    private static boolean crashes(
            Path folder, FailPoint at, NavigableMap<Long, String> acknowledged) {
        try {
            work(folder, at, acknowledged);
            return false;
        } catch (Crash e) {
            return true;
        }
    }

    @Test
    void after_a_failed_fsync_nothing_more_is_acknowledged_until_opened_again() {
        var forces = new int[1];
        FailPoint thirdForceFails =
                name -> {
                    if (name.equals("journal.force") && ++forces[0] == 3) {
                        throw new Crash();
                    }
                };
        try (var journal = Journals.small(temp, thirdForceFails)) {
            journal.append(bytes("one"));
            assertThrows(Crash.class, () -> journal.append(bytes("two")));
            assertThrows(JournalProblem.class, () -> journal.append(bytes("three")));
        }
        try (var journal = Journals.open(temp)) {
            assertEquals("one", all(journal).get(1L));
            assertTrue(journal.append(bytes("four")) >= 2);
        }
    }

    @Test
    void a_full_disk_refuses_the_append_and_takes_it_once_there_is_room() throws IOException {
        try (var disk = SmallDisk.mount(temp.resolve("disk"), 400);
                var journal = Journals.open(disk.folder().resolve("journal"))) {
            journal.append(bytes("before"));
            var filler = disk.fill();
            var large = "x".repeat(50_000);
            assertThrows(JournalProblem.class, () -> journal.append(bytes(large)));
            Files.delete(filler);
            journal.append(bytes(large));
            assertEquals(List.of("before", large), List.copyOf(all(journal).values()));
            assertEquals(List.of(), journal.damage());
        }
    }

    @Test
    void a_process_killed_while_appending_loses_nothing_it_acknowledged() throws IOException {
        int rounds = Math.max(3, Integer.getInteger("kill.rounds", 10) / 10);
        for (int round = 0; round < rounds; round++) {
            var random = new Random(round);
            var folder = temp.resolve("round" + round);
            var acknowledged = runAndKill(folder, 50 + random.nextInt(400));
            try (var journal = Journals.open(folder)) {
                var found = all(journal);
                assertEquals(List.of(), journal.damage(), "round " + round);
                for (var line : acknowledged) {
                    var parts = line.split(" ", 2);
                    assertEquals(parts[1], found.get(Long.valueOf(parts[0])), "round " + round);
                }
            }
        }
    }

    /** Starts a child that appends for ever, kills it after some acknowledgements; gives all it acknowledged. */
    private static List<String> runAndKill(Path folder, int after) throws IOException {
        var child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Appender.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var acknowledged = new ArrayList<String>();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == after) {
                    // Not Process.destroyForcibly: that closes the pipe with acknowledgements still
                    // in it.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        child.onExit().join();
        if (!acknowledged.isEmpty() && !acknowledged.getLast().endsWith(".")) {
            acknowledged.removeLast(); // the line being written when it was killed
        }
        assertTrue(acknowledged.size() >= after - 1, "the child ended by itself");
        return acknowledged;
    }

    /** The child: appends and tells each acknowledgement. */
    public static final class Appender {
        private Appender() {}

        public static void main(String[] args) {
            var random = new Random(1);
            try (var journal = Journals.small(Path.of(args[0]), FailPoint.NONE)) {
                for (int i = 0; ; i++) {
                    var text = "record %d %s.".formatted(i, "x".repeat(random.nextInt(300)));
                    System.out.println(journal.append(bytes(text)) + " " + text);
                }
            }
        }
    }
}
