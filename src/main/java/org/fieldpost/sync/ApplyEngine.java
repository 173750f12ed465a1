package org.fieldpost.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.PullChange;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.ReadTx;
import org.fieldpost.db.WriteTx;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.InboundQuarantine;
import org.fieldpost.store.TombstoneRepository.SyncStatus;
import org.fieldpost.sync.SyncEntityHandler.Applied;

/**
 * The apply phase (seed: ApplyEngine): each change of a page under a savepoint, so that one that cannot be
 * applied takes nothing with it but what depends on it. It is recorded, and its type's cursor waits for it, until
 * it has failed in too many runs and is set aside with all it said.
 */
final class ApplyEngine {
    private static final System.Logger LOG = System.getLogger(ApplyEngine.class.getName());
    private static final int LEFT_AT_ONCE = 1_000;
    private final LocalStore store;
    private final SyncHandlerRegistry registry;
    private final PlainArrivals plain;
    private final int failedRunsMax;

    ApplyEngine(LocalStore store, Set<UUID> bundledForms, int failedRunsMax) {
        this.store = store;
        this.registry = new SyncHandlerRegistry(store, bundledForms);
        this.failedRunsMax = failedRunsMax;
        plain = new PlainArrivals(store);
    }

    /** What a page came to. */
    record ApplyReport(
            int applied,
            int merged,
            int unchanged,
            int failed,
            int quarantined,
            List<SyncError> errors) {
        static final ApplyReport NOTHING = new ApplyReport(0, 0, 0, 0, 0, List.of());
    }

    ApplyReport applyBatch(
            WriteTx tx, List<PullChange> changes, SyncBatchContext context, Instant now) {
        var taken = plain.takeIn(tx, changes, context, now);
        var others = taken.others();
        int applied = taken.applied();
        int merged = 0;
        int unchanged = taken.unchanged();
        int failed = 0;
        int quarantined = 0;
        var errors = new ArrayList<SyncError>();
        for (var change : others) {
            var fault = tryToApply(tx, change, context, now);
            if (fault instanceof Attempt.Done(Applied how)) {
                switch (how) {
                    case APPLIED -> applied++;
                    case MERGED -> merged++;
                    case UNCHANGED, LEFT_TO_PUSH -> unchanged++;
                }
            } else if (fault instanceof Attempt.Failed(String why)) {
                boolean givenUp = recordFailure(tx, change, why, context, now);
                failed += givenUp ? 0 : 1;
                quarantined += givenUp ? 1 : 0;
                errors.add(
                        new SyncError(
                                givenUp ? SyncErrorCode.QUARANTINED : SyncErrorCode.APPLY_FAILED,
                                "%s %s: %s"
                                        .formatted(
                                                change.entityType().word(),
                                                change.entityId(),
                                                why)));
            }
        }
        if (applied + merged > 0) {
            store.writes().came(tx);
        }
        return new ApplyReport(applied, merged, unchanged, failed, quarantined, errors);
    }

    /** Leaves {@code change} until no local work is in its way. */
    static void leave(WriteTx tx, DeviceTables tables, PullChange change, Instant now) {
        tables.quarantine().leave(tx, change, now);
    }

    /** Whether {@link #applyLeft} would find anything. */
    static boolean isAnythingLeft(ReadTx tx, DeviceTables tables) {
        return tables.quarantine().isAnythingLeft(tx);
    }

    /** Tries again what was left because local work was in the way: the work is sent or decided meanwhile. */
    ApplyReport applyLeft(WriteTx tx, SyncBatchContext context, Instant now) {
        return applyBatch(tx, store.tables().quarantine().left(tx, LEFT_AT_ONCE), context, now);
    }

    private sealed interface Attempt {
        record Done(Applied how) implements Attempt {}

        record Failed(String why) implements Attempt {}
    }

    private Attempt tryToApply(
            WriteTx tx, PullChange change, SyncBatchContext context, Instant now) {
        try {
            if (dependsOnLeft(tx, change)) {
                leave(tx, store.tables(), change, now);
                return new Attempt.Done(Applied.LEFT_TO_PUSH);
            }
            if (dependsOnFailed(tx, change, context)) {
                return new Attempt.Failed("what it belongs to could not be taken in");
            }
            var how =
                    tx.savepoint(
                            () ->
                                    registry.handler(change.entityType())
                                            .apply(tx, change, context, now));
            if (how == Applied.LEFT_TO_PUSH) {
                leave(tx, store.tables(), change, now);
            } else {
                store.tables().quarantine().release(tx, change.entityType(), change.entityId());
            }
            return new Attempt.Done(how);
        } catch (RuntimeException e) {
            var why = e.getClass().getSimpleName() + ": " + e.getMessage();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cannot apply {0} {1}: {2}",
                    change.entityType().word(),
                    change.entityId(),
                    why);
            return new Attempt.Failed(why);
        }
    }

    /**
     * What it belongs to waits for local work: a deletion that is not decided. It waits along, and is not to blame,
     * also where it comes ahead of what it belongs to.
     */
    private boolean dependsOnLeft(WriteTx tx, PullChange change) {
        return missing(tx, change).entrySet().stream()
                .anyMatch(
                        needed ->
                                isDeletedHere(tx, needed)
                                        || waiting(tx, needed)
                                                .filter(InboundQuarantine.Entry::isLeft)
                                                .isPresent());
    }

    private boolean isDeletedHere(WriteTx tx, Map.Entry<UUID, EntityType> row) {
        return store.tables()
                .tombstones()
                .find(tx, row.getValue(), row.getKey())
                .filter(tombstone -> tombstone.syncStatus() == SyncStatus.PENDING)
                .isPresent();
    }

    private boolean dependsOnFailed(WriteTx tx, PullChange change, SyncBatchContext context) {
        return missing(tx, change).entrySet().stream()
                .anyMatch(
                        needed ->
                                context.hasFailed(needed.getKey())
                                        || waiting(tx, needed).isPresent());
    }

    private Optional<InboundQuarantine.Entry> waiting(WriteTx tx, Map.Entry<UUID, EntityType> row) {
        return store.tables().quarantine().find(tx, row.getValue(), row.getKey());
    }

    /** What {@code change} cannot be without and is not here. */
    private Map<UUID, EntityType> missing(WriteTx tx, PullChange change) {
        var missing = new LinkedHashMap<UUID, EntityType>();
        var payload = change.payload();
        if (change.action() == SyncAction.DELETE || payload == null) {
            return missing;
        }
        for (var relation : RelationGraph.from(change.entityType())) {
            var target = relation.target();
            var text = payload.path(relation.field()).asText("");
            if (!relation.required() || target == null || text.isEmpty()) {
                continue;
            }
            var id = UUID.fromString(text);
            if (store.tables().rows(target).existing(tx, Set.of(id)).isEmpty()) {
                missing.put(id, target);
            }
        }
        return missing;
    }

    /** Notes the failure; whether the change is given up now. */
    private boolean recordFailure(
            WriteTx tx, PullChange change, String why, SyncBatchContext context, Instant now) {
        var quarantine = store.tables().quarantine();
        var error = new ErrorBody(SyncErrorCode.APPLY_FAILED.code(), why, true);
        int failures = quarantine.recordFailure(tx, change, error, now);
        if (failures < failedRunsMax) {
            context.hold(change.entityType(), change.entityId());
            return false;
        }
        quarantine.quarantine(tx, change.entityType(), change.entityId());
        context.giveUp(change.entityId());
        return true;
    }
}
