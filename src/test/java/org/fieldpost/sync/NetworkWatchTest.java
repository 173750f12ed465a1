package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The watch over the machine's addresses, look by look: each look waits until the test says what it sees. */
class NetworkWatchTest {
    private static final Set<String> CUT_OFF = Set.of();
    private static final Set<String> WLAN = Set.of("wlan0 10.0.0.7");
    private static final Set<String> OTHER_WLAN = Set.of("wlan0 192.168.4.2");
    private static final Set<String> BROKEN = Set.of("broken");
    private final SynchronousQueue<Set<String>> looks = new SynchronousQueue<>();
    private final AtomicInteger told = new AtomicInteger();
    private final NetworkWatch watch =
            new NetworkWatch(this::next, Duration.ofMillis(1), told::incrementAndGet);

    private Set<String> next() throws IOException {
        try {
            var seen = looks.take();
            if (seen.equals(BROKEN)) {
                throw new IOException("no such device");
            }
            return seen;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        watch.close();
        // A look in hand is let go; there may be none.
        looks.offer(CUT_OFF, 1, TimeUnit.SECONDS);
    }

    /** How often it told, once it has seen all of these and begun a look more. */
    @SafeVarargs
    private int after(Set<String>... seen) throws InterruptedException {
        for (var one : seen) {
            assertTrue(looks.offer(one, 60, TimeUnit.SECONDS), "it looks no more");
        }
        // What it tells, it tells before it looks again.
        assertTrue(looks.offer(seen[seen.length - 1], 60, TimeUnit.SECONDS), "it looks no more");
        return told.get();
    }

    @Test
    void what_is_there_at_the_start_is_no_news() throws InterruptedException {
        assertEquals(0, after(WLAN, WLAN, WLAN));
    }

    @Test
    void an_address_that_was_not_there_is_told_once() throws InterruptedException {
        assertEquals(1, after(CUT_OFF, WLAN, WLAN));
    }

    @Test
    void losing_the_network_is_not_told_and_having_it_again_is() throws InterruptedException {
        assertEquals(0, after(WLAN, CUT_OFF, CUT_OFF));
        assertEquals(1, after(WLAN));
        assertEquals(2, after(CUT_OFF, WLAN));
    }

    @Test
    void another_network_is_told_too() throws InterruptedException {
        assertEquals(1, after(WLAN, OTHER_WLAN));
    }

    @Test
    void a_machine_that_does_not_say_is_asked_again_and_has_what_it_had()
            throws InterruptedException {
        assertEquals(0, after(WLAN, BROKEN, WLAN));
        assertEquals(1, after(CUT_OFF, BROKEN, WLAN));
    }

    @Test
    void a_closed_watch_tells_nobody() throws InterruptedException {
        assertEquals(0, after(CUT_OFF, CUT_OFF));
        watch.close();
        looks.offer(WLAN, 1, TimeUnit.SECONDS);
        looks.offer(CUT_OFF, 1, TimeUnit.SECONDS);
        assertEquals(0, told.get());
    }
}
