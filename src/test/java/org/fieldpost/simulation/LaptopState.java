package org.fieldpost.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxCounts;

/** All a laptop holds at one moment. */
final class LaptopState {
    private static final int ROWS_MAX = 10_000;
    final Map<UUID, EntityRow> rows = new HashMap<>();
    final List<OutboxCommand> commands;
    final OutboxCounts counts;
    final Optional<CompositeCursor> cursor;
    final String epoch;
    final Set<UUID> kept = new HashSet<>();
    final Set<UUID> tombstones;
    private final Map<UUID, List<OutboxCommand>> byEntity = new HashMap<>();

    private LaptopState(Reading reading) {
        for (var part : reading.rows) {
            part.get().forEach(row -> rows.put(row.id(), row));
        }
        commands = reading.commands.get();
        counts = reading.counts.get();
        cursor = reading.cursor.get();
        epoch = reading.epoch.get();
        kept.addAll(reading.quarantined.get());
        kept.addAll(reading.deleting.get());
        tombstones = Set.copyOf(reading.tombstones.get());
        for (var command : commands) {
            byEntity.computeIfAbsent(command.aggregateId(), id -> new ArrayList<>()).add(command);
        }
    }

    static LaptopState of(Laptop laptop) {
        return laptop.state.get();
    }

    /** Commands of an entity that are not done. */
    List<OutboxCommand> about(UUID id) {
        return byEntity.getOrDefault(id, List.of());
    }

    /** Reads a laptop table by table, those again that were written to since. */
    static final class Reading {
        private final Laptop laptop;
        private final List<WhileUnchanged<List<EntityRow>>> rows = new ArrayList<>();
        private final WhileUnchanged<List<OutboxCommand>> commands;
        private final WhileUnchanged<OutboxCounts> counts;
        private final WhileUnchanged<Optional<CompositeCursor>> cursor;
        private final WhileUnchanged<String> epoch;
        private final WhileUnchanged<List<UUID>> quarantined;
        private final WhileUnchanged<List<UUID>> deleting;
        private final WhileUnchanged<List<UUID>> tombstones;

        Reading(Laptop laptop) {
            this.laptop = laptop;
            var tables = laptop.tables;
            for (var type : EntityType.values()) {
                rows.add(part(tx -> tables.rows(type).list(tx, null, ROWS_MAX), type.word()));
            }
            commands = laptop.openCommands;
            counts = part(tx -> tables.outbox().counts(tx), "outbox_events", "outbox_totals");
            cursor = part(tx -> tables.cursors().composite(tx), "cursor_state");
            epoch = part(tx -> tables.syncState().get(tx).epoch(), "sync_state");
            quarantined =
                    part(ids("SELECT entity_id FROM inbound_quarantine"), "inbound_quarantine");
            deleting =
                    part(
                            ids("SELECT entity_id FROM tombstones WHERE sync_status = 'PENDING'"),
                            "tombstones");
            tombstones = part(ids("SELECT DISTINCT entity_id FROM tombstones"), "tombstones");
        }

        LaptopState now() {
            return new LaptopState(this);
        }

        private <T> WhileUnchanged<T> part(Function<ReadTx, T> reading, String... tables) {
            return new WhileUnchanged<>(
                    () -> laptop.database.changes(tables), () -> laptop.read(reading));
        }

        private static Function<ReadTx, List<UUID>> ids(String sql) {
            return tx -> tx.handle().createQuery(sql).mapTo(UUID.class).list();
        }
    }
}
