package org.fieldpost.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.db.Database;
import org.fieldpost.db.WriteTx;
import org.fieldpost.journal.Damage;
import org.fieldpost.journal.Journal;
import org.fieldpost.kernel.Json;
import org.jspecify.annotations.Nullable;

/** Brings tables up to the end of the journal when a profile opens. */
final class JournalReplay {
    private static final System.Logger LOG = System.getLogger(JournalReplay.class.getName());
    private static final int BATCH = 200;

    /**
     * What a replay did.
     *
     * @param applied records the database lacked
     * @param refused records that could not be applied; kept under {@code replay.<id>} in the settings
     * @param journalShorter the journal has fewer records than the database knew of
     */
    record Outcome(int applied, int refused, List<Damage> damage, boolean journalShorter) {}

    private record Numbered(long sequence, ByteBuffer record) {}

    private final Database database;
    private final Journal journal;
    private final Mutations mutations;
    private final DeviceTables tables;
    private final JournalPosition position = new JournalPosition();

    /** By mutation, the record that disowned it last: what was written again after that is another matter. */
    private final Map<UUID, Long> abandoned = new HashMap<>();

    private int applied;
    private int refused;

    JournalReplay(Database database, Journal journal, Mutations mutations, DeviceTables tables) {
        this.database = database;
        this.journal = journal;
        this.mutations = mutations;
        this.tables = tables;
    }

    Outcome run() {
        long held = database.read(position::get);
        long last = journal.lastSequence();
        if (held > last) {
            // The journal was taken away; the database knows all it said, and numbers begin anew.
            database.run(tx -> position.save(tx, last));
            return new Outcome(0, 0, journal.damage(), true);
        }
        var start = new long[] {held + 1};
        var damage =
                journal.replay(
                        held + 1,
                        (sequence, record) -> {
                            var mutation = read(record);
                            if (mutation instanceof Mutation.Abandoned a) {
                                abandoned.put(a.mutationId(), sequence);
                            } else if (held == 0 && mutation instanceof Mutation.Restored r) {
                                start[0] = sequence - r.records();
                            }
                        });
        var batch = new ArrayList<Numbered>();
        journal.replay(
                start[0],
                (sequence, record) -> {
                    batch.add(new Numbered(sequence, ByteBuffer.wrap(record)));
                    if (batch.size() == BATCH) {
                        apply(batch);
                    }
                });
        apply(batch);
        return new Outcome(applied, refused, damage, false);
    }

    private void apply(List<Numbered> batch) {
        if (batch.isEmpty()) {
            return;
        }
        database.run(
                tx -> {
                    batch.forEach(numbered -> apply(tx, numbered));
                    position.save(tx, batch.getLast().sequence());
                });
        batch.clear();
    }

    private void apply(WriteTx tx, Numbered numbered) {
        var mutation = read(numbered.record().array());
        if (mutation == null || isAbandoned(mutation, numbered.sequence())) {
            if (mutation == null) {
                refuse(tx, numbered);
            }
            return;
        }
        try {
            tx.savepoint(
                    () -> {
                        mutations.apply(tx, mutation, true);
                        return mutation;
                    });
            applied++;
        } catch (GoneException e) {
            LOG.log(System.Logger.Level.DEBUG, "journal record {0}: {1}", numbered.sequence(), e);
            if (e.isUnexplained(tx, tables.tombstones())) {
                refuse(tx, numbered);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "journal record " + numbered.sequence(), e);
            refuse(tx, numbered);
        }
    }

    private boolean isAbandoned(Mutation mutation, long sequence) {
        var by = abandoned.get(mutation.id());
        return by != null && sequence < by;
    }

    /** Never thrown away: support can read it from the settings. */
    private void refuse(WriteTx tx, Numbered numbered) {
        refused++;
        tables.settings()
                .put(
                        tx,
                        "replay." + numbered.sequence(),
                        Json.object().put("record", numbered.record().array()));
    }

    private static @Nullable Mutation read(byte[] record) {
        try {
            return Json.read(record, Mutation.class);
        } catch (Json.MalformedJson e) {
            LOG.log(System.Logger.Level.ERROR, "a journal record that cannot be read", e);
            return null;
        }
    }
}
