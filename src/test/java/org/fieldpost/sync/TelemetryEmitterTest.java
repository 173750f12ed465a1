package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.db.WriteTx;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.Fault;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.store.DeliveryLedger;
import org.fieldpost.store.LocalWrites;
import org.fieldpost.store.Mutation;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a laptop is, told to the hub without ever being in the way. */
class TelemetryEmitterTest {
    private final SimulatedHub hub =
            new SimulatedHub(new UuidV7(new MovableClock(), new Random(7)));
    private SimulatedDevice device;

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new SimulatedDevice(folder, "awa", 1, hub, new SimulatedMedia());
    }

    @AfterEach
    void close() {
        device.close();
    }

    private void emit() {
        device.engine().emitTelemetry(device.engine().lastReport().orElse(null));
    }

    private int rows() {
        return device.rows(EntityType.TELEMETRY).size();
    }

    private ObjectNode figures() {
        var figures = Json.object();
        var row = device.rows(EntityType.TELEMETRY).getLast().payload();
        row.path("metrics").forEach(m -> figures.set(m.path("name").asText(), m.path("value")));
        return figures;
    }

    @Test
    void nothing_is_said_before_the_hub_told_who_this_laptop_is() {
        emit();
        assertEquals(0, rows());
        device.sync();
        emit();
        assertEquals(1, rows());
    }

    @Test
    void a_row_says_what_waits_how_the_last_run_went_and_how_wrong_the_clock_is() {
        device.sync();
        device.create("{'n':'1'}");
        device.clock.move(Duration.ofSeconds(90));
        device.engine().keep(device.sync());
        device.link.faults(call -> Fault.DROP_REQUEST);
        device.create("{'n':'2'}");
        device.create("{'n':'3'}");
        device.clock.move(Duration.ofSeconds(30));
        emit();
        var figures = figures();
        assertEquals(2, figures.path("outbox_depth").asInt());
        assertEquals(30, figures.path("outbox_oldest_seconds").asInt());
        assertEquals("COMPLETED", figures.path("last_run_outcome").asText());
        assertTrue(figures.path("last_run_millis").isIntegralNumber());
        assertTrue(figures.has("clock_skew_millis"));
        assertEquals("unknown", figures.path("app_version").asText());
        assertTrue(figures.has("free_disk_bytes"));
        assertTrue(figures.has("database_bytes"));
    }

    @Test
    void one_row_in_fifteen_minutes_also_when_the_clock_is_set_back() {
        device.sync();
        emit();
        device.clock.move(Duration.ofMinutes(14));
        emit();
        assertEquals(1, rows());
        device.clock.move(Duration.ofMinutes(2));
        emit();
        assertEquals(2, rows());
        device.clock.move(Duration.ofDays(-300));
        emit();
        assertEquals(3, rows());
        device.clock.move(Duration.ofMinutes(1));
        emit();
        assertEquals(3, rows());
        device.restart();
        emit();
        assertEquals(3, rows());
    }

    /** A disk that is full, say: the transaction has done all it does, and does not commit. */
    @Test
    void a_row_that_could_not_be_kept_is_written_by_the_next_run() {
        var last = device.sync();
        var full = new boolean[] {true};
        var tools = new SyncTools(device.clock, device.ids, new Random(3));
        var emitter =
                new TelemetryEmitter(
                        withWrites(
                                (tx, mutation) -> {
                                    device.store.writes().apply(tx, mutation);
                                    tx.beforeCommit(
                                            () -> {
                                                if (full[0]) {
                                                    throw new IllegalStateException("full");
                                                }
                                            });
                                }),
                        TestProfile.SETTINGS.telemetry(),
                        tools);
        assertThrows(IllegalStateException.class, () -> emitter.emit(last));
        assertEquals(0, rows());
        full[0] = false;
        assertTrue(emitter.emit(device.sync()));
        assertEquals(1, rows());
        assertFalse(emitter.emit(device.sync()));
        assertEquals(1, rows());
    }

    private LocalStore withWrites(BiConsumer<WriteTx, Mutation> apply) {
        var store = device.store;
        var writes =
                new LocalWrites() {
                    @Override
                    public void commit(List<? extends Mutation> all) {
                        store.database().run(tx -> all.forEach(m -> apply(tx, m)));
                    }

                    @Override
                    public void apply(WriteTx tx, Mutation mutation) {
                        apply.accept(tx, mutation);
                    }

                    @Override
                    public void came(WriteTx tx) {
                        store.writes().came(tx);
                    }
                };
        return new LocalStore(
                store.database(),
                store.tables(),
                writes,
                store.events(),
                store.enrolment(),
                store.maintain());
    }

    @Test
    void offline_for_weeks_the_newest_rows_wait_and_work_goes_first() {
        device.sync();
        device.link.faults(call -> Fault.DROP_REQUEST);
        for (int i = 0; i < 100; i++) {
            device.clock.move(Duration.ofMinutes(16));
            emit();
        }
        assertEquals(TestProfile.SETTINGS.telemetry().unsentMax(), rows());
        assertTrue(device.counts().conserved(), device.counts().toString());
        assertEquals(24, device.counts().open());
        assertEquals(0, device.engine().waiting().commands(), "nobody waits for telemetry");
        var light = device.db.read(tx -> new DeliveryLedger().light(tx));
        assertTrue(light.safe());

        var work = device.create("{'n':'1'}");
        device.link.faults(call -> Fault.NONE);
        device.sync();
        assertEquals(0, device.counts().open());
        assertTrue(hub.payload(device.now(EntityType.SUBMISSIONS, work)).isPresent());
        assertEquals(24, hub.ids(EntityType.TELEMETRY).size());
    }

    @Test
    void what_the_hub_has_is_kept_here_only_for_a_while() {
        device.sync();
        for (int i = 0; i < 110; i++) {
            device.clock.move(Duration.ofMinutes(16));
            emit();
            device.sync();
        }
        emit();
        assertEquals(110, hub.ids(EntityType.TELEMETRY).size());
        assertTrue(rows() <= TestProfile.SETTINGS.telemetry().keptMax() + 1, "" + rows());
    }

    @Test
    void telemetry_the_hub_refuses_needs_nobody_and_goes_away() {
        device.sync();
        emit();
        device.db.run(
                tx -> {
                    var command =
                            device.tables
                                    .outbox()
                                    .dequeueDeduplicatedByEntity(tx, device.instant(), 1, 1 << 20)
                                    .getFirst();
                    var leased =
                            device.tables
                                    .outbox()
                                    .markInFlight(tx, List.of(command), "test", device.instant())
                                    .getFirst();
                    device.tables
                            .outbox()
                            .deadLetter(
                                    tx,
                                    leased.id(),
                                    leased.fencingToken(),
                                    new ErrorBody("FP-2603", "no", false),
                                    device.instant());
                });
        assertEquals(1, device.counts().of(OutboxStatus.DEAD_LETTER));
        assertFalse(device.engine().waiting().needsPerson());
        assertTrue(device.db.read(tx -> new DeliveryLedger().light(tx)).safe());
        emit();
        assertEquals(0, device.counts().of(OutboxStatus.DEAD_LETTER));
        assertTrue(device.counts().conserved());
    }
}
