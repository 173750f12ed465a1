package org.fieldpost.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.fieldpost.contract.EnrolResponse;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.contract.PushResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.db.MemoryDatabase.Moment;
import org.fieldpost.db.MemoryDatabase.Snapshot;
import org.fieldpost.hub.InProcessHub;
import org.fieldpost.hub.InProcessLine;
import org.fieldpost.kernel.Json;
import org.fieldpost.simulation.Troubled.Trouble;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.OutboxCommand;
import org.fieldpost.submission.DeviceId;
import org.fieldpost.submission.FormRef;
import org.fieldpost.submission.OrganizationId;
import org.fieldpost.submission.UserId;
import org.fieldpost.testing.MovableClock;
import org.jspecify.annotations.Nullable;

/** A hub and its laptops in one thread, all made from one seed. */
final class World implements AutoCloseable {
    /** Whether all that crosses the lines is told, too. */
    private static final boolean CROSSINGS = Boolean.getBoolean("sim.crossings");

    private static final int FAULTS_IN_HUNDRED = 15;

    final Random random;
    final Troubled troubled;
    final Trace trace = new Trace();
    final Oracle oracle = new Oracle();
    final MovableClock clock = new MovableClock();
    final InProcessHub hub;
    final FeedWatch feed;
    final WhileUnchanged<HubRows> hubRows;
    final LineWatch.Receipts receipts;
    final OrganizationId organization;
    final List<Laptop> laptops = new ArrayList<>();
    final List<Late> late = new ArrayList<>();

    /** Submissions somebody decided should be there. */
    final Set<UUID> wanted = new HashSet<>();

    final List<LineWatch> watches = new ArrayList<>();
    final Mutants mutants;
    final FormRef form;
    private final long seed;
    private final Databases databases;
    private final Random faults;
    final Fuse hubFuse = new Fuse();
    private boolean troubles;
    private @Nullable String poison;
    private boolean restored;

    /** Laptops that have not looked at the hub since it was restored and nobody said so. */
    private final Set<Laptop> unaware = new HashSet<>();

    private final Set<Laptop> startedOver = new HashSet<>();

    /** An answer that went astray. */
    record Late(Laptop laptop, int process, List<OutboxCommand> sent, PushResponse answer) {}

    World(long seed, Databases databases, @Nullable Mutant mutant) {
        this.seed = seed;
        this.databases = databases;
        random = new Random(seed * 31 + 1);
        faults = new Random(seed * 31 + 2);
        troubled = Troubled.of(random);
        mutants = new Mutants(mutant);
        var database = databases.hub();
        hub =
                new InProcessHub(
                        database,
                        databases.ram().folder("media"),
                        clock,
                        new Random(seed * 31 + 3));
        feed = new FeedWatch(database);
        hubRows = new WhileUnchanged<>(database::changes, () -> HubRows.read(this));
        receipts = new LineWatch.Receipts(hub::epoch, feed);
        database.watch(this::hubReached);
        organization = hub.organization("Wells for all");
        form = hub.publish(organization, "water_point", "1");
        foreigners();
        people();
        if (troubled.has(Trouble.POWER_CUTS)) {
            database.rememberCheckpoints();
            laptops.forEach(laptop -> laptop.database.rememberCheckpoints());
        }
    }

    /** Another organization's work is at the same hub. */
    private void foreigners() {
        var others = hub.organization("Others");
        var form2 = hub.publish(others, "water_point", "1");
        var stranger = hub.person(others, "stranger", Role.SUPERVISOR);
        var joined = hub.enrol(others, stranger, "stranger");
        var line = new InProcessLine(hub, joined.token());
        Strangers.work(line, joined, form2, clock.instant());
    }

    private void people() {
        int count = 2 + random.nextInt(3);
        var supervisor = hub.person(organization, "sam", Role.SUPERVISOR);
        laptop("sam", Role.SUPERVISOR, supervisor);
        var worker = hub.person(organization, "awa", Role.FIELD_WORKER);
        laptop("awa", Role.FIELD_WORKER, worker);
        for (int i = 2; i < count; i++) {
            switch (random.nextInt(3)) {
                case 0 -> laptop("awa" + i, Role.FIELD_WORKER, worker);
                case 1 -> {
                    var name = "ibra" + i;
                    laptop(
                            name,
                            Role.FIELD_WORKER,
                            hub.person(organization, name, Role.FIELD_WORKER));
                }
                default -> laptop("sam" + i, Role.SUPERVISOR, supervisor);
            }
        }
    }

