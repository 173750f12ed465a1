package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.merge.JsonSame;
import org.jspecify.annotations.Nullable;

/**
 * Changes that wait for a decision about a conflict this laptop has opened, and changes that no conflict shows: made
 * behind a parked one, or beside a conflict of another laptop. A decision is about what was shown; the others stay. See
 * decision 30.
 */
public final class ParkedChanges {
    private static final int PENDING_MAX = 10_000;

    /** No row has it: what stands on it was put there so that the hub shows its row. */
    private static final long NO_VERSION = 0;

    private final DeviceTables tables;
    private final OutboxUpkeep upkeep;

    public ParkedChanges(DeviceTables tables) {
        this.tables = tables;
        upkeep = new OutboxUpkeep(tables.outbox());
    }

    /** What became of the changes that were parked. */
    public enum Released {
        /** Nothing was parked, or another conflict about the row waits for its own decision. */
        NOTHING,
        /** They are done, and nothing else waits. */
        ALL,
        /** They are done; what was changed behind them goes out on its own. */
        ALL_BUT_BEHIND
    }

    /** A conflict of this laptop about the row is decided: what was parked for it is done. */
    public Released release(WriteTx tx, Enrolment by, EntityType type, UUID id, Instant now) {
        var waiting = own(tx, type, id);
        boolean parked = waiting.stream().anyMatch(ParkedChanges::isParked);
        if (!parked || isStillUndecided(tx, by, id)) {
            return Released.NOTHING;
        }
        tables.outbox().completeParked(tx, type, id, now);
        showRow(tx, waiting);
        boolean behind = waiting.stream().anyMatch(c -> c.status().isOpen() && !isParked(c));
        return behind ? Released.ALL_BUT_BEHIND : Released.ALL;
    }

    /** Whether something was changed here about the row that {@code conflict} does not show. */
    boolean isAnyUnshown(
            ReadTx tx, @Nullable Enrolment by, ObjectNode conflict, EntityType type, UUID id) {
        var own = own(tx, type, id);
        if (!isOurs(by, conflict)) {
            return !own.isEmpty();
        }
        // What it shows as ours was there when the newest was parked.
        long shown =
                own.stream()
                        .filter(ParkedChanges::isParked)
                        .mapToLong(OutboxCommand::sequence)
                        .max()
                        .orElse(Long.MIN_VALUE);
        return own.stream().anyMatch(c -> !isParked(c) && c.sequence() > shown);
    }

    static boolean isOurs(@Nullable Enrolment by, ObjectNode conflict) {
        return by != null
                && conflict.path("device_id").asText().equals(by.device().value().toString());
    }

    private static boolean isParked(OutboxCommand command) {
        return command.status() == OutboxStatus.CONFLICT;
    }

    private List<OutboxCommand> own(ReadTx tx, EntityType type, UUID id) {
        return tables.outbox().ofEntity(tx, type, id).stream()
                .filter(c -> !OfferedUnderConflict.isHubsSide(c))
                .toList();
    }

    private boolean isStillUndecided(ReadTx tx, Enrolment by, UUID resource) {
        return tables.conflicts().pending(tx, PENDING_MAX).stream()
                .map(EntityRow::payload)
                .filter(held -> isOurs(by, held))
                .anyMatch(held -> held.path("resource_id").asText().equals(resource.toString()));
    }

    /**
     * What was changed behind a parked create was made on what the hub never took; and when a restored hub was offered
     * its own side past what was parked, what was changed behind that was not made on that side. The hub is told to
     * show its row.
     */
    private void showRow(WriteTx tx, List<OutboxCommand> waiting) {
        var parked = waiting.stream().filter(ParkedChanges::isParked).findFirst();
        var base = parked.map(OutboxCommand::baseSnapshot).orElse(null);
        waiting.stream()
                .filter(c -> c.status() == OutboxStatus.PENDING && !c.isFrozen())
                .filter(c -> c.action() != SyncAction.CREATE)
                .filter(c -> c.baseVersion() == null || !JsonSame.values(c.baseSnapshot(), base))
                .forEach(c -> upkeep.standOn(tx, c, NO_VERSION, base));
    }
}
