package org.fieldpost.sync;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.EntityCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.OwnChanges;

/**
 * What one sync run has touched, for the integrity gate, and the cursors that wait for it (seed:
 * SyncBatchContext). Touched ids and deferred cursors belong to the page in hand; failures belong to the run.
 */
final class SyncBatchContext {
    private final UUID batchId;
    private final Map<EntityType, Set<UUID>> touchedSourceIds = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Set<UUID>> touchedTargetIds = new EnumMap<>(EntityType.class);
    private final Map<EntityType, EntityCursor> deferredCursors = new EnumMap<>(EntityType.class);
    private final Set<EntityType> heldTypes = EnumSet.noneOf(EntityType.class);
    private final Set<UUID> failedIds = new HashSet<>();
    private final Set<Long> ownStamps = new HashSet<>();
    private final LooseReferences loose;

    SyncBatchContext(UUID batchId) {
        this(batchId, new LooseReferences());
    }

    private SyncBatchContext(UUID batchId, LooseReferences loose) {
        this.batchId = batchId;
        this.loose = loose;
    }

    /** For other work of the same run, which touches other rows. */
    SyncBatchContext beside() {
        return new SyncBatchContext(batchId, loose);
    }

    /** What the gate only warns of, for the run's report. */
    LooseReferences loose() {
        return loose;
    }

    /** The hub has told the stamp of a change of this run's, and the row is here as the hub has it. */
    void toldOf(long stamp) {
        ownStamps.add(stamp);
    }

    /**
     * What this run need not pull back.
     *
     * @param start of the hub that was asked as the run began
     */
    OwnChanges own(String start) {
        return OwnChanges.of(start, ownStamps);
    }

    UUID batchId() {
        return batchId;
    }

    /** Forgets the last page; failures stay. */
    void beginPage() {
        touchedSourceIds.clear();
        touchedTargetIds.clear();
        deferredCursors.clear();
    }

    /** A row was written: what it refers to must be there. */
    void touchSource(EntityType type, UUID id) {
        touchedSourceIds.computeIfAbsent(type, t -> new HashSet<>()).add(id);
    }

    /** A row was deleted, or its id replaced: nothing may refer to it any more. */
    void touchTarget(EntityType type, UUID id) {
        touchedTargetIds.computeIfAbsent(type, t -> new HashSet<>()).add(id);
    }

    Set<UUID> touchedSources(EntityType type) {
        return touchedSourceIds.getOrDefault(type, Set.of());
    }

    Set<UUID> touchedTargets(EntityType type) {
        return touchedTargetIds.getOrDefault(type, Set.of());
    }

    /** A change could not be applied: its type's cursor stays where it is for the rest of the run. */
    void hold(EntityType type, UUID id) {
        heldTypes.add(type);
        failedIds.add(id);
    }

    /** A change was given up: those that need it cannot be applied either, but the cursor may pass it. */
    void giveUp(UUID id) {
        failedIds.add(id);
    }

    boolean hasFailed(UUID id) {
        return failedIds.contains(id);
    }

    void deferCursor(EntityType type, EntityCursor cursor) {
        if (!heldTypes.contains(type)) {
            deferredCursors.put(type, cursor);
        }
    }

    Map<EntityType, EntityCursor> deferredCursors() {
        return Map.copyOf(deferredCursors);
    }
}
