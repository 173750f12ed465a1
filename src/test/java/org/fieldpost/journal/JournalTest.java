package org.fieldpost.journal;

import static org.fieldpost.journal.Journals.all;
import static org.fieldpost.journal.Journals.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.vault.Aead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private void fill(int count) {
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            for (int i = 0; i < count; i++) {
                journal.append(bytes("record " + (journal.lastSequence() + 1)));
            }
        }
    }

    private static NavigableMap<Long, String> expected(long from, long to) {
        var expected = new TreeMap<Long, String>();
        for (long i = from; i <= to; i++) {
            expected.put(i, "record " + i);
        }
        return expected;
    }

    @Test
    void what_was_appended_is_replayed_after_a_restart_with_its_numbers() {
        try (var journal = Journals.open(folder)) {
            assertEquals(0, journal.lastSequence());
            assertEquals(1, journal.append(bytes("one")));
            assertEquals(3, journal.append(List.of(bytes("two"), bytes(""))));
            assertEquals(Map.of(1L, "one", 2L, "two", 3L, ""), all(journal));
        }
        try (var journal = Journals.open(folder)) {
            assertEquals(Map.of(1L, "one", 2L, "two", 3L, ""), all(journal));
            assertEquals(List.of(), journal.damage());
            assertEquals(4, journal.append(bytes("four")));
            assertEquals(Map.of(3L, "", 4L, "four"), Journals.from(journal, 3));
        }
    }

    @Test
    void records_are_not_readable_in_the_file() throws IOException {
        try (var journal = Journals.open(folder)) {
            journal.append(bytes("the well at Koudougou"));
        }
        for (var file : Journals.segments(folder)) {
            var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            assertFalse(text.contains("Koudougou"));
        }
    }

    @Test
    void a_full_segment_is_followed_by_another() {
        fill(30);
        assertTrue(
                Journals.segments(folder).size() > 5, () -> Journals.segments(folder).toString());
        try (var journal = Journals.open(folder)) {
            assertEquals(expected(1, 30), all(journal));
            assertEquals(expected(17, 30), Journals.from(journal, 17));
        }
    }

    @Test
    void trimming_deletes_whole_segments_only_and_numbers_go_on() {
        fill(30);
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            journal.trimBefore(12);
            var left = all(journal);
            assertTrue(left.firstKey() <= 12 && left.firstKey() > 6, left.toString());
            assertEquals(expected(left.firstKey(), 30), left);
            journal.trimBefore(31);
            assertEquals(Map.of(), all(journal));
            assertEquals(1, Journals.segments(folder).size());
        }
        try (var journal = Journals.small(folder, FailPoint.NONE)) {
            assertEquals(30, journal.lastSequence());
            assertEquals(31, journal.append(bytes("record 31")));
            journal.trimBefore(31);
            assertEquals(expected(31, 31), all(journal));
        }
    }

    @Test
    void appends_of_many_threads_all_arrive_once() {
        try (var journal = Journals.open(folder)) {
            var all =
                    IntStream.range(0, 16)
                            .mapToObj(
                                    t ->
                                            CompletableFuture.runAsync(
                                                    () -> {
                                                        for (int i = 0; i < 20; i++) {
                                                            journal.append(bytes(t + "/" + i));
                                                        }
                                                    },
                                                    command -> Thread.ofVirtual().start(command)))
                            .toList();
            all.forEach(CompletableFuture::join);
        }
        try (var journal = Journals.open(folder)) {
            var records = all(journal);
            assertEquals(320, records.size());
            assertEquals(320, records.values().stream().distinct().count());
            for (int t = 0; t < 16; t++) {
                var prefix = t + "/";
                var order =
                        records.values().stream()
                                .filter(r -> r.startsWith(prefix))
                                .map(r -> Integer.valueOf(r.substring(prefix.length())))
                                .toList();
                assertEquals(IntStream.range(0, 20).boxed().toList(), order);
            }
        }
    }

    @Test
    void an_interrupted_caller_still_saves_and_stays_interrupted() {
        try (var journal = Journals.open(folder)) {
            Thread.currentThread().interrupt();
            journal.append(bytes("one"));
            assertTrue(Thread.interrupted(), "the interrupt was swallowed");
            journal.append(bytes("two"));
            assertEquals(Map.of(1L, "one", 2L, "two"), all(journal));
        }
    }

    @Test
    void a_visitor_may_append() {
        fill(2);
        try (var journal = Journals.open(folder)) {
            journal.replay(0, (sequence, record) -> journal.append(record));
            assertEquals(4, journal.lastSequence());
        }
    }

    @Test
    void a_closed_journal_and_an_empty_or_huge_append_are_refused() {
        var journal = Journals.open(folder);
        assertThrows(IllegalArgumentException.class, () -> journal.append(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> journal.append(new byte[Entry.PAYLOAD_BYTES_MAX + 1]));
        journal.close();
        journal.close();
        assertThrows(IllegalStateException.class, () -> journal.append(bytes("late")));
    }

    @Test
    void a_large_record_is_kept_whole() {
        var large = "x".repeat(20 << 20);
        try (var journal = Journals.open(folder)) {
            journal.append(bytes(large));
            journal.append(bytes("after"));
        }
        try (var journal = Journals.open(folder)) {
            assertEquals(Map.of(1L, large, 2L, "after"), all(journal));
        }
    }

    @Test
    void with_another_key_every_record_is_told_as_damage_and_none_is_given() {
        fill(3);
        var other = new byte[32];
        other[0] = 1;
        var seal = new Aead(new SecretKeySpec(other, "AES"), new SecureRandom());
        try (var journal = Journal.open(JournalSettings.of(folder, seal))) {
            var damage =
                    journal.replay(
                            0,
                            (sequence, record) -> {
                                throw new AssertionError("gave " + sequence);
                            });
            assertEquals(3, damage.size());
        }
    }
}
