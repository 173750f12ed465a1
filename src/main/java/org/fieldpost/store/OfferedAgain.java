package org.fieldpost.store;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.IdStrategy;
import org.fieldpost.db.Database;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;

/**
 * Permanent ids that are temporary once more, since a hub restored from a backup lacks their rows and will give them
 * others: what refers to them is noted, so that it is rewritten when the others come.
 */
public final class OfferedAgain {
    private static final int COMMANDS_AT_ONCE = 500;
    private static final Set<OutboxStatus> OPEN =
            EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED));
    private final DeviceTables tables;

    public OfferedAgain(DeviceTables tables) {
        this.tables = tables;
    }

    /** {@code id} waits for another one. */
    public void waits(WriteTx tx, Enrolment enrolment, EntityType type, UUID id, Instant now) {
        if (type.idStrategy() == IdStrategy.SERVER) {
            var owner = new IdMapping.Owner(type, enrolment.user(), enrolment.organization());
            tables.idMap().reopen(tx, owner, id, now);
        }
    }

    /**
     * Submissions that the hub has and that name {@code lost}, which it lacks: it has them as they were before they
     * said so, or under an id that is no more.
     */
    public List<EntityRow> naming(ReadTx tx, UUID lost) {
        return tables.submissions().referringTo(tx, lost).stream()
                .flatMap(id -> tables.submissions().find(tx, id).stream())
                .filter(row -> row.rowVersion() != null && !row.dirty())
                .toList();
    }

    /**
     * Notes anew what commands and their rows refer to. Before, only ids that were temporary then were noted. In
     * transactions of a few hundred commands; doing it again changes nothing.
     */
    public void noteReferences(Database database) {
        long after = 0;
        while (after >= 0) {
            long from = after;
            after = database.write(tx -> noteSome(tx, from));
        }
    }

    /** As {@link #noteReferences(Database)}, in one transaction: a permanent id is being replaced now. */
    void noteReferences(WriteTx tx) {
        long after = 0;
        while (after >= 0) {
            after = noteSome(tx, after);
        }
    }

    /** The last command looked at; -1 when there are no more. */
    private long noteSome(WriteTx tx, long after) {
        var open = tables.outbox().list(tx, OPEN, after, COMMANDS_AT_ONCE);
        open.forEach(command -> note(tx, command));
        return open.size() < COMMANDS_AT_ONCE ? -1 : open.getLast().sequence();
    }

    private void note(WriteTx tx, OutboxCommand command) {
        tables.outbox()
                .references()
                .note(
                        tx,
                        command.id(),
                        command.entityType(),
                        command.payload(),
                        command.baseSnapshot());
        if (command.entityType() == EntityType.SUBMISSIONS) {
            tables.submissions()
                    .find(tx, command.aggregateId())
                    .ifPresent(row -> tables.submissions().noteBase(tx, row));
        }
    }
}
