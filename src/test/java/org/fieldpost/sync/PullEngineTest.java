package org.fieldpost.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.fieldpost.contract.EntityCursor;
import org.fieldpost.contract.EntityType;
import org.fieldpost.kernel.Json;
import org.fieldpost.kernel.UuidV7;
import org.fieldpost.simulation.Fault;
import org.fieldpost.simulation.SimulatedHub;
import org.fieldpost.simulation.SimulatedMedia;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullEngineTest {
    @TempDir private Path folder;
    private final SimulatedHub hub =
            new SimulatedHub(new UuidV7(new MovableClock(), new Random(7)));
    private SimulatedDevice device;

    @BeforeEach
    void enrol() {
        device = new SimulatedDevice(folder, "a", 1, hub, new SimulatedMedia());
        device.sync();
    }

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void what_others_captured_comes_page_by_page_until_there_is_no_more() {
        for (int i = 0; i < 47; i++) {
            hub.put(EntityType.SUBMISSIONS, device.submission("{'n':" + i + "}"));
        }
        var report = device.sync();
        assertEquals(47, report.pull().applied());
        assertTrue(report.pull().complete());
        assertEquals(47, device.rows(EntityType.SUBMISSIONS).size());
        assertEquals(0, device.sync().pull().applied());
    }

    @Test
    void changes_and_deletions_of_others_are_followed() {
        var id = hub.put(EntityType.SUBMISSIONS, device.submission("{'n':1}"));
        device.sync();
        hub.put(EntityType.SUBMISSIONS, id, device.submission("{'n':2}"));
        device.sync();
        assertEquals(2, device.answers(id).path("n").asInt());
        hub.delete(id);
        device.sync();
        assertTrue(device.row(EntityType.SUBMISSIONS, id).isEmpty());
    }

    /** Seed 1847: a conflict had the deletion brought ahead, and the photos' own came in the next page. */
    @Test
    void a_deletion_takes_the_photos_along_that_a_later_page_tells_of() {
        var id = hub.put(EntityType.SUBMISSIONS, device.submission("{'n':1}"));
        var photo = hub.put(EntityType.SUBMISSION_MEDIA, photoOf(id));
        device.sync();
        assertTrue(device.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
        hub.delete(id);
        var report = device.sync();
        assertEquals(SyncReport.Outcome.COMPLETED, report.outcome(), report::toString);
        assertTrue(device.row(EntityType.SUBMISSIONS, id).isEmpty());
        assertTrue(device.row(EntityType.SUBMISSION_MEDIA, photo).isEmpty());
    }

    @Test
    void a_pull_cut_off_goes_on_where_the_last_whole_page_ended() {
        for (int i = 0; i < 35; i++) {
            hub.put(EntityType.SUBMISSIONS, device.submission("{'n':" + i + "}"));
        }
        var pages = new int[1];
        device.link.faults(
                call ->
                        call.equals("changes") && ++pages[0] == 3
                                ? Fault.DROP_RESPONSE
                                : Fault.NONE);
        var report = device.sync();
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertEquals(20, device.rows(EntityType.SUBMISSIONS).size());
        assertEquals(15, device.sync().pull().applied());
    }

    @Test
    void a_change_that_cannot_be_applied_holds_its_type_and_no_other() {
        var bad = hub.put(EntityType.SUBMISSIONS, broken());
        var telemetry = Json.object().put("device_id", device.deviceId.toString());
        telemetry.put("created_at", "2026-01-01T00:00:00Z").set("metrics", Json.array());
        hub.put(EntityType.TELEMETRY, telemetry);
        var before = cursor(EntityType.SUBMISSIONS);
        var report = device.sync();
        assertEquals(1, report.pull().failed());
        assertEquals(SyncReport.Outcome.PARTIAL, report.outcome());
        assertEquals(1, device.rows(EntityType.TELEMETRY).size());
        assertEquals(before, cursor(EntityType.SUBMISSIONS));
        assertTrue(cursor(EntityType.TELEMETRY).compareTo(before) > 0);
        hub.put(EntityType.SUBMISSIONS, bad, device.submission("{'n':1}"));
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        assertTrue(device.row(EntityType.SUBMISSIONS, bad).isPresent());
        assertTrue(cursor(EntityType.SUBMISSIONS).compareTo(before) > 0);
    }

    @Test
    void what_depends_on_a_failed_change_waits_with_it_and_both_are_set_aside_in_the_end() {
        var bad = hub.put(EntityType.SUBMISSIONS, broken());
        var photo = Json.object().put("submission_id", bad.toString());
        photo.put("question", "/p").put("sha256", "00").put("key", "00").put("filename", "f");
        photo.put("content_type", "image/jpeg").put("size_bytes", 1);
        hub.put(EntityType.SUBMISSION_MEDIA, photo.put("created_at", "2026-01-01T00:00:00Z"));
        for (int run = 1; run <= 4; run++) {
            assertEquals(2, device.sync().pull().failed(), "run " + run);
        }
        var last = device.sync();
        assertEquals(2, last.pull().quarantined());
        var kept = device.db.read(tx -> device.tables.quarantine().quarantined(tx, 10));
        assertEquals(2, kept.size());
        assertEquals(0, device.sync().pull().failed());
        assertEquals(2, device.engine().waiting().quarantined());
    }

    /** The feed has a row at its latest change: the photo was made before that. */
    @Test
    void what_comes_ahead_of_a_failed_change_it_needs_waits_with_it_too() {
        var bad = new UUID(6, 6);
        var photo = hub.put(EntityType.SUBMISSION_MEDIA, photoOf(bad));
        hub.put(EntityType.SUBMISSIONS, bad, broken());
        var good = hub.put(EntityType.SUBMISSIONS, device.submission("{'n':1}"));
        var report = device.sync();
        assertEquals(SyncReport.Outcome.PARTIAL, report.outcome());
        assertEquals(2, report.pull().failed());
        assertTrue(device.row(EntityType.SUBMISSIONS, good).isPresent());
        hub.put(EntityType.SUBMISSIONS, bad, device.submission("{'n':9}"));
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        assertTrue(device.row(EntityType.SUBMISSION_MEDIA, photo).isPresent());
    }

    @Test
    void of_many_new_rows_one_that_does_not_fit_holds_only_itself_and_what_needs_it() {
        var good = new ArrayList<UUID>();
        for (int i = 0; i < 6; i++) {
            good.add(hub.put(EntityType.SUBMISSIONS, device.submission("{'n':" + i + "}")));
        }
        var bad = hub.put(EntityType.SUBMISSIONS, broken());
        hub.put(EntityType.SUBMISSION_MEDIA, photoOf(bad));
        var kept = hub.put(EntityType.SUBMISSION_MEDIA, photoOf(good.getFirst()));
        var report = device.sync();
        assertEquals(7, report.pull().applied());
        assertEquals(2, report.pull().failed());
        assertTrue(device.row(EntityType.SUBMISSION_MEDIA, kept).isPresent());
        good.forEach(id -> assertTrue(device.row(EntityType.SUBMISSIONS, id).isPresent()));
        hub.put(EntityType.SUBMISSIONS, bad, device.submission("{'n':9}"));
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        assertEquals(7, device.rows(EntityType.SUBMISSIONS).size());
        assertEquals(2, device.rows(EntityType.SUBMISSION_MEDIA).size());
    }

    private static ObjectNode photoOf(UUID submission) {
        var photo = Json.object().put("submission_id", submission.toString());
        photo.put("question", "/p").put("sha256", "00").put("key", "00").put("filename", "f");
        photo.put("content_type", "image/jpeg").put("size_bytes", 1);
        return photo.put("created_at", "2026-01-01T00:00:00Z");
    }

    @Test
    void a_page_that_would_leave_a_required_reference_dangling_is_not_taken() {
        var orphan = device.submission("{}").put("form_id", new UUID(5, 5).toString());
        hub.put(EntityType.SUBMISSIONS, orphan);
        var before = cursor(EntityType.MOBILE_DEVICES);
        var report = device.sync();
        assertEquals(SyncReport.Outcome.FAILED, report.outcome());
        assertEquals(SyncErrorCode.INTEGRITY_VIOLATION, report.errors().getFirst().code());
        assertEquals(0, device.rows(EntityType.SUBMISSIONS).size());
        assertEquals(before, cursor(EntityType.MOBILE_DEVICES));
        var form = device.rows(EntityType.MOBILE_FORMS).getFirst().payload().put("version", "2");
        hub.put(EntityType.MOBILE_FORMS, new UUID(5, 5), form);
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
    }

    @Test
    void a_hub_that_tells_old_news_as_new_is_refused() {
        hub.put(EntityType.SUBMISSIONS, device.submission("{}"));
        device.sync();
        device.db.run(
                tx ->
                        device.tables
                                .cursors()
                                .advance(
                                        tx,
                                        hub.epoch(),
                                        EntityType.TELEMETRY,
                                        new EntityCursor(9_999, "")));
        hub.cursorsGoBack();
        var report = device.sync();
        assertEquals(SyncErrorCode.CURSOR_BACKWARD, report.errors().getFirst().code());
    }

    @Test
    void what_was_pushed_comes_back_without_a_change_and_hides_no_change_of_others() {
        var mine = new ArrayList<UUID>();
        for (int i = 0; i < 6; i++) {
            mine.add(device.create("{'a':'" + i + "','b':'1'}"));
        }
        var first = device.sync();
        assertEquals(6, first.push().accepted());
        assertTrue(first.pull().unchanged() >= 6, first.toString());
        assertEquals(0, first.pull().applied());
        mine.forEach(id -> device.edit(id, "a", "again"));
        var real = device.now(EntityType.SUBMISSIONS, mine.getFirst());
        device.link.faults(
                call -> {
                    if (call.equals("changes")) {
                        device.link.faults(later -> Fault.NONE);
                        hub.put(EntityType.SUBMISSIONS, real, changed(real, "b", "theirs"));
                    }
                    return Fault.NONE;
                });
        var second = device.sync();
        assertEquals(6, second.push().accepted());
        assertEquals(first.pull().unchanged() - 1, second.pull().unchanged());
        assertEquals(1, second.pull().applied());
        assertEquals("again theirs", both(device.answers(real)));
    }

    @Test
    void local_work_is_merged_with_a_change_from_the_hub_and_never_overwritten() {
        var id = device.create("{'a':'1','b':'1'}");
        device.sync();
        var real = device.now(EntityType.SUBMISSIONS, id);
        device.link.faults(
                call -> {
                    if (call.equals("changes")) {
                        device.link.faults(later -> Fault.NONE);
                        device.edit(id, "a", "mine");
                        hub.put(EntityType.SUBMISSIONS, real, changed(real, "b", "theirs"));
                    }
                    return Fault.NONE;
                });
        assertEquals(1, device.sync().pull().merged());
        assertEquals("mine theirs", both(device.answers(id)));
        assertEquals(SyncReport.Outcome.COMPLETED, device.sync().outcome());
        assertEquals("mine theirs", both(hub.payload(real).orElseThrow().get("data")));
        assertFalse(device.row(EntityType.SUBMISSIONS, id).orElseThrow().dirty());
    }

    @Test
    void the_same_answer_changed_on_both_sides_becomes_a_conflict_with_all_three_versions() {
        var id = device.create("{'a':'1'}");
        device.sync();
        var real = device.now(EntityType.SUBMISSIONS, id);
        device.edit(id, "a", "mine");
        hub.put(EntityType.SUBMISSIONS, real, changed(real, "a", "theirs"));
        var report = device.sync();
        assertEquals(1, report.push().conflicts());
        var conflict = device.rows(EntityType.CONFLICTS).getFirst().payload();
        assertEquals(
                "1 mine theirs",
                "%s %s %s"
                        .formatted(
                                conflict.at("/base_payload/data/a").asText(),
                                conflict.at("/client_payload/data/a").asText(),
                                conflict.at("/server_payload/data/a").asText()));
        assertEquals("mine", device.answers(id).path("a").asText());
        assertEquals(1, device.counts().of(OutboxStatus.CONFLICT));
        assertEquals(1, hub.ids(EntityType.CONFLICTS).size());
    }

    @Test
    void an_edit_against_a_deletion_is_a_persons_decision() {
        var id = device.create("{'a':'1'}");
        device.sync();
        var real = device.now(EntityType.SUBMISSIONS, id);
        device.edit(id, "a", "mine");
        hub.delete(real);
        assertEquals(1, device.sync().push().conflicts());
        assertEquals("mine", device.answers(id).path("a").asText());
        device.sync();
        assertTrue(device.row(EntityType.SUBMISSIONS, id).isPresent());
    }

    @Test
    void different_answers_changed_on_both_sides_are_merged_without_a_person() {
        var id = device.create("{'a':'1','b':'1'}");
        device.sync();
        var real = device.now(EntityType.SUBMISSIONS, id);
        device.edit(id, "a", "mine");
        hub.put(EntityType.SUBMISSIONS, real, changed(real, "b", "theirs"));
        var report = device.sync();
        assertEquals(1, report.push().rebased());
        assertEquals("mine theirs", both(hub.payload(real).orElseThrow().get("data")));
        device.sync();
        assertFalse(device.row(EntityType.SUBMISSIONS, id).orElseThrow().dirty());
        assertEquals("mine theirs", both(device.answers(id)));
    }

    @Test
    void a_deleted_id_never_lives_again_by_an_old_change() {
        var id = device.create("{}");
        device.sync();
        var real = device.now(EntityType.SUBMISSIONS, id);
        device.delete(id);
        device.link.faults(call -> call.equals("push") ? Fault.DROP_REQUEST : Fault.NONE);
        device.sync();
        device.link.faults(call -> Fault.NONE);
        device.db.run(tx -> device.tables.cursors().reset(tx));
        device.sync();
        assertTrue(device.row(EntityType.SUBMISSIONS, real).isEmpty());
        assertEquals(List.of(), hub.ids(EntityType.SUBMISSIONS));
    }

    @Test
    void a_hub_restored_from_a_backup_is_offered_again_what_it_lost() {
        var kept = device.create("{'n':1}");
        var lost = device.create("{'n':2}");
        device.sync();
        var lostId = device.now(EntityType.SUBMISSIONS, lost);
        hub.restoreWithout(List.of(lostId));
        var report = device.sync();
        Assertions.assertNotEquals(
                SyncReport.Outcome.FAILED, report.outcome(), report.errors().toString());
        assertEquals(2, hub.ids(EntityType.SUBMISSIONS).size());
        assertEquals(2, device.rows(EntityType.SUBMISSIONS).size());
        assertTrue(device.row(EntityType.SUBMISSIONS, kept).isPresent());
    }

    private ObjectNode broken() {
        return device.submission("{}").put("created_at", "yesterday");
    }

    private ObjectNode changed(UUID id, String question, String value) {
        var row = hub.payload(id).orElseThrow().deepCopy();
        ((ObjectNode) row.get("data")).put(question, value);
        return row.put("sha256", Json.canonicalHash(row.get("data")).hex());
    }

    private static String both(com.fasterxml.jackson.databind.JsonNode answers) {
        return answers.path("a").asText() + " " + answers.path("b").asText();
    }

    private EntityCursor cursor(EntityType type) {
        return device.db.read(tx -> device.tables.cursors().get(tx, type));
    }
}
