package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.db.WriteTx;
import org.fieldpost.submission.UserId;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seed 000: eleven columns, four indexes, nine operations, five business rules. */
class IdMapRepositoryTest {
    private static final UserId STRANGER = new UserId(new UUID(9, 9));
    private Device device;
    private IdMapRepository map;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new Device(folder);
        map = device.tables.idMap();
    }

    @AfterEach
    void close() {
        device.close();
    }

    private UUID create() {
        var client = device.id();
        device.db.run(tx -> create(tx, client));
        return client;
    }

    private void create(WriteTx tx, UUID client) {
        map.create(
                tx,
                device.id(),
                Device.AWA,
                Device.ORG,
                EntityType.SUBMISSIONS,
                client,
                device.now());
    }

    private IdMapping mapping(UUID client) {
        return device.read(tx -> map.findByClientId(tx, Device.AWA, EntityType.SUBMISSIONS, client))
                .orElseThrow();
    }

    private boolean resolve(UUID client, UUID server) {
        return device.test(
                tx ->
                        map.markResolved(
                                tx,
                                Device.AWA,
                                EntityType.SUBMISSIONS,
                                client,
                                server,
                                device.now()));
    }

    @Test
    void the_table_is_the_seeds() {
        var columns =
                device.read(
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT column_name FROM information_schema.columns
                                                WHERE table_name = 'id_mappings' ORDER BY ordinal_position
                                                """)
                                        .mapTo(String.class)
                                        .list());
        assertEquals(
                List.of(
                        "id",
                        "user_id",
                        "entity_type",
                        "client_id",
                        "server_id",
                        "status",
                        "organization_id",
                        "created_at",
                        "resolved_at",
                        "retry_count",
                        "last_error"),
                columns);
        var indexes =
                device.read(
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT index_name FROM information_schema.indexes
                                                WHERE table_name = 'id_mappings' AND index_type_name <> 'PRIMARY KEY'
                                                ORDER BY index_name
                                                """)
                                        .mapTo(String.class)
                                        .list());
        assertEquals(
                List.of(
                        "idx_id_mappings_client_id_entity_type",
                        "idx_id_mappings_organization_id",
                        "idx_id_mappings_status",
                        "idx_id_mappings_user_id"),
                indexes);
    }

    @Test
    void a_mapping_is_made_found_and_resolved() {
        var client = create();
        assertEquals(IdMapping.Status.PENDING, mapping(client).status());
        assertEquals(
                List.of(mapping(client)), device.read(tx -> map.listPending(tx, Device.AWA, 10)));
        var server = device.id();
        assertTrue(resolve(client, server));
        assertTrue(resolve(client, server), "the same answer twice is fine");
        assertEquals(IdMapping.Status.RESOLVED, mapping(client).status());
        assertEquals(
                mapping(client),
                device.read(
                                tx ->
                                        map.findByServerId(
                                                tx, Device.AWA, EntityType.SUBMISSIONS, server))
                        .orElseThrow());
        assertEquals(
                server,
                device.read(tx -> map.aliasOf(tx, Device.AWA, EntityType.SUBMISSIONS, client)));
        assertEquals(
                server,
                device.read(tx -> map.aliasOf(tx, Device.AWA, EntityType.SUBMISSIONS, server)));
        assertFalse(resolve(device.id(), server), "no such mapping");
    }

    @Test
    void another_server_id_for_the_same_client_id_is_refused() {
        var client = create();
        resolve(client, device.id());
        assertThrows(IllegalStateException.class, () -> resolve(client, device.id()));
    }

    @Test
    void client_ids_are_unique_per_type_and_resolved_needs_a_server_id() {
        var client = create();
        assertThrows(JdbiException.class, () -> device.db.run(tx -> create(tx, client)));
        assertThrows(
                JdbiException.class,
                () ->
                        device.db.run(
                                tx ->
                                        tx.handle()
                                                .execute(
                                                        "UPDATE id_mappings SET status = 'resolved'"
                                                                + " WHERE client_id = ?",
                                                        client)));
    }

    @Test
    void a_stranger_finds_nothing_and_an_unknown_user_maps_nothing() {
        var client = create();
        assertTrue(
                device.read(tx -> map.findByClientId(tx, STRANGER, EntityType.SUBMISSIONS, client))
                        .isEmpty());
        resolve(client, device.id());
        assertEquals(
                client,
                device.read(tx -> map.aliasOf(tx, STRANGER, EntityType.SUBMISSIONS, client)));
        assertThrows(
                JdbiException.class,
                () ->
                        device.db.run(
                                tx ->
                                        map.create(
                                                tx,
                                                device.id(),
                                                STRANGER,
                                                Device.ORG,
                                                EntityType.SUBMISSIONS,
                                                device.id(),
                                                device.now())));
    }

    @Test
    void over_ten_failures_it_is_failed_until_a_person_asks_again() {
        var client = create();
        for (int i = 1; i <= IdMapRepository.RETRIES_MAX; i++) {
            assertFalse(fail(client), "failure " + i);
        }
        assertTrue(fail(client));
        assertEquals(IdMapping.Status.FAILED, mapping(client).status());
        assertEquals("away", mapping(client).lastError());
        assertEquals(
                1,
                device.read(tx -> map.listByStatus(tx, Device.AWA, IdMapping.Status.FAILED, 9))
                        .size());
        assertTrue(
                device.test(tx -> map.resetFailed(tx, Device.AWA, EntityType.SUBMISSIONS, client)));
        assertEquals(0, mapping(client).retryCount());
        assertEquals(IdMapping.Status.PENDING, mapping(client).status());
    }

    private boolean fail(UUID client) {
        return device.test(
                tx -> map.recordFailure(tx, Device.AWA, EntityType.SUBMISSIONS, client, "away"));
    }

    @Test
    void after_a_year_a_resolved_mapping_is_archived_and_still_an_alias() {
        var client = create();
        var waiting = create();
        var server = device.id();
        resolve(client, server);
        device.clock.move(Duration.ofDays(366));
        var yearAgo = device.clock.instant().minus(Duration.ofDays(365));
        int archived = device.db.write(tx -> map.archive(tx, yearAgo, device.now()));
        assertEquals(1, archived);
        assertTrue(
                device.read(
                                tx ->
                                        map.findByClientId(
                                                tx, Device.AWA, EntityType.SUBMISSIONS, client))
                        .isEmpty());
        assertEquals(
                server,
                device.read(tx -> map.aliasOf(tx, Device.AWA, EntityType.SUBMISSIONS, client)));
        assertEquals(IdMapping.Status.PENDING, mapping(waiting).status());
    }
}
