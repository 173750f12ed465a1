package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.FormIds;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.store.EntityRow;
import org.fieldpost.store.OrphanQueries.Orphan;
import org.fieldpost.sync.IntegrityGate.IntegrityViolationError;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate over the rows touched, relations of the graph and references inside answers alike. */
class IntegrityGateTest {
    private static final UUID NOWHERE = new UUID(66, 6);
    private final SimulatedHub hub =
            new SimulatedHub(new UuidV7(new MovableClock(), new Random(7)));
    private SimulatedDevice device;
    private UUID form = new UUID(0, 0);

    @BeforeEach
    void open(@TempDir Path folder) {
        device = new SimulatedDevice(folder, "awa", 1, hub, new SimulatedMedia());
        device.sync();
        form = FormIds.of("water_point", "1");
        var row = device.row(EntityType.MOBILE_FORMS, form).orElseThrow();
        var payload = row.payload().deepCopy();
        payload.set(
                "schema",
                Json.parseObject(
                        """
                        {"code": "water_point", "schema": {"type": "object", "required": ["site"],
                          "properties": {
                            "site": {"type": "string", "x-reference": "site"},
                            "note": {"type": "string"},
                            "visits": {"type": "array", "items": {"type": "object", "properties": {
                              "person": {"type": "string", "x-reference": "person"}}}}}}}
                        """));
        device.db.run(
                tx ->
                        device.tables
                                .forms()
                                .update(
                                        tx,
                                        EntityRow.fromHub(
                                                EntityType.MOBILE_FORMS,
                                                form,
                                                1,
                                                payload,
                                                device.instant()),
                                        row.localRevision()));
    }

    @AfterEach
    void close() {
        device.close();
    }

    private UUID put(ObjectNode payload) {
        var id = device.ids.next();
        device.db.run(
                tx ->
                        device.tables
                                .submissions()
                                .insert(
                                        tx,
                                        EntityRow.fromHub(
                                                EntityType.SUBMISSIONS,
                                                id,
                                                1,
                                                payload,
                                                device.instant())));
        return id;
    }

    private UUID answering(String answers) {
        return put(device.submission(answers));
    }

    private List<Orphan> check(boolean failFast, Consumer<SyncBatchContext> touched) {
        var context = new SyncBatchContext(new UUID(1, 1));
        touched.accept(context);
        return device.db.write(tx -> new IntegrityGate(device.tables, failFast).check(tx, context));
    }

    @Test
    void references_inside_answers_are_checked_at_any_depth_as_the_form_says() {
        var there = answering("{'note':'x'}");
        var id =
                answering(
                        "{'site':'%1$s','note':'%1$s','visits':[{'person':'%2$s'},{'person':'%1$s'}]}"
                                .formatted(NOWHERE, there));
        var found = check(true, c -> c.touchSource(EntityType.SUBMISSIONS, id));
        assertEquals(
                List.of("data/site true", "data/visits/1/person false"),
                found.stream()
                        .map(o -> o.relation().field() + " " + o.relation().required())
                        .sorted()
                        .toList());
        assertTrue(found.stream().allMatch(o -> o.source().equals(id)));
        assertTrue(found.stream().allMatch(o -> o.missing().equals(NOWHERE)));
    }

    @Test
    void only_touched_rows_are_looked_at() {
        answering("{'site':'%s'}".formatted(NOWHERE));
        assertEquals(List.of(), check(true, c -> {}));
    }

    @Test
    void who_refers_to_a_row_that_went_away_is_found_from_its_side() {
        var site = answering("{'note':'x'}");
        var id = answering("{'site':'%s'}".formatted(site));
        device.db.run(tx -> device.tables.submissions().delete(tx, site));
        var found = check(true, c -> c.touchTarget(EntityType.SUBMISSIONS, site));
        assertEquals(1, found.size());
        assertEquals(id, found.getFirst().source());
    }

    @Test
    void a_required_relation_of_the_graph_fails_fast_and_rolls_back() {
        var payload = device.submission("{'note':'x'}");
        payload.put("form_id", NOWHERE.toString());
        var id = put(payload);
        assertThrows(
                IntegrityViolationError.class,
                () -> check(true, c -> c.touchSource(EntityType.SUBMISSIONS, id)));
        assertEquals(1, check(false, c -> c.touchSource(EntityType.SUBMISSIONS, id)).size());
    }

    @Test
    void an_optional_relation_is_a_warning() {
        var payload = device.submission("{'note':'x'}");
        payload.put("parent_id", NOWHERE.toString());
        var id = put(payload);
        var found = check(true, c -> c.touchSource(EntityType.SUBMISSIONS, id));
        assertEquals("parent_id", found.getFirst().relation().field());
    }

    @Test
    void a_page_whose_answers_refer_to_what_this_person_may_not_see_is_taken_in() {
        hub.put(EntityType.SUBMISSIONS, device.submission("{'site':'%s'}".formatted(NOWHERE)));
        var report = device.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report.errors().toString());
        assertEquals(1, device.rows(EntityType.SUBMISSIONS).size());
    }
}
