package org.fieldpost.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.fieldpost.contract.LeaseRequest;
import org.fieldpost.contract.LeaseResponse;
import org.fieldpost.contract.Role;
import org.fieldpost.db.Dialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Admission to bulk work: few at a time, nobody passed by, whichever process is asked. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LeasesTest {
    private static final int LEASES = 3;
    private static final Duration LIFETIME = Duration.ofMinutes(2);
    @Parameter Dialect dialect = Dialect.H2;
    @TempDir Path folder = Path.of("");
    private TestHub hub;
    private Hub other;

    @BeforeEach
    void start() {
        var limits = limits(LEASES, 2 * LEASES - 1);
        hub = new TestHub(dialect, folder, limits);
        var parts =
                new HubParts(
                        hub.database,
                        new FolderVault(folder.resolve("media")),
                        hub::now,
                        hub.ids,
                        new Random(1));
        other = new Hub(new HubConfig("127.0.0.1", 0, "test", limits), parts);
    }

    private static HubLimits limits(int leases, int ofHub) {
        var s = HubLimits.standard();
        return new HubLimits(
                s.bodyBytesMax(),
                s.commandsMax(),
                s.pageRowsMax(),
                s.pageBytesMax(),
                s.mediaBytesMax(),
                s.uploadLifetime(),
                s.requestsPerMinuteMax(),
                s.enrolmentsPerMinuteMax(),
                leases,
                LIFETIME,
                ofHub);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private Caller caller(String organization, int device) {
        return new Caller(
                hub.organization(organization).value(),
                new UUID(7, device),
                new UUID(8, device),
                Set.of(Role.FIELD_WORKER),
                hub.now(),
                0);
    }

    private LeaseResponse ask(Caller caller) {
        return hub.server.hub().lease(caller, new LeaseRequest("MEDIA_UPLOAD", null));
    }

    private void release(Caller caller, LeaseResponse lease) {
        hub.server.hub().releaseLease(caller, Objects.requireNonNull(lease.leaseId()));
    }

    @Test
    void what_is_free_is_kept_for_who_asked_first() {
        var held = new ArrayList<LeaseResponse>();
        for (int i = 0; i < LEASES; i++) {
            held.add(ask(caller("A", i)));
            assertTrue(held.getLast().granted());
        }
        var first = caller("A", 10);
        var second = caller("A", 11);
        var refused = ask(first);
        assertFalse(refused.granted());
        assertNull(refused.leaseId());
        assertFalse(ask(second).granted());
        release(caller("A", 0), held.getFirst());
        assertFalse(ask(second).granted(), "the first in the queue has not come back yet");
        assertFalse(ask(caller("A", 12)).granted(), "and nobody new passes either");
        hub.pass(Duration.ofSeconds(Objects.requireNonNull(refused.retryAfterSeconds())));
        assertTrue(ask(first).granted());
    }

    @Test
    void a_lease_is_renewed_released_once_and_ends_by_itself() {
        var one = caller("A", 1);
        var lease = ask(one);
        hub.pass(Duration.ofSeconds(90));
        var renewed = ask(one);
        assertEquals(lease.leaseId(), renewed.leaseId());
        hub.pass(Duration.ofSeconds(90));
        assertEquals(lease.leaseId(), ask(one).leaseId(), "still the same");
        release(caller("A", 2), lease);
        release(caller("B", 1), lease);
        assertEquals(lease.leaseId(), ask(one).leaseId(), "nobody else gives it back");
        release(one, lease);
        release(one, lease);
        var anew = ask(one);
        assertNotEquals(lease.leaseId(), anew.leaseId());
        hub.pass(LIFETIME);
        assertNotEquals(anew.leaseId(), ask(one).leaseId());
    }

    @Test
    void one_organization_does_not_fill_the_hub_and_the_hub_has_its_own_bound() {
        for (int i = 0; i < 10; i++) {
            assertEquals(i < LEASES, ask(caller("A", i)).granted());
        }
        assertTrue(ask(caller("B", 20)).granted());
        assertTrue(ask(caller("B", 21)).granted());
        assertFalse(ask(caller("B", 22)).granted(), "five in all");
        assertFalse(ask(caller("C", 30)).granted());
    }

    @Test
    void who_does_not_come_back_loses_their_place() {
        for (int i = 0; i < LEASES; i++) {
            ask(caller("A", i));
        }
        ask(caller("A", 10));
        hub.pass(LIFETIME);
        assertTrue(ask(caller("A", 11)).granted());
        assertTrue(ask(caller("A", 12)).granted());
        assertFalse(ask(caller("A", 13)).granted(), "one is kept for number 10");
        hub.pass(Duration.ofMinutes(1));
        assertTrue(ask(caller("A", 13)).granted(), "not for ever");
    }

    @Test
    void two_processes_asked_at_once_never_give_too_many() throws Exception {
        var asks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 24; i++) {
            var caller = caller("A", i);
            var process = i % 2 == 0 ? hub.server.hub() : other;
            asks.add(() -> process.lease(caller, new LeaseRequest("MEDIA_UPLOAD", null)).granted());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int granted = 0;
            for (var answer : threads.invokeAll(asks)) {
                granted += answer.get() ? 1 : 0;
            }
            assertEquals(LEASES, granted);
        }
    }

    /** A laptop of the simulation: comes home, waits for its lease, works, goes. */
    private record Event(Instant at, int device) {}

    @Test
    void of_many_laptops_coming_home_none_waits_for_ever_and_none_is_passed() {
        for (int seed = 1; seed <= 3; seed++) {
            simulate(seed, new Random(seed));
            hub.pass(Duration.ofHours(1));
        }
    }

    private void simulate(int seed, Random random) {
        var start = hub.now();
        var events =
                new PriorityQueue<Event>(
                        java.util.Comparator.comparing(Event::at).thenComparingInt(Event::device));
        for (int i = 0; i < 30; i++) {
            events.add(new Event(start.plusSeconds(random.nextInt(60)), i));
        }
        Map<Integer, Instant> asked = new HashMap<>();
        Map<Integer, LeaseResponse> working = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        List<Integer> served = new ArrayList<>();
        while (!events.isEmpty()) {
            var event = events.remove();
            hub.pass(Duration.between(hub.now(), event.at()));
            int device = event.device();
            var caller = caller("A", 1000 * seed + device);
            var lease = working.remove(device);
            if (lease != null) {
                // One in five is switched off instead of saying good-bye.
                if (random.nextInt(5) > 0) {
                    release(caller, lease);
                }
                continue;
            }
            if (asked.putIfAbsent(device, event.at()) == null) {
                order.add(device);
            }
            var answer = ask(caller);
            if (answer.granted()) {
                served.add(device);
                working.put(device, answer);
                assertTrue(working.size() <= LEASES, "seed " + seed);
                events.add(new Event(event.at().plusSeconds(1 + random.nextInt(90)), device));
            } else {
                long late = random.nextInt(20);
                long retry = Objects.requireNonNull(answer.retryAfterSeconds());
                events.add(new Event(event.at().plusSeconds(retry + late), device));
            }
        }
        assertEquals(Set.copyOf(order), Set.copyOf(served), "seed " + seed);
        for (int i = 0; i < order.size(); i++) {
            int passed = served.indexOf(order.get(i)) - i;
            assertTrue(
                    Math.abs(passed) < 2 * LEASES,
                    "seed %d: number %d was served as number %d".formatted(seed, i, passed + i));
        }
    }
}
