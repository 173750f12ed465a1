package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.Role;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.db.MemoryDatabase.Moment;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.DeviceTables;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.IdMapping;
import org.fieldpost.store.LocalWrites;
import org.fieldpost.store.MemoryStore;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.sync.HubApi;
import org.fieldpost.sync.Saving;
import org.fieldpost.sync.SimulatedLaptop;
import org.fieldpost.sync.SyncReport;
import org.fieldpost.sync.SyncTrigger;
import org.jspecify.annotations.Nullable;

/** A laptop in the simulation: what lies on its disk, and the process over it, which may die at any fuse. */
final class Laptop {
    private static final int ROWS_MAX = 10_000;
    private static final Set<OutboxStatus> OPEN =
            EnumSet.complementOf(EnumSet.of(OutboxStatus.COMPLETED));
    final String name;
    final Role role;
    final Enrolment enrolment;
    final SkewedClock clock;
    final UuidV7 ids;
    final Fuse fuse = new Fuse();
    final MemoryFiles files = new MemoryFiles();
    final MemoryDatabase database;
    final DeviceTables tables = new DeviceTables();
    final WhileUnchanged<LaptopState> state;
    final WhileUnchanged<List<OutboxCommand>> openCommands;
    private final WhileUnchanged<List<IdMapping>> mappings;
    private final Random random;
    private final Path journal;
    private final UnaryOperator<LocalWrites> mutate;
    @Nullable Line line;
    private @Nullable HubApi hub;
    private @Nullable SimulatedLaptop process;
    private int starts;
    private int commitsUntilDeed;
    private Runnable deed = () -> {};
    private @Nullable MemoryStore store;

    Laptop(
            String name,
            Role role,
            Enrolment enrolment,
            SkewedClock clock,
            Random random,
            MemoryDatabase database,
            Path journal,
            UnaryOperator<LocalWrites> mutate) {
        this.name = name;
        this.role = role;
        this.enrolment = enrolment;
        this.clock = clock;
        this.random = random;
        this.database = database;
        this.journal = journal;
        this.mutate = mutate;
        ids = new UuidV7(clock, random);
        openCommands =
                new WhileUnchanged<>(
                        () -> database.changes("outbox_events", "outbox_payloads"),
                        () -> read(tx -> tables.outbox().list(tx, OPEN, 0, ROWS_MAX)));
        state = new WhileUnchanged<>(database::changes, new LaptopState.Reading(this)::now);
        mappings = new WhileUnchanged<>(() -> database.changes("id_mappings"), this::readMappings);
        database.watch(this::reached);
    }

    private void reached(Moment moment) {
        fuse.reach(moment);
        if (moment == Moment.AFTER_COMMIT && commitsUntilDeed > 0 && --commitsUntilDeed == 0) {
            deed.run();
        }
    }

    /** What its person does once, when so many transactions from now have ended; 0 for never. */
    void atCommit(int n, Runnable what) {
        commitsUntilDeed = n;
        deed = what;
    }

    /** The program is started; how many mutations it took from its journal. */
    int start(HubApi toHub) {
        hub = toHub;
        starts++;
        store = new MemoryStore(database, journal, ids, clock);
        process = new SimulatedLaptop(store, enrolment, toHub, files, clock, ids, random, mutate);
        if (read(tables.settings()::enrolment).isEmpty()) {
            writes().commit(new Mutation.Enrol(ids.next(), clock.instant(), enrolment));
        }
        return store.replayed();
    }

    /** The process is dead; it is started again over what is on the disk. */
    int startAgain() {
        fuse.putOut();
        running().die();
        return start(Objects.requireNonNull(hub));
    }

    /** Which of the laptop's processes this is: what was sent to an earlier one reaches nobody. */
    int process() {
        return starts;
    }

    private SimulatedLaptop running() {
        return Objects.requireNonNull(process);
    }

    LocalWrites writes() {
        return running().writes();
    }

    Saving.Outcome decide(Mutation.DecideConflict decision) {
        return running().decide(Objects.requireNonNull(line), decision);
    }

    /** Closes its files. */
    void die() {
        running().die();
    }

    SyncReport sync(SyncTrigger trigger) {
        return running().sync(trigger);
    }

    void late(List<OutboxCommand> sent, org.fieldpost.contract.PushResponse answer) {
        running().lateAnswer(sent, answer);
    }

    @Nullable Instant nextTryAt() {
        return running().nextTryAt();
    }

    /** Whether the loop would run by itself now; a clock set back puts nothing off beyond the longest wait. */
    boolean isDue() {
        var next = nextTryAt();
        var latest = clock.instant().plus(Duration.ofMinutes(5));
        return next == null || !next.isAfter(clock.instant()) || next.isAfter(latest);
    }

    void listen(java.util.function.Consumer<List<ChangeEvent>> listener) {
        Objects.requireNonNull(store).events().listen(listener);
    }

    <T> T read(Function<? super ReadTx, ? extends T> work) {
        return database.read(work);
    }

    List<EntityRow> rows(EntityType type) {
        return read(tx -> tables.rows(type).list(tx, null, ROWS_MAX));
    }

    Optional<EntityRow> row(EntityType type, UUID id) {
        return read(tx -> tables.rows(type).find(tx, now(tx, type, id)));
    }

    private UUID now(ReadTx tx, EntityType type, UUID id) {
        return tables.idMap().aliasOf(tx, enrolment.user(), type, id);
    }

    /** Commands that are not done, of these statuses. */
    List<OutboxCommand> commands(Set<OutboxStatus> statuses) {
        return openCommands.get().stream()
                .filter(command -> statuses.contains(command.status()))
                .toList();
    }

    List<IdMapping> mappings() {
        return mappings.get();
    }

    private List<IdMapping> readMappings() {
        return read(
                tx -> {
                    var all = new ArrayList<IdMapping>();
                    for (var status : IdMapping.Status.values()) {
                        all.addAll(
                                tables.idMap()
                                        .listByStatus(tx, enrolment.user(), status, ROWS_MAX));
                    }
                    return all;
                });
    }

    /** Temporary ids whose rows the hub has accepted. */
    Set<UUID> replacedIds() {
        var replaced = new HashSet<UUID>();
        for (var mapping : mappings()) {
            if (mapping.status() == IdMapping.Status.RESOLVED) {
                replaced.add(mapping.clientId());
            }
        }
        return replaced;
    }

    /** What a submission says. */
    ObjectNode said(UUID submission) {
        return row(EntityType.SUBMISSIONS, submission).orElseThrow().payload();
    }

    @Override
    public String toString() {
        return name;
    }
}
