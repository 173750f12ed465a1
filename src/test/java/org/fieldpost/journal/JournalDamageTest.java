package org.fieldpost.journal;

import static org.fieldpost.journal.Journals.all;
import static org.fieldpost.journal.Journals.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.fieldpost.kernel.FailPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is cut off or changed in the files: no wrong record is ever given, and no true one is dropped. */
class JournalDamageTest {
    private static final int RECORDS = 12;
    private final TreeMap<Long, String> written = new TreeMap<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temp;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path original;

    private int copies;

    @BeforeEach
    void fill() {
        original = temp.resolve("original");
        try (var journal = Journals.small(original, FailPoint.NONE)) {
            for (int i = 1; i <= RECORDS; i++) {
                var text = "record %d %s".formatted(i, "x".repeat(i));
                written.put(journal.append(bytes(text)), text);
            }
        }
    }

    private Path copy() {
        var copy = temp.resolve("copy" + copies++);
        Journals.copy(original, copy);
        return copy;
    }

    private static Path last(Path folder) {
        return Journals.segments(folder).getLast();
    }

    /** Where each record of a segment ends. */
    private static List<Integer> ends(byte[] segment, long first) {
        var ends = new ArrayList<Integer>();
        int at = SegmentName.HEADER_BYTES;
        var buffer = java.nio.ByteBuffer.wrap(segment);
        for (long n = first; at < segment.length; n++) {
            at += Entry.at(buffer, at, n, n).orElseThrow().length();
            ends.add(at);
        }
        return ends;
    }

