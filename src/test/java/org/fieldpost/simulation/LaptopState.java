package org.fieldpost.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxCounts;
import org.fieldpost.store.OutboxStatus;

/** All a laptop holds, read in one transaction. */
final class LaptopState {
    private static final int ROWS_MAX = 10_000;
    final Map<UUID, EntityRow> rows = new HashMap<>();
    final List<OutboxCommand> commands;
    final OutboxCounts counts;
    final Optional<CompositeCursor> cursor;
    final String epoch;
    final Set<UUID> kept = new HashSet<>();
    final Set<UUID> tombstones = new HashSet<>();
    private final Map<UUID, List<OutboxCommand>> byEntity = new HashMap<>();

    private LaptopState(Laptop laptop, org.fieldpost.db.ReadTx tx) {
        var tables = laptop.tables;
        for (var type : EntityType.values()) {
            tables.rows(type).list(tx, null, ROWS_MAX).forEach(row -> rows.put(row.id(), row));
        }
        var notDone = EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED));
        commands = tables.outbox().list(tx, notDone, 0, ROWS_MAX);
        counts = tables.outbox().counts(tx);
        cursor = tables.cursors().composite(tx);
        epoch = tables.syncState().get(tx).epoch();
        kept.addAll(ids(tx, "SELECT entity_id FROM inbound_quarantine"));
        kept.addAll(ids(tx, "SELECT entity_id FROM tombstones WHERE sync_status = 'PENDING'"));
        tombstones.addAll(ids(tx, "SELECT entity_id FROM tombstones"));
        for (var command : commands) {
            byEntity.computeIfAbsent(command.aggregateId(), id -> new ArrayList<>()).add(command);
        }
    }

    static LaptopState of(Laptop laptop) {
        return laptop.state.get();
    }

    static LaptopState read(Laptop laptop) {
        return laptop.read(tx -> new LaptopState(laptop, tx));
    }

    private static List<UUID> ids(org.fieldpost.db.ReadTx tx, String sql) {
        return tx.handle().createQuery(sql).mapTo(UUID.class).list();
    }

    /** Commands of an entity that are not done. */
    List<OutboxCommand> about(UUID id) {
        return byEntity.getOrDefault(id, List.of());
    }
}
