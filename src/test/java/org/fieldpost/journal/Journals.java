package org.fieldpost.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.vault.Aead;
import org.fieldpost.vault.Seal;

/** Journals of short texts, and what is in their folders. */
final class Journals {
    static final Seal SEAL = new Aead(new SecretKeySpec(new byte[32], "AES"), new SecureRandom());

    private Journals() {}

    static Journal open(Path folder) {
        return Journal.open(JournalSettings.of(folder, SEAL));
    }

    /** With segments that are full after a few records. */
    static Journal small(Path folder, FailPoint failPoint) {
        return Journal.open(new JournalSettings(folder, SEAL, 300, failPoint));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static NavigableMap<Long, String> all(Journal journal) {
        return from(journal, 0);
    }

    static NavigableMap<Long, String> from(Journal journal, long sequence) {
        var all = new TreeMap<Long, String>();
        var order = new ArrayList<Long>();
        journal.replay(
                sequence,
                (number, record) -> {
                    order.add(number);
                    if (all.put(number, new String(record, StandardCharsets.UTF_8)) != null) {
                        throw new AssertionError(number + " came twice");
                    }
                });
        if (!order.equals(List.copyOf(all.keySet()))) {
            throw new AssertionError("out of order: " + order);
        }
        return all;
    }

    static List<Path> segments(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".journal")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