    @Test
    void cut_at_every_length_the_last_segment_gives_exactly_its_whole_records() throws IOException {
        var bytes = Files.readAllBytes(last(original));
        long first = SegmentName.of(last(original)).orElseThrow().first();
        var ends = ends(bytes, first);
        assertTrue(ends.size() > 1, "too few records to cut between");
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            var folder = copy();
            Files.write(last(folder), Arrays.copyOf(bytes, length));
            long whole = ends.stream().filter(end -> end <= cut).count();
            var expected = new TreeMap<>(written.headMap(first + whole));
            try (var journal = Journals.small(folder, FailPoint.NONE)) {
                assertEquals(expected, all(journal), "cut at " + cut);
                assertEquals(List.of(), journal.damage(), "cut at " + cut);
                expected.put(journal.append(bytes("after the cut")), "after the cut");
                assertEquals(first + whole, expected.lastKey(), "cut at " + cut);
            }
            try (var journal = Journals.small(folder, FailPoint.NONE)) {
                assertEquals(expected, all(journal), "reopened, cut at " + cut);
            }
        }
    }

    @Test
    void a_cut_tail_is_kept_beside_the_journal() throws IOException {
        var folder = copy();
        var bytes = Files.readAllBytes(last(folder));
        Files.write(last(folder), Arrays.copyOf(bytes, bytes.length - 5));
        Journals.small(folder, FailPoint.NONE).close();
        try (var files = Files.list(folder)) {
            assertTrue(files.anyMatch(f -> f.toString().endsWith(".torn")));
        }
    }

    @Test
    void zeros_or_rubbish_after_the_last_record_are_cut_off() throws IOException {
        var random = new Random(7);
        for (int n = 0; n < 60; n++) {
            var folder = copy();
            var tail = new byte[random.nextInt(200)];
            if (n % 2 == 0) {
                random.nextBytes(tail);
            }
            var bytes = Files.readAllBytes(last(folder));
            var longer = Arrays.copyOf(bytes, bytes.length + tail.length);
            System.arraycopy(tail, 0, longer, bytes.length, tail.length);
            Files.write(last(folder), longer);
            try (var journal = Journals.small(folder, FailPoint.NONE)) {
                assertEquals(written, all(journal));
                assertEquals(List.of(), journal.damage());
            }
        }
    }

    @Test
    void a_flipped_bit_anywhere_never_gives_a_wrong_record_and_hides_no_other() throws IOException {
        for (var segment : Journals.segments(original)) {
            var bytes = Files.readAllBytes(segment);
            for (int bit = 0; bit < bytes.length * 8; bit += 11) {
                var folder = copy();
                var changed = bytes.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(folder.resolve(segment.getFileName()), changed);
                check(folder, segment.getFileName() + " bit " + bit);
            }
        }
    }

    private void check(Path folder, String what) {
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            var given = all(journal);
            assertTrue(written.entrySet().containsAll(given.entrySet()), what);
            assertTrue(given.size() >= RECORDS - 1, () -> what + " lost more than one: " + given);
            if (given.size() < RECORDS && given.containsKey((long) RECORDS)) {
                var missing = new TreeMap<>(written);
                missing.keySet().removeAll(given.keySet());
                assertEquals(1, journal.damage().size(), what);
                var damage = journal.damage().getFirst();
                assertEquals(missing.firstKey(), damage.firstMissing(), what);
                assertEquals(missing.lastKey(), damage.lastMissing(), what);
                assertTrue(damage.wasSafe(), what);
            }
            long fresh = journal.append(bytes("fresh"));
            assertFalse(given.containsKey(fresh), what);
            var expected = new TreeMap<>(given);
            expected.put(fresh, "fresh");
            assertEquals(expected, all(journal), what);
        }
    }

    @Test
    void several_changes_at_once_never_give_a_wrong_record() throws IOException {
        for (long seed = 1; seed <= 150; seed++) {
            var random = new Random(seed);
            var folder = copy();
            for (var segment : Journals.segments(folder)) {
                var bytes = Files.readAllBytes(segment);
                for (int n = random.nextInt(4); n > 0; n--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
                }
                Files.write(segment, bytes);
            }
            try (var journal = Journals.small(folder, FailPoint.NONE)) {
                var given = all(journal);
                assertTrue(written.entrySet().containsAll(given.entrySet()), "seed " + seed);
            }
        }
    }

    @Test
    void a_lost_segment_is_told_and_the_others_are_given() throws IOException {
        var folder = copy();
        var lost = Journals.segments(folder).get(1);
        long first = SegmentName.of(lost).orElseThrow().first();
        long after = SegmentName.of(Journals.segments(folder).get(2)).orElseThrow().first();
        Files.delete(lost);
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            var expected = new TreeMap<>(written);
            expected.keySet().removeIf(n -> n >= first && n < after);
            assertEquals(expected, all(journal));
            var damage = journal.damage().getFirst();
            assertEquals(first, damage.firstMissing());
            assertEquals(after - 1, damage.lastMissing());
        }
    }

    @Test
    void damaged_segments_are_kept_until_set_aside_and_numbers_still_go_on() throws IOException {
        var folder = copy();
        var damaged = Journals.segments(folder).getFirst();
        var bytes = Files.readAllBytes(damaged);
        bytes[SegmentName.HEADER_BYTES + Entry.HEAD_BYTES] ^= 1;
        Files.write(damaged, bytes);
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            journal.trimBefore(RECORDS + 1);
            assertTrue(Files.exists(damaged), "evidence was deleted");
            journal.setDamagedAside();
            assertEquals(List.of(), journal.damage());
        }
        assertFalse(Files.exists(damaged));
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            assertEquals(List.of(), journal.damage());
            assertEquals(Map.of(), all(journal));
            assertEquals(RECORDS + 1, journal.append(bytes("next")));
        }
    }

    @Test
    void a_damaged_last_segment_set_aside_does_not_give_its_numbers_again() throws IOException {
        var folder = copy();
        var bytes = Files.readAllBytes(last(folder));
        bytes[SegmentName.HEADER_BYTES + Entry.HEAD_BYTES] ^= 1;
        Files.write(last(folder), bytes);
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            assertEquals(1, journal.damage().size());
            journal.setDamagedAside();
        }
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            assertEquals(RECORDS + 1, journal.append(bytes("next")));
        }
    }

    @Test
    void a_hole_in_one_unfinished_group_is_told_as_perhaps_never_acknowledged() throws IOException {
        var folder = temp.resolve("group");
        try (var journal = Journals.open(folder)) {
            journal.append(bytes("safe"));
            journal.append(List.of(bytes("a"), bytes("b"), bytes("c")));
        }
        var bytes = Files.readAllBytes(last(folder));
        bytes[ends(bytes, 1).getFirst() + Entry.HEAD_BYTES] ^= 1; // "a"
        Files.write(last(folder), bytes);
        try (var journal = Journals.open(folder)) {
            assertEquals(Map.of(1L, "safe", 3L, "b", 4L, "c"), all(journal));
            var damage = journal.damage().getFirst();
            assertEquals(2, damage.firstMissing());
            assertFalse(damage.wasSafe());
        }
    }
}
