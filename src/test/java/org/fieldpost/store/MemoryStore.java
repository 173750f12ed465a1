package org.fieldpost.store;

import java.nio.file.Path;
import java.time.InstantSource;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.journal.Journal;
import org.fieldpost.journal.JournalSettings;
import org.fieldpost.kernel.FailPoint;
import org.fieldpost.kernel.Ids;
import org.fieldpost.vault.Plain;

/**
 * What a profile keeps, without its folder: the real tables, the real journal and the real replay over a database in
 * memory. {@link #die} and {@link #MemoryStore} again is a process killed and started.
 */
public final class MemoryStore {
    private static final long SEGMENT_BYTES = 16 << 10;
    private static final long SHORTEN_BYTES = 24 << 10;
    private final MemoryDatabase database;
    private final DeviceTables tables = new DeviceTables();
    private final ChangeEvents events = new ChangeEvents();
    private final Journal journal;
    private final JournaledWrites writes;
    private final int replayed;

    /**
     * Opens it: what the database lacks is taken from the journal.
     *
     * @param journalFolder where the journal lies
     */
    public MemoryStore(MemoryDatabase database, Path journalFolder, Ids ids, InstantSource clock) {
        this.database = database;
        journal =
                Journal.open(
                        new JournalSettings(
                                journalFolder, new Plain(), SEGMENT_BYTES, FailPoint.NONE));
        var mutations = new Mutations(tables, events);
        writes = new JournaledWrites(database, journal, mutations, ids, clock);
        var outcome = new JournalReplay(database, journal, mutations, tables).run();
        replayed = outcome.applied();
        database.checkpoint();
        if (!outcome.damage().isEmpty() || outcome.refused() > 0) {
            throw new AssertionError(
                    "the journal lost something: %s damaged, %d refused"
                            .formatted(outcome.damage(), outcome.refused()));
        }
    }

    public MemoryDatabase database() {
        return database;
    }

    public DeviceTables tables() {
        return tables;
    }

    public ChangeEvents events() {
        return events;
    }

    public LocalWrites writes() {
        return writes;
    }

    /** Mutations opening took from the journal. */
    public int replayed() {
        return replayed;
    }

    /** As the profile's own upkeep, with bounds small enough to be reached. */
    public void maintain() {
        if (writes.bytesSinceShortened() > SHORTEN_BYTES) {
            long first = writes.writeUnsent();
            writes.force();
            journal.trimBefore(first);
        } else {
            writes.force();
        }
    }

    /** The process ends; what was forced to the disk stays. */
    public void die() {
        journal.close();
    }
}
