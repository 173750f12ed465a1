package org.fieldpost.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    @TempDir Path folder = Path.of("");

    @Test
    void a_resolved_mapping_is_archived_after_a_year_and_its_alias_still_leads_on() {
        try (var device = new Device(folder)) {
            var client = new UUID(1, 1);
            var server = new UUID(2, 2);
            var enrolment = Device.enrolment();
            device.db.run(
                    tx -> {
                        var map = device.tables.idMap();
                        map.create(
                                tx,
                                new UUID(3, 3),
                                enrolment.user(),
                                enrolment.organization(),
                                EntityType.SUBMISSIONS,
                                client,
                                THEN);
                        map.markResolved(
                                tx, enrolment.user(), EntityType.SUBMISSIONS, client, server, THEN);
                    });
            assertEquals(0, forget(device, Duration.ofDays(365)).idMappings());
            assertEquals(1, forget(device, Duration.ofDays(366)).idMappings());
            assertEquals(
                    server,
                    device.db.<UUID>read(
                            tx ->
                                    device.tables
                                            .idMap()
                                            .aliasOf(
                                                    tx,
                                                    enrolment.user(),
                                                    EntityType.SUBMISSIONS,
                                                    client)));
            assertTrue(forget(device, Duration.ofDays(366)).isNothing());
        }
    }

    @Test
    void only_what_the_hub_has_confirmed_is_ever_forgotten() {
        try (var device = new Device(folder)) {
            device.db.run(
                    tx -> {
                        for (var status : TombstoneRepository.SyncStatus.values()) {
                            var id = device.id();
                            var tombstones = device.tables.tombstones();
                            tombstones.record(
                                    tx,
                                    new TombstoneRepository.Tombstone(
                                            EntityType.SUBMISSIONS, id, 1L, THEN, status));
                            tombstones.mark(tx, EntityType.SUBMISSIONS, id, status, 2L, THEN);
                        }
                        for (int i = 0; i < 2; i++) {
                            var row =
                                    EntityRow.made(
                                            EntityType.TELEMETRY,
                                            new UUID(8, i),
                                            Json.parseObject(
                                                    """
                                                    {"device_id":"00000000-0000-0001-0000-000000000001",
                                                    "metrics":[],"created_at":"2026-01-01T00:00:00Z"}
                                                    """),
                                            THEN);
                            device.tables.rows(EntityType.TELEMETRY).insert(tx, row);
                        }
                        device.tables
                                .rows(EntityType.TELEMETRY)
                                .markSynced(tx, new UUID(8, 0), 1, 1, Json.object());
                    });
            var forgotten = forget(device, Duration.ofDays(181));
            assertEquals(1, forgotten.tombstones());
            assertEquals(1, forgotten.telemetry());
            assertEquals(
                    2, device.db.read(tx -> device.tables.tombstones().listPending(tx, 9)).size());
        }
    }

    private static Retention.Forgotten forget(Device device, Duration after) {
        var retention = new Retention(device.tables);
        return device.db.write(tx -> retention.run(tx, THEN.plus(after)));
    }
}
