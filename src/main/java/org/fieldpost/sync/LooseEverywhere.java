package org.fieldpost.sync;

import java.util.List;
import org.fieldpost.contract.Relation;
import org.fieldpost.db.ReadTx;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.Numbered;
import org.fieldpost.store.OrphanQueries;
import org.fieldpost.store.OrphanQueries.Orphan;

/** What {@link IntegrityGate} asks about the rows a batch touched, asked about all rows there are. Changes nothing. */
public final class LooseEverywhere {
    private final IntegrityGate gate;
    private final OrphanQueries queries = new OrphanQueries();

    public LooseEverywhere(DeviceTables tables) {
        gate = new IntegrityGate(tables);
    }

    /** Rows that refer by {@code relation} to nothing; at most {@code limit} for each kind of target. */
    public List<Orphan> ofRows(ReadTx tx, Relation relation, int limit) {
        return queries.everywhere(tx, relation, limit).stream()
                .filter(orphan -> !gate.isAboutDeletedRow(tx, orphan))
                .toList();
    }

    /** Answers that their form declares a reference and that lead nowhere, some at a time. */
    public Numbered<Orphan> inAnswers(ReadTx tx, long after, int limit) {
        var some = queries.answersAfter(tx, after, limit);
        return new Numbered<>(gate.declared(tx, some.rows()), some.last(), some.isLast());
    }
}
