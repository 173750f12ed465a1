package org.fieldpost.sync;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.DeviceTables;

/** Forms: those shipped with the program are never overwritten by sync (the seed's public catalog skip). */
final class BundledFormsHandler implements SyncEntityHandler {
    private final DeviceTables tables;
    private final Set<UUID> bundled;
    private final SyncEntityHandler others;

    BundledFormsHandler(DeviceTables tables, Set<UUID> bundled, SyncEntityHandler others) {
        this.tables = tables;
        this.bundled = Set.copyOf(bundled);
        this.others = others;
    }

    @Override
    public Applied apply(WriteTx tx, PullChange change, SyncBatchContext context, Instant now) {
        boolean shipped =
                change.action() != SyncAction.DELETE
                        && bundled.contains(change.entityId())
                        && tables.forms().find(tx, change.entityId()).isPresent();
        return shipped ? Applied.UNCHANGED : others.apply(tx, change, context, now);
    }
}
