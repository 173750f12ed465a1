package org.fieldpost.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.PushRequest;
import org.fieldpost.db.MemoryDatabase;
import org.fieldpost.db.ReadTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.Killed;
import org.fieldpost.simulation.MemoryFiles;
import org.fieldpost.simulation.Trace;
import org.fieldpost.store.Enrolment;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.IdMapping;
import org.fieldpost.store.MemoryStore;
import org.fieldpost.store.Mutation;
import org.fieldpost.testing.MovableClock;
import org.jspecify.annotations.Nullable;

/** One laptop of {@link IdentityPropertyTest}: the real store and engines, a bad line, and a process that may die. */
final class IdentityLaptop {
    private static final int ROWS_MAX = 1_000;
    final String name;
    final Enrolment enrolment;
    final MovableClock clock;
    final UuidV7 ids;
    final MemoryDatabase database;
    private final Path journal;
    private final Random random;
    private final Trace trace;
    private final HubApi hub;
    private int faultsInHundred;
    private int placesLeft;
    private @Nullable Running running;

    /** What ends with the process. */
    private record Running(
            MemoryStore store, SyncCoordinator coordinator, Saving saving, RemoteFirst remote) {}

    IdentityLaptop(
            String name,
            Enrolment enrolment,
            HubApi hub,
            MemoryDatabase database,
            Path journal,
            MovableClock clock,
            Random random,
            Trace trace) {
        this.name = name;
        this.enrolment = enrolment;
        this.database = database;
        this.journal = journal;
        this.clock = clock;
        this.random = random;
        this.trace = trace;
        ids = new UuidV7(clock, random);
        this.hub = line(hub);
        database.watch(moment -> place(moment.name()));
        start();
        commit(new Mutation.Enrol(ids.next(), clock.instant(), enrolment));
    }

    private void start() {
        var store = new MemoryStore(database, journal, ids, clock);
        var tools = new SyncTools(clock, ids, random);
        var local =
                new LocalStore(
                        database,
                        store.tables(),
                        store.writes(),
                        store.events(),
                        enrolment,
                        store::maintain);
        running =
                new Running(
                        store,
                        new SyncCoordinator(
                                local,
                                hub,
                                new MemoryFiles(),
                                Set.of(),
                                SimulatedLaptop.SETTINGS,
                                tools),
                        new Saving(local, hub, Set.of(), tools),
                        new RemoteFirst(local, hub, Set.of(), tools));
    }

    private Running running() {
        return Objects.requireNonNull(running);
    }

    /** The process ends; what it had acknowledged is on the disk. */
    void close() {
        running().coordinator().stop();
        running().store().die();
    }

    void startAgain() {
        placesLeft = 0;
        close();
        start();
        trace.note("%s starts again, %d from the journal", name, running().store().replayed());
    }

    /** From now on so many of a hundred calls go wrong. */
    void faults(int inHundred) {
        faultsInHundred = inHundred;
    }

    /** The process dies at the {@code n}-th commit or call from now. */
    void diesAt(int n) {
        placesLeft = n;
    }

    private void place(String where) {
        if (placesLeft > 0 && --placesLeft == 0) {
            trace.note("%s dies: %s", name, where);
            throw new Killed();
        }
    }

    /** Does something over which the process may die; if it does, it is started again. Whether it lived. */
    boolean lives(Runnable deed) {
        try {
            deed.run();
            placesLeft = 0;
            return true;
        } catch (Killed e) {
            startAgain();
            return false;
        }
    }

    void commit(Mutation mutation) {
        running().store().writes().commit(mutation);
    }

    Saving.Outcome save(Mutation mutation) {
        return running().saving().save(mutation);
    }

    RemoteFirst remoteFirst() {
        return running().remote();
    }

    SyncReport sync() {
        return running().coordinator().performFullSync(SyncTrigger.USER, progress -> {});
    }

    <T> T read(Function<? super ReadTx, ? extends T> work) {
        return database.read(work);
    }

    org.fieldpost.store.DeviceTables tables() {
        return running().store().tables();
    }

    List<EntityRow> rows(EntityType type) {
        return read(tx -> tables().rows(type).list(tx, null, ROWS_MAX));
    }

    Optional<EntityRow> row(EntityType type, UUID id) {
        return read(
                tx ->
                        tables().rows(type)
                                .find(
                                        tx,
                                        tables().idMap().aliasOf(tx, enrolment.user(), type, id)));
    }

    /** Permanent ids by the temporary ones whose rows the hub accepted. */
    Map<UUID, UUID> replaced() {
        var replaced = new HashMap<UUID, UUID>();
        read(tx ->
                        tables().idMap()
                                .listByStatus(
                                        tx, enrolment.user(), IdMapping.Status.RESOLVED, ROWS_MAX))
                .forEach(
                        mapping -> {
                            var server = Objects.requireNonNull(mapping.serverId());
                            if (!server.equals(mapping.clientId())) {
                                replaced.put(mapping.clientId(), server);
                            }
                        });
        return replaced;
    }

    private HubApi line(HubApi real) {
        return (HubApi)
                Proxy.newProxyInstance(
                        HubApi.class.getClassLoader(),
                        new Class<?>[] {HubApi.class},
                        (proxy, method, arguments) ->
                                method.getReturnType() == HubAnswer.class
                                        ? call(real, method, arguments)
                                        : invoke(real, method, arguments));
    }

    private Object call(HubApi real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        var call = method.getName();
        if (call.equals("push") && arguments != null) {
            leavesWithPermanentIds((PushRequest) arguments[0]);
        }
        place("before " + call);
        // The hub that answers decisions at once is SavingTest's.
        int fault =
                call.equals("decide")
                        ? 0
                        : random.nextInt(100) < faultsInHundred ? random.nextInt(3) : 3;
        if (fault == 0) {
            trace.note("%s is not reached: %s", name, call);
            return cut();
        }
        var answer = invoke(real, method, arguments);
        if (fault == 1) {
            trace.note("%s gets no answer: %s", name, call);
            return cut();
        }
        if (fault == 2) {
            trace.note("%s arrives twice: %s", name, call);
            answer = invoke(real, method, arguments);
        }
        place("after " + call);
        return answer;
    }

    private static HubAnswer<Object> cut() {
        return new HubAnswer.Failed<>(new HubFailure.Unreachable("cut"));
    }

    private static Object invoke(HubApi real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** No payload leaves with a temporary id once its row was accepted. */
    private void leavesWithPermanentIds(PushRequest request) {
        var replaced = replaced().keySet();
        for (var command : request.commands()) {
            var text = new String(Json.bytes(command), java.nio.charset.StandardCharsets.UTF_8);
            for (var id : replaced) {
                if (text.contains(id.toString())) {
                    throw new AssertionError(
                            name + " sends the temporary id " + id + " in " + text);
                }
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
