package org.fieldpost.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldpost.app.FieldLaptop;
import org.fieldpost.contract.EntityType;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.testing.MemoryDisk;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two people at one record, and laptops whose clocks are wrong by a day. */
@SuppressWarnings("NullAway.Init") // start() fills the fields
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleAndClocksTest {
    private FieldNetwork net;
    private FieldLaptop worker;
    private FieldLaptop office;

    @BeforeAll
    void start(@TempDir(factory = MemoryDisk.class) Path folder) throws Exception {
        net = new FieldNetwork(folder);
        worker = net.worker("awa");
        office = net.supervisor("office");
    }

    @AfterAll
    void stop() throws Exception {
        net.close();
    }

    /** A submission both have. */
    private UUID shared(String name) {
        var id = net.submit(worker, name);
        FieldNetwork.completed(worker);
        FieldNetwork.completed(office);
        return worker.row(EntityType.SUBMISSIONS, id).orElseThrow().id();
    }

    private String answer(FieldLaptop laptop, UUID id, String question) {
        return laptop.row(EntityType.SUBMISSIONS, id)
                .orElseThrow()
                .payload()
                .at("/data/" + question)
                .asText();
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PEOPLE,
            what = "Two people change different answers of one submission, both offline.",
            holds = "Both changes are in the record on both laptops, nobody is asked.")
    void different_answers_of_one_record_are_merged() {
        var id = shared("Merged");
        worker.edit(id, "/name", "Merged by awa");
        office.edit(id, "/note", "noted by the office");
        net.settle(office);
        net.settle(worker);
        net.settle(office);
        for (var laptop : new FieldLaptop[] {worker, office}) {
            assertEquals("Merged by awa", answer(laptop, id, "name"));
            assertEquals("noted by the office", answer(laptop, id, "note"));
        }
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PEOPLE,
            what = "Two people change the same answer of one submission, both offline.",
            holds =
                    "A conflict with both values and their base, on both laptops; a supervisor decides, both laptops"
                            + " converge on it.")
    void the_same_answer_changed_twice_is_decided_by_a_person() {
        var id = shared("Disputed");
        worker.edit(id, "/note", "dry");
        office.edit(id, "/note", "full");
        net.settle(office);
        worker.sync();
        office.sync();
        var conflict = conflict(office, id);
        var said = conflict.payload();
        assertEquals("as found", said.at("/base_payload/data/note").asText());
        assertEquals("full", said.at("/server_payload/data/note").asText());
        assertEquals("dry", said.at("/client_payload/data/note").asText());
        office.decide(conflict.id(), "accept_client", (ObjectNode) said.get("client_payload"));
        net.settle(office);
        worker.sync();
        net.settle(worker);
        net.settle(office);
        assertEquals("dry", answer(worker, id, "note"));
        assertEquals("dry", answer(office, id, "note"));
    }

    private static org.fieldpost.store.EntityRow conflict(FieldLaptop laptop, UUID about) {
        return laptop.rows(EntityType.CONFLICTS).stream()
                .filter(row -> row.payload().path("resource_id").asText().equals(about.toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.PEOPLE,
            what = "One person deletes a submission while another changes it.",
            holds =
                    "A person decides; until then the changed answers are kept where they were made.")
    void a_deletion_against_a_change_is_decided_by_a_person() {
        var id = shared("Deleted and changed");
        office.delete(id);
        worker.edit(id, "/note", "still in use");
        net.settle(office);
        worker.sync();
        assertEquals(1, worker.counts().of(OutboxStatus.CONFLICT));
        assertEquals("still in use", answer(worker, id, "note"));
        var conflict = conflict(worker, id);
        assertTrue(conflict.payload().path("server_payload").isMissingNode());
        worker.decide(
                conflict.id(),
                "accept_client",
                (ObjectNode) conflict.payload().get("client_payload"));
        for (int i = 0; i < 2; i++) {
            worker.sync();
            office.sync();
        }
        net.settle(worker);
        net.settle(office);
        assertEquals(worker.answers(), net.witness().answers());
        assertEquals("still in use", answer(office, id, "note"));
    }

    @Test
    @FaultRow(
            area = FaultRow.Area.CLOCK,
            what =
                    "One laptop's clock is a day ahead, another's a day behind; both capture, edit and sync.",
            holds =
                    "All goes through at once, in the hub's order; a back-off begun with the wrong clock, of a"
                            + " record or a photo, does not outlast its maximum when the clock is put right.")
    void clocks_wrong_by_a_day_delay_nothing() throws Exception {
        for (var wrong : new Duration[] {Duration.ofDays(1), Duration.ofDays(-1)}) {
            var clock = new MovableClock();
            clock.move(wrong.plus(Duration.between(clock.instant(), net.clock.instant())));
            var name = "wrong by " + wrong.toHours() + " hours";
            var laptop = net.keep(FieldLaptop.open(net.folder.resolve(name), clock));
            laptop.enrol(net.proxy.address(), net.hub().code(name, "field_worker"));
            FieldNetwork.completed(laptop);
            var id = laptop.submitted(FieldNetwork.FORM, FieldNetwork.well(name), Map.of());
            FieldNetwork.completed(laptop);
            FieldNetwork.completed(office);
            var real = laptop.row(EntityType.SUBMISSIONS, id).orElseThrow().id();
            office.edit(real, "/note", "seen by the office");
            FieldNetwork.completed(office);
            FieldNetwork.completed(laptop);
            assertEquals("seen by the office", answer(laptop, real, "note"));
            laptop.edit(real, "/name", name + ", mended");
            net.proxy.script((method, path) -> new LinkFault.DropRequest());
            laptop.sync();
            var photo = net.photo(wrong.hashCode(), 40_000);
            laptop.submitted(
                    FieldNetwork.FORM, FieldNetwork.well(name), Map.of("/photos", List.of(photo)));
            net.proxy.script(
                    (method, path) ->
                            method.equals("PATCH") ? new LinkFault.DropAnswer() : LinkFault.NONE);
            laptop.sync();
            net.proxy.heal();
            clock.move(wrong.negated());
            FieldNetwork.completed(laptop);
            clock.move(Duration.ofMinutes(3)); // more than the longest back-off
            FieldNetwork.completed(laptop);
            assertTrue(laptop.light().safe(), name + ": " + laptop.light());
            FieldNetwork.completed(office);
            assertEquals(name + ", mended", answer(office, real, "name"));
        }
    }
}