    /** One more laptop of a person. */
    Laptop laptop(String name, Role role, UserId person) {
        int number = laptops.size();
        var joined = hub.enrol(organization, person, name);
        var database = databases.laptop(number);
        var laptop =
                new Laptop(
                        name,
                        role,
                        enrolment(joined),
                        new SkewedClock(clock),
                        new Random(seed * 31 + 10 + number),
                        database,
                        databases.ram().folder(name + "-journal"),
                        sound -> mutants.writes(sound, database));
        var watch = new LineWatch(receipts, laptop::replacedIds);
        watches.add(watch);
        var toHub = mutants.hubSide(new InProcessLine(hub, joined.token()), laptop, hub.database());
        var line = new Line(toHub, watch, laptop.fuse, new Reach(laptop));
        laptop.line = line;
        laptop.start(mutants.laptopSide(line, laptop));
        laptops.add(laptop);
        return laptop;
    }

    /** A laptop whose token the hub has lost joins anew. */
    void rejoin(Laptop laptop) {
        var known = laptop.enrolment;
        var joined = hub.enrol(organization, known.user(), laptop.name, known.device().value());
        if (!joined.deviceId().equals(known.device().value())) {
            throw new IllegalStateException(laptop + " is another device now");
        }
        var watch = new LineWatch(receipts, laptop::replacedIds);
        watches.add(watch);
        var toHub = new InProcessLine(hub, joined.token());
        laptop.die();
        laptop.line = new Line(toHub, watch, laptop.fuse, new Reach(laptop));
        laptop.start(laptop.line);
    }

    static Enrolment enrolment(EnrolResponse joined) {
        return new Enrolment(
                "http://localhost",
                joined.token(),
                new DeviceId(joined.deviceId()),
                new UserId(joined.userId()),
                joined.userName(),
                new OrganizationId(joined.organizationId()),
                joined.organizationName(),
                joined.roles());
    }

    /** Whether calls go wrong from now on. */
    void faults(boolean some) {
        troubles = some;
    }

    /** The hub chokes on whatever holds this word; null for nothing. */
    void poison(@Nullable String word) {
        poison = word;
    }

    @Nullable String poison() {
        return poison;
    }

    MemoryDatabase hubDatabase() {
        return hub.database();
    }

    void hubReached(Moment moment) {
        try {
            hubFuse.reach(moment);
        } catch (Killed e) {
            trace.note("the hub dies %s", hubFuse.where());
            throw new HubDied();
        }
    }

    /** The next answer that went astray to a process that still lives; null if there is none. */
    @Nullable Late nextLate() {
        late.removeIf(one -> one.process() != one.laptop().process());
        return late.isEmpty() ? null : late.removeFirst();
    }

    /** Whether a laptop pulls everything anew in this epoch. */
    boolean startedOver(Laptop laptop) {
        return startedOver.remove(laptop);
    }

    /** The hub has been put back to an earlier state at least once. */
    boolean wasRestored() {
        return restored;
    }

    /** Puts the hub back to an earlier state, and tells it so. */
    void restore(Snapshot backup) {
        hubDatabase().restore(backup);
        hub.restored();
        unaware.clear();
        restored();
    }

    /**
     * Whether the hub is put back to a backup between the push and the pull of one run, too. In two seeds of seven, so
     * that the others go on as they did.
     */
    boolean isPutBackDuringPushes() {
        return seed % 7 == 5 || keepsBackups();
    }

    /** Whether any backup may be put back, not only the last one. In another seed of seven. */
    boolean keepsBackups() {
        return seed % 7 == 6;
    }

    /** Whether people work between any two transactions of a sync. In one seed of three. */
    boolean isWorkedDuringSyncs() {
        return seed % 3 == 1;
    }

    /** As {@link #restore}, but nobody says so: the hub only starts. */
    void restoreUntold(Snapshot backup) {
        hubDatabase().restore(backup);
        hub.restart();
        unaware.addAll(laptops);
        restored();
    }

    private void restored() {
        restored = true;
        hubDatabase().checkpoint();
        receipts.forget();
        feed.forget();
        watches.forEach(LineWatch::forget);
    }

    /** Whether a laptop's cursor is one of a history that the hub has lost, and the laptop cannot know. */
    boolean isUnaware(Laptop laptop) {
        return unaware.contains(laptop);
    }

