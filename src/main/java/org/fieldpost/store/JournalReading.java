package org.fieldpost.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fieldpost.db.Database;
import org.fieldpost.journal.Damage;
import org.fieldpost.journal.Journal;
import org.fieldpost.kernel.Json;

/**
 * A journal read to its end.
 *
 * @param records that are whole, true and can be understood
 * @param notUnderstood whole, but no mutation of this program
 * @param last number of the last record ever given
 * @param position up to which record the database is
 * @param damage what cannot be read
 * @param keptAside files of earlier damage and of appends that were cut short, kept beside the journal
 * @param refused records that opening could not apply, once or now; kept in the settings
 */
public record JournalReading(
        long records,
        long notUnderstood,
        long last,
        long position,
        List<Damage> damage,
        List<Path> keptAside,
        long refused) {
    public JournalReading {
        damage = List.copyOf(damage);
        keptAside = List.copyOf(keptAside);
    }

    static JournalReading of(Path folder, Journal journal, Database database) {
        var counts = new long[2];
        var damage = journal.replay(0, (_, record) -> counts[isUnderstood(record) ? 0 : 1]++);
        return new JournalReading(
                counts[0],
                counts[1],
                journal.lastSequence(),
                database.read(new JournalPosition()::get),
                damage,
                aside(folder),
                database.read(
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT count(*) FROM settings WHERE name LIKE 'replay.%'")
                                        .mapTo(Long.class)
                                        .one()));
    }

    private static boolean isUnderstood(byte[] record) {
        try {
            Json.read(record, Mutation.class);
            return true;
        } catch (Json.MalformedJson e) {
            return false;
        }
    }

    private static List<Path> aside(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(
                            file ->
                                    file.toString().endsWith(".damaged")
                                            || file.toString().endsWith(".torn"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
