package org.fieldpost.sync;

import java.util.Objects;
import java.util.Optional;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.HubHealth;
import org.fieldpost.db.ReadTx;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.HubClock;
import org.fieldpost.store.OutboxFigures;
import org.fieldpost.store.Snapshots;
import org.fieldpost.store.SyncState;
import org.jspecify.annotations.Nullable;

/**
 * What a run finds as it begins, read on one snapshot.
 *
 * @param state how the last run ended
 * @param clock the clock against the hub's, as last measured
 * @param hubStart the start of the hub that was found to hold all this laptop was told
 * @param unconfirmed the hub has acknowledged something that no pull has confirmed since
 * @param toSend something waits to be sent, or was left in flight
 * @param snapshot where a snapshot stands
 * @param leftOver rows or changes that earlier runs had to leave and this one tries again
 * @param cursor how far was pulled; null before the first pull
 */
record RunOpening(
        SyncState state,
        Optional<HubClock> clock,
        String hubStart,
        boolean unconfirmed,
        boolean toSend,
        Snapshots.Phase snapshot,
        boolean leftOver,
        @Nullable String cursor) {
    private static final OutboxFigures FIGURES = new OutboxFigures();

    static RunOpening of(ReadTx tx, DeviceTables tables) {
        var known = tables.syncState().known(tx);
        return new RunOpening(
                known.state(),
                known.clock(),
                known.hubStart(),
                known.unconfirmed(),
                FIGURES.isAnythingToSend(tx),
                tables.snapshots().phase(tx),
                tables.snapshots().left(tx) > 0 || ApplyEngine.isAnythingLeft(tx, tables),
                tables.cursors().composite(tx).map(CompositeCursor::encode).orElse(null));
    }

    /**
     * Whether all this run wants is to hear what is new: nothing to send, nothing to take anew, and a line that was
     * good when it was last used. The hub need not be asked first how it is; its answer says that too.
     */
    boolean isPlain() {
        return !state.epoch().isEmpty()
                && state.failures() == 0
                && !toSend
                && snapshot == Snapshots.Phase.NONE
                && cursor != null;
    }

    /** Whether {@code hub} is in the epoch and the start this laptop has settled with. */
    boolean isOf(HubHealth hub) {
        return state.epoch().equals(hub.epoch())
                && hubStart.equals(Objects.requireNonNullElse(hub.start(), ""));
    }

    /** Whether {@code measured} is worth keeping; a write costs more than the rest of a run that finds nothing new. */
    boolean isNews(HubClock measured) {
        return clock.map(measured::tellsMoreThan).orElse(true);
    }
}
