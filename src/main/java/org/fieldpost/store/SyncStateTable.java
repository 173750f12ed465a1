package org.fieldpost.store;

import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** {@code sync_state}: one row. */
public final class SyncStateTable {
    public SyncState get(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT * FROM sync_state WHERE id = 1")
                .map(
                        (row, ctx) ->
                                new SyncState(
                                        Sql.text(row, "epoch"),
                                        Sql.instantOrNull(row, "last_attempt_at"),
                                        Sql.instantOrNull(row, "last_success_at"),
                                        row.getInt("failures"),
                                        Sql.instantOrNull(row, "next_attempt_at"),
                                        row.getBoolean("first_sync_complete"),
                                        row.getBoolean("resync_needed"),
                                        row.getString("paused_reason")))
                .one();
    }

    public void save(WriteTx tx, SyncState state) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE sync_state SET epoch = :epoch, last_attempt_at = :attempt,
                            last_success_at = :success, failures = :failures, next_attempt_at = :next,
                            first_sync_complete = :complete, resync_needed = :resync,
                            paused_reason = :paused
                        WHERE id = 1
                        """)
                .bind("epoch", state.epoch())
                .bind("attempt", Sql.timeOrNull(state.lastAttemptAt()))
                .bind("success", Sql.timeOrNull(state.lastSuccessAt()))
                .bind("failures", state.failures())
                .bind("next", Sql.timeOrNull(state.nextAttemptAt()))
                .bind("complete", state.firstSyncComplete())
                .bind("resync", state.resyncNeeded())
                .bind("paused", state.pausedReason())
                .execute();
    }
}
