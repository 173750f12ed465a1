package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.WriteTx;
import org.fieldpost.submission.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replaced ids in memory: never ahead of the database, never unbounded, never another user's. */
class IdReplacementCacheTest {
    private static final EntityType TYPE = EntityType.SUBMISSIONS;

    private static UUID id(long n) {
        return new UUID(9, n);
    }

    private static void record(IdReplacementCache cache, UUID temporary, UUID permanent) {
        cache.record(Device.AWA, TYPE, temporary, permanent, cache.age());
    }

    /** A hub restored from a backup gives another id while somebody is yet to tell of the last. */
    @Test
    void what_was_read_before_another_id_took_its_place_is_not_noted_after_it() {
        var cache = new IdReplacementCache(4);
        long readAt = cache.age();
        cache.forget(Device.AWA, TYPE, id(100));
        record(cache, id(0), id(200));
        cache.record(Device.AWA, TYPE, id(0), id(100), readAt);
        assertEquals(Optional.of(id(200)), cache.permanent(Device.AWA, TYPE, id(0)));
        assertEquals(Optional.empty(), cache.temporary(Device.AWA, TYPE, id(100)));
    }

    @Test
    void it_knows_both_ways_and_forgets_what_was_not_asked_for_longest() {
        var cache = new IdReplacementCache(3);
        for (int i = 0; i < 3; i++) {
            record(cache, id(i), id(100 + i));
        }
        assertEquals(Optional.of(id(100)), cache.permanent(Device.AWA, TYPE, id(0)));
        record(cache, id(3), id(103));
        assertEquals(3, cache.size());
        assertEquals(Optional.of(id(100)), cache.permanent(Device.AWA, TYPE, id(0)));
        assertEquals(Optional.empty(), cache.permanent(Device.AWA, TYPE, id(1)));
        assertEquals(Optional.empty(), cache.temporary(Device.AWA, TYPE, id(101)));
        assertEquals(Optional.of(id(3)), cache.temporary(Device.AWA, TYPE, id(103)));
    }

    @Test
    void a_permanent_id_that_is_replaced_itself_is_forgotten_from_both_sides() {
        var cache = new IdReplacementCache(4);
        record(cache, id(0), id(100));
        record(cache, id(1), id(100));
        record(cache, id(2), id(102));
        cache.forget(Device.AWA, TYPE, id(100));
        assertEquals(Optional.empty(), cache.permanent(Device.AWA, TYPE, id(0)));
        assertEquals(Optional.empty(), cache.permanent(Device.AWA, TYPE, id(1)));
        assertEquals(Optional.empty(), cache.temporary(Device.AWA, TYPE, id(100)));
        assertEquals(Optional.of(id(102)), cache.permanent(Device.AWA, TYPE, id(2)));
    }

    @Test
    void another_user_and_another_type_know_nothing_of_it() {
        var cache = new IdReplacementCache(3);
        record(cache, id(0), id(100));
        var ibra = new UserId(id(77));
        assertEquals(Optional.empty(), cache.permanent(ibra, TYPE, id(0)));
        assertEquals(Optional.empty(), cache.permanent(Device.AWA, EntityType.CONFLICTS, id(0)));
    }

    @Test
    void what_is_rolled_back_was_never_known(@TempDir Path folder) {
        try (var device = new Device(folder)) {
            var client = device.submission("{'name':'A'}");
            var server = device.id();
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            device.db.run(
                                    tx -> {
                                        resolve(device, tx, client, server);
                                        assertEquals(server, alias(device, tx, client));
                                        throw new IllegalStateException("the disk is full");
                                    }));
            device.db.run(tx -> assertEquals(client, alias(device, tx, client)));
            device.db.run(
                    tx -> {
                        assertThrows(
                                IllegalStateException.class,
                                () ->
                                        tx.savepoint(
                                                () -> {
                                                    resolve(device, tx, client, server);
                                                    assertEquals(server, alias(device, tx, client));
                                                    throw new IllegalStateException("one item");
                                                }));
                    });
            device.db.run(tx -> assertEquals(client, alias(device, tx, client)));
            device.db.run(tx -> resolve(device, tx, client, server));
            device.db.run(tx -> assertEquals(server, alias(device, tx, client)));
            device.db.run(tx -> assertEquals(server, alias(device, tx, server)));
        }
    }

    @Test
    void after_a_restart_it_is_as_right_as_the_database(@TempDir Path folder) {
        UUID client;
        UUID server;
        try (var device = new Device(folder)) {
            client = device.submission("{'name':'A'}");
            server = device.id();
            device.db.run(tx -> resolve(device, tx, client, server));
        }
        try (var device = new Device(folder)) {
            device.db.run(tx -> assertEquals(server, alias(device, tx, client)));
            device.db.run(tx -> assertEquals(server, alias(device, tx, client)));
        }
    }

    /** A snapshot that began before the replacement must go on to see the old id: its row still has it. */
    @Test
    void concurrent_readers_see_id_and_row_of_one_moment(@TempDir Path folder)
            throws InterruptedException {
        try (var device = new Device(folder)) {
            var clients = new ArrayList<UUID>();
            for (int i = 0; i < 60; i++) {
                clients.add(device.submission("{'name':'A'}"));
            }
            var wrong = Collections.synchronizedSet(new HashSet<String>());
            var done = new AtomicBoolean();
            var begun = new CountDownLatch(2);
            var readers = new ArrayList<Thread>();
            for (int r = 0; r < 2; r++) {
                readers.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            do {
                                                for (var client : clients) {
                                                    look(device, client, wrong);
                                                }
                                                begun.countDown();
                                            } while (!done.get());
                                        }));
            }
            begun.await();
            for (var sent : device.send()) {
                device.accept(sent, device.id(), 1);
            }
            done.set(true);
            for (var reader : readers) {
                reader.join();
            }
            assertTrue(wrong.isEmpty(), wrong.toString());
            for (var client : clients) {
                look(device, client, wrong);
            }
            assertTrue(wrong.isEmpty(), wrong.toString());
        }
    }

    private static void look(Device device, UUID client, Set<String> wrong) {
        device.db.read(
                tx -> {
                    var now = device.tables.idMap().aliasOf(tx, Device.AWA, TYPE, client);
                    if (device.tables.submissions().find(tx, now).isEmpty()) {
                        wrong.add(client + " as " + now);
                    }
                    return true;
                });
    }

    private static void resolve(Device device, WriteTx tx, UUID client, UUID server) {
        assertTrue(
                device.tables
                        .idMap()
                        .markResolved(
                                tx, Device.AWA, TYPE, client, server, device.clock.instant()));
    }

    private static UUID alias(Device device, WriteTx tx, UUID id) {
        return device.tables.idMap().aliasOf(tx, Device.AWA, TYPE, id);
    }
}
