package org.fieldpost.simulation;

import static org.fieldpost.simulation.Invariant.COUNTS_CONSERVE;
import static org.fieldpost.simulation.Invariant.CURSOR_WITH_ITS_ROWS;
import static org.fieldpost.simulation.Invariant.DEAD_STAYS_DEAD;
import static org.fieldpost.simulation.Invariant.FAILED_IS_TRIED_AGAIN;
import static org.fieldpost.simulation.Invariant.IDS_ARE_A_BIJECTION;
import static org.fieldpost.simulation.Invariant.NOTHING_DANGLES;
import static org.fieldpost.simulation.Invariant.NOTHING_OF_OTHERS;
import static org.fieldpost.simulation.Invariant.ROW_AND_COMMAND_TOGETHER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.fieldpost.contract.CompositeCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.RelationGraph;
import org.fieldpost.contract.Role;
import org.fieldpost.contract.SyncAction;
import org.fieldpost.kernel.Json;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OutboxGaps;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.TemporaryIds;
import org.fieldpost.sync.SimulatedLaptop;

/** What holds on a laptop after every step. */
@SuppressWarnings("NullAway") // what is missing is told as a violation
final class LaptopChecks {
    /** A cursor is a place in the hub's feed; one of a life it has lost goes with the next run (seed 6792). */
    private static final Set<String> MAY_HOLD_OLD_IDS =
            Set.of(
                    "cursor_state",
                    "id_mappings",
                    "id_mappings_archive",
                    "outbox_events",
                    "outbox_payloads",
                    "sync_runs");

    private static final int PLACES_MAX = 100;
    private final World world;
    private final Map<Laptop, CompositeCursor> cursors = new HashMap<>();
    private final Set<UUID> dead = new HashSet<>();
    private int calls;

    LaptopChecks(World world) {
        this.world = world;
    }

    void after(Laptop laptop) {
        var state = LaptopState.of(laptop);
        var hub = HubRows.of(world);
        Violation.unless(state.counts.conserved(), COUNTS_CONSERVE, "%s: %s", laptop, state.counts);
        together(laptop, state);
        nothingDangles(laptop, state);
        cursors(laptop, state, hub);
        nothingOfOthers(laptop, state, hub);
        deadStaysDead(laptop, state, hub);
        triedAgain(laptop, state);
        if (calls % 8 == 0) {
            ids(laptop);
        }
        if (calls++ % 40 == 0) {
            doctorFindsNothing(laptop);
        }
    }

    /** {@code fieldpost doctor} would raise no false alarm, whatever has happened. */
    private void doctorFindsNothing(Laptop laptop) {
        var ids = new TemporaryIds();
        laptop.read(
                tx -> {
                    var left = new ArrayList<>(ids.leftBehind(tx, PLACES_MAX));
                    left.removeIf(place -> isHubsOwn(laptop, place.temporary()));
                    calm(laptop, IDS_ARE_A_BIJECTION, left);
                    calm(laptop, IDS_ARE_A_BIJECTION, ids.waitingForNothing(tx, 1));
                    for (var type : EntityType.values()) {
                        var gaps = new OutboxGaps();
                        calm(laptop, ROW_AND_COMMAND_TOGETHER, gaps.withoutRow(tx, type, 1));
                        calm(laptop, ROW_AND_COMMAND_TOGETHER, gaps.withoutPayload(tx, type, 1));
                    }
                    return true;
                });
    }

    private static void calm(Laptop laptop, Invariant invariant, List<?> found) {
        Violation.unless(found.isEmpty(), invariant, "%s: a doctor finds %s", laptop, found);
    }

    /** The hub went back in time: what was dead may be alive. */
    void epochChanged() {
        dead.clear();
    }

    /** A laptop forgot what was not forced to its disk: rows and their cursors alike. */
    void powerCut(Laptop laptop) {
        cursors.remove(laptop);
    }

    private static void together(Laptop laptop, LaptopState state) {
        for (var row : state.rows.values()) {
            boolean pending = !state.about(row.id()).isEmpty();
            Violation.unless(
                    !row.dirty() || pending,
                    ROW_AND_COMMAND_TOGETHER,
                    "%s: %s %s has changes nobody will send: %s",
                    laptop,
                    row.type().word(),
                    row.id(),
                    row.payload());
        }
        for (var command : state.commands) {
            boolean write =
                    command.action() != SyncAction.DELETE
                            && (command.status() == OutboxStatus.PENDING
                                    || command.status() == OutboxStatus.FAILED);
            boolean deletedBehind =
                    state.about(command.aggregateId()).stream()
                            .anyMatch(c -> c.action() == SyncAction.DELETE);
            Violation.unless(
                    !write || deletedBehind || state.rows.containsKey(command.aggregateId()),
                    ROW_AND_COMMAND_TOGETHER,
                    "%s: a command without its row: %s",
                    laptop,
                    command);
        }
    }