    /** A laptop that has looked at the hub as it is now knows. */
    void looked(Laptop laptop) {
        var seen = laptop.read(tx -> laptop.tables.syncState().hubStart(tx));
        if (seen.equals(hub.start())) {
            unaware.remove(laptop);
        }
    }

    /** Time passes. */
    Instant pass(Duration time) {
        return clock.move(time);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    UUID deviceOf(Laptop laptop) {
        return laptop.enrolment.device().value();
    }

    Path mediaFolder() {
        return databases.ram().folder("media");
    }

    @Override
    public void close() {
        laptops.forEach(Laptop::die);
        databases.ram().clear();
    }

    /** The network as one laptop meets it. */
    private final class Reach implements Line.Network {
        private final Laptop laptop;

        Reach(Laptop laptop) {
            this.laptop = laptop;
        }

        @Override
        public LineFault fault(String call) {
            var fault = troubles ? happens(call) : LineFault.NONE;
            if (fault == LineFault.GONE) {
                startedOver.add(laptop);
            }
            if (fault != LineFault.NONE) {
                trace.note("%s %s", fault.words(), call);
            }
            return fault;
        }

        /** Long transfers break more often than short calls do. */
        private LineFault happens(String call) {
            boolean network = troubled.has(Trouble.NETWORK);
            if (troubled.has(Trouble.LATE_ANSWERS)
                    && call.startsWith("push")
                    && faults.nextInt(6) == 0) {
                return LineFault.LATE;
            }
            if (call.equals("chunk") && faults.nextInt(network ? 5 : 20) == 0) {
                return switch (faults.nextInt(3)) {
                    case 0 -> LineFault.DROP_REQUEST;
                    case 1 -> LineFault.DROP_RESPONSE;
                    default -> LineFault.TRUNCATE;
                };
            }
            return network && faults.nextInt(100) < FAULTS_IN_HUNDRED ? draw(call) : LineFault.NONE;
        }

        private LineFault draw(String call) {
            boolean push = call.startsWith("push");
            boolean refusals = troubled.has(Trouble.REFUSALS);
            return switch (faults.nextInt(16)) {
                case 0, 1 -> LineFault.DROP_REQUEST;
                case 2, 3 -> LineFault.DROP_RESPONSE;
                case 4 -> LineFault.TRUNCATE;
                case 5, 6 -> LineFault.DUPLICATE;
                case 7 -> LineFault.CAPTIVE_PORTAL;
                case 8 -> LineFault.TOO_MANY;
                case 9 -> LineFault.SERVER_ERROR;
                case 10 -> troubled.has(Trouble.HUB_CRASHES) ? LineFault.HUB_DIES : LineFault.NONE;
                case 11 -> refusals ? LineFault.UNAUTHORIZED : LineFault.NONE;
                case 12 -> refusals && push ? LineFault.FORBIDDEN : LineFault.NONE;
                case 13 -> refusals && push ? LineFault.TOO_LARGE : LineFault.NONE;
                case 14 -> refusals && push ? LineFault.UNPROCESSABLE : LineFault.NONE;
                default -> refusals && call.equals("changes") ? LineFault.GONE : LineFault.NONE;
            };
        }

        @Override
        public void hubDied() {
            hubFuse.putOut();
            if (troubled.has(Trouble.POWER_CUTS)) {
                trace.note("by a power cut");
                hubDatabase().cutPower();
            }
            hub.restart();
        }

        @Override
        public void killHub() {
            hubFuse.light(1 + faults.nextInt(4));
        }

        @Override
        public void spareHub() {
            hubFuse.putOut();
        }

        @Override
        public void late(PushRequest request, PushResponse answer) {
            var ids = request.commands().stream().map(c -> c.commandId()).toList();
            var sent =
                    laptop.read(
                            tx ->
                                    ids.stream()
                                            .map(id -> laptop.tables.outbox().find(tx, id))
                                            .map(found -> found.orElseThrow())
                                            .toList());
            late.add(new Late(laptop, laptop.process(), sent, answer));
        }

        @Override
        public void crossed(Supplier<String> words) {
            if (CROSSINGS) {
                trace.note("%s", words.get());
            }
        }

        @Override
        public boolean chokes(JsonNode payload) {
            return poison != null && Json.write(payload).contains('"' + poison + '"');
        }
    }
}
