package org.fieldpost.hub.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final boolean careful;
    private final NewRows fresh = new NewRows();
    private final List<RowKey> touched = new ArrayList<>();
    private final Map<RowKey, Long> stamps = new HashMap<>();
    private final Map<RowKey, Long> versions = new HashMap<>();
    private boolean stamped;

    OrgWrite(WriteTx tx, UUID organization, Instant now, boolean careful) {
        this.tx = tx;
        this.organization = organization;
        this.now = now;
        this.careful = careful;
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

    /** Whether rows are written one by one, each under a savepoint, because writing them together has failed. */
    public boolean isCareful() {
        return careful;
    }

    /**
     * Runs {@code work} under a savepoint: when it throws, all it did is undone and the transaction goes on. New rows
     * of before are written first.
     */
    public <T> T attempt(Supplier<T> work) {
        flush();
        int before = touched.size();
        try {
            return tx.savepoint(work);
        } catch (RuntimeException e) {
            touched.subList(before, touched.size()).clear();
            throw e;
        }
    }

    /**
     * Runs {@code work}, which only adds rows: they are kept and written together later. When it throws, its rows are
     * forgotten. (Being careful, this is {@link #attempt}.)
     */
    public <T> T attemptToAdd(Supplier<T> work) {
        if (careful) {
            return attempt(work);
        }
        int before = fresh.size();
        try {
            return work.get();
        } catch (RuntimeException e) {
            fresh.forgetAfter(before);
            throw e;
        }
    }

    /** The row, tombstones and rows not yet written included. */
    public Optional<EntityRow> find(EntityType type, UUID id) {
        return fresh.find(new RowKey(type, id))
                .or(() -> EntityTable.of(type).find(tx, organization, id));
    }

    /** The row a device made under a temporary id, rows not yet written included. */
    public Optional<EntityRow> findByClientId(EntityType type, UUID clientId) {
        return fresh.findByClientId(new RowKey(type, clientId))
                .or(() -> EntityTable.of(type).findByClientId(tx, organization, clientId));
    }

    /** The row with this permanent or temporary id, if this transaction added it and has not yet written it. */
    public Optional<EntityRow> findFresh(EntityType type, UUID id) {
        var key = new RowKey(type, id);
        return fresh.find(key).or(() -> fresh.findByClientId(key));
    }

    /** Adds a row. */
    public void insert(EntityRow row, Author author) {
        checkOpen();
        fresh.add(row, author);
        versions.put(RowKey.of(row), row.version());
        if (careful) {
            writeFresh();
        }
    }

    /** Replaces {@code before}, which this transaction has locked, by {@code after}. */
    public void update(EntityRow before, EntityRow after, Author author) {
        touch(before);
        versions.put(RowKey.of(before), after.version());
        EntityTable.of(before.type()).update(tx, organization, after);
        AuditTable.record(this, before, after.version(), SyncAction.UPDATE, author);
    }

    /** Leaves a tombstone of {@code before}, which this transaction has locked. */
    public void delete(EntityRow before, Author author) {
        touch(before);
        long version = before.version() + 1;
        versions.put(RowKey.of(before), version);
        EntityTable.of(before.type()).delete(tx, organization, before.id(), version, now);
        AuditTable.record(this, before, version, SyncAction.DELETE, author);
    }

    private void touch(EntityRow row) {
        checkOpen();
        touched.add(RowKey.of(row));
    }

    private void checkOpen() {
        if (stamped) {
            throw new IllegalStateException(
                    "the change stamps of this transaction are already given");
        }
    }

    /** Whether anything was changed. */
    public boolean hasChanges() {
        return !touched.isEmpty() || !stamps.isEmpty() || fresh.size() > 0;
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
     * Whether this transaction leaves the row in {@code version}. What was undone may have gone further; then the
     * answer is no.
     */
    public boolean leaves(EntityType type, UUID id, long version) {
        return Long.valueOf(version).equals(versions.get(new RowKey(type, id)));
    }

    /** The first stamp this transaction took, once {@link #stamp} was called. */
    long firstStamp() {
        return stamps.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    /**
     * Gives the change stamps. Other writers of the organization wait from here to the commit, so nothing but this
     * transaction's own receipt should follow. Called again, does nothing.
     */
    public void stamp() {
        if (stamped) {
            return;
        }
        var rows = List.copyOf(new LinkedHashSet<>(touched));
        giveStamps(rows);
        var byType = new EnumMap<EntityType, Map<UUID, Long>>(EntityType.class);
        for (var row : rows) {
            byType.computeIfAbsent(row.type(), t -> new HashMap<>())
                    .put(row.id(), stampOf(row.type(), row.id()));
        }
        byType.forEach((type, ids) -> EntityTable.of(type).stamp(tx, organization, ids));
        flush();
        stamped = true;
    }

    /** Writes the rows kept so far, stamps and all; other writers of the organization wait from here on. */
    public void flush() {
        var rows = fresh.rows();
        if (!rows.isEmpty()) {
            giveStamps(rows.stream().map(RowKey::of).toList());
            writeFresh();
        }
    }

    private void writeFresh() {
        var rows = fresh.rows();
        var authors = fresh.authors();
        fresh.clear();
        var byType = new EnumMap<EntityType, List<EntityRow>>(EntityType.class);
        for (var row : rows) {
            byType.computeIfAbsent(row.type(), t -> new ArrayList<>()).add(row);
        }
        byType.forEach(
                (type, some) ->
                        EntityTable.of(type).insert(tx, organization, some, this::stampOrNone));
        AuditTable.recordAdded(this, rows, authors);
        if (careful) {
            rows.forEach(row -> touched.add(RowKey.of(row)));
        }
    }

    private long stampOrNone(EntityRow row) {
        return stamps.getOrDefault(RowKey.of(row), 0L);
    }

    private void giveStamps(List<RowKey> rows) {
        if (!rows.isEmpty()) {
            long next = CountersTable.take(tx, organization, rows.size()) - rows.size();
            for (var row : rows) {
                stamps.put(row, ++next);
            }
        }
    }
}