    private static void nothingDangles(Laptop laptop, LaptopState state) {
        for (var row : state.rows.values()) {
            for (var relation : RelationGraph.from(row.type())) {
                var text = row.payload().path(relation.field()).asText("");
                boolean conflict = row.type() == EntityType.CONFLICTS;
                if (relation.required() && !text.isEmpty() && !conflict) {
                    Violation.unless(
                            state.rows.containsKey(UUID.fromString(text)),
                            NOTHING_DANGLES,
                            "%s: %s %s refers by %s to %s, which is not here",
                            laptop,
                            row.type().word(),
                            row.id(),
                            relation.field(),
                            text);
                }
            }
        }
    }

    private void cursors(Laptop laptop, LaptopState state, HubRows hub) {
        if (state.cursor.isEmpty()) {
            cursors.remove(laptop);
            return;
        }
        var now = state.cursor.get();
        if (world.isUnaware(laptop)) {
            cursors.remove(laptop);
            world.looked(laptop);
            return;
        }
        var before = cursors.put(laptop, now);
        boolean anew = world.startedOver(laptop);
        for (var type : EntityType.values()) {
            Violation.unless(
                    before == null
                            || anew
                            || !before.epoch().equals(now.epoch())
                            || now.of(type).compareTo(before.of(type)) >= 0,
                    CURSOR_WITH_ITS_ROWS,
                    "%s: the cursor of %s went back",
                    laptop,
                    type.word());
        }
        if (now.epoch().equals(world.hub.epoch())) {
            covered(laptop, state, hub, now);
        }
    }

    private static void covered(
            Laptop laptop, LaptopState state, HubRows hub, CompositeCursor cursor) {
        var scope = hub.scope(laptop, laptop.role == Role.SUPERVISOR);
        for (var row : hub.all()) {
            boolean passed = row.changedAt() <= cursor.of(row.type()).lastCreatedAt();
            if (!passed || !scope.sees(row) || state.kept.contains(row.id())) {
                continue;
            }
            var held = state.rows.get(row.id());
            boolean here =
                    row.deleted()
                            ? held == null || !state.about(row.id()).isEmpty()
                            : held != null
                                    && held.rowVersion() != null
                                    && held.rowVersion() >= row.version();
            Violation.unless(
                    here || !state.about(row.id()).isEmpty(),
                    CURSOR_WITH_ITS_ROWS,
                    "%s: the cursor is past %s %s v%d%s, but here is %s",
                    laptop,
                    row.type().word(),
                    row.id(),
                    row.version(),
                    row.deleted() ? " (deleted)" : "",
                    held);
        }
    }

    private void nothingOfOthers(Laptop laptop, LaptopState state, HubRows hub) {
        boolean supervises = laptop.role == Role.SUPERVISOR;
        var scope = hub.scope(laptop, supervises);
        for (var row : state.rows.values()) {
            var known = hub.get(row.id());
            boolean ownWork =
                    row.rowVersion() == null || !row.type().equals(EntityType.SUBMISSIONS);
            Violation.unless(
                    known != null ? scope.sees(known) || isRequired(row) : mayBeUnknown(ownWork),
                    NOTHING_OF_OTHERS,
                    "%s holds %s %s: %s",
                    laptop,
                    row.type().word(),
                    row.id(),
                    row.payload());
        }
    }

    /** Devices come along with the submissions that were captured on them. */
    private static boolean isRequired(EntityRow row) {
        return row.type() == EntityType.MOBILE_DEVICES;
    }

    /** Unknown to our organization's hub: never sent, or lost by a restore. */
    private boolean mayBeUnknown(boolean ownWork) {
        return ownWork || world.wasRestored();
    }

