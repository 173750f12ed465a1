package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldpost.contract.EntityType;
import org.fieldpost.contract.ErrorBody;
import org.fieldpost.contract.FormIds;
import org.fieldpost.db.OwnersHands;
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
    @TempDir private Path folder;
    private SimulatedDevice device;
    private UUID form = new UUID(0, 0);

    @BeforeEach
    void open() {
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
        hub.put(EntityType.MOBILE_FORMS, form, payload);
        device.sync();
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

    private SyncReport kept() {
        return device.db.read(tx -> device.tables.syncRuns().newest(tx, 1)).stream()
                .findFirst()
                .map(run -> Json.read(run.report(), SyncReport.class))
                .orElseThrow();
    }

    private UUID referring() {
        var row = device.submission("{'site':'%s'}".formatted(NOWHERE));
        row.putObject("metadata").put("summary", "Well at the school");
        return hub.put(EntityType.SUBMISSIONS, row);
    }

    @Test
    void what_the_gate_only_warns_of_is_in_the_report_and_in_the_journal() {
        var id = referring();
        var report = device.sync();
        device.engine().keep(report);
        var found =
                new LooseReference(
                        EntityType.SUBMISSIONS,
                        id,
                        "Well at the school",
                        "data/site",
                        NOWHERE,
                        true);
        assertEquals(new IntegrityReport(1, List.of(found)), report.integrity());
        assertEquals(report, kept());
        assertEquals(IntegrityReport.NONE, device.sync().integrity(), "said once");
    }

    @Test
    void of_many_warnings_all_are_counted_and_the_first_told() {
        for (int i = 0; i < 2 * IntegrityReport.FIRST_MAX; i++) {
            referring();
        }
        var integrity = device.sync().integrity();
        assertEquals(2 * IntegrityReport.FIRST_MAX, integrity.loose());
        assertEquals(IntegrityReport.FIRST_MAX, integrity.first().size());
    }

    @Test
    void a_report_keeps_no_temporary_id_of_what_refers() {
        var site = hub.put(EntityType.SUBMISSIONS, device.submission("{'note':'x'}"));
        device.sync();
        device.create("{'site':'%s'}".formatted(site));
        hub.refuse(command -> new ErrorBody("FP-2103", "not now", true));
        hub.delete(site);
        var found = device.sync().integrity().first();
        assertEquals(1, found.size());
        assertNull(found.getFirst().id());
        assertEquals(site, found.getFirst().missing());
    }

    @Test
    void a_run_of_a_program_that_did_not_say_is_read_all_the_same() {
        var report = device.sync();
        var tree = Json.tree(report);
        tree.remove("integrity");
        assertEquals(IntegrityReport.NONE, Json.read(tree, SyncReport.class).integrity());
    }

    @Test
    void a_check_that_cannot_run_aborts_the_run_and_takes_nothing_in() {
        var person = hub.put(EntityType.MOBILE_DEVICES, other());
        device.sync();
        var other = device.row(EntityType.MOBILE_DEVICES, person).orElseThrow();
        hub.delete(person);
        var note = hub.put(EntityType.SUBMISSIONS, device.submission("{'note':'x'}"));
        rename("device_id", "no_device_id");
        var report = device.sync();
        device.engine().keep(report);
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertEquals(SyncErrorCode.INTEGRITY_UNKNOWN, report.errors().getFirst().code());
        assertTrue(
                report.errors().getFirst().message().contains("telemetry.device_id"),
                report.errors().toString());
        assertEquals(report, kept());
        assertEquals(other, device.row(EntityType.MOBILE_DEVICES, person).orElseThrow());
        assertTrue(device.row(EntityType.SUBMISSIONS, note).isEmpty(), "all of it or nothing");
        rename("no_device_id", "device_id");
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        assertTrue(device.row(EntityType.MOBILE_DEVICES, person).isEmpty());
        assertTrue(device.row(EntityType.SUBMISSIONS, note).isPresent());
    }

    private void rename(String column, String to) {
        OwnersHands.execute(
                folder.resolve("awa"),
                "ALTER TABLE telemetry ALTER COLUMN %s RENAME TO %s".formatted(column, to));
    }

    private ObjectNode other() {
        return device.rows(EntityType.MOBILE_DEVICES).getFirst().payload().deepCopy();
    }
}
