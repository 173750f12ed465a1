package org.fieldpost.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/** {@code sync_state}: one row. */
public final class SyncStateTable {
    private final AtomicLong told = new AtomicLong();

    /**
     * The whole row.
     *
     * @param clock see {@link #clock}
     * @param hubStart see {@link #hubStart}
     * @param unconfirmed see {@link #isUnconfirmed}
     */
    public record Known(
            SyncState state, Optional<HubClock> clock, String hubStart, boolean unconfirmed) {}

    public SyncState get(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT * FROM sync_state WHERE id = 1")
                .map((row, ctx) -> state(row))
                .one();
    }

    /** All of it at once. */
    public Known known(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT * FROM sync_state WHERE id = 1")
                .map(
                        (row, ctx) ->
                                new Known(
                                        state(row),
                                        clock(row),
                                        Sql.text(row, "hub_start"),
                                        row.getBoolean("unconfirmed")))
                .one();
    }

    private static SyncState state(ResultSet row) throws SQLException {
        return new SyncState(
                Sql.text(row, "epoch"),
                Sql.instantOrNull(row, "last_attempt_at"),
                Sql.instantOrNull(row, "last_success_at"),
                row.getInt("failures"),
                Sql.instantOrNull(row, "next_attempt_at"),
                row.getBoolean("first_sync_complete"),
                row.getBoolean("resync_needed"),
                row.getString("paused_reason"));
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

    /** The clock against the hub's, as last measured; empty before the hub was ever reached. */
    public Optional<HubClock> clock(ReadTx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT clock_skew_millis, clock_uncertainty_millis, clock_measured_at
                        FROM sync_state WHERE id = 1 AND clock_measured_at IS NOT NULL
                        """)
                .map((row, ctx) -> clock(row).orElseThrow())
                .findOne();
    }

    private static Optional<HubClock> clock(ResultSet row) throws SQLException {
        var measured = Sql.instantOrNull(row, "clock_measured_at");
        return measured == null
                ? Optional.empty()
                : Optional.of(
                        new HubClock(
                                Duration.ofMillis(row.getLong("clock_skew_millis")),
                                Duration.ofMillis(row.getLong("clock_uncertainty_millis")),
                                measured));
    }

    public void saveClock(WriteTx tx, HubClock clock) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE sync_state SET clock_skew_millis = :skew,
                            clock_uncertainty_millis = :uncertainty, clock_measured_at = :measured
                        WHERE id = 1
                        """)
                .bind("skew", clock.skew().toMillis())
                .bind("uncertainty", clock.uncertainty().toMillis())
                .bind("measured", Sql.time(clock.measuredAt()))
                .execute();
    }

    /** The start of the hub that was found to hold all this laptop was told; empty before. */
    public String hubStart(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT hub_start FROM sync_state WHERE id = 1")
                .mapTo(String.class)
                .one();
    }

    public void saveHubStart(WriteTx tx, String start) {
        tx.handle()
                .createUpdate("UPDATE sync_state SET hub_start = :start WHERE id = 1")
                .bind("start", start)
                .execute();
    }

    /** Whether the hub has acknowledged something that no pull has confirmed since. */
    public boolean isUnconfirmed(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT unconfirmed FROM sync_state WHERE id = 1")
                .mapTo(Boolean.class)
                .one();
    }

    /** Something was told by the hub that only a pull confirms; with the transaction that takes it in. */
    public void tellUnconfirmed(WriteTx tx) {
        told.incrementAndGet();
        if (!isUnconfirmed(tx)) {
            saveUnconfirmed(tx, true);
        }
    }

    /** How often that was, in this process: a pull confirms nothing that was told after it had begun. */
    public long timesTold() {
        return told.get();
    }

    public void saveUnconfirmed(WriteTx tx, boolean unconfirmed) {
        tx.handle()
                .createUpdate("UPDATE sync_state SET unconfirmed = :unconfirmed WHERE id = 1")
                .bind("unconfirmed", unconfirmed)
                .execute();
    }

    /** When telemetry was last written here, by this laptop's clock. */
    public Optional<Instant> telemetryAt(ReadTx tx) {
        return tx.handle()
                .createQuery("SELECT telemetry_at FROM sync_state WHERE id = 1")
                .map((row, ctx) -> Optional.ofNullable(Sql.instantOrNull(row, "telemetry_at")))
                .one();
    }

    public void saveTelemetryAt(WriteTx tx, Instant at) {
        tx.handle()
                .createUpdate("UPDATE sync_state SET telemetry_at = :at WHERE id = 1")
                .bind("at", Sql.time(at))
                .execute();
    }
}