    private void deadStaysDead(Laptop laptop, LaptopState state, HubRows hub) {
        for (var row : hub.all()) {
            if (row.deleted()) {
                if (dead.add(row.id()) && row.type() == EntityType.SUBMISSIONS) {
                    world.oracle.died(nameOfDeleted(row.id()));
                }
            } else {
                Violation.unless(
                        !dead.contains(row.id()) || world.wanted.contains(row.id()),
                        DEAD_STAYS_DEAD,
                        "%s %s lives again at the hub",
                        row.type().word(),
                        row.id());
            }
        }
        for (var id : state.tombstones) {
            Violation.unless(
                    !state.rows.containsKey(id) || !dead.contains(id) || world.wanted.contains(id),
                    DEAD_STAYS_DEAD,
                    "%s holds %s, which it was told is deleted",
                    laptop,
                    id);
        }
    }

    /**
     * A restored hub names a row so that it has lost, or by an id that it gave in a life it has lost. When that row is
     * offered again, the ids it had are told, and the hub's rows follow (seeds 205825, 600537, 602301).
     */
    private boolean isHubsOwn(Laptop laptop, UUID id) {
        return laptop.mappings().stream()
                .filter(mapping -> mapping.clientId().equals(id))
                .anyMatch(mapping -> isHubsOwn(id, mapping.serverId()));
    }

    private boolean isHubsOwn(UUID id, UUID server) {
        if (!world.wasRestored()) {
            return false;
        }
        var alive = HubRows.of(world).all().stream().filter(row -> !row.deleted()).toList();
        boolean lost = alive.stream().noneMatch(row -> row.id().equals(server));
        return (lost || world.receipts.isPermanent(id))
                && alive.stream()
                        .anyMatch(row -> Json.write(row.payload()).contains(id.toString()));
    }

    private String nameOfDeleted(UUID id) {
        var said =
                world.hubDatabase()
                        .read(
                                tx ->
                                        tx.handle()
                                                .createQuery(
                                                        """
                                                        SELECT payload_before FROM audit_history
                                                        WHERE entity_id = :id AND action = 'delete'
                                                        ORDER BY id DESC LIMIT 1
                                                        """)
                                                .bind("id", id)
                                                .mapTo(String.class)
                                                .one());
        return People.name(Json.parseObject(said));
    }

    private static void triedAgain(Laptop laptop, LaptopState state) {
        var latest = laptop.clock.instant().plus(SimulatedLaptop.SETTINGS.backoff().max());
        for (var command : state.commands) {
            boolean waits =
                    command.status() == OutboxStatus.FAILED
                            || command.status() == OutboxStatus.PENDING;
            Violation.unless(
                    !waits || !command.nextAttemptAt().isAfter(latest.plus(Duration.ofDays(3))),
                    FAILED_IS_TRIED_AGAIN,
                    "%s: %s waits until %s",
                    laptop,
                    command.id(),
                    command.nextAttemptAt());
        }
    }

    /** No temporary id is left anywhere once its row was accepted. */
    void ids(Laptop laptop) {
        var servers = new HashSet<UUID>();
        var replaced = new HashSet<UUID>();
        for (var mapping : laptop.mappings()) {
            var server = mapping.serverId();
            if (server != null) {
                // A restored hub gives a row another permanent id; the one it had is an alias then.
                boolean alias = world.receipts.isPermanent(mapping.clientId());
                Violation.unless(
                        alias || servers.add(server),
                        IDS_ARE_A_BIJECTION,
                        "%s: two of %s",
                        laptop,
                        server);
                if (!isHubsOwn(mapping.clientId(), server)) {
                    replaced.add(mapping.clientId());
                }
            }
        }
        laptop.database.eachValue(
                (table, value) -> {
                    boolean old =
                            value instanceof UUID id
                                    ? replaced.contains(id)
                                    : Ids36.firstOf(replaced, value.toString()) != null;
                    Violation.unless(
                            !old || MAY_HOLD_OLD_IDS.contains(table),
                            IDS_ARE_A_BIJECTION,
                            "%s: a temporary id is left in %s: %s",
                            laptop,
                            table,
                            value);
                });
        for (var command : LaptopState.of(laptop).commands) {
            // A conflict is never merged: what the hub had of it is not looked at (seed 602301).
            var base = command.entityType() == EntityType.CONFLICTS ? "" : command.baseSnapshot();
            Violation.unless(
                    Ids36.firstOf(replaced, command.aggregateId() + " " + command.payload() + base)
                            == null,
                    IDS_ARE_A_BIJECTION,
                    "%s: a temporary id is left in %s",
                    laptop,
                    command);
        }
    }
}
