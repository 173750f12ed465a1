package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.db.WriteTx;

/**
 * A write transaction of one organization: the only way to change a synced row. What it changed gets its change
 * stamps last, from the organization's counter row, which stays locked until the commit: so stamps are handed out in
 * commit order, and whoever sees a stamp sees all smaller ones.
 */
public final class OrgWrite {
    private final WriteTx tx;
    private final UUID organization;
    private final Instant now;
    private final List<RowKey> touched = new ArrayList<>();
    private final Map<RowKey, Long> stamps = new HashMap<>();
    private boolean stamped;

    OrgWrite(WriteTx tx, UUID organization, Instant now) {
        this.tx = tx;
        this.organization = organization;
        this.now = now;
    }

    public WriteTx tx() {
        return tx;
    }

    public UUID organization() {
        return organization;
    }

    /** The hub's time, the same throughout the transaction. */
    public Instant now() {
        return now;
    }

    /** Runs {@code work} under a savepoint: when it throws, all it did is undone and the transaction goes on. */
    public <T> T attempt(Supplier<T> work) {
        int before = touched.size();
        try {
            return tx.savepoint(work);
        } catch (RuntimeException e) {
            touched.subList(before, touched.size()).clear();
            throw e;
        }
    }

    /** Adds a row. */
    public void insert(EntityRow row, Author author) {
        touch(row);
        EntityTable.of(row.type()).insert(tx, organization, row);
        AuditTable.record(this, row, row.version(), SyncAction.CREATE, author);
    }

    /** Replaces {@code before}, which this transaction has locked, by {@code after}. */
    public void update(EntityRow before, EntityRow after, Author author) {
        touch(before);
        EntityTable.of(before.type()).update(tx, organization, after);
        AuditTable.record(this, before, after.version(), SyncAction.UPDATE, author);
    }

    /** Leaves a tombstone of {@code before}, which this transaction has locked. */
    public void delete(EntityRow before, Author author) {
        touch(before);
        long version = before.version() + 1;
        EntityTable.of(before.type()).delete(tx, organization, before.id(), version, now);
        AuditTable.record(this, before, version, SyncAction.DELETE, author);
    }

    private void touch(EntityRow row) {
        if (stamped) {
            throw new IllegalStateException(
                    "the change stamps of this transaction are already given");
        }
        touched.add(RowKey.of(row));
    }

    /** Whether anything was changed. */
    public boolean hasChanges() {
        return !touched.isEmpty();
    }

    /** The stamp of a row this transaction changed, once {@link #stamp} was called. */
    public long stampOf(EntityType type, UUID id) {
        var stamp = stamps.get(new RowKey(type, id));
        if (stamp == null) {
            throw new IllegalStateException("not changed or not stamped: " + type + " " + id);
        }
        return stamp;
    }

    /**
     * Gives the change stamps. Other writers of the organization wait from here to the commit, so nothing but this
     * transaction's own receipt should follow. Called again, does nothing.
     */
    public void stamp() {
        if (stamped) {
            return;
        }
        stamped = true;
        var rows = new LinkedHashSet<>(touched);
        if (rows.isEmpty()) {
            return;
        }
        long next = CountersTable.take(tx, organization, rows.size()) - rows.size();
        var byType = new EnumMap<EntityType, Map<UUID, Long>>(EntityType.class);
        for (var row : rows) {
            next++;
            stamps.put(row, next);
            byType.computeIfAbsent(row.type(), t -> new TreeMap<>()).put(row.id(), next);
        }
        byType.forEach((type, ids) -> EntityTable.of(type).stamp(tx, organization, ids));
    }
}
