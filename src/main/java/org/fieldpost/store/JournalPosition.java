package org.fieldpost.store;

import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** {@code journal_position}: up to which record of the journal these tables are. */
final class JournalPosition {
    long get(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT position FROM journal_position WHERE id = 1")
                .mapTo(Long.class)
                .one();
    }

    void save(WriteTx tx, long position) {
        tx.handle()
                .createUpdate("UPDATE journal_position SET position = :position WHERE id = 1")
                .bind("position", position)
                .execute();
    }
}
