package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * A synced row: what it says and how it stands towards the hub.
 *
 * @param type which table
 * @param id temporary until accepted (SERVER ids), then the hub's
 * @param payload the columns by name, without id, as on the wire
 * @param rowVersion the hub's version of the row last agreed on; null before the hub accepted it
 * @param localRevision counts local changes; a compare-and-set on it keeps an edit made meanwhile
 * @param dirty holds changes the hub has not acknowledged
 * @param baseSnapshot the payload last agreed with the hub: the base of a three-way merge
 * @param changedAt when the row last changed here, by the device's clock
 */
public record EntityRow(
        EntityType type,
        UUID id,
        ObjectNode payload,
        @Nullable Long rowVersion,
        long localRevision,
        boolean dirty,
        @Nullable ObjectNode baseSnapshot,
        Instant changedAt) {

    /** A row as the hub has it, nothing of ours in it. */
    public static EntityRow fromHub(
            EntityType type, UUID id, long version, ObjectNode payload, Instant now) {
        return new EntityRow(type, id, payload, version, 1, false, payload.deepCopy(), now);
    }

    /** A row made here, unknown to the hub. */
    public static EntityRow made(EntityType type, UUID id, ObjectNode payload, Instant now) {
        return new EntityRow(type, id, payload, null, 1, true, null, now);
    }

    /** This row after a local change. */
    public EntityRow edited(ObjectNode changed, Instant now) {
        return new EntityRow(
                type, id, changed, rowVersion, localRevision + 1, true, baseSnapshot, now);
    }

    /** This row with nothing left to send. */
    public EntityRow clean() {
        return new EntityRow(
                type, id, payload, rowVersion, localRevision, false, baseSnapshot, changedAt);
    }

    /** This row without some columns; not an edit. */
    public EntityRow without(List<String> columns) {
        return new EntityRow(
                type,
                id,
                payload.deepCopy().without(columns),
                rowVersion,
                localRevision,
                dirty,
                baseSnapshot,
                changedAt);
    }

    /** This row replaced by the hub's version of it. */
    public EntityRow adopted(long version, ObjectNode hubs, Instant now) {
        return new EntityRow(
                type, id, hubs, version, localRevision + 1, false, hubs.deepCopy(), now);
    }

    /** This row merged: {@code merged} is local work on top of the hub's {@code base} at {@code version}. */
    public EntityRow rebased(ObjectNode merged, long version, ObjectNode base, Instant now) {
        return new EntityRow(type, id, merged, version, localRevision + 1, true, base, now);
    }
}
