package org.fieldpost.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;
import org.fieldpost.journal.Journal;
import org.fieldpost.kernel.Ids;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * Journal first: a mutation is applied in a transaction; just before the commit its record is forced to the disk;
 * so the database may lag behind the journal but never lead.
 */
final class JournaledWrites implements LocalWrites {
    private final Database database;
    private final Journal journal;
    private final Mutations mutations;
    private final Ids ids;
    private final InstantSource clock;
    private final JournalPosition position = new JournalPosition();
    // All below is touched on the writer's thread only.
    private final List<Mutation> pending = new ArrayList<>();
    private @Nullable WriteTx pendingTx;

    /** The records of the last transaction. Whether it was committed, the database alone can say. */
    private List<UUID> lastWritten = List.of();

    private long lastSequence;
    private final AtomicLong bytesSinceShortened = new AtomicLong();
    private final UnforcedRows unforced;

    JournaledWrites(
            Database database, Journal journal, Mutations mutations, Ids ids, InstantSource clock) {
        this.database = database;
        this.journal = journal;
        this.mutations = mutations;
        this.ids = ids;
        this.clock = clock;
        unforced = new UnforcedRows(database);
    }

    @Override
    public void commit(List<? extends Mutation> all) {
        unforced.forceIfAny();
        database.run(tx -> all.forEach(mutation -> apply(tx, mutation)));
        // A page may have come in between, and made possible what the disk would refuse.
        unforced.forceIfAny();
    }

    @Override
    public void apply(WriteTx tx, Mutation mutation) {
        mutations.apply(tx, mutation, false);
        tx.beforeCommit(() -> collect(tx, mutation));
    }

    @Override
    public void came(WriteTx tx) {
        unforced.came();
    }

    /** Forces the database to the disk. */
    void force() {
        unforced.force();
    }

    /** Bytes of records written since the journal was last shortened. */
    long bytesSinceShortened() {
        return bytesSinceShortened.get();
    }

    private void collect(WriteTx tx, Mutation mutation) {
        if (pendingTx != tx) {
            pendingTx = tx;
            pending.clear();
            tx.beforeCommit(() -> write(tx));
        }
        pending.add(mutation);
    }

    private void write(WriteTx tx) {
        var records = new ArrayList<>(disowned(tx));
        var written = pending.stream().map(Mutation::id).toList();
        pending.forEach(mutation -> records.add(bytes(mutation)));
        pending.clear();
        pendingTx = null;
        long last = journal.append(records);
        lastWritten = written;
        lastSequence = last;
        position.save(tx, last);
        bytesSinceShortened.addAndGet(records.stream().mapToLong(r -> r.length).sum());
    }

    /** Records of a transaction that failed after they were written must not come back to life. */
    private List<byte[]> disowned(WriteTx tx) {
        if (lastWritten.isEmpty() || position.get(tx) >= lastSequence) {
            return List.of();
        }
        return lastWritten.stream()
                .map(lost -> bytes(new Mutation.Abandoned(ids.next(), clock.instant(), lost)))
                .toList();
    }

    /**
     * Writes all that is unsent as fresh records; the number of the first. Everything before it may go once the
     * database has been forced to the disk.
     */
    long writeUnsent() {
        return database.write(
                tx -> {
                    // The writer's thread has the journal to itself: the numbers follow each other.
                    var records = new RecordPieces(journal);
                    disowned(tx).forEach(records::add);
                    new TableRestore().unsent(tx, rows -> records.add(bytes(restore(rows))));
                    var end = new Mutation.Restored(ids.next(), clock.instant(), records.count());
                    records.add(bytes(end));
                    long last = records.end();
                    position.save(tx, last);
                    bytesSinceShortened.set(0);
                    return last - records.count() + 1;
                });
    }

    private Mutation restore(TableRestore.Rows rows) {
        return new Mutation.Restore(ids.next(), clock.instant(), rows.table(), rows.rows());
    }

    static byte[] bytes(Mutation mutation) {
        return Json.bytes(mutation);
    }
}
